"""Terms that the kernel spells letter by letter are those of the normalizer."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from searchlib.analysis.analyzer import ArticleAnalyzer
from searchlib.analysis.normalizer import TURKIC_CASING, plain_letters, term_of
from searchlib.indexing.segment_builder import HEADLINE_CASE
from searchlib.kernels import scan
from searchlib.kernels.inverter import Inverter
from searchlib.kernels.segment_encoder import SegmentEncoder
from tests.strategies import LETTERS, news_word

MARKS = "0123456789.,'’‘ʼ`´-‐‑"
LATIN = "".join(map(chr, range(0x41, 0x250))) + "əǝ" + MARKS
CYRILLIC = "".join(map(chr, range(0x400, 0x530))) + "ХІ" + MARKS
NUMERALS = "ХІIVX5'"
WORD = st.sampled_from((LATIN, CYRILLIC, NUMERALS, MARKS + "aя")).flatmap(lambda letters: st.text(letters, max_size=8))


def terms_of(text: str, language: str) -> tuple[list[str], dict[str, int]]:
    """Return the terms of a text by the normalizer, and by the kernel with how often each was met in two readings."""
    analyzer = ArticleAnalyzer(None)
    inverter = Inverter(analyzer.terms, HEADLINE_CASE)
    for _ in range(2):  # the second time every surface is known
        analyzer.read("", text, language)
        inverter.add(analyzer.title, analyzer.body)
    blob, offsets, counts, *_ = SegmentEncoder(inverter, (2, 1)).vocabulary()
    found = {str(blob[start:end], "utf-8"): n for (start, end), n in zip(pairwise(offsets), counts, strict=True)}
    starts, ends, _ = scan.scan(text)
    codes = analyzer.body.codes()
    terms = [
        term_of(text[start:end], code in TURKIC_CASING) for start, end, code in zip(starts, ends, codes, strict=True)
    ]
    return terms, found


@example(
    words=["ХХІ", "Хан", "İIıi", "80-ти", "U.S", "3.14", "1.000,5", "Kiss's", "Bakı’da", "v2.0", "ǝl"], language="az"
)
@given(words=st.lists(WORD | news_word(), max_size=12), language=st.sampled_from(["az", "tr", "en", "ru", "de"]))
def test_a_text_has_the_terms_of_its_tokens(words: list[str], language: str) -> None:
    terms, found = terms_of(" ".join(words), language)
    assert found == {term: 2 * terms.count(term) for term in terms}
    assert list(found) == sorted(found)


def test_the_letters_of_our_languages_are_plain() -> None:
    assert all(plain_letters(is_turkic)[ord(letter)] for letter in LETTERS for is_turkic in (False, True))

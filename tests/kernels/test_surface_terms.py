"""Terms that the kernel spells letter by letter are those of the normalizer."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from searchlib.analysis.analyzer import ArticleAnalyzer
from searchlib.analysis.normalizer import plain_letters, term_of
from searchlib.indexing.segment_builder import HEADLINE_CASE
from searchlib.kernels import scan
from searchlib.kernels.inverter import Inverter
from searchlib.kernels.segment_encoder import SegmentEncoder
from tests.strategies import LETTERS, news_word

LATIN = "".join(map(chr, range(0x41, 0x250))) + "ə"
CYRILLIC = "".join(map(chr, range(0x400, 0x530)))
WORD = st.text(LATIN + "0123456789", min_size=1, max_size=8) | st.text(CYRILLIC + "0123456789", min_size=1, max_size=8)


def is_of_one_script(word: str) -> bool:
    shape = scan.scan(word)[2][0]
    return shape & (scan.LATIN | scan.CYRILLIC) != scan.LATIN | scan.CYRILLIC


@example(word="ХХІ", is_turkic=False)
@example(word="İIıi", is_turkic=True)
@given(word=WORD, is_turkic=st.booleans())
def test_a_word_of_plain_letters_of_one_script_is_normalised_letter_by_letter(word: str, is_turkic: bool) -> None:  # noqa: FBT001
    letters = [plain_letters(is_turkic)[ord(letter)] for letter in word]
    if all(letters) and len(scan.scan(word)[0]) == 1 and is_of_one_script(word):
        assert "".join(map(chr, letters)) == term_of(word, is_turkic)


def test_the_letters_of_our_languages_are_plain() -> None:
    slow = {letter for letter in LETTERS if not plain_letters(False)[ord(letter)]}  # noqa: FBT003
    assert slow == {"Х"}


@given(st.lists(news_word(), max_size=20).map(" ".join), st.sampled_from(["az", "tr", "en", "ru", "de"]))
def test_a_text_has_the_terms_of_its_tokens(text: str, language: str) -> None:
    text = text.encode("utf-8", "replace").decode()
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
        term_of(text[start:end], code in ("az", "tr")) for start, end, code in zip(starts, ends, codes, strict=True)
    ]
    assert found == {term: 2 * terms.count(term) for term in terms}
    assert list(found) == sorted(found)

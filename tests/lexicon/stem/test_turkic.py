"""The laws that the Azerbaijani and the Turkish stemmer share."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.lexicon.stem import azerbaijani, turkish
from searchlib.lexicon.stem.harmony import VOICELESS, VOWELS, context_of
from searchlib.lexicon.stem.roots import BEFORE_VOWEL, SHORTEST_ROOT, RootLexicon
from searchlib.lexicon.stem.suffix_chains import NOWHERE, read_chains
from searchlib.lexicon.stem.turkic import TurkicStemmer

STEMMERS: dict[str, TurkicStemmer] = {"az": azerbaijani.AzerbaijaniStemmer(), "tr": turkish.TurkishStemmer()}
LEXICONS = {
    "az": RootLexicon("azerbaijani_roots.txt", azerbaijani.SOFTENING),
    "tr": RootLexicon("turkish_roots.txt", turkish.SOFTENING, turkish.NARROWED_BEFORE),
}
TABLES = [
    f"{language}_{graph}"
    for language in ("azerbaijani", "turkish")
    for graph in ("inflection", "derived_nouns", "derived_verbs", "voices")
]
GOLDEN = Path(__file__).parents[2] / "golden"


def golden(language: str) -> list[tuple[str, str, str]]:
    lines = (GOLDEN / f"stem_{language}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [(language, form, stem) for stem, forms in rows for form in forms.split()]


WORDS = golden("az") + golden("tr")
LETTERS = "abcçdeəfgğhxıijkqlmnoöprsştuüvyzâîû"
SUFFIXES = [
    *("lar", "lər", "ler", "ı", "in", "da", "dən", "ten", "dır", "mış", "mə", "me", "yir", "iyor", "acaq", "acak"),
    *("dığı", "tığı", "lıq", "lık", "çi", "ıl", "ımızın", "'da"),
]
ANY_WORD = st.text() | st.builds(
    lambda stem, suffixes: stem + "".join(suffixes),
    st.text(LETTERS, max_size=7) | st.sampled_from([form for _, form, _ in WORDS]),
    st.lists(st.sampled_from(SUFFIXES), max_size=4),
)
NAMES = {
    "az": "rəsulzadə cabbarlı topçubaşov xaçmaz astara tovuz məmmədov saakaşvili makron",
    "tr": "kılıçdaroğlu imamoğlu beşiktaşlı galata kadıköy salihli çeşme lukaşenko",
}


@pytest.fixture(params=STEMMERS)
def stemmer(request: pytest.FixtureRequest) -> TurkicStemmer:
    return STEMMERS[request.param]


@pytest.mark.parametrize(("language", "form", "stem"), WORDS)
def test_golden_form_comes_down_to_its_stem(language: str, form: str, stem: str) -> None:
    assert STEMMERS[language].stem(form) == stem


@pytest.mark.parametrize("language", STEMMERS)
@given(word=ANY_WORD | st.lists(ANY_WORD, min_size=2, max_size=4).map("'".join))
def test_stem_of_a_stem_is_itself(language: str, word: str) -> None:
    stem = STEMMERS[language].stem(word)
    assert STEMMERS[language].stem(stem) == stem


@pytest.mark.parametrize("language", STEMMERS)
@given(word=ANY_WORD)
def test_root_of_a_root_is_itself(language: str, word: str) -> None:
    root = STEMMERS[language].root(word)
    assert STEMMERS[language].root(root) == root


@pytest.mark.parametrize("language", STEMMERS)
@given(word=ANY_WORD)
def test_stem_is_at_most_one_letter_longer_than_the_word(language: str, word: str) -> None:
    assert len(STEMMERS[language].stem(word)) <= len(word) + 1


@pytest.mark.parametrize("language", STEMMERS)
@given(word=ANY_WORD)
def test_words_of_one_stem_have_one_root(language: str, word: str) -> None:
    stemmer = STEMMERS[language]
    assert stemmer.root(word) == stemmer.root(stemmer.stem(word))


@pytest.mark.parametrize("language", STEMMERS)
@given(words=st.lists(ANY_WORD, max_size=6))
def test_the_answer_does_not_hang_on_the_words_before(language: str, words: list[str]) -> None:
    stemmer = STEMMERS[language]
    asked = [(stemmer.stem(word), stemmer.root(word)) for word in words]
    assert [(stemmer.stem(word), stemmer.root(word)) for word in reversed(words)] == asked[::-1]


@pytest.mark.parametrize("language", STEMMERS)
@given(word=st.text(st.characters(exclude_characters="'", max_codepoint=0x40)))
def test_figures_and_signs_stay(language: str, word: str) -> None:
    assert STEMMERS[language].stem(word) == word


@pytest.mark.parametrize("language", STEMMERS)
@given(word=st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяһҹҝөүғј"))
def test_cyrillic_words_stay(language: str, word: str) -> None:
    assert STEMMERS[language].stem(word) == word


def test_what_is_too_long_for_a_word_stays(stemmer: TurkicStemmer) -> None:
    assert stemmer.stem("ev" + "ler" * 100_000) == "ev" + "ler" * 100_000


@pytest.mark.parametrize("word", ["o'neill", "l'oréal"])
def test_apostrophe_inside_a_word_stays(stemmer: TurkicStemmer, word: str) -> None:
    assert stemmer.stem(word) == word


@pytest.mark.parametrize(
    ("language", "name"), [(code, name) for code, names in NAMES.items() for name in names.split()]
)
@pytest.mark.parametrize("case", range(6))
def test_cases_of_a_name_share_one_stem(language: str, name: str, case: int) -> None:
    assert STEMMERS[language].stem(name + cases(language, name)[case]) == STEMMERS[language].stem(name)


def cases(language: str, name: str) -> list[str]:
    harmony, ending = divmod(context_of(name), 3)
    high = "ıiuü"[harmony]
    low = (azerbaijani if language == "az" else turkish).PHONOLOGY.low[harmony]
    genitive, dative, accusative = ("n", "y", "n" if language == "az" else "y") if name[-1] in VOWELS else ("", "", "")
    dental = "t" if language == "tr" and ending == VOICELESS else "d"
    return [
        genitive + high + "n",
        dative + low,
        accusative + high,
        dental + low,
        dental + low + "n",
        dental + high + "r",
    ]


@pytest.mark.parametrize("language", LEXICONS)
@given(word=ANY_WORD)
def test_no_root_that_begins_a_word_is_missed(language: str, word: str) -> None:
    lexicon = LEXICONS[language]
    found = [(start, root.text(word[:start])) for start, roots in lexicon.beginning(word) for root in roots]
    assert [start for start, _ in found] == sorted((start for start, _ in found), reverse=True)
    beginning = {(len(root), root) for root in lexicon if word.startswith(root) and len(root) >= SHORTEST_ROOT}
    assert beginning <= set(found)


@pytest.mark.parametrize("language", LEXICONS)
def test_the_text_of_a_root_is_one_of_the_list(language: str) -> None:
    lexicon = LEXICONS[language]
    assert {root.text(spelling) for spelling, roots in lexicon.roots.items() for root in roots} == set(lexicon)


@pytest.mark.parametrize(
    ("language", "spelling", "text", "followed_by"),
    [
        ("az", "şəkl", "şəkil", BEFORE_VOWEL),
        ("tr", "kitab", "kitap", BEFORE_VOWEL),
        ("tr", "başl", "başla", turkish.NARROWED_BEFORE),
        ("tr", "yi", "ye", ("y",)),
        ("tr", "ev", "ev", ()),
    ],
)
def test_root_is_spelt_otherwise_before_some_letters(
    language: str, spelling: str, text: str, followed_by: tuple[str, ...]
) -> None:
    roots = LEXICONS[language].roots[spelling]
    assert (text, followed_by) in [(root.text(spelling), root.followed_by) for root in roots]


@pytest.mark.parametrize("name", TABLES)
def test_every_chain_has_the_profile_of_its_line(name: str) -> None:
    chains = read_chains(name)
    for profile, endings in chains.lines:
        assert len(profile) == NOWHERE + 1
        assert all(chains.profile(ending, 0) == profile for ending in endings.split())

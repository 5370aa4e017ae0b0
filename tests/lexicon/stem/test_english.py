from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.lexicon.stem.english import EnglishStemmer
from tests.strategies import news_word

STEMMER = EnglishStemmer()
GOLDEN = Path(__file__).parents[2] / "golden" / "stem_en.tsv"
WORDS = [
    (form, stem)
    for stem, forms in (
        line.split("\t") for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    for form in forms.split()
]
LETTERS = "abcdefghijklmnopqrstuvwxyz"
ENDINGS = ["s", "es", "ies", "ed", "ied", "ing", "ings", "er", "est", "ly", "ness", "ation", "ise", "'s", "s'"]
ANY_WORD = st.text() | st.builds(
    lambda stem, endings: stem + "".join(endings),
    st.text(LETTERS, max_size=8) | st.sampled_from([form for form, _ in WORDS]),
    st.lists(st.sampled_from(ENDINGS), max_size=3),
)


@pytest.mark.parametrize(("form", "stem"), WORDS)
def test_golden_form_comes_down_to_its_stem(form: str, stem: str) -> None:
    assert STEMMER.stem(form) == stem


@pytest.mark.parametrize(("form", "stem"), WORDS)
def test_stem_of_a_golden_stem_is_itself(form: str, stem: str) -> None:
    assert STEMMER.stem(STEMMER.stem(form)) == stem


@given(st.text(LETTERS, min_size=1, max_size=12))
def test_possessive_has_the_stem_of_its_word(word: str) -> None:
    assert STEMMER.stem(word + "'s") == STEMMER.stem(word)


@given(ANY_WORD)
def test_words_of_one_stem_have_one_root(word: str) -> None:
    stem = STEMMER.stem(word)
    if STEMMER.stem(stem) == stem:
        assert STEMMER.root(word) == STEMMER.root(stem)


@given(ANY_WORD | news_word())
def test_something_is_left_of_any_word(word: str) -> None:
    assert bool(STEMMER.stem(word)) == bool(STEMMER.root(word)) == bool(word)


@given(st.text(st.characters(min_codepoint=0x370)))
def test_words_in_other_letters_stay(word: str) -> None:
    assert STEMMER.stem(word) == word


def test_threads_get_the_answers_of_one_thread() -> None:
    forms = [form for form, _ in WORDS] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(STEMMER.stem, forms)) == [STEMMER.stem(form) for form in forms]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("williams", "william"),
        ("wales", "wale"),
        ("paris", "pari"),
        ("news", "new"),
        ("texas", "texa"),
        ("beijing", "beij"),
        ("ahmed", "ahm"),
        ("boeing", "boe"),
        ("university", "universe"),
        ("universal", "universe"),
        ("organ", "organization"),
        ("general", "generous"),
        ("policy", "police"),
        ("arm", "army"),
        ("past", "paste"),
        ("import", "important"),
        ("hop", "hope"),
        ("plan", "plane"),
        ("star", "stare"),
        ("win", "wine"),
        ("bus", "use"),
        ("taxes", "taxis"),
        ("movies", "move"),
        ("bees", "being"),
        ("series", "serie"),
        ("morning", "morn"),
        ("ceiling", "ceil"),
        ("hundred", "hundr"),
        ("forest", "fore"),
        ("customs", "custom"),
        ("minister", "ministry"),
        ("relate", "relative"),
        ("active", "activate"),
    ],
)
def test_minimal_pair_stays_apart(one: str, other: str) -> None:
    assert STEMMER.stem(one) != STEMMER.stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("news", "new"),
        ("university", "universe"),
        ("organ", "organization"),
        ("general", "generous"),
        ("policy", "police"),
        ("arm", "army"),
        ("past", "paste"),
        ("import", "important"),
        ("hope", "hop"),
        ("care", "car"),
        ("severe", "several"),
        ("experience", "experiment"),
    ],
)
def test_unlike_words_have_unlike_roots(one: str, other: str) -> None:
    assert STEMMER.root(one) != STEMMER.root(other)


@pytest.mark.parametrize(
    ("derived", "root"),
    [
        ("organization", "organizer"),
        ("national", "nationality"),
        ("quickly", "quick"),
        ("happiness", "happy"),
        ("electrical", "electricity"),
        ("activation", "activate"),
        ("government", "governor"),
        ("investigation", "investigator"),
        ("globalization", "globalize"),
        ("surprisingly", "surprise"),
        ("indication", "indicate"),
        ("teacher", "teach"),
    ],
)
def test_derivation_comes_off_at_the_root_level(derived: str, root: str) -> None:
    assert STEMMER.root(derived) == STEMMER.root(root)
    assert STEMMER.stem(derived) != STEMMER.stem(root)


@pytest.mark.parametrize("word", ["comprise", "exercise", "advise", "surprise", "otherwise", "raise", "rise", "noise"])
def test_word_that_is_no_british_spelling_keeps_its_s(word: str) -> None:
    assert STEMMER.stem(word) == word


def test_forms_of_auxiliaries_come_down_to_their_verbs() -> None:
    assert [STEMMER.stem(word) for word in ("was", "were", "has", "did")] == ["be", "be", "have", "do"]


def test_noun_and_short_forms_of_be_stay_as_they_are() -> None:
    assert [STEMMER.stem(word) for word in ("being", "is", "am")] == ["being", "is", "am"]


@pytest.mark.parametrize(
    ("form", "word"),
    [("grandchildren", "grandchild"), ("housewives", "housewife"), ("werewolves", "werewolf"), ("olives", "olive")],
)
def test_irregular_plural_ends_longer_words_too(form: str, word: str) -> None:
    assert STEMMER.stem(form) == word


def test_contraction_without_its_apostrophe_is_the_contraction() -> None:
    assert STEMMER.stem("dont") == STEMMER.stem("don't")
    assert STEMMER.stem("were") != STEMMER.stem("we're")


@pytest.mark.parametrize("form", ["instagram'da", "chicago'ya", "intel'dən", "linkedin'ler"])
def test_turkic_ending_of_an_english_name_comes_off(form: str) -> None:
    assert STEMMER.stem(form) == form.partition("'")[0]


@pytest.mark.parametrize("name", ["sana'a", "o'neill", "xi'an", "d'a"])
def test_apostrophe_inside_a_name_stays(name: str) -> None:
    assert STEMMER.stem(name) == name


def test_longest_suffix_is_looked_for() -> None:
    assert STEMMER.root("classification") == STEMMER.root("classify")


def test_contraction_stays() -> None:
    assert STEMMER.stem("don't") == "don't"

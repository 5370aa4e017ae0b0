from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.lexicon.stem.azerbaijani import AzerbaijaniStemmer

STEMMER = AzerbaijaniStemmer()
GOLDEN = Path(__file__).parents[2] / "golden" / "stem_az.tsv"
WORDS = [
    (form, stem)
    for stem, forms in (
        line.split("\t") for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    for form in forms.split()
]
LETTERS = "abcçdeəfgğhxıijkqlmnoöprsştuüvyz"
SUFFIXES = [
    "lar",
    "lər",
    "ı",
    "in",
    "da",
    "dən",
    "dır",
    "mış",
    "mə",
    "yir",
    "acaq",
    "dığı",
    "lıq",
    "çi",
    "ımızın",
    "'da",
]
ANY_WORD = st.text() | st.builds(
    lambda stem, suffixes: stem + "".join(suffixes),
    st.text(LETTERS, max_size=7) | st.sampled_from([form for form, _ in WORDS]),
    st.lists(st.sampled_from(SUFFIXES), max_size=4),
)


@pytest.mark.parametrize(("form", "stem"), WORDS)
def test_golden_form_comes_down_to_its_stem(form: str, stem: str) -> None:
    assert STEMMER.stem(form) == stem


@given(ANY_WORD)
def test_stem_of_a_stem_is_itself(word: str) -> None:
    stem = STEMMER.stem(word)
    assert STEMMER.stem(stem) == stem


@given(st.lists(ANY_WORD, min_size=2, max_size=4).map("'".join))
def test_stem_of_a_stem_with_apostrophes_is_itself(word: str) -> None:
    stem = STEMMER.stem(word)
    assert STEMMER.stem(stem) == stem


@given(ANY_WORD)
def test_root_of_a_root_is_itself(word: str) -> None:
    root = STEMMER.root(word)
    assert STEMMER.root(root) == root


@given(ANY_WORD)
def test_stem_is_at_most_one_letter_longer_than_the_word(word: str) -> None:
    assert len(STEMMER.stem(word)) <= len(word) + 1


@given(ANY_WORD)
def test_words_of_one_stem_have_one_root(word: str) -> None:
    assert STEMMER.root(word) == STEMMER.root(STEMMER.stem(word))


@given(st.text(st.characters(exclude_characters="'", max_codepoint=0x40)))
def test_figures_and_signs_stay(word: str) -> None:
    assert STEMMER.stem(word) == word


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяһҹҝөүғј"))
def test_cyrillic_words_stay(word: str) -> None:
    assert STEMMER.stem(word) == word


@pytest.mark.parametrize("stem", ["qarabağ", "azərbaycan", "uşaq", "torpaq", "otaq"])
@pytest.mark.parametrize("ending", ["lər", "dən", "in", "nin", "ə", "ləri", "dir"])
def test_front_ending_stays_on_a_back_word(stem: str, ending: str) -> None:
    assert STEMMER.stem(stem + ending) != stem


@pytest.mark.parametrize("stem", ["şəhər", "prezident", "müəllim", "gəncə"])
@pytest.mark.parametrize("ending", ["lar", "dan", "ın", "nın", "ları", "dır"])
def test_back_ending_stays_on_a_front_word(stem: str, ending: str) -> None:
    assert STEMMER.stem(stem + ending) != stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ad", "ada"),
        ("adlar", "adalar"),
        ("qadın", "qad"),
        ("alman", "alma"),
        ("ata", "at"),
        ("ana", "an"),
        ("bakı", "bax"),
        ("qaz", "qazan"),
        ("insan", "ins"),
        ("həyat", "həyət"),
        ("qapı", "qap"),
        ("şirin", "şir"),
        ("dəniz", "dən"),
        ("yaxın", "yaxa"),
        ("film", "filmçi"),
        ("filmlər", "filmçilər"),
        ("anar", "ana"),
        ("gəlin", "gəl"),
        ("bəhrin", "bəhram"),
        ("əliyev", "əli"),
        ("məmmədov", "məmməd"),
    ],
)
def test_minimal_pair_stays_apart(one: str, other: str) -> None:
    assert STEMMER.stem(one) != STEMMER.stem(other)


@pytest.mark.parametrize(
    ("derived", "root"),
    [
        ("filmçi", "film"),
        ("filmçilərin", "film"),
        ("davamlılığı", "davam"),
        ("bərabərsizlik", "bərabər"),
        ("yazılmışdır", "yaz"),
        ("futbolçular", "futbol"),
        ("dövlətçilik", "dövlət"),
        ("göstərilən", "göstər"),
        ("bakılılar", "bakı"),
    ],
)
def test_derivation_comes_off_at_the_root_level(derived: str, root: str) -> None:
    assert STEMMER.root(derived) == root
    assert STEMMER.stem(derived) != root


def test_what_is_too_long_for_a_word_stays() -> None:
    assert STEMMER.stem("ev" + "ler" * 100_000) == "ev" + "ler" * 100_000


def test_ending_after_an_apostrophe_comes_off() -> None:
    assert STEMMER.stem("bakı'dan") == "bakı"


def test_apostrophe_inside_a_word_stays() -> None:
    assert [STEMMER.stem(word) for word in ("sən'ət", "mə'na", "o'neill", "l'oréal")] == [
        "sən'ət",
        "mə'na",
        "o'neill",
        "l'oréal",
    ]


@pytest.mark.parametrize(
    "name", ["rəsulzadə", "cabbarlı", "topçubaşov", "xaçmaz", "astara", "tovuz", "məmmədov", "saakaşvili", "makron"]
)
@pytest.mark.parametrize("case", range(6))
def test_cases_of_a_name_share_one_stem(name: str, case: int) -> None:
    last_vowel = next(letter for letter in reversed(name) if letter in "aıoueəiöü")
    high = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}.get(last_vowel, "i")
    low = "a" if last_vowel in "aıou" else "ə"
    is_open = name[-1] in "aıoueəiöü"
    endings = [
        ("n" if is_open else "") + high + "n",
        ("y" if is_open else "") + low,
        ("n" if is_open else "") + high,
        "d" + low,
        "d" + low + "n",
        "d" + high + "r",
    ]
    assert STEMMER.stem(name + endings[case]) == STEMMER.stem(name)

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.lexicon.stem.turkish import TurkishStemmer

STEMMER = TurkishStemmer()
GOLDEN = Path(__file__).parents[2] / "golden" / "stem_tr.tsv"
WORDS = [
    (form, stem)
    for stem, forms in (
        line.split("\t") for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    for form in forms.split()
]
LETTERS = "abcçdefgğhıijklmnoöprsştuüvyzâîû"
SUFFIXES = [
    "lar",
    "ler",
    "ı",
    "in",
    "da",
    "ten",
    "dır",
    "mış",
    "me",
    "iyor",
    "acak",
    "tığı",
    "lık",
    "çi",
    "ımızın",
    "'da",
    "ıl",
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


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюя"))
def test_cyrillic_words_stay(word: str) -> None:
    assert STEMMER.stem(word) == word


@pytest.mark.parametrize("stem", ["toprak", "azerbaycan", "çocuk", "kitap", "ankara"])
@pytest.mark.parametrize("ending", ["ler", "den", "ten", "nin", "leri", "dir", "tir"])
def test_front_ending_stays_on_a_back_word(stem: str, ending: str) -> None:
    assert STEMMER.stem(stem + ending) != stem


@pytest.mark.parametrize("stem", ["şehir", "öğrenci", "türkiye", "izmir"])
@pytest.mark.parametrize("ending", ["lar", "dan", "ın", "nın", "ları", "dır"])
def test_back_ending_stays_on_a_front_word(stem: str, ending: str) -> None:
    assert STEMMER.stem(stem + ending) != stem


@pytest.mark.parametrize("stem", ["ev", "şehir", "göl", "okul"])
@pytest.mark.parametrize("ending", ["ten", "te", "tan", "ta"])
def test_voiceless_ending_stays_on_a_voiced_word(stem: str, ending: str) -> None:
    assert STEMMER.stem(stem + ending) != stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("adlar", "adalar"),
        ("kadın", "kad"),
        ("ada", "ad"),
        ("ana", "an"),
        ("ali", "al"),
        ("altın", "alt"),
        ("bakan", "bak"),
        ("kaz", "kazan"),
        ("insan", "ins"),
        ("yakın", "yak"),
        ("hala", "hal"),
        ("kapı", "kap"),
        ("deniz", "den"),
        ("kar", "karın"),
        ("yaz", "yazı"),
        ("yazar", "yaz"),
        ("kitap", "kitapçı"),
        ("kitaplar", "kitapçılar"),
        ("gazete", "gazeteci"),
        ("istanbul", "istanbullu"),
        ("adalet", "adaletli"),
        ("eski", "es"),
        ("öğretmen", "öğret"),
    ],
)
def test_minimal_pair_stays_apart(one: str, other: str) -> None:
    assert STEMMER.stem(one) != STEMMER.stem(other)


@pytest.mark.parametrize(
    ("derived", "root"),
    [
        ("kitapçı", "kitap"),
        ("kitapçıların", "kitap"),
        ("adaletsizliği", "adalet"),
        ("haberciler", "haber"),
        ("sanatçılar", "sanat"),
        ("istanbullular", "istanbul"),
        ("yazıcının", "yaz"),
    ],
)
def test_derivation_comes_off_at_the_root_level(derived: str, root: str) -> None:
    assert STEMMER.root(derived) == root
    assert STEMMER.stem(derived) != root


def test_passive_and_causative_come_down_to_the_verb() -> None:
    assert {STEMMER.stem(word) for word in ("yazıldı", "yazdırıldı", "yazılmıştır", "yazamadılar")} == {"yaz"}


def test_vowel_lost_before_the_present_tense_comes_back() -> None:
    assert STEMMER.stem("hesaplıyorlar") == STEMMER.stem("hesaplamak") == "hesapla"


def test_vowel_lost_in_an_unknown_verb_comes_back() -> None:
    assert STEMMER.stem("gugulluyor") == STEMMER.stem("gugullamak")


def test_circumflex_does_not_count() -> None:
    assert STEMMER.stem("kârlılığı") == STEMMER.stem("karlılığı")


def test_what_is_too_long_for_a_word_stays() -> None:
    assert STEMMER.stem("ev" + "ler" * 100_000) == "ev" + "ler" * 100_000


def test_ending_after_an_apostrophe_comes_off() -> None:
    assert [STEMMER.stem(word) for word in ("ankara'dan", "abd'nin", "new york'ta")] == ["ankara", "abd", "new york"]


def test_apostrophe_inside_a_word_stays() -> None:
    assert [STEMMER.stem(word) for word in ("kur'an", "o'neill", "l'oréal")] == ["kur'an", "o'neill", "l'oréal"]


@pytest.mark.parametrize(
    "name",
    ["kılıçdaroğlu", "imamoğlu", "beşiktaşlı", "galata", "kadıköy", "salihli", "çeşme", "lukaşenko"],
)
@pytest.mark.parametrize("case", range(6))
def test_cases_of_a_name_share_one_stem(name: str, case: int) -> None:
    last_vowel = next(letter for letter in reversed(name) if letter in "aıoueiöü")
    high = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "ö": "ü", "ü": "ü"}.get(last_vowel, "i")
    low = "a" if last_vowel in "aıou" else "e"
    is_open = name[-1] in "aıoueiöü"
    dental = "t" if name[-1] in "çfhkpsşt" else "d"
    endings = [
        ("n" if is_open else "") + high + "n",
        ("y" if is_open else "") + low,
        ("y" if is_open else "") + high,
        dental + low,
        dental + low + "n",
        dental + high + "r",
    ]
    assert STEMMER.stem(name + endings[case]) == STEMMER.stem(name)

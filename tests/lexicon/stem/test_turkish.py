import pytest

from searchlib.lexicon.stem.turkish import TurkishStemmer

STEMMER = TurkishStemmer()


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


def test_ending_after_an_apostrophe_comes_off() -> None:
    assert [STEMMER.stem(word) for word in ("ankara'dan", "abd'nin", "new york'ta")] == ["ankara", "abd", "new york"]


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("bankası'ndan", "banka"),
        ("bakanlığı'na", "bakanlık"),
        ("partisi'nde", "parti"),
        ("imamoğlu'ndaki", "imamoğlu"),
        ("davutoğlu'nu", "davutoğlu"),
        ("avrupa'nda", "avrupa'nda"),
        ("rock'n", "rock'n"),
    ],
)
def test_endings_after_a_possessive_and_an_apostrophe_begin_with_an_n(word: str, stem: str) -> None:
    assert TurkishStemmer().stem(word) == stem


def test_apostrophe_inside_a_native_word_stays() -> None:
    assert STEMMER.stem("kur'an") == "kur'an"


@pytest.mark.parametrize(
    ("word", "root"), [("bulut", "bul"), ("gelişmek", "gel"), ("arkadaş", "arka"), ("yeşil", "ye"), ("konuşma", "kon")]
)
def test_word_that_only_looks_derived_is_a_root(word: str, root: str) -> None:
    assert STEMMER.root(word) == STEMMER.stem(word) != root


@pytest.mark.parametrize("word", ["hali", "halinde", "haliyle", "hallerde"])
def test_state_takes_front_endings(word: str) -> None:
    assert STEMMER.stem(word) == "hal"


@pytest.mark.parametrize("form", ["milletvekilleri", "milletvekillerinin", "milletvekilini", "milletvekiline"])
def test_compound_keeps_the_possessive_ending_that_others_take_the_place_of(form: str) -> None:
    assert STEMMER.stem(form) == "milletvekili"


@pytest.mark.parametrize(("form", "word"), [("vaktini", "vakit"), ("zulmün", "zulüm"), ("hacmi", "hacim")])
def test_suffixes_go_by_the_vowel_that_was_lost(form: str, word: str) -> None:
    assert STEMMER.stem(form) == word

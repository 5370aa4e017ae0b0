import pytest

from searchlib.lexicon.stem.azerbaijani import AzerbaijaniStemmer

STEMMER = AzerbaijaniStemmer()


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


def test_ending_after_an_apostrophe_comes_off() -> None:
    assert STEMMER.stem("bakı'dan") == "bakı"


@pytest.mark.parametrize("word", ["sən'ət", "mə'na"])
def test_apostrophe_inside_a_native_word_stays(word: str) -> None:
    assert STEMMER.stem(word) == word


@pytest.mark.parametrize(
    ("word", "root"),
    [("daşqın", "daş"), ("üzük", "üz"), ("düşünmək", "düş"), ("soyumaq", "soy"), ("burun", "bur"), ("qardaş", "qar")],
)
def test_word_that_only_looks_derived_is_a_root(word: str, root: str) -> None:
    assert STEMMER.root(word) == STEMMER.stem(word) != root


@pytest.mark.parametrize("word", ["demək", "deyir", "deyən", "dedi", "deyəcək", "deməkdir"])
def test_to_say_has_one_stem(word: str) -> None:
    assert STEMMER.stem(word) == "de"


@pytest.mark.parametrize(
    "forms",
    [
        "ruhani ruhaninin ruhaniyə ruhanidən",
        "kaliqulin kaliqulinin kaliqulinə kaliqulini",
        "kaputan kaputanın kaputana kaputanı kaputandan",
        "tradas tradasın tradası tradasa tradasdan",
        "muralad muraladın muralada muraladda",
    ],
)
def test_forms_of_an_unknown_word_meet_at_the_root_at_the_latest(forms: str) -> None:
    assert len({STEMMER.root(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("plural", "noun"), [("yazılar", "yazı"), ("sarılar", "sarı"), ("qocalar", "qoca")])
def test_plural_of_a_noun_goes_before_the_aorist_of_a_passive(plural: str, noun: str) -> None:
    assert STEMMER.stem(plural) == noun


@pytest.mark.parametrize("form", ["altında", "altından", "altına"])
def test_possessive_n_tells_a_form_of_a_shorter_root(form: str) -> None:
    assert STEMMER.stem(form) == "alt"


def test_word_spelt_like_a_form_of_another_has_its_root() -> None:
    assert STEMMER.stem("ayı") != STEMMER.stem("ayında") == "ay"
    assert STEMMER.root("ayı") == STEMMER.root("ayında")

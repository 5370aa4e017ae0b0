from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from searchlib.lexicon.stem.russian import RussianStemmer
from tests.strategies import news_word

STEMMER = RussianStemmer()
GOLDEN = Path(__file__).parents[2] / "golden" / "stem_ru.tsv"
WORDS = [
    (form, stem)
    for stem, forms in (
        line.split("\t") for line in GOLDEN.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    for form in forms.split()
]
LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
ENDINGS = ["а", "ов", "ами", "ого", "ыми", "ть", "л", "ла", "ет", "ся", "ись", "ющий", "ость", "ский", "ение", "ь", "й"]
ANY_WORD = st.text() | st.builds(
    lambda stem, endings: stem + "".join(endings),
    st.text(LETTERS, max_size=8) | st.sampled_from([form for form, _ in WORDS]),
    st.lists(st.sampled_from(ENDINGS), max_size=4),
)

MASCULINE = ("", "а", "у", "ом", "е")
SOFT = ("ь", "я", "ю", "ем", "е")
GLIDE = ("й", "я", "ю", "ем", "е")
SURNAME = ("", "а", "у", "ым", "е", "ы", "ых", "ой", "ыми")
ADJECTIVE = ("ий", "ого", "ому", "им", "ом", "ая", "ую", "ой", "ие", "их", "ими")
FEMININE = ("а", "ы", "е", "у", "ой")
VELAR = ("а", "и", "е", "у", "ой")
HUSHING = ("а", "и", "е", "у", "ей")
FEMININE_SOFT = ("я", "и", "ю", "е", "ей")
IYA = ("ия", "ии", "ию", "ией")
IY = ("ий", "ия", "ию", "ием", "ии")
THIRD = ("ь", "и", "ью")

NAMES = (
    ("карабах азербайджан ильхам агдам пашинян эрдоган казах вьетнам ташкент иран ирак афганистан", MASCULINE),
    ("ереван стамбул кабул тегеран берлин лондон вашингтон минск бишкек тибет бейрут крым рим", MASCULINE),
    ("саргсян кочарян трамп байден макрон рустам вадим максим ибрагим ахмет мехмет мухаммед касым", MASCULINE),
    ("михаил даниил кирилл исмаил владислав станислав карен тигран вагиф саддам нахчыван фархад эльдар", MASCULINE),
    ("алиев мамедов байрамов лавров токаев гусейнов гасанов назарбаев путин медведев иванов петров", SURNAME),
    ("горбачев хрущев каримов рахмонов гулиев велиев рзаев кадыров мишустин собянин гаджиев андреев", SURNAME),
    ("сергеев васильев юрьев зайцев цветков соловьев лебедев бунин пушкин никитин тапдыков джангиров", SURNAME),
    ("израил кремл севастопол ярославл симферопол брюссел камил шамил игор рафаэл чернобыл", SOFT),
    ("серге андре алексе матве тимофе кита шанха дуна никола", GLIDE),
    ("зеленск чайковск маяковск достоевск янковск", ADJECTIVE),
    ("анкар москв астан самар уф одесс полтав бухар варшав фатим хиросим канад европ", FEMININE),
    ("гааг америк африк", VELAR),
    ("гяндж шуш", HUSHING),
    ("дарь коре наталь иль", FEMININE_SOFT),
    ("турц груз росс армен франц итал австр герман бельг сир инд румын эстон", IYA),
    ("юр дмитр васил георг евген григор валер анатол аркад", IY),
    ("нахичеван казан рязан астрахан керч твер сибир тюмен беларус", THIRD),
)
PARADIGMS = [
    pytest.param([name + ending for ending in endings], id=name + endings[0])
    for names, endings in NAMES
    for name in names.split()
]


@pytest.mark.parametrize("forms", PARADIGMS)
def test_all_cases_of_a_name_share_one_stem(forms: list[str]) -> None:
    assert len({STEMMER.stem(form) for form in forms}) == 1


@pytest.mark.parametrize("name", ["баку", "тбилиси", "саакашвили", "шеварднадзе", "лукашенко", "алиоглы", "сухуми"])
def test_name_that_takes_no_case_is_unlike_its_neighbours(name: str) -> None:
    assert STEMMER.stem(name) not in {STEMMER.stem(other) for other in ("бак", "тбилисский", "сухой", "саак", "лука")}


def unheard_name(last: str) -> st.SearchStrategy[str]:
    """Names that no list has: nothing Russian begins with цх and a vowel."""
    syllable = st.tuples(st.sampled_from("бвгджзклмнпрстфх"), st.sampled_from("аоуиеэыя")).map("".join)
    syllables = st.lists(syllable, min_size=1, max_size=3).map("".join)
    return st.builds("цхи{}{}".format, syllables, st.sampled_from(last))


@given(unheard_name("бвгдзклмнпрстф"))
def test_masculine_name_never_heard_has_one_stem(name: str) -> None:
    """The stem of a masculine name is the same in the nominative and in every other case, whatever the name."""
    assume(not name.endswith(("ен", "ян")))  # with -а these are participles: решена, потеряна
    assume(not name.endswith("тел"))  # with -е this is a noun in -тель: учителе
    assert len({STEMMER.stem(name + ending) for ending in MASCULINE}) == 1


@given(
    unheard_name("р").map("{}ов".format)
    | unheard_name("рл").map("{}иев".format)
    | unheard_name("рт").map("{}ин".format)
)
def test_surname_never_heard_has_one_stem(name: str) -> None:
    """The stem of a surname is the same in every case, for men, for women and in the plural."""
    assert len({STEMMER.stem(name + ending) for ending in SURNAME}) == 1


@given(unheard_name("бвдзлмрстф"))
def test_country_never_heard_has_one_stem(name: str) -> None:
    assert len({STEMMER.stem(name + ending) for ending in IYA}) == 1


@pytest.mark.parametrize(("form", "stem"), WORDS)
def test_golden_form_comes_down_to_its_stem(form: str, stem: str) -> None:
    assert STEMMER.stem(form) == stem


@given(ANY_WORD)
def test_yo_is_ye(word: str) -> None:
    assert STEMMER.stem(word) == STEMMER.stem(word.replace("ё", "е"))


@given(ANY_WORD)
def test_words_of_one_stem_have_one_root(word: str) -> None:
    other = STEMMER.stem(word)
    assume(STEMMER.stem(other) == other)
    assert STEMMER.root(word) == STEMMER.root(other)


@pytest.mark.parametrize(("form", "stem"), WORDS)
def test_stem_of_a_golden_stem_is_itself(form: str, stem: str) -> None:
    assert STEMMER.stem(STEMMER.stem(form)) == stem


@given(ANY_WORD)
def test_root_of_a_word_is_no_longer_than_its_stem(word: str) -> None:
    assert STEMMER.stem(word).startswith(STEMMER.root(word))


@given(ANY_WORD | news_word())
def test_something_is_left_of_any_word(word: str) -> None:
    assert bool(STEMMER.stem(word)) == bool(STEMMER.root(word)) == bool(word)


@given(st.text(st.characters(exclude_categories=["Cs"], max_codepoint=0x3FF)))
def test_words_in_other_letters_stay(word: str) -> None:
    assert STEMMER.stem(word) == word


def test_threads_get_the_answers_of_one_thread() -> None:
    forms = [form for form, _ in WORDS] * 20
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(STEMMER.stem, forms)) == [STEMMER.stem(form) for form in forms]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("мамедов", "мамед"),
        ("иванов", "иван"),
        ("петров", "петр"),
        ("алиев", "али"),
        ("газета", "газ"),
        ("планета", "план"),
        ("ракета", "рак"),
        ("совет", "сова"),
        ("билет", "бил"),
        ("визит", "виза"),
        ("минута", "мина"),
        ("валюта", "вал"),
        ("материал", "мать"),
        ("канал", "кана"),
        ("модель", "мода"),
        ("работа", "работать"),
        ("китай", "кит"),
        ("киев", "кий"),
        ("карабах", "караб"),
        ("казань", "казать"),
        ("страна", "страх"),
        ("корея", "кора"),
        ("голова", "голый"),
        ("основа", "осень"),
        ("остров", "острый"),
        ("знакомый", "знак"),
        ("готов", "гот"),
        ("программа", "прогресс"),
        ("стол", "стоять"),
        ("россия", "роса"),
        ("турция", "тур"),
        ("грузия", "груз"),
        ("мир", "мера"),
        ("лед", "лето"),
        ("дом", "дума"),
        ("баку", "бак"),
        ("народ", "народность"),
        ("важность", "важный"),
        ("президентство", "президент"),
    ],
)
def test_minimal_pair_stays_apart(one: str, other: str) -> None:
    assert STEMMER.stem(one) != STEMMER.stem(other)


@pytest.mark.parametrize(
    ("derived", "root"),
    [
        ("президентский", "президент"),
        ("государственность", "государство"),
        ("футбольный", "футбол"),
        ("советский", "совет"),
        ("работа", "работать"),
        ("чиновник", "чиновница"),
        ("домик", "дом"),
    ],
)
def test_derivation_comes_off_at_the_root_level(derived: str, root: str) -> None:
    assert STEMMER.root(derived) == STEMMER.root(root)
    assert STEMMER.stem(derived) != STEMMER.stem(root)


def test_pronouns_stay_as_they_are() -> None:
    assert STEMMER.stem("его") == "его"
    assert STEMMER.stem("ним") == "ним"

"""The language of each token is the one that the slow twin finds, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.language import Identifier
from searchlib.analysis.spans import TokenLanguages
from searchlib.kernels.texts import SurfaceText
from tests import strategies
from tests.reference import token_languages

FOUR = ("az", "en", "ru", "tr")
SENTENCES = (
    "Nazir dünən Gəncədə jurnalistlərlə görüşüb.",
    "The director is shooting her third film in Shusha.",
    "Çiftçiler bu yıl az ürün bekliyor.",
    "Министр в понедельник открыл новый мост.",
    "Гәзет бу хәбәри дүнән јазды.",
    "Гəзет бу хəбəри дүнəн јазды.",
    "Bu il tarlada bugda az oldu.",
    "Çocuklarýn hepsi bugün okula gitti, dersler baþladý.",
    "Әliyev dünən Gəncәdə olub",
    "QIRMIZI BAĞ, INTERFAX, ISPARTA!",
    "U.S. 3.5% т.е. вот",
    "Die Preise sind gestiegen",
    "部长周一为新桥揭幕",
    "x" * 300,
    "ж" * 130 + "ə" * 130,
)
MARKS = st.sampled_from(("«{}»", "“{}”", '"{}"', "({})", "[{}]", "„{}“", "„{}”", "{}", "{}", "«{}", "({}", "{}”"))
GAPS = st.sampled_from((" ", " ", ", ", ". ", "\n", "", " – ", "! ", "… ", "  "))


@st.composite
def mixed_texts(draw: st.DrawFn) -> str:
    """Sentences of several languages, quoted and bracketed in each other, and noise."""
    inner = st.sampled_from(SENTENCES) | strategies.news_text()
    pieces = draw(st.lists(st.tuples(MARKS, inner, MARKS, inner, GAPS), max_size=4))
    return "".join(outer.format(one + " " + nested.format(other)) + gap for outer, one, nested, other, gap in pieces)


TEXTS = mixed_texts() | strategies.news_text() | strategies.query_text() | st.text()
AROUND = st.sampled_from(("az", "en", "ru", "tr", "de", "uk", "und"))


class Fresh:
    """A finder with surfaces of its own."""

    def __init__(self, limit: int = 1 << 14) -> None:
        self.identifier = Identifier(limit)
        self.languages = TokenLanguages(self.identifier)
        self.text = SurfaceText(self.identifier.table)

    def around(self, text: str, language: str) -> list[str]:
        self.identifier.table.make_room()
        self.text.read(text)
        self.languages.find_around(self.text, language, FOUR)
        return self.text.codes()

    def of_tokens(self, text: str, language: str) -> list[str]:
        self.identifier.table.make_room()
        self.text.read(text)
        self.languages.find(self.text, language, FOUR)
        return self.text.codes()


@pytest.fixture(scope="module")
def finder() -> Fresh:
    return Fresh()


@given(TEXTS, AROUND)
def test_the_language_around_each_token_equals_that_of_the_slow_twin(finder: Fresh, text: str, language: str) -> None:
    assert finder.around(text, language) == token_languages.around(text, language, FOUR)


@given(TEXTS, AROUND)
def test_the_language_of_each_token_equals_that_of_the_slow_twin(finder: Fresh, text: str, language: str) -> None:
    outside = token_languages.around(text, language, FOUR)
    tokens = token_languages.tokens_of(text)
    pairs = zip(tokens, outside, strict=True)
    assert finder.of_tokens(text, language) == [
        token_languages.of_token(surface, shape, code) for (_, surface, shape), code in pairs
    ]


@given(TEXTS)
def test_what_the_models_say_of_a_text_equals_the_slow_twin(finder: Fresh, text: str) -> None:
    finder.identifier.table.make_room()
    finder.text.read(text)
    found = finder.identifier.weigh((finder.text,))
    limit = 2000
    expected = token_languages.weigh([s for start, s, _ in token_languages.tokens_of(text) if start < limit])
    assert {code: cost / 6 for code, cost in expected.costs.items()} == found.bits
    assert (expected.letters, expected.is_sure) == (found.letters, found.is_sure)
    assert not expected.costs or expected.margin / 6 == found.margin


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_a_table_that_has_room_for_few_surfaces_finds_the_same(texts: list[str]) -> None:
    small, large = Fresh(limit=2), Fresh()
    for text in (*texts, *texts):
        assert small.of_tokens(text, "en") == large.of_tokens(text, "en")


@given(TEXTS, TEXTS)
def test_two_texts_are_weighed_as_the_lines_of_one(finder: Fresh, title: str, body: str) -> None:
    table = finder.identifier.table
    parts = SurfaceText(table), SurfaceText(table), SurfaceText(table)
    for part, text in zip(parts, (title, body, f"{title}\n{body}"), strict=True):
        part.read(text)
    assert finder.identifier.weigh(parts[:2]) == finder.identifier.weigh(parts[2:])


def test_a_surface_is_dropped_unless_it_was_met_again() -> None:
    finder = Fresh(limit=4)
    finder.of_tokens("one two three two", "en")
    finder.of_tokens("four", "en")
    assert len(finder.identifier.table) == len({"one", "two", "three", "four"})
    finder.of_tokens("two", "en")
    assert len(finder.identifier.table) == len({"two"})


def test_long_surfaces_are_counted_as_memory_and_given_back() -> None:
    finder = Fresh(limit=1)
    finder.of_tokens("short", "en")
    before = finder.identifier.table.memory_bytes()
    finder.of_tokens("l" + "o" * 5000 + "ng", "en")
    assert finder.identifier.table.memory_bytes() >= before + 5000
    finder.of_tokens("short", "en")
    assert finder.identifier.table.memory_bytes() == before

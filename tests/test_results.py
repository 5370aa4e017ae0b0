"""Results are a sequence of hits that print, show in a notebook and serialise with stable keys."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import formatters
from searchlib.article import Article
from searchlib.formatters import Formatter
from searchlib.results import Hit, MarkedText, Marks, Match, MatchKind, Passage, Results, Snippet, source_line
from tests import strategies
from tests.test_formatters import CONTROLS, Page

GOLDEN = Path(__file__).parent / "golden" / "results.json"
FEW = settings(max_examples=40)  # a whole result is long to make up
OUR_TAGS = {"div", "p", "em", "ol", "li", "strong", "br", "small", "mark"}
ARTICLE = Article(
    "n1",
    "Qarabağda yeni yol",
    "Əvvəl başqa cümlə. Qarabağda <yeni> yol\r\naçıldı & bitdi.",
    language="az",
    date=dt.date(2025, 5, 16),
    source="Xəbər",
    author="A. B.",
    url="https://x.az/1?a=1&b=2",
    tags=("yol",),
    extra={"k": 1},
)
HIT = Hit(
    1,
    2.34567891,
    Marks(
        ARTICLE,
        Snippet(
            (
                Passage(
                    ARTICLE.body[19:],
                    19,
                    (
                        Match(0, 9, MatchKind.VARIANT, "Karabakh", "body", "qarabağda"),
                        Match(22, 28, MatchKind.EXACT, "açıldı", "body", "açıldı"),
                    ),
                ),
            )
        ),
        (Match(0, 9, MatchKind.VARIANT, "Karabakh", "title", "qarabağda"),),
    ),
)
RESULTS = Results("Karabakh açıldı", (HIT,), 12, 1.23456, "Qarabağ", ("one thing was mended.",))


@st.composite
def results(draw: st.DrawFn) -> Results:
    hits = []
    for number in range(draw(st.integers(0, 2))):
        text, matches = draw(strategies.marked_text().filter(lambda marked: _storable(marked[0])))
        article = Article(f"n{number}", text, f"{text}.", source=draw(strategies.storable_text()))
        snippet = Snippet((Passage(text, 0, matches, draw(st.booleans()), draw(st.booleans())),))
        hits.append(Hit(number + 1, 1.5, Marks(article, snippet)))
    notes = draw(st.lists(st.text(max_size=20), max_size=2))
    return Results(
        draw(strategies.query_text()), tuple(hits), len(hits), 0.5, draw(st.none() | st.text()), tuple(notes)
    )


def _storable(text: str) -> bool:
    return not any("\ud800" <= ch <= "\udfff" for ch in text)


class TestSequence:
    """Results are a sequence of hits, best first."""

    def test_protocol(self) -> None:
        other = Hit(2, 1.0, Marks(ARTICLE))
        two = Results("q", (HIT, other), 2, 0.1)
        assert (len(two), list(two), two[0], two[-1], two[:1], two[1:]) == (
            2,
            [HIT, other],
            HIT,
            other,
            (HIT,),
            (other,),
        )
        assert HIT in two
        with pytest.raises(IndexError):
            two[2]

    def test_no_hits_are_falsy(self) -> None:
        assert not Results("q", (), 0, 0.1)

    def test_a_value_that_pickles(self) -> None:
        assert pickle.loads(pickle.dumps(RESULTS)) == RESULTS  # noqa: S301  our own bytes


class TestJson:
    """Keys are stable and offsets are those of the article."""

    def test_golden(self) -> None:
        assert json.loads(RESULTS.to_json()) == json.loads(GOLDEN.read_text("utf-8"))
        assert list(RESULTS.to_dict()) == list(json.loads(GOLDEN.read_text("utf-8")))
        assert list(RESULTS.to_dict()["hits"][0]) == list(json.loads(GOLDEN.read_text("utf-8"))["hits"][0])

    def test_matches_are_in_the_articles_fields(self) -> None:
        for match in RESULTS.to_dict()["hits"][0]["matches"]:
            assert ARTICLE.to_dict()[match["field"]][match["start"] : match["end"]] == match["text"]

    def test_a_page_tells_where_it_begins_and_in_what_order(self) -> None:
        page = Results("q", (), 0, 0.1, offset=20, sort="newest").to_dict()
        assert (page["offset"], page["sort"]) == (20, "newest")

    @FEW
    @given(results())
    def test_all_is_told_that_results_are_made_of(self, found: Results) -> None:
        assert found.to_dict().keys() == {part.name for part in fields(Results)}

    @FEW
    @given(results())
    def test_is_one_line(self, found: Results) -> None:
        assert "\n" not in found.to_json()
        assert json.loads(found.to_json()) == found.to_dict()


class TestFormat:
    """A heading, the warnings, then three lines at most for each hit."""

    @FEW
    @given(results())
    def test_as_many_lines_as_there_are_things_to_say(self, found: Results) -> None:
        for formatter in (formatters.plain, formatters.ansi, formatters.html, formatters.markdown):
            lines = found.format(formatter).split("\n")
            assert len(lines) == 1 + len(found.warnings) + 3 * len(found)

    @FEW
    @given(results())
    def test_no_control_character_reaches_a_terminal(self, found: Results) -> None:
        assert not set(str(found)) & set(CONTROLS)
        unmarked = found.format(formatters.ansi).replace("\x1b[1;33m", "").replace("\x1b[0m", "")
        assert not set(unmarked) & set(CONTROLS)

    @FEW
    @given(results())
    def test_as_html_there_is_no_tag_but_mark(self, found: Results) -> None:
        assert set(Page(found.format(formatters.html)).tags) <= {"mark"}

    @FEW
    @given(results())
    def test_in_a_notebook_there_is_no_tag_but_ours(self, found: Results) -> None:
        page = Page(found._repr_html_())
        assert set(page.tags) <= OUR_TAGS
        assert page.open == []
        assert page.tags.count("li") == len(found)

    def test_as_plain_text(self) -> None:
        assert str(RESULTS).splitlines() == [
            "12 articles match 'Karabakh açıldı', the best 1 shown (1.2 ms); did you mean 'Qarabağ'?",
            "note: one thing was mended.",
            "  1. **Qarabağda** yeni yol",
            "     az · 2025-05-16 · Xəbər · n1",
            "     **Qarabağda** <yeni> yol  **açıldı** & bitdi.",
        ]

    def test_a_hit_prints_as_it_does_among_the_results(self) -> None:
        assert str(HIT).splitlines() == str(RESULTS).splitlines()[2:]
        assert repr(HIT) == "<searchlib.Hit 1: 'n1', score 2.346>"

    @pytest.mark.parametrize(
        ("found", "heading"),
        [
            (Results("yol", (), 0, 0.25), "no article matches 'yol' (0.2 ms)"),
            (Results("yol", (HIT,), 1, 10), "1 article matches 'yol' (10.0 ms)"),
            (Results("yol", (HIT,), 1234, 1), "1,234 articles match 'yol', the best 1 shown (1.0 ms)"),
            (
                Results("yol", (HIT,), 1000, 1, total_is_exact=False),
                "1,000+ articles match 'yol', the best 1 shown (1.0 ms)",
            ),
            (Results("y\x1b[0m", (), 0, 1), "no article matches 'y\\x1b[0m' (1.0 ms)"),
        ],
    )
    def test_heading(self, found: Results, heading: str) -> None:
        assert found.heading() == heading

    def test_an_article_without_a_title_is_called_by_its_opening(self) -> None:
        hit = Hit(3, 1.0, Marks(Article("n9", "", "Yol")))
        assert hit.format(formatters.plain).splitlines() == ["  3. Yol", "     n9"]


class TestSnippet:
    """Passages in text order, an ellipsis wherever text was left out."""

    @pytest.mark.parametrize(
        ("passages", "shown"),
        [
            ((), ""),
            ((Passage("Bir.", 0),), "Bir."),
            ((Passage("Bir.", 0), Passage("İki.", 9)), "Bir. … İki."),
            ((Passage("orta", 5, (), opens_cut=True, closes_cut=True),), "… orta …"),
            ((Passage("iki\nsətir", 0),), "iki sətir"),
        ],
    )
    def test_ellipses(self, passages: tuple[Passage, ...], shown: str) -> None:
        assert str(Snippet(passages)) == shown

    @pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\u2028", "\x85", "\v", "\x1c"])
    def test_marks_stay_in_place_behind_a_line_break(self, line_break: str) -> None:
        text = f"bir{line_break}yol"
        match = Match(len(text) - 3, len(text), MatchKind.EXACT, "yol")
        assert str(Snippet((Passage(text, 0, (match,)),))).endswith(" **yol**")

    def test_any_formatter_of_two_parameters_will_do(self) -> None:
        shout: Formatter = lambda text, _: text.upper()  # noqa: E731  as a user would write it
        assert Snippet((Passage("yol", 0),)).format(shout) == "YOL"


def test_the_line_under_a_headline_leaves_out_what_is_not_known() -> None:
    assert source_line(ARTICLE) == ["az", "2025-05-16", "Xəbər", "n1"]
    assert source_line(Article("n2", "Yol", "")) == ["n2"]


class TestSnippetOfAHit:
    """A hit makes snippets of any size, from what it found."""

    def test_another_size_is_another_hit_with_the_same_article(self) -> None:
        other = HIT.with_snippet(columns=40, passages=1)
        assert other == HIT
        assert other.snippet == HIT.snippet

    @pytest.mark.parametrize("size", [{"columns": 0}, {"passages": 0}])
    def test_no_room_is_an_error(self, size: dict[str, int]) -> None:
        with pytest.raises(ValueError, match="a column and a passage at least"):
            HIT.make_snippet(**size)


class TestMarkedText:
    """Jump points lead to every mark."""

    @given(strategies.marked_text(), st.integers(1, 50))
    def test_every_mark_is_seen_from_one(self, marked: tuple[str, tuple[Match, ...]], distance: int) -> None:
        text, matches = marked
        points = MarkedText(text, matches).jump_points(distance)
        assert [point.start for point in points] == [matches[point.match].start for point in points]
        for match in matches:
            assert any(0 <= match.start - point.start < distance for point in points)
        for point in points:
            assert point.line == text[: point.start].count("\n") + 1

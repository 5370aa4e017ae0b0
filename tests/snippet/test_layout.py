"""Passages are runs of the source, within the budget, cut between words and between characters."""

from __future__ import annotations

import regex
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.clusters import width
from searchlib.analysis.tokenizer import tokenize
from searchlib.article import Article
from searchlib.marked_text import Snippet
from searchlib.snippet.layout import Budget
from searchlib.snippet.marker import make_snippet
from searchlib.snippet.passages import Region
from searchlib.snippet.reading import Run
from tests import strategies
from tests.snippet.marked import marks_of

NASTY = "ae\u0301\u0308 . \n\u200d\ufe0f👩🚀🇦🇿\u0600각क\u094dष\u00adю中 文。a"
TEXT = (
    st.lists(strategies.news_text(), max_size=6).map("".join)
    | st.text()
    | st.text(st.sampled_from(NASTY), max_size=300)
    | st.builds(str.__mul__, strategies.news_text(), st.sampled_from([1, 10, 50]))
)


def make(text: str, picks: set[int], columns: int, passages: int) -> tuple[Snippet, Region]:
    surfaces = tokenize(text).surfaces()
    words = sorted({surfaces[pick].lower() for pick in picks if pick < len(surfaces)})
    region = Region(Run(text, 0, is_opening=True, is_closing=True), marks_of(text, words, {}))
    return make_snippet([region], Article("n1", "", "Body."), Budget(columns, passages)), region


@given(TEXT, st.sets(st.integers(0, 60), max_size=6), st.integers(1, 300), st.integers(1, 3))
def test_every_snippet(text: str, picks: set[int], columns: int, passages: int) -> None:
    snippet, region = make(text, picks, columns, passages)
    assert bool(snippet.passages) == bool(text.strip())
    assert len(snippet.passages) <= passages
    edges = {0, *(match.end() for match in regex.finditer(r"\X", text))}
    last = 0
    for passage in snippet.passages:
        assert passage.text
        end = passage.start + len(passage.text)
        assert passage.start >= last
        assert text[passage.start : end] == passage.text
        assert {passage.start, end} <= edges
        last = end
        inside = [mark for mark in region.marks if passage.start <= mark.start and mark.end <= end]
        assert [match.moved(passage.start).start for match in passage.matches] == [mark.start for mark in inside]
    # One character that is wider than the budget is shown all the same.
    assert width(snippet.marked.text) <= max(columns, 6)


@given(strategies.news_text(), st.sets(st.integers(0, 60), max_size=6), st.integers(40, 300))
def test_no_word_is_cut(text: str, picks: set[int], columns: int) -> None:
    tokens = tokenize(text)
    snippet, _ = make(text, picks, columns, 3)
    for passage in snippet.passages:
        for edge in (passage.start, passage.start + len(passage.text)):
            assert not any(start < edge < end for start, end in zip(tokens.starts, tokens.ends, strict=True))


def test_a_word_longer_than_the_budget_is_cut_at_a_character() -> None:
    snippet, _ = make("e\u0301" * 500, set(), 10, 1)
    assert snippet.passages[0].text == "e\u0301" * 8


def test_a_long_sentence_is_cut_at_words_around_the_match() -> None:
    text = "alpha " * 100 + "Karabakh " + "omega " * 100
    snippet, _ = make(text, {100}, 80, 3)
    passage = next(passage for passage in snippet.passages if "Karabakh" in passage.text)
    assert passage.opens_cut
    assert passage.closes_cut
    assert set(passage.text.split()) == {"alpha", "Karabakh", "omega"}


def test_neighbouring_sentences_are_one_passage() -> None:
    snippet, _ = make("The road. The bridge.", {1, 3}, 100, 3)
    assert [passage.text for passage in snippet.passages] == ["The road. The bridge."]


def test_wide_characters_take_two_columns() -> None:
    snippet, _ = make("道路开通了 " * 40, set(), 20, 1)
    assert width(snippet.marked.text) <= 20
    assert len(snippet.passages[0].text) <= 9


def test_an_opening_inside_a_sentence_leaves_room_for_both_ellipses() -> None:
    region = Region(Run("alpha beta gamma delta", 100, is_opening=False, is_closing=False), [])
    snippet = make_snippet([region], Article("n1", "", "Body."), Budget(16, 1))
    assert str(snippet) == "… alpha beta …"
    assert width(snippet.marked.text) <= 16


def test_what_stands_between_two_passages_is_shown_where_there_is_room() -> None:
    text = "A treaty was signed on Monday. It was a cold day. Nobody spoke of the bridge at all."
    for columns, shown in (
        (len(text), text),
        (len(text) - 1, "A treaty was signed on Monday. … Nobody spoke of the bridge at all."),
    ):
        region = Region(Run(text, 0, is_opening=True, is_closing=True), marks_of(text, ["bridge", "treaty"], {}))
        snippet = make_snippet([region], Article("n1", "", "Body."), Budget(columns, 3))
        assert snippet.marked.text == shown


def test_tags_between_two_passages_are_not_shown() -> None:
    text = "A treaty was signed on Monday.\n\nTags: road, river, Monday, news\n\nNobody spoke of the bridge at all."
    region = Region(Run(text, 0, is_opening=True, is_closing=True), marks_of(text, ["bridge", "treaty"], {}))
    snippet = make_snippet([region], Article("n1", "", "Body."), Budget(240, 3))
    assert snippet.marked.text == "A treaty was signed on Monday. … Nobody spoke of the bridge at all."

"""Snippets are runs of the source that show as many words of the query as fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.tokenizer import tokenize
from searchlib.matches import Match, MatchKind
from searchlib.snippet.choose import make_snippet
from tests.strategies import news_text

BUDGETS = st.integers(20, 400)


def _marked(text: str, words: set[str]) -> list[Match]:
    tokens = tokenize(text)
    spans = zip(tokens.starts, tokens.ends, tokens.surfaces(), strict=True)
    return [Match(start, end, MatchKind.EXACT, surface.lower()) for start, end, surface in spans if surface in words]


@given(news_text(), st.sets(st.integers(0, 30), max_size=5), BUDGETS)
def test_every_passage_is_a_run_of_the_source_with_its_marks_in_place(text: str, picks: set[int], budget: int) -> None:
    surfaces = tokenize(text).surfaces()
    words = {surfaces[pick] for pick in picks if pick < len(surfaces)}
    snippet = make_snippet(text, _marked(text, words), budget)
    assert len(snippet.passages) <= 2
    last = 0
    for passage in snippet.passages:
        assert text[passage.start : passage.start + len(passage.text)] == passage.text
        assert passage.start >= last
        last = passage.start + len(passage.text)
        for match in passage.matches:
            assert passage.text[match.start : match.end] in words
            assert match.word in {word.lower() for word in words}


@given(news_text(), BUDGETS)
def test_without_a_match_the_opening_is_shown(text: str, budget: int) -> None:
    snippet = make_snippet(text, [], budget)
    assert bool(snippet.passages) == bool(text.strip())
    for passage in snippet.passages:
        assert text[: passage.start].strip() == ""


def test_a_sentence_with_both_words_beats_one_that_repeats_the_first() -> None:
    text = "Road road road road. The weather was fine. A road in Karabakh was opened."
    snippet = make_snippet(text, _marked(text, {"Road", "road", "Karabakh"}), 60)
    assert snippet.passages[0].text == "A road in Karabakh was opened."


def test_a_second_passage_brings_what_the_first_lacks() -> None:
    text = "The road is long. " + "Nothing happened here. " * 20 + "Karabakh waits."
    snippet = make_snippet(text, _marked(text, {"road", "Karabakh"}))
    assert [passage.text for passage in snippet.passages] == ["The road is long.", "Karabakh waits."]
    assert str(snippet) == "The **road** is long. … **Karabakh** waits."


def test_a_long_sentence_is_cut_at_words_around_the_match() -> None:
    text = "alpha " * 100 + "Karabakh " + "omega " * 100
    snippet = make_snippet(text, _marked(text, {"Karabakh"}), 80)
    (passage,) = snippet.passages
    assert "Karabakh" in passage.text
    assert passage.opens_cut
    assert passage.closes_cut
    assert set(passage.text.split()) == {"alpha", "Karabakh", "omega"}
    assert len(passage.text) <= 90

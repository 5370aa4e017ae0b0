"""Sentences keep every mark; the ranges of a sentence are as short as they can be."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from searchlib.matches import MatchKind
from searchlib.snippet.highlighter import Mark
from searchlib.snippet.passages import Option, Region, Sentence, Sentences, options
from searchlib.snippet.reading import Run
from tests import strategies
from tests.snippet.marked import marks_of


def region(text: str, marks: list[Mark]) -> Region:
    return Region(Run(text, 0, is_opening=True, is_closing=True), marks)


@st.composite
def marked_sentence(draw: st.DrawFn) -> Sentence:
    words = draw(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=20))
    text = " ".join(words)
    return Sentence(region(text, []), 0, len(text), 0, marks_of(text, ["a", "b", "c", "d"], {}))


@given(strategies.news_text(), st.lists(st.integers(0, 80), max_size=8, unique=True))
def test_every_mark_is_in_one_sentence(text: str, edges: list[int]) -> None:
    ordered = sorted(edge for edge in edges if edge <= len(text))
    spans = zip(ordered[::2], ordered[1::2], strict=False)
    marks = [Mark(start, end, 1, MatchKind.EXACT, "w", "w") for start, end in spans if text[start:end].strip()]
    trimmed = [mark for mark in marks if text[mark.start : mark.end] == text[mark.start : mark.end].strip()]
    found = Sentences(region(text, trimmed), None).marked()
    assert [mark for sentence in found for mark in sentence.marks] == trimmed
    for sentence in found:
        assert all(sentence.start <= mark.start and mark.end <= sentence.end for mark in sentence.marks)


@given(marked_sentence(), st.integers(1, 40))
def test_ranges_show_as_much_as_any_so_short_and_are_the_shortest(sentence: Sentence, columns: int) -> None:
    every: dict[int, int] = {}
    for first, last in combinations(range(len(sentence.marks) + 1), 2):
        some = sentence.marks[first:last]
        size = some[-1].end - some[0].start
        if size <= columns:
            units = 0
            for mark in some:
                units |= mark.units
            every[units] = min(size, every.get(units, size))
    most = {units for units in every if not any(units != other and units | other == other for other in every)}
    found = options(sentence, columns)
    assert {option.units: option.end - option.start for option in found} == {units: every[units] for units in most}


def test_a_phrase_across_a_border_joins_two_sentences() -> None:
    text = "They want peace. Treaty talks go on. More follows."
    sentences = Sentences(region(text, [Mark(10, 22, 1, MatchKind.EXACT, "peace treaty", "peace treaty")]), "en")
    (joined,) = sentences.marked()
    assert joined.text == "They want peace. Treaty talks go on."
    behind = sentences.neighbour(joined, 1)
    assert behind is not None
    assert behind.text == "More follows."
    assert sentences.neighbour(behind, 1) is None
    assert sentences.neighbour(behind, -1) is not None


def test_closer_words_and_the_order_of_the_query_are_worth_more() -> None:
    def bonus(text: str) -> float:
        sentence = Sentence(region(text, []), 0, len(text), 0, marks_of(text, ["a", "b"], {}))
        return Option(sentence, sentence.marks, 3).bonus

    assert bonus("a b x x") > bonus("b a x x") > bonus("b x x x x x a")


def test_an_early_sentence_is_worth_more() -> None:
    text = "a x"
    first, later = (
        Option(Sentence(region(text, []), 0, 3, number, marks_of(text, ["a"], {})), marks_of(text, ["a"], {}), 1)
        for number in (0, 9)
    )
    assert first.bonus > later.bonus

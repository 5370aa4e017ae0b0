"""What a snippet may show: the sentences of what is read of a body, and in each the ranges that show most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from searchlib.analysis.sentences import SentenceBorders
from searchlib.kernels.grapheme_clusters import boundary_after, boundary_before, is_plain, width
from searchlib.matches import MatchKind
from searchlib.snippet.highlighter import Mark
from searchlib.snippet.quality import dateline_end
from searchlib.snippet.reading import Run

KIND_VALUES = {
    MatchKind.EXACT: 1.0,
    MatchKind.INFLECTION: 0.9,
    MatchKind.PREFIX: 0.8,
    MatchKind.PATTERN: 0.8,
    MatchKind.FOLD: 0.7,
    MatchKind.VARIANT: 0.7,
    MatchKind.ROOT: 0.4,
    MatchKind.FUZZY: 0.2,
}
"""How good each kind of match is to show; guesses, of which hardly more than the order matters."""

CONTEXT_COLUMNS = 10
"""Least room for the words around what is shown of a sentence."""

_UNIT_VALUE = 1.0
_KIND_SHARE = 0.3
_PROXIMITY = 0.25
_NEAR = 1.5
_ORDER = 0.05
_EARLINESS = 0.12
_HALF_AS_EARLY = 4
_CODE_POINTS_TO_A_SENTENCE = 120
_MOST_MARKS = 200
"""Marks of a sentence that ranges are sought among; only stuffing has more."""


class Region:
    """A run of a body that a snippet is made from.

    Attributes:
        run: the run.
        marks: what is marked in it, in code points of the run.
        text: the text of the run.
        start: where it begins in the body, in code points.
        is_plain: whether each code point of it takes one column.
    """

    __slots__ = ("is_plain", "marks", "run", "start", "text")

    def __init__(self, run: Run, marks: Sequence[Mark]) -> None:
        self.run, self.marks = run, marks
        self.text, self.start = run.text, run.start
        self.is_plain = is_plain(run.text)

    def columns(self, start: int, end: int) -> int:
        """Return how many columns a range of the run takes."""
        return end - start if self.is_plain else width(self.text, start, end)


class Sentence:
    """One sentence, or what of it was read.

    Attributes:
        region: where it stands.
        start, end: its range in the region.
        number: how many sentences of the region stand before it.
        marks: the marked ranges in it, in code points of the region.
        is_dateline: whether it is the dateline of the article.
        opens_cut, closes_cut: whether it goes on before or behind the region.
        columns: how many columns it takes.
    """

    __slots__ = ("closes_cut", "columns", "end", "is_dateline", "marks", "number", "opens_cut", "region", "start")

    def __init__(self, region: Region, start: int, end: int, number: int, marks: Sequence[Mark] = ()) -> None:
        self.region, self.start, self.end, self.number, self.marks = region, start, end, number, marks
        self.is_dateline = self.opens_cut = self.closes_cut = False
        self.columns = region.columns(start, end)

    @property
    def text(self) -> str:
        """The sentence as it stands in the text."""
        return self.region.text[self.start : self.end]


class Option:
    """A range of a sentence that a snippet may show, with more of the sentence around it where there is room.

    Attributes:
        sentence: the sentence.
        marks: the marks in the range, which begins and ends with one.
        units: the words of the query that they show, bit by bit.
        start, end: the range, in code points of the region.
        columns: columns that it takes at least: the range, and a few words around it where the sentence goes on.
        unit_values: what showing each word of the query is worth, by its bit.
        bonus: what closeness, order and an early place are worth.
        value: what it is worth if its sentence is prose.
    """

    __slots__ = ("bonus", "columns", "end", "marks", "sentence", "start", "unit_values", "units", "value")

    def __init__(self, sentence: Sentence, marks: Sequence[Mark], units: int) -> None:
        self.sentence, self.marks, self.units = sentence, marks, units
        self.start, self.end = marks[0].start, marks[-1].end
        inside = sentence.region.columns(self.start, self.end)
        self.columns = min(sentence.columns, inside + CONTEXT_COLUMNS)
        self.unit_values = _unit_values(marks)
        self.bonus = self._bonus()
        self.value = sum(self.unit_values.values()) + self.bonus

    @property
    def place(self) -> int:
        """Where the range begins in the body, in code points."""
        return self.sentence.region.start + self.start

    def _bonus(self) -> float:
        number = self.sentence.number + self.sentence.region.start // _CODE_POINTS_TO_A_SENTENCE
        value = _EARLINESS / (1 + number / _HALF_AS_EARLY)
        if self.units & (self.units - 1):
            shown = sum(mark.end - mark.start for mark in self.marks)
            value += _PROXIMITY * min(1.0, _NEAR * shown / (self.end - self.start))
            value += _ORDER * self._is_in_order()
        return value

    def _is_in_order(self) -> bool:
        """Whether the words stand in the order of the query, each where it stands first."""
        firsts: dict[int, None] = {}
        for mark in self.marks:
            firsts.update(dict.fromkeys(bits(mark.units)))
        return list(firsts) == sorted(firsts)


def _unit_values(marks: Sequence[Mark]) -> dict[int, float]:
    found: dict[int, float] = {}
    for mark in marks:
        value = _UNIT_VALUE + _KIND_SHARE * KIND_VALUES[mark.kind]
        for unit in bits(mark.units):
            if value > found.get(unit, 0.0):
                found[unit] = value
    return found


def bits(units: int) -> Iterator[int]:
    """Yield the bits that are set, each as a number with this bit only.

    Example:
        >>> list(bits(0b1010))
        [2, 8]
    """
    while units:
        bit = units & -units
        yield bit
        units ^= bit


def units_of(marks: Iterable[Mark]) -> int:
    """Return the words of the query that some marks show, bit by bit."""
    units = 0
    for mark in marks:
        units |= mark.units
    return units


def options(sentence: Sentence, columns: int) -> list[Option]:
    """Return the shortest ranges of a sentence that show as many words of the query as any range so short does.

    Args:
        sentence: the sentence.
        columns: most columns of a range.
    """
    marks = sentence.marks[:_MOST_MARKS]
    if len(marks) == 1:
        fits = sentence.region.columns(marks[0].start, marks[0].end) <= columns
        return [Option(sentence, marks, marks[0].units)] if fits else []
    found: dict[int, tuple[int, int]] = {}
    every = units_of(marks)
    for first, mark in enumerate(marks):
        units = 0
        for last in range(first, len(marks)):
            if sentence.region.columns(mark.start, marks[last].end) > columns:
                break
            if marks[last].units & ~units:
                units |= marks[last].units
                known = found.get(units)
                if known is None or marks[last].end - mark.start < marks[known[1]].end - marks[known[0]].start:
                    found[units] = first, last
                if units == every:
                    break
    most = [units for units in found if not any(units != other and units | other == other for other in found)]
    return [Option(sentence, marks[found[units][0] : found[units][1] + 1], units) for units in most]


class Sentences:
    """The sentences of a region, each found when it is asked for; the dateline of an article is one of its own.

    Args:
        region: the region.
        language: ISO 639 code of the article, or None.
    """

    def __init__(self, region: Region, language: str | None) -> None:
        self._region = region
        self._borders = SentenceBorders(region.text, language)
        self._behind_dateline = dateline_end(region.text) if not region.start else 0
        self._dateline_end = len(region.text[: self._behind_dateline].rstrip())
        self._found: dict[int, Sentence] = {}

    def marked(self) -> list[Sentence]:
        """Return the sentences with marks, in text order; sentences that a mark runs across are one."""
        marks = self._region.marks
        found = []
        first = 0
        while first < len(marks):
            span = self._span(marks[first].start)
            assert span is not None  # noqa: S101  a mark is text
            start, end, number = span
            stop = first
            while stop < len(marks) and marks[stop].start < end:
                end = max(end, self._end_of(marks[stop], end))
                stop += 1
            found.append(self._sentence(start, end, number))
            found[-1].marks = marks[first:stop]
            first = stop
        return found

    def _end_of(self, mark: Mark, end: int) -> int:
        """Return where the sentence ends that a mark ends in, given the end of the one that it begins in."""
        if mark.end <= end:
            return end
        span = self._span(mark.end - 1)
        return span[1] if span is not None else end

    def at(self, place: int) -> Sentence | None:
        """Return the sentence that a place is in or before, or None behind the last."""
        span = self._span(place)
        return self._sentence(*span) if span is not None else None

    def neighbour(self, sentence: Sentence, step: int) -> Sentence | None:
        """Return the sentence one before (-1) or behind (1) another, or None if there is none."""
        text = self._region.text
        if step > 0:
            return self.at(len(text) - len(text[sentence.end :].lstrip()))
        place = len(text[: sentence.start].rstrip()) - 1
        return self.at(place) if place >= 0 else None

    def _span(self, place: int) -> tuple[int, int, int] | None:
        """Return start, end and number of the sentence that a place is in or before, if there is one."""
        region, behind = self._region, self._behind_dateline
        text = region.text
        if place < self._dateline_end:
            return len(text) - len(text.lstrip()), self._dateline_end, 0
        span = self._borders.at(max(place, behind))
        if span is None:
            return None
        start = max(span.start, behind)
        if region.is_plain:
            return start, span.end, span.number
        # Space with an accent on it is one character, of which a sentence would get the accent only.
        return boundary_before(text, start), boundary_after(text, span.end), span.number

    def _sentence(self, start: int, end: int, number: int) -> Sentence:
        found = self._found.get(start)
        if found is None:
            run = self._region.run
            found = Sentence(self._region, start, end, number)
            found.is_dateline = end <= self._behind_dateline
            found.opens_cut = not run.is_opening and not run.text[:start].strip()
            found.closes_cut = not run.is_closing and not run.text[end:].strip()
            self._found[start] = found
        return found

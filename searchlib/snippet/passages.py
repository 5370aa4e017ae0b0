"""Cuts a text into passages: sentences, or the part of a long sentence around what matched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchlib.analysis.sentences import sentences
from searchlib.matches import Match, MatchKind

KIND_VALUES = {
    MatchKind.EXACT: 1.0,
    MatchKind.INFLECTION: 0.95,
    MatchKind.PREFIX: 0.9,
    MatchKind.PATTERN: 0.9,
    MatchKind.FOLD: 0.85,
    MatchKind.VARIANT: 0.85,
    MatchKind.ROOT: 0.7,
    MatchKind.FUZZY: 0.6,
}
"""What covering a word of the query is worth, by how it matched; a guess that a reader's eye has to confirm."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage that a snippet may show.

    Attributes:
        start, end: its range in the text, in code points.
        order: how many sentences stand before it.
        matches: the marked ranges inside, in code points of the text.
        opens_cut, closes_cut: whether it begins or ends inside a sentence.
    """

    start: int
    end: int
    order: int
    matches: tuple[Match, ...]
    opens_cut: bool = False
    closes_cut: bool = False

    def __len__(self) -> int:
        return self.end - self.start

    def value(self, covered: frozenset[str]) -> float:
        """Return what showing it is worth when some words of the query have been shown already.

        A word that is new counts by how it matched, a repetition next to nothing, an early sentence a little.
        """
        best: dict[str, float] = {}
        for match in self.matches:
            if match.word not in covered:
                best[match.word] = max(best.get(match.word, 0.0), KIND_VALUES[match.kind])
        repeats = min(len(self.matches) - len(best), 3)
        return sum(best.values()) + 0.05 * repeats + 0.1 / (1 + self.order)


def cut(text: str, matches: Sequence[Match], budget: int) -> list[Candidate]:
    """Return the sentences of a text as candidates; one longer than the budget is cut around its matches.

    Args:
        text: the text.
        matches: its marked ranges, sorted.
        budget: most code points of a candidate.
    """
    found = []
    number = 0
    for order, (start, end) in enumerate(sentences(text)):
        while number < len(matches) and matches[number].start < start:
            number += 1
        stop = number
        while stop < len(matches) and matches[stop].end <= end:
            stop += 1
        inside = tuple(matches[number:stop])
        whole = Candidate(start, end, order, inside)
        found.append(whole if len(whole) <= budget else _cut_to(text, whole, budget))
        number = stop
    return found


def _cut_to(text: str, sentence: Candidate, budget: int) -> Candidate:
    """Return the part of a long sentence that holds most distinct words of the query."""
    if not sentence.matches:
        end = _space_before(text, sentence.start + budget, sentence.start)
        return Candidate(sentence.start, end, sentence.order, (), closes_cut=True)
    first = max(sentence.matches, key=lambda m: len({n.word for n in _within(sentence, m.start, budget)}))
    inside = _within(sentence, first.start, budget)
    room = max(0, budget - (inside[-1].end - inside[0].start)) // 2
    start = sentence.start
    if inside[0].start - room > start:
        start = _space_after(text, inside[0].start - room, inside[0].start)
    end = min(sentence.end, max(start + budget, inside[-1].end))
    if end < sentence.end:
        end = max(inside[-1].end, _space_before(text, end, start))
    shown = tuple(m for m in sentence.matches if start <= m.start and m.end <= end)
    return Candidate(start, end, sentence.order, shown, start > sentence.start, end < sentence.end)


def _within(sentence: Candidate, start: int, budget: int) -> list[Match]:
    first = [m for m in sentence.matches if m.start >= start]
    return [m for m in first if m.end <= start + budget] or first[:1]


def _space_before(text: str, position: int, floor: int) -> int:
    """Return the end of the last whole word before a position."""
    space = text.rfind(" ", floor, position + 1)
    return space if space > floor else position


def _space_after(text: str, position: int, ceiling: int) -> int:
    """Return the start of the first whole word after a position."""
    space = text.find(" ", position, ceiling)
    return space + 1 if space >= 0 else ceiling

"""Takes the ranges that together show best why an article was found.

Coverage comes first: each word of the query that is shown counts once, whatever shows it, and counts far more than how
it matched, how close the words stand, how early the sentence comes. Sets of up to three of the best ranges are compared
as sets, which a greedy choice would miss: two sentences may show what no best one with any other does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from searchlib.snippet.passages import CONTEXT_COLUMNS, Option, Sentence, options, units_of
from searchlib.snippet.quality import FRAGMENT, SentenceJudge

SEPARATOR_COLUMNS = 3
"""Columns of an ellipsis with its spaces between two passages."""

_MOST_CANDIDATES = 9
_BEST_BY_VALUE = 3
_PASSAGE_COST = 0.12
_CUT_COST = 0.05
_DATELINE_QUALITY = 0.6


class Chooser:
    """Chooses from the sentences of one article.

    Args:
        title: its headline.
        columns: budget of the snippet.
        most: most passages.
    """

    def __init__(self, title: str, columns: int, most: int) -> None:
        self._judge = SentenceJudge(title)
        self._columns = columns
        self._most = most
        self._qualities: dict[Sentence, float] = {}

    def choose(self, sentences: Sequence[Sentence]) -> list[Option]:
        """Return the best set of ranges, in text order; none if nothing of the query fits."""
        marked = [sentence for sentence in sentences if sentence.marks]
        found = self._best_of(marked, (1,))
        if _units_of(found) != units_of(mark for sentence in marked for mark in sentence.marks):
            found = self._best_of(marked, range(1, self._most + 1))
        return sorted(found, key=lambda option: option.place)

    def quality(self, sentence: Sentence) -> float:
        """Return how much a sentence is worth showing, whatever it matches."""
        value = self._qualities.get(sentence)
        if value is None:
            text, start, end = sentence.region.text, sentence.start, sentence.end
            value = _DATELINE_QUALITY if sentence.is_dateline else self._judge.quality(text, start, end)
            self._qualities[sentence] = value
        return value

    def _best_of(self, marked: Sequence[Sentence], parts: Iterable[int]) -> list[Option]:
        """Return the best set among ranges of the whole budget, or of a half and a third of it too."""
        found = [option for part in parts for option in self._options(marked, part)]
        shares = [self._share(option) for option in self._candidates(found)]
        # Each range of a set shows a word that the others do not show.
        most = min(self._most, _units_of(shares).bit_count())
        best: tuple[_Share, ...] = ()
        best_score = 0.0
        for size in range(1, most + 1):
            for some in combinations(shares, size):
                if self._fits(some) and (score := self._score(some)) > best_score:
                    best, best_score = some, score
        return [share.option for share in best]

    def _share(self, option: Option) -> _Share:
        """Return what a range adds to a set, given what its sentence is worth."""
        worth = self.quality(option.sentence)
        values = {unit: value * worth for unit, value in option.unit_values.items()}
        return _Share(option, option.units, option.columns, option.sentence.columns, values, option.bonus * worth)

    def _options(self, marked: Sequence[Sentence], part: int) -> list[Option]:
        room = (self._columns - (part - 1) * SEPARATOR_COLUMNS) // part
        wide = marked if part == 1 else [sentence for sentence in marked if sentence.columns > room]
        return [option for sentence in wide for option in options(sentence, max(1, room - CONTEXT_COLUMNS))]

    def _candidates(self, found: list[Option]) -> list[Option]:
        """Return the few ranges that a best set is sought among: the best, and for each word the best with it."""
        ranked = sorted(found, key=lambda option: option.value, reverse=True)
        chosen: list[Option] = []
        seen = good = 0
        for option in ranked:
            if good == _BEST_BY_VALUE or len(chosen) == _MOST_CANDIDATES:
                break
            chosen.append(option)
            if self.quality(option.sentence) >= FRAGMENT:
                good += 1
                seen |= option.units
        left = [option for option in ranked[len(chosen) :] if option.units & ~seen]
        while left and len(chosen) < _MOST_CANDIDATES:
            # The one that shows most of what is not shown yet; of several the best.
            chosen.append(max(left, key=lambda option: (option.units & ~seen).bit_count()))
            seen |= chosen[-1].units
            left = [option for option in left if option.units & ~seen]
        return chosen

    def _fits(self, some: tuple[_Share, ...]) -> bool:
        """Whether ranges fit into the budget together, and each shows a word that the others do not show."""
        columns = SEPARATOR_COLUMNS * (len(some) - 1)
        once = twice = 0
        for share in some:
            columns += share.columns
            twice |= once & share.units
            once |= share.units
        return columns <= self._columns and all(share.units & ~twice for share in some)

    def _score(self, some: tuple[_Share, ...]) -> float:
        if len(some) == 1:
            values, bonus, whole = some[0].values, some[0].bonus, some[0].whole
        else:
            values, bonus, whole = {}, 0.0, SEPARATOR_COLUMNS * (len(some) - 1)
            for share in some:
                bonus += share.bonus
                whole += share.whole
                for unit, value in share.values.items():
                    values[unit] = max(values.get(unit, 0.0), value)
        cost = _PASSAGE_COST * (len(some) - 1) + _CUT_COST * (whole > self._columns)
        return sum(values.values()) + bonus / len(some) - cost


class _Share(NamedTuple):
    """What a range adds to a set of ranges.

    Attributes:
        option: the range.
        units: the words of the query that it shows, bit by bit.
        columns: columns that it takes at least.
        whole: columns that its sentence takes.
        values: what each of the words is worth there, by its bit.
        bonus: what the place is worth.
    """

    option: Option
    units: int
    columns: int
    whole: int
    values: dict[int, float]
    bonus: float


def _units_of(some: Iterable[Option | _Share]) -> int:
    units = 0
    for one in some:
        units |= one.units
    return units

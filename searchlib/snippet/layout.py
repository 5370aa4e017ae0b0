"""Lays chosen ranges out as passages within a budget of columns.

What is chosen is grown to whole sentences, then by the sentences that follow, as long as there is room; where there is
none it is cut between words, and an ellipsis says so. Passages that come to touch are joined, and so are those that
there is room to show all of the text between. A passage is never cut inside a character that a reader sees as one;
inside a word only if that word is longer than the whole budget.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from searchlib.analysis.clusters import boundary_after, boundary_before, fitting, fitting_back
from searchlib.results import Passage, Snippet
from searchlib.snippet.choose import SEPARATOR_COLUMNS
from searchlib.snippet.passages import Option, Region, Sentence

ELLIPSIS_COLUMNS = 2
"""Columns of an ellipsis with its space at either end of a snippet."""

_FEWEST_COLUMNS_OF_A_CUT = 24
_MOST_COLUMNS_OF_AN_INTRODUCTION = 60
_PART_OF_BUDGET_WORTH_FILLING = 3
_BETWEEN_WORDS = re.compile(
    "[\\s\u3000-\u3003\u3008-\u3020\u3041-\u3096\u3400-\u9fff\uf900-\ufaff"
    "\uff01-\uff0f\uff1a-\uff20\U00020000-\U0003ffff]"
)
"""Space, and what needs none on either side: ideographs, Hiragana and the marks that stand between them."""

_LOOSE = " \n\t\r\u00a0,;:–—([«“„-"


class Budget(NamedTuple):
    """How much a snippet may show: columns, ellipses included, and passages."""

    columns: int
    passages: int


@dataclass
class Draft:
    """A passage that is being laid out: a range of a region that grows.

    Attributes:
        region: where it stands.
        first, last: the first and the last sentence that it shows something of.
        start, end: the range, in code points of the region.
    """

    region: Region
    first: Sentence
    last: Sentence
    start: int
    end: int

    @property
    def opens_cut(self) -> bool:
        """Whether it begins inside a sentence."""
        return self.start > self.first.start or self.first.opens_cut

    @property
    def closes_cut(self) -> bool:
        """Whether it ends inside a sentence."""
        return self.end < self.last.end or self.last.closes_cut

    @property
    def columns(self) -> int:
        """How many columns it takes."""
        return self.region.columns(self.start, self.end)

    def passage(self) -> Passage:
        """Return what is laid out."""
        inside = (mark for mark in self.region.marks if self.start <= mark.start and mark.end <= self.end)
        return Passage(
            self.region.text[self.start : self.end],
            self.region.start + self.start,
            tuple(mark.match("body", -self.start) for mark in inside),
            self.opens_cut,
            self.closes_cut,
        )


class Layout:
    """A snippet that is being laid out.

    Args:
        drafts: what has to be shown, in text order.
        budget: columns, ellipses included, and passages.
        neighbour: returns the sentence that may be shown one before (-1) or behind (1) another, if there is one.
    """

    def __init__(
        self, drafts: Sequence[Draft], budget: Budget, neighbour: Callable[[Sentence, int], Sentence | None]
    ) -> None:
        self._drafts = list(drafts)
        self._columns, self._most = budget
        self._neighbour = neighbour

    def snippet(self) -> Snippet:
        """Return the snippet."""
        for number in range(len(self._drafts)):
            self._open(number)
        introduction = self._introduction()
        self._drafts[:0] = introduction
        for number in range(len(introduction), len(self._drafts)):
            self._close(number)
        self._join()
        while self._follow(self._drafts[-1]):
            pass
        while self._precede(self._drafts[0]):
            pass
        return Snippet(tuple(draft.passage() for draft in self._drafts))

    def _room(self) -> int:
        """Return the columns that are left."""
        used = sum(draft.columns for draft in self._drafts) + SEPARATOR_COLUMNS * (len(self._drafts) - 1)
        ends = self._drafts[0].opens_cut + self._drafts[-1].closes_cut
        return self._columns - used - ELLIPSIS_COLUMNS * ends

    def _open(self, number: int) -> None:
        """Grow a draft to the start of its sentence, or as far as a third of what is left allows."""
        draft = self._drafts[number]
        text, floor = draft.region.text, draft.first.start
        if number and self._drafts[number - 1].region is draft.region:
            floor = max(floor, self._drafts[number - 1].end)
        room = self._room()
        if draft.region.columns(floor, draft.start) <= room + ELLIPSIS_COLUMNS * (number == 0):
            draft.start = min(floor, draft.start)
        else:
            place = floor + fitting_back(
                text[floor : draft.start], max(0, room // 3) if number or room > 2 * _FEWEST_COLUMNS_OF_A_CUT else 0
            )
            draft.start = _word_start(text, place, draft.start)

    def _introduction(self) -> list[Draft]:
        """Return the first words of the first sentence where what is shown of it begins later."""
        draft = self._drafts[0]
        text, start = draft.region.text, draft.first.start
        if draft.start <= start or draft.first.opens_cut or len(self._drafts) == self._most:
            return []
        left = self._room() - SEPARATOR_COLUMNS + ELLIPSIS_COLUMNS
        room = min(max(left // 2, min(left, _FEWEST_COLUMNS_OF_A_CUT)), _MOST_COLUMNS_OF_AN_INTRODUCTION)
        end = _word_end(text, start, start + fitting(text[start : draft.start], max(0, room)))
        return [Draft(draft.region, draft.first, draft.first, start, end)] if end > start else []

    def _close(self, number: int) -> None:
        """Grow a draft to the end of its sentence, or as far as what is left allows."""
        draft = self._drafts[number]
        text, ceiling = draft.region.text, draft.last.end
        is_last = number == len(self._drafts) - 1
        if not is_last and self._drafts[number + 1].region is draft.region:
            ceiling = min(ceiling, self._drafts[number + 1].start)
        room = self._room()
        if draft.region.columns(draft.end, ceiling) <= room + ELLIPSIS_COLUMNS * is_last:
            draft.end = max(ceiling, draft.end)
        else:
            place = draft.end + fitting(text[draft.end : ceiling], max(0, room))
            draft.end = _word_end(text, draft.end, place)

    def _follow(self, draft: Draft) -> bool:
        """Grow the last draft by the sentence behind it; tell whether there may be room for another one."""
        following = None if draft.closes_cut else self._neighbour(draft.last, 1)
        if following is None:
            return False
        room = self._room()
        if draft.region.columns(draft.end, following.end) <= room:
            draft.last, draft.end = following, following.end
            return True
        if room * _PART_OF_BUDGET_WORTH_FILLING >= self._columns and room > _FEWEST_COLUMNS_OF_A_CUT:
            end = following.start + fitting(
                draft.region.text[following.start : following.end],
                room - ELLIPSIS_COLUMNS - draft.region.columns(draft.end, following.start),
            )
            end = _word_end(draft.region.text, following.start, end)
            if draft.region.columns(following.start, end) >= _FEWEST_COLUMNS_OF_A_CUT:
                draft.last, draft.end = following, end
        return False

    def _precede(self, draft: Draft) -> bool:
        """Grow the first draft by the sentence before it, if that shows something; tell whether it was."""
        before = None if draft.opens_cut else self._neighbour(draft.first, -1)
        if before is None or not before.marks or draft.region.columns(before.start, draft.start) > self._room():
            return False
        draft.first, draft.start = before, before.start
        return True

    def _join(self) -> None:
        """Join drafts with nothing but space between them, or nothing but what there is room to show."""
        number = 1
        while number < len(self._drafts):
            last, draft = self._drafts[number - 1 : number + 1]
            if last.region is draft.region and self._is_shown_between(last, draft):
                last.last, last.end = draft.last, max(last.end, draft.end)
                del self._drafts[number]
            else:
                number += 1

    def _is_shown_between(self, last: Draft, draft: Draft) -> bool:
        """Whether all that stands between two drafts of a region is space, or is worth showing and fits."""
        if not last.region.text[last.end : draft.start].strip():
            return True
        if last.region.columns(last.end, draft.start) > self._room() + SEPARATOR_COLUMNS:
            return False
        sentence: Sentence | None = last.last
        while sentence is not None and sentence.start < draft.first.start:
            sentence = self._neighbour(sentence, 1)
        return sentence is not None


def draft_of(option: Option) -> Draft:
    """Return a draft that shows no more than has to be shown."""
    return Draft(option.sentence.region, option.sentence, option.sentence, option.start, option.end)


def opening(sentence: Sentence, columns: int) -> Draft:
    """Return as much of the beginning of a sentence as fits into a budget."""
    text, start = sentence.region.text, sentence.start
    draft = Draft(sentence.region, sentence, sentence, start, sentence.end)
    columns -= ELLIPSIS_COLUMNS * sentence.opens_cut
    if sentence.columns > columns - ELLIPSIS_COLUMNS * sentence.closes_cut:
        room = max(1, columns - ELLIPSIS_COLUMNS)
        place = start + fitting(sentence.text, room)
        draft.end = _word_end(text, start, place)
        if draft.end == start:
            draft.end = max(place, boundary_after(text, start + 1))
    return draft


def _word_end(text: str, floor: int, place: int) -> int:
    """Return the last place, not behind one and not before another, where no word or character is cut."""
    while place > floor and (_is_inside_word(text, place) or boundary_before(text, place) != place):
        place -= 1
    return floor + len(text[floor:place].rstrip(_LOOSE))


def _word_start(text: str, place: int, ceiling: int) -> int:
    """Return the first place, not before one and not behind another, where a word begins."""
    while place < ceiling and (
        text[place].isspace() or _is_inside_word(text, place) or boundary_after(text, place) != place
    ):
        place += 1
    return place


def _is_inside_word(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    return not (_BETWEEN_WORDS.match(text[place - 1]) or _BETWEEN_WORDS.match(text[place]))

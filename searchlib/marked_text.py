"""Text with what was found in it: MarkedText, Passage and Snippet, as frozen values.

Offsets are in code points. What marked text looks like in a medium is decided by a formatter (see
:mod:`searchlib.formatters`); nothing here escapes anything.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from searchlib import formatters
from searchlib.matches import Match

_T = TypeVar("_T")

# One space for each, so that offsets stay what they are.
LINE_BREAKS = str.maketrans(dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))
_JUMP = 300


class JumpPoint(NamedTuple):
    """A place to go to in a marked text.

    Attributes:
        match: which of the marked ranges stands there; the first is 0.
        start: where it begins, in code points.
        line: the line it is in, counted from 1.
        words: the words of the query that are marked from here to the next such place.
    """

    match: int
    start: int
    line: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text and its marked ranges.

    Attributes:
        text: the text.
        matches: the ranges, in code points, sorted, not overlapping.

    Example:
        >>> from searchlib.matches import MatchKind
        >>> str(MarkedText("A new road", (Match(6, 10, MatchKind.EXACT, "road"),)))
        'A new **road**'
    """

    text: str
    matches: tuple[Match, ...] = ()

    def format(self, formatter: Callable[[str, Sequence[Match]], _T]) -> _T:
        """Return the text as a formatter shows it."""
        return formatter(self.text, self.matches)

    def __str__(self) -> str:
        return self.format(formatters.plain)

    def jump_points(self, distance: int = _JUMP) -> tuple[JumpPoint, ...]:
        """Return places to go to, one after another, to see every mark.

        Args:
            distance: marks that begin within so many code points of such a place are seen from there.

        Example:
            >>> from searchlib.matches import MatchKind
            >>> road, bridge = Match(0, 4, MatchKind.EXACT, "road"), Match(9, 15, MatchKind.EXACT, "bridge")
            >>> MarkedText("road and bridge", (road, bridge)).jump_points()
            (JumpPoint(match=0, start=0, line=1, words=('road', 'bridge')),)
        """
        groups: list[list[int]] = []
        for number, match in enumerate(self.matches):
            if groups and match.start - self.matches[groups[-1][0]].start < distance:
                groups[-1].append(number)
            else:
                groups.append([number])
        line_ends = [place for place, ch in enumerate(self.text) if ch == "\n"]
        return tuple(self._jump_point(group, line_ends) for group in groups)

    def _jump_point(self, group: list[int], line_ends: list[int]) -> JumpPoint:
        start = self.matches[group[0]].start
        words = dict.fromkeys(self.matches[number].word for number in group)
        return JumpPoint(group[0], start, bisect_right(line_ends, start) + 1, tuple(words))


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of an article's text, taken out as it stands.

    Attributes:
        text: the run, a substring of the field.
        start: where it begins in the field, in code points.
        matches: marked ranges, in code points of ``text``, sorted, not overlapping.
        opens_cut, closes_cut: whether the run begins or ends inside a sentence.
    """

    text: str
    start: int
    matches: tuple[Match, ...] = ()
    opens_cut: bool = False
    closes_cut: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """The passages of an article that show best why it was found, in text order.

    Example:
        >>> from searchlib.matches import MatchKind
        >>> match = Match(6, 10, MatchKind.EXACT, "road")
        >>> str(Snippet((Passage("A new road.", 0, (match,)), Passage("It is long.", 40))))
        'A new **road**. … It is long.'
    """

    passages: tuple[Passage, ...] = ()

    @property
    def marked(self) -> MarkedText:
        """The passages as one line, with an ellipsis wherever text was left out, and the ranges in it."""
        parts: list[str] = []
        matches: list[Match] = []
        length = 0
        for number, passage in enumerate(self.passages):
            gap = " … " if number else "… " if passage.opens_cut else ""
            length += len(gap)
            matches += (match.moved(length) for match in passage.matches)
            parts += (gap, passage.text.translate(LINE_BREAKS))
            length += len(passage.text)
        if self.passages and self.passages[-1].closes_cut:
            parts.append(" …")
        return MarkedText("".join(parts), tuple(matches))

    def format(self, formatter: Callable[[str, Sequence[Match]], _T]) -> _T:
        """Return the passages as a formatter shows them, with an ellipsis wherever text was left out."""
        return self.marked.format(formatter)

    def __str__(self) -> str:
        return self.format(formatters.plain)

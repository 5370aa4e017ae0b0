r"""What a reader sees as one character, and how many columns it takes.

Grapheme clusters are those of Unicode Standard Annex #29, as ``\X`` of the ``regex`` library finds them. One takes two
columns if it is wide (East Asian Width W or F, an emoji, a flag), none if nothing of it is seen (a soft hyphen, a
zero-width space), else one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex

# Each of these is a cluster of one column, whatever stands beside it that is of these too.
_PLAIN = re.compile(
    "[\t\n -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0386\u0388-\u0482\u048a-\u052f"
    "\u0531-\u0556\u05d0-\u05ea\u0621-\u064a\u2000-\u200a\u2010-\u2027\u2030-\u205e\u2070\u2074-\u208e"
    "\u20a0-\u20bf\u2100-\u2138\u2150-\u218b\u2200-\u2319]*"
)
_EMOJI_PRESENTATION = "\ufe0f"
_REGIONAL_INDICATORS = range(0x1F1E6, 0x1F200)
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zl", "Zp"})
_LINE_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029\t")
_FIRST_THAT_MAY_JOIN = "\u0300"
_NEVER_JOINS = re.compile(
    "[ -~\u00c0-\u02af\u0400-\u0482\u048a-\u052f\u05d0-\u05ea\u0620-\u064a\u3041-\u3096\u4e00-\u9fff]{2}"
)
_LOOK_BACK = 4096
_CACHE_SIZE = 1 << 12


def is_plain(text: str) -> bool:
    """Tell whether each code point of a text is a cluster of one column.

    Example:
        >>> is_plain("Qarabağ, Карабах"), is_plain("道路")
        (True, False)
    """
    return _PLAIN.fullmatch(text) is not None


def width(text: str) -> int:
    r"""Return how many columns a text takes.

    A line break counts as the spaces that are shown in its place, one for each code point.

    Example:
        >>> width("Bakı"), width("го\u0301ры"), width("道路"), width("👩\u200d🚀🇦🇿"), width("so\u00adft")
        (4, 4, 4, 4, 4)
    """
    pattern = _cluster_pattern()
    place = columns = 0
    while True:
        plain = _PLAIN.match(text, place)
        end = plain.end() if plain else place
        if end == len(text):
            return columns + end - place
        # What follows may join the last of the plain characters.
        start = max(place, end - 1)
        cluster = pattern.match(text, start)
        assert cluster is not None  # noqa: S101  there is text left
        columns += start - place + _columns(cluster[0])
        place = cluster.end()


def fitting(text: str, columns: int) -> int:
    r"""Return the length of the longest beginning of a text that takes no more columns, in whole clusters.

    Example:
        >>> fitting("Bakı", 3), fitting("道路", 3), fitting("e\u0301e\u0301", 1)
        (3, 1, 2)
    """
    if columns < 0:
        return 0
    plain = _PLAIN.match(text, 0, columns + 1)
    if plain and (plain.end() > columns or plain.end() == len(text)):
        return min(columns, len(text))
    length = 0
    for end, wide in _clusters(text):
        columns -= wide
        if columns < 0:
            break
        length = end
    return length


def fitting_back(text: str, columns: int) -> int:
    """Return where the longest end of a text begins that takes no more columns, in whole clusters.

    Example:
        >>> fitting_back("Bakı", 3), fitting_back("道路", 3)
        (1, 1)
    """
    if is_plain(text):
        return max(0, len(text) - max(0, columns))
    found = [(0, 0), *_clusters(text)]
    for number in range(len(found) - 1, 0, -1):
        columns -= found[number][1]
        if columns < 0:
            return found[number][0]
    return 0


def boundary_after(text: str, place: int) -> int:
    r"""Return the first boundary between clusters that is not before a place.

    Example:
        >>> boundary_after("e\u0301a", 1), boundary_after("e\u0301a", 2), boundary_after("ab", 1)
        (2, 2, 1)
    """
    if not 0 < place < len(text) or not _may_join(text, place):
        return place
    return next(end for end, _ in _clusters(text, _known_boundary(text, place)) if end >= place)


def boundary_before(text: str, place: int) -> int:
    r"""Return the last boundary between clusters that is not behind a place.

    Example:
        >>> boundary_before("e\u0301a", 1), boundary_before("e\u0301a", 2), boundary_before("ab", 1)
        (0, 2, 1)
    """
    if not 0 < place < len(text) or not _may_join(text, place):
        return place
    last = _known_boundary(text, place)
    for end, _ in _clusters(text, last):
        if end > place:
            break
        last = end
    return last


def _may_join(text: str, place: int) -> bool:
    """Whether the characters on either side of a place may be of one cluster."""
    return _PLAIN.fullmatch(text, place - 1, place + 1) is None


def _known_boundary(text: str, place: int) -> int:
    """Return a boundary before a place: between two letters that never join, or so far off that it may be taken."""
    stop = max(0, place - _LOOK_BACK)
    return next((start for start in range(place - 1, stop, -1) if _NEVER_JOINS.match(text, start - 1)), stop)


def _clusters(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield where each cluster from a boundary on ends and how many columns it takes."""
    for match in _cluster_pattern().finditer(text, start):
        yield match.end(), _columns(match[0])


@cache
def _cluster_pattern() -> regex.Pattern[str]:
    import regex  # noqa: PLC0415  most texts never need it

    return regex.compile(r"\X")


@lru_cache(_CACHE_SIZE)
def _columns(cluster: str) -> int:
    first = cluster[0]
    if first in _LINE_BREAKS:
        return len(cluster)
    if len(cluster) == 1 and first < _FIRST_THAT_MAY_JOIN and first.isprintable():
        return 1
    if _EMOJI_PRESENTATION in cluster or any(unicodedata.east_asian_width(ch) in "WF" for ch in cluster):
        return 2
    if len(cluster) > 1 and ord(first) in _REGIONAL_INDICATORS:
        return 2
    return 0 if all(unicodedata.category(ch) in _UNSEEN for ch in cluster) else 1

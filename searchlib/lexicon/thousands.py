"""Numbers with a blank between their thousands: 10 000 is 10000."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_GROUP: Final = 3
_MOST_GROUPS: Final = 5


def groups_of(term: str) -> tuple[str, ...]:
    """Return a number of four digits and more in groups of three; nothing for any other term.

    Example:
        >>> groups_of("1000000"), groups_of("1990"), groups_of("007"), groups_of("0000")
        (('1', '000', '000'), ('1', '990'), (), ())
    """
    if not (term.isascii() and term.isdecimal() and _GROUP < len(term) <= _GROUP * _MOST_GROUPS) or term[0] == "0":
        return ()
    first = len(term) % _GROUP or _GROUP
    return (term[:first], *(term[at : at + _GROUP] for at in range(first, len(term), _GROUP)))


def joined(words: Sequence[str]) -> tuple[str, int] | None:
    """Return the number that a row of words begins with, and of how many words it is; None if it is one at most.

    Example:
        >>> joined(["10", "000", "nəfər"]), joined(["15", "20"])
        (('10000', 2), None)
    """
    length = 1
    while length < min(len(words), _MOST_GROUPS) and groups_of(number := "".join(words[: length + 1])) == (
        *words[: length + 1],
    ):
        length += 1
        found = number
    return (found, length) if length > 1 else None

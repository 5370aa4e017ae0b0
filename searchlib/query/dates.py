"""Days, months and years in a query, and ranges of them.

A day is written as in ISO 8601 (``2021-05-16``) or as newspapers from Baku to Moscow write it (``16.05.2021``).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from searchlib.query.reporter import shown

_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})(?:([-/.])(?P<month>[0-9]{1,2})(?:\2(?P<day>[0-9]{1,2}))?)?")
_DAY_FIRST = re.compile(r"(?:(?P<day>[0-9]{1,2})\.)?(?P<month>[0-9]{1,2})\.(?P<year>[0-9]{4})")
_LAST_MONTH = 12


def read_period(text: str) -> tuple[date, date]:
    """Read a day, a month or a year and return its first and its last day.

    Raises:
        ValueError: the text is none of them, or there is no such day.

    Example:
        >>> first, last = read_period("2024-02")
        >>> f"{first} {last}"
        '2024-02-01 2024-02-29'
    """
    found = _YEAR_FIRST.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if found is None:
        raise ValueError(f"{shown(text)} is no day, month or year")
    year = int(found["year"])
    low = int(found["month"] or 1)
    high = int(found["month"] or _LAST_MONTH)
    try:
        first = date(year, low, int(found["day"] or 1))
    except ValueError as error:
        raise ValueError(f"{shown(text)} is not in the calendar") from error
    return first, first if found["day"] else date(year, high, monthrange(year, high)[1])


def read_range(text: str) -> tuple[date | None, date | None]:
    """Read one period, or two with ``..`` between them, and return the first and the last day.

    Either side of the two dots may be empty, which leaves that side open.

    Raises:
        ValueError: a side is no period, both sides are empty, or the range ends before it begins.

    Example:
        >>> low, high = read_range("..2021-03")
        >>> f"{low} {high}"
        'None 2021-03-31'
    """
    left, dots, right = text.partition("..")
    if not dots:
        return read_period(left)
    low = read_period(left)[0] if left else None
    high = read_period(right)[1] if right else None
    if low is None and high is None:
        raise ValueError("a range needs a date on one side of its dots")
    if low is not None and high is not None and low > high:
        raise ValueError(f"{shown(text)} ends before it begins")
    return low, high

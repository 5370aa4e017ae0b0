"""Dates of rows and front matter, as people, feeds and databases write them.

ISO 8601 goes the fast way through the standard library. Everything else (RFC 2822, ``9 noyabr 2021``,
``30 января 2021``) is read by dateparser in Azerbaijani, English, Russian and Turkish, strictly: day, month and
year must all be there. A date with a time zone is kept as written and not moved to another day. Unix time names the
day in UTC.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

_LANGUAGES = ["az", "en", "ru", "tr"]
_STRICT = {
    "STRICT_PARSING": True,
    "PARSERS": ["absolute-time"],
    "REQUIRE_PARTS": ["day", "month", "year"],
    "DATE_ORDER": "DMY",
}
# "3/5/2021" is 3 May or 5 March, depending on the country; with dots it is the day first everywhere.
_AMBIGUOUS = re.compile(r"\s*(0?[1-9]|1[0-2])([/-])(0?[1-9]|1[0-2])\2\d{4}\b")
_LONGEST_TEXT = 100
# From 1973 on in seconds; in milliseconds numbers of that size begin in 1973 too.
_SECONDS = (10**8, 10**10)
_MILLISECONDS = (10**11, 10**13)
# Other counts of digits may stand for a day and a time, as 20250516 and 202505161737 do.
_UNIX_TIME = re.compile(r"[0-9]{9,10}|[0-9]{13}")
_YEAR = re.compile(r"[0-9]{4}")


def parsed_date(value: object) -> dt.date:
    """Return the day that a value names.

    Args:
        value: text, a date, a datetime (its own day is taken), or seconds or milliseconds since 1970 in UTC, as a
            number or as text of 9, 10 or 13 digits.

    Raises:
        ValueError: it names no day, or may name two.

    Example:
        >>> parsed_date("2025-05-16T23:37:00+04:00"), parsed_date("9 noyabr 2021")
        (datetime.date(2025, 5, 16), datetime.date(2021, 11, 9))
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = str(value).strip()
    if isinstance(value, str) and _UNIX_TIME.fullmatch(text):
        value = int(text)
    if isinstance(value, int | float) and _MILLISECONDS[0] <= value < _MILLISECONDS[1]:
        value /= 1000
    if isinstance(value, int | float) and _SECONDS[0] <= value < _SECONDS[1]:
        return dt.datetime.fromtimestamp(value, dt.UTC).date()
    if _YEAR.fullmatch(text):
        raise ValueError(f"{text!r} is a year and names no day; write the date as 2022-07-30, or leave it out")
    if not isinstance(value, str) or len(value) > _LONGEST_TEXT:
        raise ValueError(f"cannot read {text[:_LONGEST_TEXT]!r}; write the date as 2022-07-30")
    return _parsed_text(text)


@lru_cache(maxsize=4096)
def _parsed_text(text: str) -> dt.date:
    try:
        return dt.datetime.fromisoformat(text).date()
    except ValueError:
        pass
    if _AMBIGUOUS.match(text) and not _is_same_day_and_month(text):
        raise ValueError(f"{text!r} may be two different days; write the date as 2022-07-30")
    import dateparser  # noqa: PLC0415  slow to import, and ISO dates do not need it

    try:
        found = dateparser.parse(text, languages=_LANGUAGES, settings=_STRICT)
    except (ValueError, OverflowError, RecursionError):
        found = None
    if found is None:
        raise ValueError(f"cannot read {text!r}; write the date as 2022-07-30")
    return found.date()


def _is_same_day_and_month(text: str) -> bool:
    first, second = re.split("[/-]", text)[:2]
    return int(first) == int(second)

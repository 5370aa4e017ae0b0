"""Dates as they stand in news text: ``16 May 2025``, ``November 9``, ``9 noyabr``, ``30 января 2021``, ``16.05.2025``.

Only whole dates and days with a month are found, with the months of ``data/months.tsv``. A date in numbers with
slashes that could be read day first or month first is left alone.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from searchlib.ingest.tables import folded, table

_LAST_MONTH = 12


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date found in a text.

    Attributes:
        start, end: its place, in code points.
        day, month: 1 to 31 and 1 to 12; a day that exists in the month.
        year: four digits, or None where none is given.
    """

    start: int
    end: int
    day: int
    month: int
    year: int | None

    @property
    def date(self) -> dt.date | None:
        """The date, or None without a year."""
        return None if self.year is None else dt.date(self.year, self.month, self.day)


def find_dates(text: str) -> Iterator[WrittenDate]:
    """Yield the dates of a text from left to right.

    Example:
        >>> [(d.day, d.month, d.year) for d in find_dates("Bakı, 9 noyabr; January 30, 2021")]
        [(9, 11, None), (30, 1, 2021)]
    """
    for found in _pattern().finditer(text):
        written = _written_date(found)
        if written is not None:
            yield written


@cache
def day_and_month_pattern() -> str:
    """Return a regular expression, without groups, for a day and a month with or without a year."""
    months = "|".join(sorted({re.escape(row[2]) for row in table("months")}, key=len, reverse=True))
    year = r"(?:,?\s+\d{4}\b(?:-c[iıuü]\s+il\b|\s*(?:г\.|года\b))?)?"
    return rf"(?:\d{{1,2}}\s+(?:{months})\b\.?{year}|\b(?:{months})\b\.?\s+\d{{1,2}}\b{year})"


@cache
def _pattern() -> re.Pattern[str]:
    months = "|".join(sorted({re.escape(row[2]) for row in table("months")}, key=len, reverse=True))
    # Blanks are counted, here and below: an endless run of them must not be tried at every length.
    year = r"(?:\s{0,3},?\s{1,3}(?P<YEAR>(?:19|20)\d\d)\b(?:-c[iıuü]\s{1,3}il\b|\s{0,3}(?:г\.|года\b|г\b))?)?"
    return re.compile(
        r"\b(?P<iso_year>(?:19|20)\d\d)-(?P<iso_month>\d\d)-(?P<iso_day>\d\d)(?=\D|$)"
        r"|(?<![\d.])(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)(?![\d.]\d)"
        rf"|(?<![\d.,])(?P<day_1>\d{{1,2}})(?:st|nd|rd|th)?\s{{1,3}}(?P<month_1>{months})\b\.?"
        + year.replace("YEAR", "year_1")
        + rf"|\b(?P<month_2>{months})\b\.?\s{{1,3}}(?P<day_2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)"
        + year.replace("YEAR", "year_2"),
        re.IGNORECASE,
    )


@cache
def _month_numbers() -> dict[str, int]:
    return {folded(form): int(number) for number, _, form in table("months")}


def _written_date(found: re.Match[str]) -> WrittenDate | None:
    day, month, year = _parts(found)
    try:
        dt.date(year or 2000, month, day)  # 2000 was a leap year
    except ValueError:
        return None
    return WrittenDate(found.start(), found.end(), day, month, year)


def _parts(found: re.Match[str]) -> tuple[int, int, int | None]:
    if found["iso_year"]:
        return int(found["iso_day"]), int(found["iso_month"]), int(found["iso_year"])
    if found["year"]:
        day, month = int(found["first"]), int(found["second"])
        if found["mark"] == "/" and max(day, month) <= _LAST_MONTH and day != month:
            return 0, 0, None
        if month > _LAST_MONTH:
            day, month = month, day
        return day, month, int(found["year"])
    which = "1" if found["month_1"] else "2"
    year = found[f"year_{which}"]
    return int(found[f"day_{which}"]), _month_numbers()[folded(found[f"month_{which}"])], int(year) if year else None

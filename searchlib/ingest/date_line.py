"""Date lines: ``date 2025-05-16 16 May 2025 17:37 (UTC+04:00)``, ``Yayınlanma: 16.05.2025 - 17:37``.

A line is one where nothing is left over once dates, times, zones, days of the week and the words of
``data/date_labels.tsv`` are taken out; only "By" and a name may follow.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import cache

from searchlib.ingest.tables import folded, folded_forms, table
from searchlib.ingest.written_date import find_dates

_LONGEST = 160
_BY = re.compile(r"(?:^|\s)by\s+(?P<by>\S.*)$", re.IGNORECASE)
_TIME = re.compile(
    r"(?<!\d)(?:T|\b)(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:\s?(?P<half>[ap])\.?m\b\.?)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"\(?\b(?:UTC|GMT)\s?(?P<sign>[+-])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>[0-5]\d))?\)?|(?<=[\d(])(?P<bare>[+-]\d\d:\d\d)\b"
)
_NOON = 12


@dataclass(frozen=True, slots=True)
class DateLine:
    """What a date line says.

    Attributes:
        date: the first date of the line.
        time: hours and minutes with the zone where given, for example ``"17:37+04:00"``, or None.
        by: what follows "By", or None.
    """

    date: dt.date
    time: str | None
    by: str | None


def parsed_date_line(text: str) -> DateLine | None:
    """Take a date line apart, or return None where the line says anything else.

    Example:
        >>> parsed_date_line("date 2022-07-30 By Azernews").by
        'Azernews'
        >>> parsed_date_line("On 30 July 2022 the road was opened.") is None
        True
    """
    if len(text) > _LONGEST or not any(ch.isdigit() for ch in text):
        return None
    by = _BY.search(text)
    rest = text[: by.start()] if by else text
    written = [found for found in find_dates(rest) if found.date is not None]
    if not written or written[0].date is None:
        return None
    for found in reversed(written):
        rest = f"{rest[: found.start]} {rest[found.end :]}"
    # The zone first: its "+04:00" looks like a time.
    zone, rest = _zone(rest)
    time, rest = _taken_out(_TIME, rest)
    if not _is_only_labels(rest):
        return None
    return DateLine(written[0].date, _time_text(time, zone), by["by"].strip() if by else None)


def _taken_out(pattern: re.Pattern[str], text: str) -> tuple[re.Match[str] | None, str]:
    return pattern.search(text), pattern.sub(" ", text)


def _zone(text: str) -> tuple[str, str]:
    found, text = _taken_out(_OFFSET, text)
    if found is not None:
        offset = found["bare"] or f"{found['sign']}{int(found['hours']):02}:{found['minutes'] or '00'}"
        return offset, text
    words = text.split()
    for word in words:
        offset = _zones().get(word.strip("()., "))
        if offset is not None:
            words.remove(word)
            return offset, " ".join(words)
    return "", text


@cache
def _zones() -> dict[str, str]:
    return {row[0]: row[1] for row in table("zones")}


@cache
def _labels() -> re.Pattern[str]:
    words = folded_forms("date_labels") | folded_forms("weekdays")
    longest_first = sorted(map(re.escape, words), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(longest_first)})\b")


def _is_only_labels(text: str) -> bool:
    return not any(ch.isalnum() for ch in _labels().sub(" ", folded(text)))


def _time_text(time: re.Match[str] | None, zone: str) -> str | None:
    if time is None:
        return None
    hour = int(time["hour"])
    if time["half"]:
        hour = hour % _NOON + (_NOON if time["half"].lower() == "p" else 0)
    return f"{hour:02}:{time['minute']}{zone}"

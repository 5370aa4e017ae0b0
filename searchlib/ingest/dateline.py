"""Datelines: ``BAKU, January 30. /TASS/.``, ``Bakı, 9 noyabr, AZƏRTAC``, ``ANKARA (AA) –``.

A dateline is a place with a day, an agency or both, at the beginning of the running text. What it takes:

- an agency between slashes: any, after a place;
- an agency in brackets: one of ``data/agencies.tsv`` or in capitals, and a full stop, colon or dash after it;
- an agency by itself: one of ``data/agencies.tsv``, after a day or before a colon;
- no agency: a day, and the place in capitals or the whole paragraph no more than this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from searchlib.ingest.person_name import is_agency
from searchlib.ingest.tables import table
from searchlib.ingest.written_date import WrittenDate, day_and_month_pattern, find_dates

_MOST_AGENCY_WORDS = 4
_LONGEST_ACRONYM = 6
_CLOSING_MARK = re.compile(r"[.:–—-]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says.

    Attributes:
        place: the city, as written, or None.
        source: the agency, as written, or None.
        day: its date, most often without a year, or None.
        end: where the text begins after it, in code points.
    """

    place: str | None
    source: str | None
    day: WrittenDate | None
    end: int


def parsed_dateline(paragraph: str) -> Dateline | None:
    """Read the dateline at the beginning of a paragraph, or return None where there is none.

    Example:
        >>> found = parsed_dateline("BAKU, January 30. /TASS/. The road was opened.")
        >>> found.place, found.source, (found.day.day, found.day.month), found.end
        ('BAKU', 'TASS', (30, 1), 26)
        >>> parsed_dateline("In Baku, a road was opened on January 30.") is None
        True
    """
    found = _pattern().match(paragraph)
    if found is None:
        return None
    place = found["place"]
    if place is not None and not _is_place(place):
        return None
    agency = found["slashed"] or found["bracketed"] or found["bare"] or found["first"]
    if not _is_accepted(found, is_whole=found.end() == len(paragraph)):
        return None
    day = next(find_dates(found["date"]), None) if found["date"] else None
    return Dateline(place, agency.strip() if agency else None, day, found.end())


@cache
def _pattern() -> re.Pattern[str]:
    agencies = "|".join(sorted({re.escape(row[1]) for row in table("agencies")}, key=len, reverse=True))
    word = r"[^\W\d_][\w'’]*(?:-[\w'’]+)*"
    place = rf"{word}(?: {word}){{0,2}}(?:\s?[/,]\s?{word}(?: {word}){{0,2}}|, D\.C\.)?"
    date = rf"(?P<date>(?i:{day_and_month_pattern()}))"
    return re.compile(
        rf"(?:(?P<first>{agencies})|(?P<place>{place}?))"
        rf"(?:\s*[,.]\s*{date})?"
        r"\s*[,.]?\s*(?:[-–—]\s*)?"
        r"(?:/(?P<slashed>[^/\n]{2,40})/|\((?P<bracketed>[^()\n]{2,40})\)|(?P<bare>" + agencies + r")(?![\w'’]))?"
        r"(?P<end>[ \t]*(?:[.:,/–—-]+(?=\s|$)|(?<=/)(?=\s)|(?=\n)|$)\s*(?:[–—-]\s+)?)",
    )


def _is_place(place: str) -> bool:
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", place) if len(word) > 1)


def _is_accepted(found: re.Match[str], *, is_whole: bool) -> bool:
    end = found["end"]
    is_closed = is_whole or "\n" in end or _CLOSING_MARK.search(end) is not None
    if found["slashed"]:
        name = found["slashed"].strip()
        return name[:1].isupper() and len(name.split()) <= _MOST_AGENCY_WORDS
    if found["bracketed"]:
        name = found["bracketed"].strip()
        is_acronym = name.isupper() and name.isalpha() and len(name) <= _LONGEST_ACRONYM
        return is_closed and (is_agency(name) or is_acronym)
    if found["bare"]:
        return is_closed and (found["date"] is not None or ":" in end)
    if found["date"] is None:
        return False
    if found["first"]:
        return is_closed
    return is_whole or (is_closed and found["place"].split(",")[0].isupper() and end[:1] != ",")

"""Datelines: ``BAKU, January 30. /TASS/.``, ``Bakı, 9 noyabr, AZƏRTAC``, ``ANKARA (AA) –``.

A dateline is a place with a day, an agency or both, at the beginning of the running text. What it takes:

- an agency between slashes: one of ``data/agencies.tsv``, or any after a day or a place in capitals;
- an agency in brackets: one of ``data/agencies.tsv``, and a full stop, colon or dash after it;
- an agency by itself: one of ``data/agencies.tsv``, after a day (and the reporter's name) or before a colon;
- no agency: a day, and the place in capitals, or the whole paragraph no more than a city, a country and this.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from searchlib.ingest.person_name import is_agency, is_name_shaped
from searchlib.ingest.tables import table
from searchlib.ingest.written_date import WrittenDate, day_and_month_pattern, find_dates

_LONGEST = 300
_MOST_AGENCY_WORDS = 4
_CLOSING_MARK = re.compile(r"[.:/–—-]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a dateline says.

    Attributes:
        place: the city, as written, or None.
        source: the agency, as written, or None.
        author: the reporter named between day and agency, or None.
        day: its date, most often without a year, or None.
        end: where the text begins after it, in code points.
    """

    place: str | None
    source: str | None
    author: str | None
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
    found = _pattern().match(paragraph, 0, _LONGEST)
    if found is None or (found.end() == _LONGEST < len(paragraph)):
        return None
    place = found["place"]
    if place is not None and not _is_place(place):
        return None
    if not _is_accepted(found, is_whole=found.end() == len(paragraph)):
        return None
    day = next(find_dates(found["date"]), None) if found["date"] else None
    return Dateline(place, _agency(found), found["author"], day, found.end())


@cache
def _pattern() -> re.Pattern[str]:
    names = {form for _, name in table("agencies") for form in (name, name.upper())}
    agencies = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    word = r"[^\W\d_][\w'’]*(?:-[\w'’]+)*"
    place = rf"{word}(?: {word}){{0,2}}(?:/{word}(?: {word}){{0,2}}(?!/)|,\s+{word}(?: {word}){{0,2}}|, D\.C\.)?"
    date = rf"(?P<date>(?i:{day_and_month_pattern()}))"
    return re.compile(
        rf"(?:(?P<first>{agencies})|(?P<place>{place}))"
        rf"(?:\s*[,.]\s*{date})?"
        rf"(?:,\s+(?P<author>{word}(?: {word}){{1,2}})(?=,))?"
        r"\s*[,.]?\s*(?:[-–—]\s*)?"
        r"(?:/(?P<slashed>[^/\n]{2,40})/|\((?P<bracketed>[^()\n]{2,40})\)|(?P<bare>" + agencies + r")(?![\w'’]))?"
        r"(?P<end>[ \t]*(?:[.:,/–—-]+(?=\s|$)|(?<=/)(?=\s)|(?=\n)|$)\s*(?:[–—-]\s+)?)",
    )


def _is_place(place: str) -> bool:
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", place) if len(word) > 1)


def _agency(found: re.Match[str]) -> str | None:
    agency = found["slashed"] or found["bracketed"] or found["bare"] or found["first"]
    if agency is None:
        return None
    # "/Corr. TASS John Smith/" names a person too.
    return next((word for word in agency.split() if is_agency(word) and not is_agency(agency)), agency.strip())


def _is_accepted(found: re.Match[str], *, is_whole: bool) -> bool:
    is_closed = is_whole or "\n" in found["end"] or _CLOSING_MARK.search(found["end"]) is not None
    is_dated = found["date"] is not None
    if found["author"] and not (found["bare"] and is_name_shaped(found["author"])):
        return False
    if found["slashed"]:
        agency = found["slashed"].strip()
        is_plausible = agency[:1].isupper() and len(agency.split()) <= _MOST_AGENCY_WORDS
        return is_plausible and (is_dated or _is_in_capitals(found) or is_agency(agency))
    if found["bracketed"]:
        return is_closed and is_agency(found["bracketed"])
    if found["bare"]:
        return is_closed and (is_dated or ":" in found["end"])
    return is_dated and is_closed and _needs_no_agency(found, is_whole=is_whole)


def _needs_no_agency(found: re.Match[str], *, is_whole: bool) -> bool:
    if found["first"]:
        return True
    is_city_and_country = "," in found["place"]
    return (is_whole and is_city_and_country) or (_is_in_capitals(found) and not found["end"].startswith(","))


def _is_in_capitals(found: re.Match[str]) -> bool:
    return found["place"] is not None and re.split(r"[,/]", found["place"])[0].isupper()

"""Bylines: ``By Laman Ismayilova``, ``Müəllif: …``, a name alone, and ``About …`` in the last line.

What is looked for: a word of ``data/by_words.tsv`` before names, a word of ``data/author_words.tsv`` and a colon
before names, or a name alone on its line. :mod:`~searchlib.ingest.person_name` says what a name is. A name alone is
a byline only where the text after it does not speak of its bearer: a headline's person comes again in the text,
an author does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from searchlib.ingest.date_line import DateLine, parsed_date_line
from searchlib.ingest.person_name import are_names, has_name_evidence, is_agency, is_name_shaped
from searchlib.ingest.tables import folded, table

_LONGEST = 120
_AFTER_NAME = re.compile(r"\s*(?:[-–—|,]|\bfor\b)\s*(?P<agency>[^-–—|,]+?)\s*:?$")
_SHORTEST_INFLECTED = 4
_BETWEEN = re.compile(r"\s*[,;|/·•–—-]\s+|\s+")


@dataclass(frozen=True, slots=True)
class Byline:
    """What a byline says; one of the two may be None."""

    author: str | None
    source: str | None


def parsed_byline(text: str, where: str) -> Byline | None:
    """Take a line with a word for the author or the source apart, or return None where it is none.

    Args:
        text: the line.
        where: ``"head"`` or ``"last"``: which words of ``data/by_words.tsv`` hold.

    Example:
        >>> parsed_byline("By Aysel Qasımova, Trend:", "head")
        Byline(author='Aysel Qasımova', source='Trend')
        >>> parsed_byline("By the lake", "head") is None
        True
    """
    if len(text) > _LONGEST:
        return None
    labelled = _labelled().match(text)
    if labelled is not None:
        value = labelled["value"].strip()
        if _fields()[folded(labelled["label"])] == "source":
            return Byline(None, value) if is_agency(value) else None
        return names_or_agency(value)
    by = _by(where).match(text)
    if by is not None:
        return names_or_agency(by["value"].strip())
    # "Aysel Qasımova - Trend:" needs no word before it.
    found = names_or_agency(text)
    return found if found and found.author and found.source and has_name_evidence(found.author) else None


def parsed_dated_byline(text: str) -> tuple[Byline, DateLine] | None:
    """Take a line that names the author and then the date apart, or return None where it is none.

    Example:
        >>> byline, line = parsed_dated_byline("By Aysel Qasımova | 5 March 2024, 10:20")
        >>> byline.author, line.date.isoformat(), line.time
        ('Aysel Qasımova', '2024-03-05', '10:20')
        >>> parsed_dated_byline("By the lake, 5 March 2024") is None
        True
    """
    if len(text) > _LONGEST or not any(ch.isdigit() for ch in text):
        return None
    for mark in _BETWEEN.finditer(text):
        names = text[: mark.start()]
        byline = parsed_byline(names, "head")
        if byline is None and is_name_shaped(names) and has_name_evidence(names):
            byline = Byline(names, None)
        line = parsed_date_line(text[mark.end() :]) if byline is not None else None
        if byline is not None and line is not None and line.by is None:
            return byline, line
    return None


def names_or_agency(text: str) -> Byline | None:
    """Read what stands after "By": names, an agency, names and an agency; None for anything else.

    Example:
        >>> names_or_agency("Azernews")
        Byline(author=None, source='Azernews')
    """
    text = text.rstrip(": ")
    if is_agency(text):
        return Byline(None, text)
    if are_names(text):
        return Byline(text, None)
    found = _AFTER_NAME.search(text)
    if found and is_agency(found["agency"]) and are_names(text[: found.start()]):
        return Byline(text[: found.start()], found["agency"])
    return None


def is_bare_byline(text: str, following: Iterable[str], *, has_head: bool) -> bool:
    """Return whether a line is a name alone that stands for the author.

    Args:
        text: the line.
        following: the lines of the article after it.
        has_head: whether a date line or a title has come before; then two capitalised words that the text does
            not take up are enough, and otherwise it needs a known given name or surname ending.

    Example:
        >>> is_bare_byline("Aysel Qasımova", ["The road was opened today."], has_head=False)
        True
        >>> is_bare_byline("Aysel Qasımova", ["Qasımova opened the road."], has_head=True)
        False
    """
    if not is_name_shaped(text):
        return False
    words = [folded(word).strip(".") for word in text.split()]
    later = [word for line in following for word in re.findall(r"[^\W\d_]+", folded(line))]
    if has_name_evidence(text):
        return not _is_taken_up(words[-1], later)
    return has_head and len(words) == 2 and not any(_is_taken_up(word, later) for word in words)  # noqa: PLR2004  a given name and a surname


def _is_taken_up(name: str, later: list[str]) -> bool:
    # Endings of cases follow the name: "Qasımovanın", "Гасановой" for a name that is long enough to tell.
    start = name if len(name) <= _SHORTEST_INFLECTED else name[: max(_SHORTEST_INFLECTED, len(name) - 1)]
    if len(name) < _SHORTEST_INFLECTED:
        return name in later
    return any(word.startswith(start) for word in later)


@cache
def _fields() -> dict[str, str]:
    return {folded(word): field for field, _, word in table("author_words")}


@cache
def _labelled() -> re.Pattern[str]:
    words = "|".join(re.escape(word) for _, _, word in table("author_words"))
    return re.compile(rf"(?P<label>{words})\s*:\s*(?P<value>\S.*)$", re.IGNORECASE)


@cache
def _by(where: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for place, _, word in table("by_words") if place == where)
    return re.compile(rf"(?:{words})\s+(?P<value>\S.*)$", re.IGNORECASE)

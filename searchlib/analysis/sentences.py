"""Where sentences begin and end.

A sentence ends at a full stop, question or exclamation mark or ellipsis that is followed by space and not by a
small letter (a quotation mark, bracket or dash before it does not count), and at an empty line. A full stop after
initials, after the number that opens a list item, an ordinal of one or two digits (11. Cumhurbaşkanı) or one of the
abbreviations in ``data/abbreviations.tsv`` does not end one.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[-•*–—]\s)")
# Tried at the first mark of a run only: a line of a million dots would take hours otherwise.
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_FIRST_LETTER = re.compile(r"[\s\"'“”„«‘(\[—–-]*(\w?)")
_GOES_ON = re.compile(r"\s*[,;:]")
_FIGURE_FOLLOWS = re.compile(r"\s*[№#]?\d")
_LAST_WORD = re.compile("[\\w.\u0300-\u036f]+$")
_LAST_WORD_CODE_POINTS = 24
_ITEM_NUMBER = re.compile(r"\s*(?:\d{1,3}|[IVXLC]+)")
_ORDINAL = re.compile(r"\d{1,2}")


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the sentences of a text as ``(start, end)`` in code points, without the space around them.

    Example:
        >>> text = "Signed on Dec. 5 by A. Karimov. Bakı, 9 noyabr. “Yes!” he said."
        >>> [text[start:end] for start, end in sentences(text)]
        ['Signed on Dec. 5 by A. Karimov.', 'Bakı, 9 noyabr.', '“Yes!” he said.']
    """
    found = []
    start = 0
    for end in (*(match.start() for match in _PARAGRAPH.finditer(text)), len(text)):
        found.extend(_sentences_of_paragraph(text, start, end))
        start = end
    return found


def _sentences_of_paragraph(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    for match in _END.finditer(text, start, end):
        if match.end() >= end or _ends_sentence(text, start, match, end):
            found.append((start, match.end()))
            start = match.end()
    found.append((start, end))
    trimmed = (_trimmed(text, *span) for span in found)
    return [span for span in trimmed if span[0] < span[1]]


def _ends_sentence(text: str, start: int, match: re.Match[str], end: int) -> bool:
    first = _FIRST_LETTER.match(text, match.end(), end)
    if (first and first[1].islower()) or _GOES_ON.match(text, match.end(), end):
        return False
    if match[0] != ".":
        return True
    return not (_ITEM_NUMBER.fullmatch(text, start, match.start()) or _is_abbreviated(text, match, end))


def _is_abbreviated(text: str, stop: re.Match[str], end: int) -> bool:
    """Whether the word before a full stop is shortened by it: initials (A.S. Pushkin), an ordinal, an abbreviation."""
    found = _LAST_WORD.search(text, max(0, stop.start() - _LAST_WORD_CODE_POINTS), stop.start())
    if found is None:
        return False
    word = unicodedata.normalize("NFC", found[0])
    if all(len(part) == 1 and part.isupper() for part in word.split(".")) or _ORDINAL.fullmatch(word):
        return True
    follows = _abbreviations().get(word.lower())
    return follows == "any" or (follows == "figure" and _FIGURE_FOLLOWS.match(text, stop.end(), end) is not None)


@cache
def _abbreviations() -> dict[str, str]:
    lines = files("searchlib.analysis").joinpath("data/abbreviations.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return dict(rows)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

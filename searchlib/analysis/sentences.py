"""Where sentences begin and end.

A sentence ends at a full stop, question or exclamation mark or ellipsis that is followed by space and not by a
small letter, and at an empty line. A full stop after an initial, a number that goes on, or one of the
abbreviations in ``data/abbreviations.txt`` does not end one.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*[-•*–—]\s)")
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_LAST_WORD = re.compile(r"[\w.]+$")


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
        if match.end() >= end or _ends_sentence(text, match, end):
            found.append((start, match.end()))
            start = match.end()
    found.append((start, end))
    trimmed = (_trimmed(text, *span) for span in found)
    return [span for span in trimmed if span[0] < span[1]]


def _ends_sentence(text: str, match: re.Match[str], end: int) -> bool:
    following = text[match.end() : end].lstrip()[:1]
    if following and (following.islower() or following in ",;:"):
        return False
    if match[0] != ".":
        return True
    word = _LAST_WORD.search(text, max(0, match.start() - 24), match.start())
    if word is None:
        return True
    if len(word[0]) == 1 and word[0].isalpha() and word[0].isupper():
        return False
    return word[0].lower() not in _abbreviations()


@cache
def _abbreviations() -> frozenset[str]:
    lines = files("searchlib.analysis").joinpath("data/abbreviations.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end

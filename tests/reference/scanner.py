"""The tokens of a text, by the rules of :mod:`searchlib.kernels.scan` written as one regular expression.

Every code point is replaced by the letter of its class, and the rules are read off the string of classes:

=====  ==============================================================================
l      a letter
i      a Han or Hiragana character: a token of its own
d      a digit or another number
m      a combining mark, variation selectors excepted: belongs to what stands before it
a      an apostrophe: joins a letter to the letter or digit before it
s c    a full stop and a comma: join the digits of a number; the stop joins single letters too
g      an invisible joiner or a soft hyphen: joins what it stands between
h      a hyphen: joins capitals or digits to an ending that they are inflected by
x      anything else: separates
=====  ==============================================================================
"""

from __future__ import annotations

import re
import unicodedata

from searchlib.kernels import scan

APOSTROPHES = "'’‘ʼ`´＇"
HYPHENS = "-\u2010\u2011"
IGNORABLES = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
OPENERS = frozenset(".!?…:\n")
"""Characters behind which words are written with a capital for standing there."""

VARIATION_SELECTORS = frozenset([*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)])

_DIGITS = "(?:dm*)++"
_THOUSANDS = f"(?:dm*){{1,3}}+(?:[sc](?:dm*){{3}}(?!d))+(?:[sc]{_DIGITS})?"
_DECIMAL = f"{_DIGITS}[sc]{_DIGITS}"
_NUMBER = f"(?:(?<!d[sc])(?:{_THOUSANDS}|{_DECIMAL})(?![sc]d)|{_DIGITS})"
_ABBREVIATION = "(?:lm*s(?=lm*+(?![ld])))*"
_JOINER = "(?:g+(?=[ld])|a(?=l))?"
_TOKEN = re.compile(f"im*|{_ABBREVIATION}(?:{_NUMBER}|lm*)(?:{_JOINER}(?:{_NUMBER}|lm*))*")


def tokens(text: str) -> list[tuple[int, int, int]]:
    """Return start, end and shape of every token.

    Example:
        >>> [start_end_shape[:2] for start_end_shape in tokens("U.S. 3,5")]
        [(0, 3), (5, 8)]
    """
    classes = "".join(map(character_class, text))
    found, behind = list[tuple[int, int, int]](), 0
    for match in _TOKEN.finditer(classes):
        if match.start() >= behind:
            behind = match.end() + _inflection(classes[slice(*match.span())], text, match.span())
            span = slice(match.start(), behind)
            before = text[found[-1][1] : match.start()] if found else text[: match.start()] + "."
            opening = 0 if OPENERS.isdisjoint(before) else scan.OPENING
            found.append((match.start(), behind, _shape(classes[span], text[span]) | opening))
    return found


def _inflection(token_classes: str, text: str, span: tuple[int, int]) -> int:
    """Return how many characters behind a token belong to it: a hyphen and an ending, or none."""
    letters = [text[n] for n, letter in enumerate(token_classes, span[0]) if letter == "l"]
    is_abbreviation = len(letters) > 1 and all(ch.isupper() for ch in letters)
    is_number = not letters and token_classes.rstrip("m").endswith("d")
    if "a" in token_classes or "g" in token_classes or not (is_abbreviation or is_number):
        return 0
    behind = re.compile(f"[{HYPHENS}]([^\\W\\d_]+)").match(text, span[1])
    if not behind or behind[1] not in scan.INFLECTIONS:
        return 0
    following = character_class(text[behind.end()]) if behind.end() < len(text) else "x"
    return 0 if following in "ldmgah" else behind.end() - behind.start()


def character_class(ch: str) -> str:
    """Return the class of a code point."""
    for members, letter in ((APOSTROPHES, "a"), (IGNORABLES, "g"), (".", "s"), (",", "c"), (HYPHENS, "h")):
        if ch in members:
            return letter
    if ch.isalpha():
        return "i" if _name(ch).startswith(("CJK", "HIRAGANA", "KATAKANA-HIRAGANA")) else "l"
    if ch.isnumeric():
        return "d"
    return "m" if unicodedata.category(ch)[0] == "M" and ord(ch) not in VARIATION_SELECTORS else "x"


def _name(ch: str) -> str:
    return unicodedata.name(ch, "")


def _shape(classes: str, token: str) -> int:
    letters = [ch for ch, letter in zip(token, classes, strict=True) if letter == "l"]
    scripts = {_script(ch) for ch in letters}
    facts = {
        scan.LATIN: "LATIN" in scripts,
        scan.CYRILLIC: "CYRILLIC" in scripts,
        scan.OTHER_SCRIPT: "" in scripts or "i" in classes,
        scan.DIGIT: "d" in classes,
        scan.APOSTROPHE: "a" in classes or "h" in classes,
        scan.DOT: "s" in classes or "c" in classes,
        scan.IGNORABLE: "g" in classes,
        scan.UPPER_FIRST: classes[0] == "l" and token[0].isupper(),
        scan.UPPER_ALL: len(letters) > 1 and all(ch.isupper() for ch in letters),
        scan.NON_ASCII: not token.isascii(),
    }
    return sum(bit for bit, holds in facts.items() if holds)


def _script(ch: str) -> str:
    name = _name(ch).removeprefix("FULLWIDTH ")
    return next((script for script in ("LATIN", "CYRILLIC") if name.startswith(script)), "")

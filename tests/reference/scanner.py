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
x      anything else: separates
=====  ==============================================================================
"""

from __future__ import annotations

import re
import unicodedata

from searchlib.kernels import scan

APOSTROPHES = "'’‘ʼ`´＇"
IGNORABLES = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
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
    return [
        (match.start(), match.end(), _shape(match[0], text[slice(*match.span())])) for match in _TOKEN.finditer(classes)
    ]


def character_class(ch: str) -> str:
    """Return the class of a code point."""
    for members, letter in ((APOSTROPHES, "a"), (IGNORABLES, "g"), (".", "s"), (",", "c")):
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
        scan.APOSTROPHE: "a" in classes,
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

"""Designations of letters and a number, which are written in the letters of either script: S-400, С-400."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from searchlib.lexicon.tables import rows

_DESIGNATION: Final = re.compile(r"([^\W\d_]{1,4})(\d{2,})([^\W\d_]{0,3})")


def latin_designation(term: str) -> str | None:
    """Return a designation in Cyrillic letters in Latin ones; None for any other term.

    Example:
        >>> latin_designation("миг29"), latin_designation("s400"), latin_designation("россия")
        ('mig29', None, None)
    """
    if not (match := _DESIGNATION.fullmatch(term)):
        return None
    letters = _latin_letters()
    if not all(letter in letters for letter in match[1] + match[3]):
        return None
    return "".join(letters.get(letter, letter) for letter in term)


def written_otherwise(letters: str) -> tuple[str, ...]:
    """Return the letters of a designation as they stand, and in the other script.

    Example:
        >>> written_otherwise("mig"), written_otherwise("с")
        (('mig', 'миг'), ('с', 's'))
    """
    latin = _latin_letters()
    if all(letter in latin for letter in letters):
        return letters, "".join(latin[letter] for letter in letters)
    cyrillic, spelt, rest = _cyrillic_letters(), "", letters
    while rest:
        beginning = next((one for one in cyrillic if rest.startswith(one)), None)
        if beginning is None:
            return (letters,)
        spelt, rest = spelt + cyrillic[beginning], rest[len(beginning) :]
    return letters, spelt


def _pair(line: tuple[str, ...]) -> tuple[str, str]:
    return line[0], line[1]


@cache
def _latin_letters() -> dict[str, str]:
    return dict(map(_pair, rows("designations.tsv")))


@cache
def _cyrillic_letters() -> dict[str, str]:
    """Return the Cyrillic letter for what stands for it in Latin, two letters before one."""
    found: dict[str, str] = {}
    for cyrillic, latin in rows("designations.tsv"):
        found.setdefault(latin, cyrillic)
    return dict(sorted(found.items(), key=lambda pair: -len(pair[0])))

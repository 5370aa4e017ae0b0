"""How English words change before a suffix: the silent e, the doubled consonant, the degrees of an adjective."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from searchlib.kernels.affixes import Suffixes
from searchlib.lexicon.stem.suffix_chains import read_rows

WHOLE: Final = "."
RESTORED: Final = "e"
DOUBLED: Final = frozenset("bdgklmnprt")
"""Consonants that a suffix doubles; ff, ss and zz belong to the word."""

_VOWEL_GROUP: Final = re.compile("[aeiouy]+")
_SHORT_END: Final = re.compile("(?:.*[^aeiouy])?[aeiouy][^aeiouywx]")
_ADDED: Final = 3
"""Letters of a word that keeps its double consonant: add, egg, err."""


def words(name: str) -> Iterator[str]:
    """Yield the words of a list among the package's data."""
    for row in read_rows(name):
        yield from row[0].split()


def syllables(word: str) -> int:
    """Return how many groups of vowels a word has; the u of qu is none.

    Example:
        >>> syllables("quote"), syllables("strength"), syllables("organiz")
        (2, 1, 3)
    """
    return len(_VOWEL_GROUP.findall(word.replace("qu", "q")))


def comparison(adjective: str) -> tuple[str, str]:
    """Return the comparative and the superlative of an adjective.

    Example:
        >>> comparison("big"), comparison("easy"), comparison("large"), comparison("clear")
        (('bigger', 'biggest'), ('easier', 'easiest'), ('larger', 'largest'), ('clearer', 'clearest'))
    """
    if adjective.endswith("e"):
        stem = adjective[:-1]
    elif adjective.endswith("y") and adjective[-2] not in "aeiou":
        stem = adjective[:-1] + "i"
    elif syllables(adjective) == 1 and _SHORT_END.fullmatch(adjective):
        stem = adjective + adjective[-1]
    else:
        stem = adjective
    return stem + "er", stem + "est"


class StemEnd:
    """Gives a word back its end when -ed or -ing has come off."""

    def __init__(self) -> None:
        self._double = frozenset(words("english_double.txt"))
        has_e = {end: kind == RESTORED for kind, ends in read_rows("english_final_e.tsv") for end in ends.split()}
        self._words = {end[1:]: needs for end, needs in has_e.items() if end.startswith(WHOLE)}
        self._ends = Suffixes({end: needs for end, needs in has_e.items() if not end.startswith(WHOLE)})

    def restore(self, stem: str) -> str:
        """Return the word that a suffix was put to: ``stopp`` → ``stop``, ``mak`` → ``make``, ``open`` → ``open``."""
        if stem[-1] == stem[-2] and stem[-1] in DOUBLED:
            return stem if self._is_double(stem) else stem[:-1]
        return stem + "e" if self._needs_e(stem) else stem

    def _is_double(self, stem: str) -> bool:
        return len(stem) <= _ADDED or stem in self._double or (stem[-1] == "l" and syllables(stem) == 1)

    def _needs_e(self, stem: str) -> bool:
        if (listed := self._words.get(stem)) is not None:
            return listed
        if syllables(stem) == 1 and _SHORT_END.fullmatch(stem.replace("qu", "q")):
            return True
        return next((needs for _, needs in self._ends.of(stem, 1, len(stem))), False)

"""Costs of a text under character models by their definition: words, and the longest n-gram that is in the table."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

BOUNDARY, UNKNOWN_LETTER, LONGEST = "_", "*", 5
IGNORED = {"\u00ad", *map(chr, range(0x300, 0x370))}


def words_of(text: str, letters: frozenset[str]) -> list[str]:
    """Split a text into runs of letters, stress marks and soft hyphens taken out."""
    kept = "".join(letter for letter in text if letter not in IGNORED)
    return "".join(letter if letter in letters else " " for letter in kept).split()


def small(letter: str, small_i: str) -> str:
    """Return the small letter of a capital, I by the casing of a language."""
    return {"I": small_i, "İ": "i"}.get(letter, letter.lower())


def score(
    text: str, table: Mapping[str, Sequence[int]], letters: frozenset[str], small_i: str, slacks: tuple[int, int]
) -> list[int]:
    """Return what a text costs under each model of a table of n-grams.

    Args:
        text: the text, composed.
        table: costs of each n-gram, one for each model.
        letters: all letters, capitals too.
        small_i: the small letter of I.
        slacks: the most that a word, and one with a capital, may cost more under a model than under the best.
    """
    totals = [0] * len(next(iter(table.values())))
    for word in words_of(text, letters):
        spelt = [small(letter, small_i) for letter in word]
        spelt = [BOUNDARY, *(letter if letter in table else UNKNOWN_LETTER for letter in spelt), BOUNDARY]
        costs = [0] * len(totals)
        for end in range(2, len(spelt) + 1):
            grams = ("".join(spelt[max(0, end - length) : end]) for length in range(LONGEST, 0, -1))
            row = table[next(gram for gram in grams if gram in table)]
            costs = [cost + more for cost, more in zip(costs, row, strict=True)]
        ceiling = min(costs) + slacks[unicodedata.category(word[0]) == "Lu"]
        totals = [total + min(cost, ceiling) for total, cost in zip(totals, costs, strict=True)]
    return totals

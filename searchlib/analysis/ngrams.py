"""Character models: what a text costs, in bits, in each language that a script is read for.

Tables are made by ``benchmarks/quality/train_language.py``, which says how; docs/decisions/0003-language-model.md says
why. One table has all models of a script: a line is an n-gram, a tab, and a character for each model, whose code point
less 33 is minus the logarithm of the probability of the last letter after those before it, in sixths of a bit.
``_`` is the beginning or the end of a word, ``*`` any letter that the table does not tell apart.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from searchlib.kernels.ngrams import NgramTable

UNITS_PER_BIT = 6
"""Costs in tables are in sixths of a bit."""

FOLDED_SUFFIX = "-ascii"
"""Ending of the names of models for text typed without diacritics."""

SCRIPTS = {"latin": ((0x41, 0x24F), (0x259, 0x259), (0x1E00, 0x1EFF)), "cyrillic": ((0x400, 0x52F),)}
"""First and last code points of the letters of each script."""

FOREIGN_WORD_BITS = 20
"""Most that one word says against a language: any text may quote another."""

FOREIGN_NAME_BITS = 8
"""Most that a word with a capital says against a language: names travel, with their letters."""

_SLACKS = (FOREIGN_WORD_BITS * UNITS_PER_BIT, FOREIGN_NAME_BITS * UNITS_PER_BIT)
_FIRST_COST = ord("!")
_COSTS = bytes(max(0, byte - _FIRST_COST) for byte in range(256))
_TURKIC_CASING = frozenset({"az", "tr"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text costs under the models of one script.

    Attributes:
        bits: of each model, by its name.
        letters: letters of the script in the text.
        words: words made of them.
        others: letters of other scripts.
    """

    bits: dict[str, float]
    letters: int
    words: int
    others: int


def read_letters(script: str) -> str:
    """Return all letters of a script.

    Example:
        >>> len(read_letters("cyrillic")), "ə" in read_letters("latin")
        (296, True)
    """
    spans = SCRIPTS[script]
    return "".join(chr(code) for first, last in spans for code in range(first, last + 1) if chr(code).isalpha())


def read_text(text: str, script: str) -> Reading:
    """Return what a text costs under each model of a script.

    Models of Azerbaijani and Turkish with diacritics read I as the capital of ı, all others as that of i.

    Example:
        >>> bits = read_text("QIRMIZI BAĞ", "latin").bits
        >>> min(bits, key=bits.__getitem__)
        'az'
    """
    names, table = _models(script)
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    costs, *counts = table.score(composed, "i", *_SLACKS)
    bits = {name: cost / UNITS_PER_BIT for name, cost in zip(names, costs, strict=True)}
    if script == "latin" and "I" in composed:
        costs, *_ = table.score(composed, "ı", *_SLACKS)
        turkic = zip(names, costs, strict=True)
        bits.update((name, cost / UNITS_PER_BIT) for name, cost in turkic if name in _TURKIC_CASING)
    return Reading(bits, *counts)


@cache
def _models(script: str) -> tuple[list[str], NgramTable]:
    data = files("searchlib.analysis").joinpath(f"data/ngrams.{script}.tsv").read_text("utf-8")
    header, rows = data.split("\n", 1)
    names = header.split("\t")[1].split()
    # One split for all rows is three times as fast as one for each.
    cells = rows.split()
    costs = "".join(cells[1::2]).encode("ascii").translate(_COSTS)
    return names, NgramTable(cells[::2], costs, len(names), read_letters(script))

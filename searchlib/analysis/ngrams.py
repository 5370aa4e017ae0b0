"""Character models: what a text costs, in bits, in each language that a script is read for.

Tables are made by ``benchmarks/quality/train_language.py``, which says how; docs/decisions/0003-language-model.md says
why. One table has all models of a script: a line is an n-gram, a tab, and a character for each model, whose code point
less 33 is minus the logarithm of the probability of the last letter after those before it, in sixths of a bit.
``_`` is the beginning or the end of a word, ``*`` any letter that the table does not tell apart.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from searchlib.kernels.language_models import LanguageModels
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

BITS_AGAINST = {"az-ascii": 3.0, "tr-ascii": 3.0, "az-cyrillic": 8.0, "tr": 1.5}
"""What speaks against a model from the outset: text without diacritics, and Cyrillic Azerbaijani, are rare."""

OTHERS_PREFIX = "und"
"""Beginning of the names of the models of all other languages."""

TURKIC_CASING = frozenset({"az", "tr"})
"""Languages in which I is the capital of ı; their models with diacritics read it so, all others as that of i."""

CYRILLIC_LANGUAGES = frozenset({"ba", "be", "bg", "ce", "cv", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"})
"""Languages written in Cyrillic letters today; text in any other takes a Cyrillic token for Russian."""

_SLACKS = (FOREIGN_WORD_BITS * UNITS_PER_BIT, FOREIGN_NAME_BITS * UNITS_PER_BIT)
_FIRST_COST = ord("!")
_COSTS = bytes(max(0, byte - _FIRST_COST) for byte in range(256))


def read_letters(script: str) -> str:
    """Return all letters of a script.

    Example:
        >>> len(read_letters("cyrillic")), "ə" in read_letters("latin")
        (296, True)
    """
    spans = SCRIPTS[script]
    return "".join(chr(code) for first, last in spans for code in range(first, last + 1) if chr(code).isalpha())


def to_units(bits: float) -> int:
    """Return a number of bits in units of the tables."""
    return round(bits * UNITS_PER_BIT)


@cache
def load_tables() -> dict[str, tuple[list[str], NgramTable]]:
    """Return the names of the models of each script, and their table."""
    return {script: _table(script) for script in SCRIPTS}


def load_models(unknown: str) -> LanguageModels:
    """Return the models of all scripts; ``unknown`` is the code for "no language could be told"."""
    tables = load_tables()
    scripts = {script: (table, [_role(name, script) for name in names]) for script, (names, table) in tables.items()}
    return LanguageModels(
        scripts["latin"],
        scripts["cyrillic"],
        unknown,
        _SLACKS,
        turkic_casing=TURKIC_CASING,
        cyrillic_languages=CYRILLIC_LANGUAGES,
        units_per_bit=UNITS_PER_BIT,
    )


def _role(model: str, script: str) -> tuple[str | None, int, bool]:
    """Return the language that a model stands for, what speaks against it, and whether it bears its name."""
    code = model.removesuffix(FOLDED_SUFFIX)
    if code.startswith(OTHERS_PREFIX):
        return None, 0, False
    against = BITS_AGAINST.get("az-cyrillic" if (code, script) == ("az", "cyrillic") else model, 0.0)
    return code, to_units(against), code == model


def _table(script: str) -> tuple[list[str], NgramTable]:
    data = files("searchlib.analysis").joinpath(f"data/ngrams.{script}.tsv").read_text("utf-8")
    header, rows = data.split("\n", 1)
    names = header.split("\t")[1].split()
    # One split for all rows is three times as fast as one for each.
    cells = rows.split()
    costs = "".join(cells[1::2]).encode("ascii").translate(_COSTS)
    return names, NgramTable(cells[::2], costs, len(names), read_letters(script))

"""Suffix chains: every ending a word may carry, and after which stems.

Whole endings such as ``lərimizdəki`` are known, so that no ending is taken apart when a word is stemmed. They are read
from what :mod:`searchlib.lexicon.stem.spell_out` has written from the graphs of :mod:`.morphotactics`.

The profile of an ending says for each kind and context of the stem how many letters the stem needs. It is indexed by
``kind * CONTEXT_COUNT + context``, with kind 0 for nouns, 1 for verbs; at `NOWHERE` it has `NEVER`.
"""

from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from searchlib.kernels.chains import Chains
from searchlib.lexicon.stem.harmony import CONTEXT_COUNT

SHORTEST_STEM: Final = 3
"""Letters that every ending asks of an unknown stem, at least."""
KNOWN_ONLY: Final = 98
NEVER: Final = 99
"""Values of a profile above any stem's length: only known stems, and no stem at all."""
NOWHERE: Final = 2 * CONTEXT_COUNT
"""The place in a profile that says never: that of a stem which is not of the kind in question."""


def read_rows(name: str) -> Iterator[list[str]]:
    """The rows of a table among the package's data, without comment lines and blank ones."""
    with (files("searchlib.lexicon.stem") / "data" / name).open(encoding="utf-8") as lines:
        for line in lines:
            row = line.rstrip("\n")
            if row and not row.startswith("#"):
                yield row.split("\t")


def read_chains(name: str) -> Chains:
    """The endings of a file of chains.

    The file has a line for each profile, in hexadecimal digits, and its endings.
    """
    rows = read_rows(f"{name}.chains.txt")
    return Chains((bytes.fromhex(digits) + bytes([NEVER]), endings) for digits, endings in rows)

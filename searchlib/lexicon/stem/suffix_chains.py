"""Suffix chains: every ending a word may carry, and after which stems.

A :class:`ChainTable` knows whole endings such as ``lərimizdəki``, so that one dictionary look-up recognises them. It is
read from what :mod:`searchlib.lexicon.stem.spell_out` has written from the graphs of :mod:`.morphotactics`.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib.resources import files
from typing import Final

from searchlib.lexicon.stem.harmony import CONTEXT_COUNT
from searchlib.lexicon.stem.sizes import Sizes, sizes_by_opening, sizes_by_tail

SHORTEST_STEM: Final = 3
"""Letters that every ending asks of an unknown stem, at least."""
KNOWN_ONLY: Final = 98
NEVER: Final = 99
"""Values of a profile above any stem's length: only known stems, and no stem at all."""
NOWHERE: Final = 2 * CONTEXT_COUNT
"""The place in a profile that says never: that of a stem which is not of the kind in question."""
KEY_LETTERS: Final = 2
"""Letters by which the lengths of the chains that begin or end with them are kept."""


def read_rows(name: str) -> Iterator[list[str]]:
    """The rows of a table among the package's data, without comment lines and blank ones."""
    text = (files("searchlib.lexicon.stem") / "data" / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def read_chains(name: str) -> Iterator[tuple[bytes, list[str]]]:
    """The profiles of a file of chains, and the endings that have them.

    The file has a line for each profile, in hexadecimal digits, and its endings.
    """
    for digits, endings in read_rows(f"{name}.chains.txt"):
        yield bytes.fromhex(digits) + bytes([NEVER]), endings.split(" ")


class ChainTable(dict[str, bytes]):
    """Endings, each with its profile: for each kind and context of the stem, how many letters the stem needs.

    The profile of an ending is indexed by ``kind * CONTEXT_COUNT + context``, with kind 0 for nouns, 1 for verbs; at
    `NOWHERE` it has `NEVER`.

    Args:
        by_profile: the profiles, and the endings that have them.
    """

    def __init__(self, by_profile: Iterable[tuple[bytes, Sequence[str]]]) -> None:
        super().__init__()
        self._after_unknown: list[str] = []
        for profile, chains in by_profile:
            self.update(dict.fromkeys(chains, profile))
            if min(profile) < KNOWN_ONLY:
                self._after_unknown += chains

    @cached_property
    def sizes_by_opening(self) -> Sizes:
        """The lengths of the chains by their first letters, `KEY_LETTERS` of them, the longest first."""
        return sizes_by_opening(self, KEY_LETTERS)

    @cached_property
    def sizes_by_tail(self) -> Sizes:
        """The lengths of those that may follow an unknown stem by their last letters, the shortest first."""
        return sizes_by_tail(self._after_unknown, KEY_LETTERS)

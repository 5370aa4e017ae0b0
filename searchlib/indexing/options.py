"""What a writer has to know besides the articles."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from searchlib.codec.layout import NEWS, Layout
from searchlib.lexicon.build import KINDS
from searchlib.matches import MatchKind

MEMORY_BYTES: Final = 256_000_000
"""Memory that articles take before they are written as a segment."""


class Options(NamedTuple):
    """How articles are indexed.

    Attributes:
        languages: the only languages that they are in; None for all.
        store_text: whether title and body are stored.
        kinds: the kinds of match that lexicons are built for.
        memory_bytes: memory that they take before they are written as a segment, in all processes together.
        processes: how many processes index them, the one that has them included.
        layout: of new segments.
    """

    languages: tuple[str, ...] | None = None
    store_text: bool = True
    kinds: AbstractSet[MatchKind] = KINDS
    memory_bytes: int = MEMORY_BYTES
    processes: int = 1
    layout: Layout = NEWS


DEFAULT: Final = Options()
"""For any articles, in one process."""

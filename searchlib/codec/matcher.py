"""The posting list of a term as Whoosh walks through it: block by block, with bounds of each block."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from whoosh.matching import LeafMatcher, ReadTooFar

from searchlib.codec.norms import NormsReader
from searchlib.codec.positions import PositionsReader
from searchlib.codec.postings import Postings, PostingsReader
from searchlib.codec.terms import Kind, TermInfo


class TermPostings:
    """The posting list of one term: its blocks, positions, and the lengths of its documents.

    Args:
        postings: the lists of the segment.
        positions: the positions of the segment.
        norms: the lengths of its documents.
        term: field, what is known of its terms in a document, and what is known of the term.
    """

    def __init__(
        self, postings: PostingsReader, positions: PositionsReader, norms: NormsReader, term: tuple[str, Kind, TermInfo]
    ) -> None:
        self._reader = postings
        self._position_reader = positions
        self._norms = norms
        self.field, self.kind, info = term
        self._info = info
        if info.doc_freq == 1:
            self._list = Postings.single(info.docnum, info.total_freq)
        else:
            self._list = postings.open(
                info.posting_offset, info.posting_size, info.doc_freq, has_frequencies=self.kind != "existence"
            )

    def __len__(self) -> int:
        return self._info.doc_freq

    @property
    def blocks(self) -> int:
        """Number of blocks."""
        return self._list.blocks

    def block(self, block: int) -> tuple[array[int], array[int]]:
        """Return docnums and frequencies of a block."""
        return self._reader.decode(self._list, block)

    def find(self, docnum: int, from_block: int) -> int:
        """Return the first block, from one on, whose last docnum is not before a docnum."""
        return self._list.find(docnum, from_block)

    @cached_property
    def _record(self) -> memoryview:
        return self._position_reader.open(self._info.position_offset, self._info.position_size)

    def positions(self, block: int, frequencies: array[int], index: int) -> array[int]:
        """Return the positions of one posting of a block."""
        return self._position_reader.posting(self._record, self._list.position_begin(block), frequencies, index)

    def block_positions(self, block: int, frequencies: array[int]) -> array[int]:
        """Return the positions of all postings of a block, one posting after another."""
        return self._position_reader.block(self._record, self._list.position_begin(block), frequencies)

    def ends(self) -> tuple[int, int]:
        """Return the first and the last docnum."""
        return self.block(0)[0][0], self.block(self.blocks - 1)[0][-1]

    def docnums(self) -> array[int]:
        """Return all docnums."""
        found = array("I")
        for block in range(self.blocks):
            found += self.block(block)[0]
        return found

    def frequencies(self) -> array[int]:
        """Return all frequencies."""
        found = array("I")
        for block in range(self.blocks):
            found += self.block(block)[1]
        return found

    def lengths(self, docnums: array[int]) -> list[int]:
        """Return the lengths that the field has in documents."""
        length = self._norms.length
        return [length(self.field, docnum) for docnum in docnums]


class PostingMatcher(LeafMatcher):
    """A place in a posting list.

    Args:
        postings: the list.
        term: field and term.
        format_: the format of the field.
        scorer: what scores a posting, or None.
    """

    def __init__(self, postings: TermPostings, term: tuple[str, bytes], format_: Any, scorer: Any) -> None:  # noqa: ANN401
        self._postings = postings
        self._term = term
        self.format = format_
        self.scorer = scorer
        self.reset()

    def reset(self) -> None:
        """Go to the first posting."""
        self._go_to(0)

    def _go_to(self, block: int) -> None:
        """Go to the first posting of a block, or behind the last posting."""
        self._is_active = block < self._postings.blocks
        if self._is_active:
            self._block, self._index = block, 0
            self._bounds: tuple[float, int, int] | None = None
            self._docnums, self._frequencies = self._postings.block(block)
        else:
            # Whoosh's AndNotMatcher asks for a document even here, and does nothing with it.
            self._index = len(self._docnums) - 1

    def copy(self) -> PostingMatcher:
        """Return another cursor at the same place."""
        made = PostingMatcher(self._postings, self._term, self.format, self.scorer)
        made._go_to(self._block)
        made._index, made._is_active = self._index, self._is_active
        return made

    def is_active(self) -> bool:
        """Tell whether it is at a posting, not behind the last one."""
        return self._is_active

    def id(self) -> int:
        """Return the docnum."""
        return self._docnums[self._index]

    def all_ids(self) -> Iterator[int]:
        """Go through the docnums from here on; the cursor is behind the last one then."""
        while self._is_active:
            rest = self._docnums[self._index :]
            self._go_to(self._block + 1)
            yield from rest

    def weight(self) -> float:
        """Return how often the term stands in the document."""
        return float(self._frequencies[self._index])

    def value(self) -> bytes:
        """Return the posting as its format writes it, for merges of Whoosh."""
        kind = self._postings.kind
        if kind == "positions":
            encoded: bytes = self.format.encode(self._positions())
            return encoded
        # The format Frequency has no method that encodes: four bytes, the high ones first.
        return b"" if kind == "existence" else self._frequencies[self._index].to_bytes(4, "big")

    def _positions(self) -> list[int]:
        return self._postings.positions(self._block, self._frequencies, self._index).tolist()

    def value_as(self, astype: str) -> Any:  # noqa: ANN401  Whoosh's protocol
        """Return the posting as something that its format supports, for example ``"positions"``."""
        if astype == "positions" and self._postings.kind == "positions":
            return self._positions()
        return super().value_as(astype)

    def next(self) -> bool:
        """Go to the next posting; tell whether that begins another block."""
        self._index += 1
        if self._index < len(self._docnums):
            return False
        self._go_to(self._block + 1)
        return True

    def skip_to(self, id: int) -> None:  # noqa: A002  Whoosh's protocol
        """Go to the first posting from here on whose docnum is not before one.

        Raises:
            ReadTooFar: it is behind the last posting already.
        """
        if not self._is_active:
            raise ReadTooFar
        if id <= self.id():
            return
        block = self._postings.find(id, self._block)
        if block != self._block:
            self._go_to(block)
        if self._is_active:
            self._index = bisect_left(self._docnums, id, self._index)
            if self._index == len(self._docnums):
                self._go_to(self._block + 1)

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the next block that may score more than so much; return how many blocks were passed over."""
        skipped = 0
        while self._is_active and self.block_quality() <= minquality:
            self._go_to(self._block + 1)
            skipped += 1
        return skipped

    def block_min_id(self) -> int:
        """Return the first docnum of the block."""
        return self._docnums[0]

    def block_max_id(self) -> int:
        """Return the last docnum of the block."""
        return self._docnums[-1]

    def _block_bounds(self) -> tuple[float, int, int]:
        if self._bounds is None:
            lengths = self._postings.lengths(self._docnums)
            self._bounds = float(max(self._frequencies)), min(lengths), max(lengths)
        return self._bounds

    def block_max_weight(self) -> float:
        """Return the largest number of occurrences in a document of the block."""
        return self._block_bounds()[0]

    def block_min_length(self) -> int:
        """Return the least length of the field in a document of the block."""
        return self._block_bounds()[1]

    def block_max_length(self) -> int:
        """Return the greatest length of the field in a document of the block."""
        return self._block_bounds()[2]

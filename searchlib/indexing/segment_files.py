"""The files of a new segment, field by field, from whatever holds its terms in arrays."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from searchlib.codec import columns, lexicon, norms, positions, postings, terms
from searchlib.codec.column import EncodedColumn
from searchlib.codec.columns import ColumnsWriter
from searchlib.codec.layout import Layout
from searchlib.codec.norms import NormsWriter
from searchlib.codec.positions import PositionsWriter
from searchlib.codec.postings import PostingsWriter
from searchlib.codec.terms import Kind, TermColumns, TermsWriter
from searchlib.codec.vocabulary import Vocabulary
from searchlib.kernels.value_encoder import encode_values
from searchlib.lexicon.build import KINDS, Source, build_lexicon
from searchlib.matches import MatchKind

_PIECE_BYTES = 1 << 20
"""Records of postings and positions that are encoded before they are written."""


def file_of(base: Path, extension: str) -> Path:
    """Return the path of a file of a segment.

    Args:
        base: path of the segment's files, without their extensions.
        extension: of the file.
    """
    return base.with_name(base.name + extension)


class FieldSource(Protocol):
    """The terms of a field, encoded piece by piece."""

    @property
    def columns(self) -> tuple[object, ...]:
        """What :class:`TermColumns` has, whole when all is encoded."""

    def encode(self, most_bytes: int) -> tuple[bytes, bytes] | None:
        """Return the next records of postings and positions; None after the last."""


class InvertedWriter:
    """Writes terms, postings and positions of a segment.

    Leaving the ``with`` block before ``finish`` was called leaves nothing behind.

    Args:
        base: path of the segment's files, without their extensions.
        layout: of the segment.
        scored: the scored length of each document.
    """

    def __init__(self, base: Path, layout: Layout, scored: array[int]) -> None:
        self._block_size = layout.block_size
        self._scored = scored
        with ExitStack() as stack:
            enter = stack.enter_context
            self._terms = enter(TermsWriter(file_of(base, terms.EXTENSION)))
            self._postings = enter(PostingsWriter(file_of(base, postings.EXTENSION), layout.block_size))
            self._positions = enter(PositionsWriter(file_of(base, positions.EXTENSION), layout.block_size))
            self._stack = stack.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.__exit__(kind, error, trace)

    def add(self, field: str, kind: Kind, source: FieldSource) -> TermColumns:
        """Write a field; return its terms with what was written of them."""
        self.add_records(source)
        return self.add_terms(field, kind, source)

    def add_records(self, source: FieldSource) -> None:
        """Write postings and positions of the next field."""
        while records := source.encode(_PIECE_BYTES):
            self._postings.append(records[0])
            self._positions.append(records[1])

    def add_terms(self, field: str, kind: Kind, source: FieldSource) -> TermColumns:
        """Write the terms of the next field whose records are written; return them with what was written of them."""
        found = TermColumns(*source.columns)
        self._terms.start_field(field, kind)
        self._terms.add_many(found)
        return found

    def add_values(self, field: str, column: EncodedColumn) -> None:
        """Write the values of a column as terms."""
        _, values, value_offsets, ordinals, offsets = column
        doc_freqs, docnums, sizes, records = encode_values(
            ordinals, offsets, column.value_count, self._scored, self._block_size
        )
        nothing = array("I", bytes(4 * column.value_count))
        self._postings.append(records)
        self._terms.start_field(field, "existence")
        self._terms.add_many(
            TermColumns(values, value_offsets, doc_freqs, array("Q", doc_freqs), docnums, sizes, nothing)
        )

    def finish(self) -> None:
        """Bring the files to the disk and give them their names."""
        for writer in (self._terms, self._postings, self._positions):
            writer.finish()


def write_norms(base: Path, lengths: dict[str, array[int]], scored: array[int]) -> None:
    """Write the lengths of a segment's documents."""
    with NormsWriter(file_of(base, norms.EXTENSION), len(scored)) as writer:
        for field, found in lengths.items():
            writer.add(field, found)
        writer.add_scored(scored)
        writer.finish()


def write_columns(base: Path, encoded: dict[str, EncodedColumn], documents: int) -> None:
    """Write the columns of a segment."""
    with ColumnsWriter(file_of(base, columns.EXTENSION), documents) as writer:
        for field, column in encoded.items():
            writer.add(field, column)
        writer.finish()


def write_lexicon(
    base: Path,
    vocabulary: Vocabulary,
    kinds: AbstractSet[MatchKind] = KINDS,
    analysis: str | None = None,
    sources: Sequence[Source] = (),
) -> None:
    """Write the lexicon of a segment.

    Args:
        base: path of the segment's files, without their extensions.
        vocabulary: its terms.
        kinds: the kinds of match that it is for.
        analysis: fingerprint of the analysis that made the terms; None for that of this version.
        sources: lexicons of the segments that it is merged from.
    """
    build_lexicon(vocabulary, analysis, kinds, sources).write(file_of(base, lexicon.EXTENSION))

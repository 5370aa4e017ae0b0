"""Postings as Whoosh hands them over, one by one, to the files of terms, postings, positions and columns."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from whoosh.codec.base import FieldWriter
from whoosh.formats import Existence, Frequency, Positions

from searchlib.codec import columns, norms, positions, postings, terms
from searchlib.codec.column import Column
from searchlib.codec.columns import ColumnsWriter
from searchlib.codec.layout import Layout
from searchlib.codec.norms import NormsReader
from searchlib.codec.positions import PositionsWriter
from searchlib.codec.postings import PostingsWriter
from searchlib.codec.terms import Kind, TermsWriter

if TYPE_CHECKING:
    from searchlib.codec.columnar import ColumnarSegment

KINDS: Final[dict[type, Kind]] = {Existence: "existence", Frequency: "frequencies", Positions: "positions"}


class ColumnarFieldWriter(FieldWriter):
    """Takes the postings of a new segment: fields, terms and documents in ascending order.

    Args:
        base: path of the segment's files, without their extensions; its lengths are written already when the first
            posting comes.
        segment: knows the number of documents then.
        layout: of its documents.
    """

    def __init__(self, base: Path, segment: ColumnarSegment, layout: Layout) -> None:
        self._base = base
        self._segment = segment
        self._layout = layout
        self._stack = ExitStack()
        self.is_closed = False

    def add_postings(self, schema: object, lengths: object, items: Iterable[Any]) -> None:
        """Write all postings of the segment; after an error no file of it is left."""
        with self._stack:
            self._open()
            super().add_postings(schema, lengths, items)
            self._write_columns()
            for writer in (self._terms, self._postings, self._positions):
                writer.finish()

    def _path(self, extension: str) -> Path:
        return self._base.with_name(self._base.name + extension)

    def _open(self) -> None:
        block_size = self._layout.block_size
        enter = self._stack.enter_context
        self._terms = enter(TermsWriter(self._path(terms.EXTENSION)))
        self._postings = enter(PostingsWriter(self._path(postings.EXTENSION), block_size))
        self._positions = enter(PositionsWriter(self._path(positions.EXTENSION), block_size))
        self._scored = NormsReader(self._path(norms.EXTENSION)).scored()
        documents = self._segment.doc_count_all()
        self._values: dict[str, list[list[str]]] = {
            field: [[] for _ in range(documents)] for field in self._layout.columns
        }

    def start_field(self, fieldname: str, fieldobj: Any) -> None:  # noqa: ANN401  a field of Whoosh
        """Begin a field.

        Raises:
            ValueError: its format is none that can be written.
        """
        kind = KINDS.get(type(fieldobj.format))
        if kind is None:
            raise ValueError(
                f"field {fieldname!r} has the format {type(fieldobj.format).__name__}; searchlib's codec writes "
                f"{', '.join(known.__name__ for known in KINDS)}"
            )
        self._field, self._kind = fieldname, kind
        self._decode = fieldobj.format.decode_positions if kind == "positions" else None
        self._column = self._values.get(fieldname)
        self._terms.start_field(fieldname, kind)

    def start_term(self, text: bytes) -> None:
        """Begin a term."""
        self._term = text
        self._docnums, self._frequencies, self._places = array("I"), array("I"), array("I")

    def add(self, docnum: int, weight: float, vbytes: bytes, length: int | None) -> None:  # noqa: ARG002
        """Take a posting.

        Raises:
            ValueError: the weight is not the number of occurrences.
        """
        places = self._decode(vbytes) if self._decode else None
        occurrences = int(weight) if places is None and self._kind != "existence" else len(places or (0,))
        if weight != occurrences or occurrences < 1:
            raise ValueError(
                f"term {self._term!r} of field {self._field!r} has the weight {weight} in document {docnum}, where it "
                f"occurs {occurrences} times; searchlib's codec keeps no boosts, give them to the query"
            )
        if self._column is not None:
            self._column[docnum].append(self._term.decode())
        self._docnums.append(docnum)
        self._frequencies.append(occurrences)
        self._places.extend(places or ())

    def finish_term(self) -> None:
        """Write the term."""
        frequencies = None if self._kind == "existence" else self._frequencies
        position_size, ends = 0, None
        if self._kind == "positions":
            position_size, ends = self._positions.add(self._frequencies, self._places)
        size = 0
        if len(self._docnums) > 1:
            size = self._postings.add(self._docnums, frequencies, self._scored, ends)
        self._terms.add(
            self._term,
            len(self._docnums),
            sum(self._frequencies),
            docnum=self._docnums[0],
            posting_size=size,
            position_size=position_size,
        )

    def finish_field(self) -> None:
        """End the field."""

    def _write_columns(self) -> None:
        path = self._path(columns.EXTENSION)
        with ColumnsWriter(path, self._segment.doc_count_all()) as writer:
            for field, kind in self._layout.columns.items():
                column = Column(kind)
                for values in self._values[field]:
                    column.append(values)
                writer.add(field, column.encoded())
            writer.finish()

    def close(self) -> None:
        """Do nothing more: the files are whole already, or there are none."""
        self.is_closed = True

"""Documents as Whoosh writes and reads them: their lengths (``.nrm``) and stored fields (``.sto``)."""

from __future__ import annotations

import json
import struct
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.codec.base import PerDocumentReader, PerDocumentWriter

from searchlib.codec import norms, stored
from searchlib.codec.layout import Layout
from searchlib.codec.norms import NormsReader, NormsWriter
from searchlib.codec.stored import StoredReader, StoredWriter

if TYPE_CHECKING:
    from searchlib.codec.columnar import ColumnarSegment

_SIZES = struct.Struct("<III")
"""Before every stored document: bytes of its head, of its title, and its number of pieces."""


class DocumentWriter(PerDocumentWriter):
    """Takes the documents of a new segment one by one; the files are whole after ``close``.

    Nothing is written for a segment without documents.

    Args:
        base: path of the segment's files, without their extensions.
        layout: of its documents.
    """

    def __init__(self, base: Path, layout: Layout) -> None:
        self._base = base
        self._layout = layout
        self._stored: StoredWriter | None = None
        self._lengths: dict[str, array[int]] = {}
        self._documents = 0
        self._values: dict[str, Any] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin the next document."""
        if docnum != self._documents:
            raise ValueError(f"document {docnum} was begun where {self._documents} is the next")
        if self._stored is None:
            self._stored = StoredWriter(self._base.with_name(self._base.name + stored.EXTENSION))
        self._documents += 1
        self._values = {}

    def add_field(self, fieldname: str, fieldobj: object, value: object, length: int | None) -> None:  # noqa: ARG002
        """Take the stored value of a field, if it is not None, and its number of tokens."""
        if value is not None:
            self._values[fieldname] = value
        if length:
            lengths = self._lengths.setdefault(fieldname, array("I"))
            lengths.frombytes(bytes(4 * (self._documents - 1 - len(lengths))))
            lengths.append(length)

    def add_column_value(self, fieldname: str, column: object, value: object) -> None:  # noqa: ARG002
        """Refuse a column of Whoosh."""
        raise ValueError(f"field {fieldname!r} has a Whoosh column, which searchlib's codec does not write")

    def add_vector_items(self, fieldname: str, fieldobj: object, items: object) -> None:  # noqa: ARG002
        """Refuse a term vector."""
        raise ValueError(f"field {fieldname!r} has a term vector, which searchlib's codec does not write")

    def finish_doc(self) -> None:
        """End the document."""
        if self._stored is None:
            raise ValueError("no document was begun")
        self._stored.add(encode_stored(self._values, self._layout.document))

    def cancel_doc(self) -> None:
        """Take the document back that was begun; some Whooshes do that after an error."""
        self._documents -= 1
        for lengths in self._lengths.values():
            del lengths[self._documents :]

    def close(self) -> None:
        """Write the rest."""
        if self._stored is not None:
            with self._stored:
                self._stored.finish()
            self._write_norms()
        self.is_closed = True

    def abandon(self) -> None:
        """Give up, and leave nothing behind."""
        self.is_closed = True
        if self._stored is not None:
            self._stored.__exit__(None, None, None)

    def _write_norms(self) -> None:
        weights = self._layout.scored
        scored = [0] * self._documents
        with NormsWriter(self._base.with_name(self._base.name + norms.EXTENSION), self._documents) as writer:
            for field, lengths in self._lengths.items():
                lengths.frombytes(bytes(4 * (self._documents - len(lengths))))
                writer.add(field, lengths)
                if weight := 1 if weights is None else weights.get(field, 0):
                    scored = [total + weight * length for total, length in zip(scored, lengths, strict=True)]
            writer.add_scored(array("I", scored))
            writer.finish()


def encode_stored(values: dict[str, Any], document: str | None) -> bytes:
    r"""Return stored fields as bytes.

    Args:
        values: the fields.
        document: name of the field that is an encoded article; None to store all fields as the head of one.

    Raises:
        ValueError: a value is none that JSON holds, or there are other fields than the document.

    Example:
        >>> encode_stored({"p": 3}, None), encode_stored({"article": b"..."}, "article")
        (b'\x07\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00{"p":3}', b'...')
    """
    if document is not None:
        article = values.get(document)
        if values.keys() != {document} or not isinstance(article, bytes):
            raise ValueError(f"a document has to store bytes as {document!r} and nothing else, not {values!r:.200}")
        return article
    try:
        encoded = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
        is_kept = json.loads(encoded) == values
    except (TypeError, ValueError):
        is_kept = False
    if not is_kept:
        raise ValueError(f"stored values have to be what JSON holds, which is not so of {values!r:.200}")
    head = encoded.encode()
    return _SIZES.pack(len(head), 0, 0) + head


def decode_stored(stored_bytes: bytes, document: str | None) -> dict[str, Any]:
    """Return the stored fields of a document, the reverse of :func:`encode_stored`."""
    if document is not None:
        return {document: stored_bytes}
    values: dict[str, Any] = json.loads(stored_bytes[_SIZES.size :])
    return values


class DocumentReader(PerDocumentReader):
    """Gives Whoosh the lengths and stored fields of a segment.

    Args:
        base: path of the segment's files, without their extensions.
        segment: tells which documents are deleted.
        layout: of its documents.
    """

    def __init__(self, base: Path, segment: ColumnarSegment, layout: Layout) -> None:
        self._segment = segment
        self._layout = layout
        self._norms = NormsReader(base.with_name(base.name + norms.EXTENSION))
        self._stored = StoredReader(base.with_name(base.name + stored.EXTENSION))

    def close(self) -> None:
        """Do nothing: files stay mapped as long as something reads them."""

    def doc_count(self) -> int:
        """Return the number of documents that are there."""
        return self.doc_count_all() - self._segment.deleted_count()

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones included."""
        return self._norms.documents

    def has_deletions(self) -> bool:
        """Tell whether documents are deleted."""
        return self._segment.deleted_count() > 0

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return self._segment.is_deleted(docnum)

    def deleted_docs(self) -> Iterator[int]:
        """Go through the deleted documents."""
        return self._segment.deleted_docs()

    def supports_columns(self) -> bool:
        """Tell Whoosh that there are no columns of its kind."""
        return False

    def has_column(self, fieldname: str) -> bool:  # noqa: ARG002  Whoosh's protocol
        """Tell Whoosh that there is no column of its kind."""
        return False

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Return the number of tokens in a field of a document; the default if no document has the field."""
        return self._norms.length(fieldname, docnum) if fieldname in self._norms.fields else default

    def field_length(self, fieldname: str) -> int:
        """Return the number of tokens in a field of all documents."""
        return self._norms.facts(fieldname).total

    def min_field_length(self, fieldname: str) -> int:
        """Return the least number of tokens in a field."""
        return self._norms.facts(fieldname).least

    def max_field_length(self, fieldname: str) -> int:
        """Return the greatest number of tokens in a field."""
        return self._norms.facts(fieldname).greatest

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """Return the stored fields of a document."""
        return decode_stored(self._stored.read(docnum), self._layout.document)

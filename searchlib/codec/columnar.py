"""The columnar codec: what Whoosh calls to write and read segments in searchlib's own files.

Give it to a Whoosh writer, ``ix.writer(codec=ColumnarCodec())``; readers find it by the segment. Fields may have the
formats Existence, Frequency and Positions, with weights that are the numbers of occurrences; stored values may be what
JSON holds. Term vectors, positions with characters or boosts, and sortable columns are refused when they are written.

The table of contents of an index holds :class:`ColumnarSegment` by its import path, so it never moves and its state is
plain data.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whoosh.codec.base import Codec, Segment

from searchlib.codec.layout import PLAIN, Layout
from searchlib.codec.toc import SegmentEntry

if TYPE_CHECKING:
    from whoosh.filedb.filestore import FileStorage

    from searchlib.codec.document_files import DocumentReader, DocumentWriter
    from searchlib.codec.field_writer import ColumnarFieldWriter
    from searchlib.codec.whoosh_terms import ColumnarTermsReader

STATE_VERSION = 1


class ColumnarCodec(Codec):
    """Writes and reads segments in searchlib's files.

    Args:
        layout: what the schema does not tell.

    Example:
        >>> from whoosh.fields import TEXT, Schema
        >>> from whoosh.filedb.filestore import FileStorage
        >>> index = FileStorage("plain").create().create_index(Schema(text=TEXT(stored=True)))
        >>> writer = index.writer(codec=ColumnarCodec())
        >>> writer.add_document(text="a new road")
        >>> writer.commit()
        >>> next(index.reader().all_stored_fields())
        {'text': 'a new road'}
    """

    def __init__(self, layout: Layout = PLAIN) -> None:
        self.layout = layout

    def per_document_writer(self, storage: FileStorage, segment: ColumnarSegment) -> DocumentWriter:
        """Return what takes lengths and stored fields."""
        from searchlib.codec.document_files import DocumentWriter  # noqa: PLC0415  only writing needs it

        return DocumentWriter(_base(storage, segment), self.layout)

    def field_writer(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarFieldWriter:
        """Return what takes postings."""
        from searchlib.codec.field_writer import ColumnarFieldWriter  # noqa: PLC0415  only writing needs it

        return ColumnarFieldWriter(_base(storage, segment), segment, self.layout)

    def per_document_reader(self, storage: FileStorage, segment: ColumnarSegment) -> DocumentReader:
        """Return what gives lengths and stored fields."""
        from searchlib.codec.document_files import DocumentReader  # noqa: PLC0415  likewise

        return DocumentReader(_base(storage, segment), segment, self.layout)

    def terms_reader(self, storage: FileStorage, segment: ColumnarSegment) -> ColumnarTermsReader:
        """Return what gives terms and postings."""
        from searchlib.codec.whoosh_terms import ColumnarTermsReader  # noqa: PLC0415  likewise

        return ColumnarTermsReader(_base(storage, segment))

    def new_segment(self, storage: FileStorage, indexname: str) -> ColumnarSegment:  # noqa: ARG002  Whoosh's protocol
        """Return a segment without documents."""
        return ColumnarSegment(indexname, self.layout)


def _base(storage: FileStorage, segment: ColumnarSegment) -> Path:
    """Return the path of a segment's files, without their extensions."""
    folder: str = getattr(storage, "folder", "")
    if not folder:
        raise TypeError(f"searchlib's codec maps files and needs a FileStorage, not {type(storage).__name__}")
    segment_id: str = segment.segment_id()
    return Path(folder, segment_id)


class ColumnarSegment(Segment):
    """A segment in searchlib's files, as the table of contents holds it.

    Args:
        indexname: Whoosh's name of the index.
        layout: of its documents.
    """

    compound = False

    def __init__(self, indexname: str, layout: Layout = PLAIN) -> None:
        super().__init__(indexname)
        self.layout = layout
        self._doc_count = 0
        self._deleted: set[int] = set()

    @classmethod
    def of(cls, entry: SegmentEntry, indexname: str) -> ColumnarSegment:
        """Make the segment that an entry of a table of contents describes."""
        segment = cls.__new__(cls)
        segment.__setstate__({**entry.state, "indexname": indexname})
        return segment

    def __getstate__(self) -> dict[str, Any]:
        layout = self.layout
        return {
            "version": STATE_VERSION,
            "indexname": self.indexname,
            "segid": self.segid,
            "documents": self._doc_count,
            "deleted": array("I", sorted(self._deleted)).tobytes(),
            "scored": dict(layout.scored) if layout.scored is not None else None,
            "columns": dict(layout.columns),
            "document": layout.document,
            "block_size": layout.block_size,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.indexname: str = state["indexname"]
        self.segid: str = state["segid"]
        self._doc_count = state["documents"]
        self._deleted = set(array("I", state["deleted"]))
        self.layout = Layout(state["scored"], state["columns"], state["document"], state["block_size"])

    def codec(self) -> ColumnarCodec:
        """Return the codec that reads it."""
        return ColumnarCodec(self.layout)

    def should_assemble(self) -> bool:
        """Tell Whoosh to leave the files apart, so that they can be mapped."""
        return False

    def set_doc_count(self, doccount: int) -> None:
        """Set the number of documents."""
        self._doc_count = doccount

    def doc_count_all(self) -> int:
        """Return the number of documents, deleted ones included."""
        return self._doc_count

    def deleted_count(self) -> int:
        """Return the number of deleted documents."""
        return len(self._deleted)

    def deleted_docs(self) -> Iterator[int]:
        """Go through the deleted documents."""
        return iter(self._deleted)

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002  Whoosh's protocol
        """Delete a document, or take that back."""
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return docnum in self._deleted

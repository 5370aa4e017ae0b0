"""A codec that believes nobody: it checks order and bounds of every call and of everything that is given back.

It stands between Whoosh and the columnar codec, also in merges, because its segments name it as their codec.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any

from whoosh.codec.base import FieldWriter, PerDocumentReader, PerDocumentWriter, TermsReader
from whoosh.filedb.filestore import FileStorage
from whoosh.matching import LeafMatcher

from searchlib.codec.columnar import ColumnarCodec, ColumnarSegment
from searchlib.codec.layout import PLAIN, Layout


class AssertingSegment(ColumnarSegment):
    """A segment of the asserting codec; the table of contents names it, so this class is found by its import path."""

    def codec(self) -> AssertingCodec:
        return AssertingCodec(self.layout)


class AssertingCodec(ColumnarCodec):
    """The columnar codec with every call checked."""

    def __init__(self, layout: Layout = PLAIN) -> None:
        super().__init__(layout)

    def per_document_writer(self, storage: FileStorage, segment: ColumnarSegment) -> Any:
        return AssertingDocumentWriter(super().per_document_writer(storage, segment))

    def field_writer(self, storage: FileStorage, segment: ColumnarSegment) -> Any:
        return AssertingFieldWriter(super().field_writer(storage, segment), segment)

    def per_document_reader(self, storage: FileStorage, segment: ColumnarSegment) -> Any:
        return AssertingDocumentReader(super().per_document_reader(storage, segment), segment)

    def terms_reader(self, storage: FileStorage, segment: ColumnarSegment) -> Any:
        return AssertingTermsReader(super().terms_reader(storage, segment), segment)

    def new_segment(self, storage: FileStorage, indexname: str) -> ColumnarSegment:  # noqa: ARG002  Whoosh's protocol
        return AssertingSegment(indexname, self.layout)


class AssertingDocumentWriter(PerDocumentWriter):
    """Documents come one after another, each begun and ended."""

    def __init__(self, child: Any) -> None:
        self.child = child
        self.next_docnum = 0
        self.is_in_document = False
        self.fields: set[str] = set()

    def start_doc(self, docnum: int) -> None:
        assert not self.is_in_document
        assert docnum == self.next_docnum
        self.is_in_document, self.fields = True, set()
        self.next_docnum += 1
        self.child.start_doc(docnum)

    def add_field(self, fieldname: str, fieldobj: object, value: object, length: int | None) -> None:
        assert self.is_in_document
        assert fieldname not in self.fields
        assert length is None or length >= 0
        self.fields.add(fieldname)
        self.child.add_field(fieldname, fieldobj, value, length)

    def finish_doc(self) -> None:
        assert self.is_in_document
        self.is_in_document = False
        self.child.finish_doc()

    def cancel_doc(self) -> None:
        assert self.is_in_document
        self.is_in_document = False
        self.next_docnum -= 1
        self.child.cancel_doc()

    @property
    def is_closed(self) -> bool:
        return bool(self.child.is_closed)

    def close(self) -> None:
        assert not self.is_in_document
        assert not self.is_closed
        self.child.close()
        assert self.is_closed


class AssertingFieldWriter(FieldWriter):
    """Fields and terms ascend, and so do the documents of a term; all of them are in the segment."""

    def __init__(self, child: Any, segment: ColumnarSegment) -> None:
        self.child = child
        self.segment = segment

    def add_postings(self, schema: object, lengths: Any, items: Iterable[Any]) -> None:
        assert not self.is_closed
        self.child.add_postings(schema, lengths, self.checked(items, lengths))

    def checked(self, items: Iterable[Any], lengths: Any) -> Iterator[Any]:
        last: tuple[str, bytes, int] | None = None
        for field, term, docnum, weight, value in items:
            assert last is None or last < (field, term, docnum)
            assert 0 <= docnum < self.segment.doc_count_all() == lengths.doc_count_all()
            assert weight > 0
            last = field, term, docnum
            yield field, term, docnum, weight, value

    @property
    def is_closed(self) -> bool:
        return bool(self.child.is_closed)

    def close(self) -> None:
        assert not self.is_closed
        self.child.close()
        assert self.is_closed


class AssertingDocumentReader(PerDocumentReader):
    """Only documents of the segment are asked for."""

    def __init__(self, child: Any, segment: ColumnarSegment) -> None:
        self.child = child
        self.segment = segment
        assert child.doc_count_all() == segment.doc_count_all()
        assert child.doc_count() == child.doc_count_all() - len(set(child.deleted_docs()))
        assert all(0 <= docnum < child.doc_count_all() for docnum in child.deleted_docs())

    def __getattribute__(self, name: str) -> Any:
        if name in ("child", "segment", "checked", "doc_field_length", "stored_fields", "is_deleted", "iter_docs"):
            return object.__getattribute__(self, name)
        return getattr(self.child, name)

    def checked(self, docnum: int) -> int:
        assert 0 <= docnum < self.child.doc_count_all()
        return docnum

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        length: int = self.child.doc_field_length(self.checked(docnum), fieldname, default)
        least, greatest = self.child.min_field_length(fieldname), self.child.max_field_length(fieldname)
        assert least <= length <= greatest or length == default
        return length

    def is_deleted(self, docnum: int) -> bool:
        # Whoosh's InverseMatcher asks for the document behind the last one.
        return bool(self.child.is_deleted(docnum if docnum == self.child.doc_count_all() else self.checked(docnum)))

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        found: dict[str, Any] = self.child.stored_fields(self.checked(docnum))
        return found

    def iter_docs(self) -> Iterator[tuple[int, dict[str, Any]]]:
        found = list(self.child.iter_docs())
        assert all(a < b for (a, _), (b, _) in pairwise(found))
        return iter(found)


class AssertingTermsReader(TermsReader):
    """Terms ascend, each has postings, and what is known of one agrees with its postings."""

    def __init__(self, child: Any, segment: ColumnarSegment) -> None:
        self.child = child
        self.segment = segment

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        assert isinstance(term[1], bytes)
        return term in self.child

    def __getattribute__(self, name: str) -> Any:
        if name in ("child", "segment", "terms", "matcher", "__contains__"):
            return object.__getattribute__(self, name)
        return getattr(self.child, name)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        found = list(self.child.terms())
        assert all(a < b for a, b in pairwise(found))
        assert all(term in self.child for term in found)
        return iter(found)

    def matcher(self, fieldname: str, text: bytes, format_: object, scorer: object = None) -> AssertingMatcher:
        made = self.child.matcher(fieldname, text, format_, scorer)
        info = self.child.term_info(fieldname, text)
        assert made.is_active()
        assert 0 <= info.min_id() == made.id() <= info.max_id() < self.segment.doc_count_all()
        assert info.doc_frequency() == self.child.doc_frequency(fieldname, text) > 0
        assert info.weight() == self.child.frequency(fieldname, text) >= info.doc_frequency()
        return AssertingMatcher(made, info)


class AssertingMatcher(LeafMatcher):
    """Nothing is asked behind the end; documents ascend; each posting is within the bounds of its block and list."""

    def __init__(self, child: Any, info: Any) -> None:
        self.child = child
        self.info = info
        self.scorer, self.format = child.scorer, child.format
        self._term = child.term()

    def posting(self) -> Any:
        child = self.child
        assert child.is_active()
        assert child.block_min_id() <= child.id() <= child.block_max_id() <= self.info.max_id()
        assert child.weight() <= child.block_max_weight() <= self.info.max_weight()
        assert self.info.min_length() <= child.block_min_length() <= child.block_max_length() <= self.info.max_length()
        if child.supports_block_quality():
            assert child.score() <= child.block_quality() <= child.max_quality()
        return child

    def posting_or_end(self) -> Any:
        """Return what gives document and quality: Whoosh's AndNot and AndMaybe ask for them at the end too."""
        return self.posting() if self.child.is_active() else self.child

    def moved(self, before: int) -> None:
        assert not self.child.is_active() or self.posting().id() > before

    def is_active(self) -> bool:
        return bool(self.child.is_active())

    def reset(self) -> None:
        self.child.reset()

    def copy(self) -> AssertingMatcher:
        return AssertingMatcher(self.child.copy(), self.info)

    def id(self) -> int:
        docnum = self.posting_or_end().id()
        assert type(docnum) is int
        return docnum

    def all_ids(self) -> Iterator[int]:
        found = list(self.child.all_ids())
        assert all(a < b for a, b in pairwise(found))
        assert not self.child.is_active()
        return iter(found)

    def weight(self) -> float:
        return float(self.posting().weight())

    def score(self) -> float:
        return float(self.posting().score())

    def value(self) -> bytes:
        value = self.posting().value()
        assert isinstance(value, bytes)
        return value

    def value_as(self, astype: str) -> Any:
        value = self.posting().value_as(astype)
        if astype == "positions":
            assert len(value) == self.weight()
            assert all(a < b for a, b in pairwise(value))
        return value

    def next(self) -> bool:
        before, last = self.posting().id(), self.child.block_max_id()
        is_other_block = bool(self.child.next())
        assert is_other_block == (before == last)
        self.moved(before)
        return is_other_block

    def skip_to(self, id: int) -> None:  # noqa: A002  Whoosh's protocol
        before = self.posting().id()
        self.child.skip_to(id)
        self.moved(max(before, id) - 1)

    def skip_to_quality(self, minquality: float) -> int:
        before = self.posting().id()
        skipped: int = self.child.skip_to_quality(minquality)
        self.moved(before if skipped else before - 1)
        assert not self.child.is_active() or self.block_quality() > minquality
        return skipped

    def block_quality(self) -> float:
        return float(self.posting_or_end().block_quality())

    def max_quality(self) -> float:
        return float(self.child.max_quality())

    def supports_block_quality(self) -> bool:
        return bool(self.child.supports_block_quality())

    def block_min_id(self) -> int:
        return int(self.posting().block_min_id())

    def block_max_id(self) -> int:
        return int(self.posting().block_max_id())

    def block_max_weight(self) -> float:
        return float(self.posting().block_max_weight())

    def block_min_length(self) -> int:
        return int(self.posting().block_min_length())

    def block_max_length(self) -> int:
        return int(self.posting().block_max_length())

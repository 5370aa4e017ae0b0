"""The ids of a segment's articles: which documents have one, and which ids two segments share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Final

from searchlib.codec import postings, terms
from searchlib.codec.columnar import ColumnarSegment
from searchlib.codec.postings import PostingsReader
from searchlib.codec.terms import TermInfo, TermsReader
from searchlib.errors import damaged
from searchlib.indexing.segment_files import file_of
from searchlib.kernels.shared_terms import shared_terms

_FIELD: Final = "id"
_SEVERAL: Final = 0xFFFFFFFF
"""Stands for the docnum of an id with several documents, of which all but one are deleted."""


class ArticleIds:
    """The ids of a segment, and which of its documents are deleted.

    Args:
        folder: the folder of the index.
        segment: the segment; documents are deleted in it.

    Raises:
        IndexCorruptError: from every method, a file is missing or damaged.
    """

    def __init__(self, folder: Path, segment: ColumnarSegment) -> None:
        self.segment = segment
        self._base = folder / segment.segment_id()

    @cached_property
    def _terms(self) -> TermsReader:
        return TermsReader(file_of(self._base, terms.EXTENSION))

    @cached_property
    def _postings(self) -> PostingsReader:
        return PostingsReader(file_of(self._base, postings.EXTENSION))

    def delete(self, article_id: str) -> bool:
        """Delete the document that has an id; tell whether there was one."""
        info = self._terms.find(_FIELD, article_id.encode())
        alive = [] if info is None else self._alive(info)
        for docnum in alive:
            self.segment.delete_document(docnum)
        return bool(alive)

    def shared(self, other: ArticleIds) -> Iterator[tuple[int, int]]:
        """Yield the docnums, here and there, of documents that have the same id and are there still."""
        try:
            found = shared_terms(self._terms.dictionary(_FIELD), other._terms.dictionary(_FIELD))
        except ValueError as error:
            raise damaged(self._base.parent, error) from error
        for ord_here, ord_there, here, there in zip(*found, strict=True):
            docnum, other_docnum = self._one(ord_here, here), other._one(ord_there, there)
            if docnum is not None and other_docnum is not None:
                yield docnum, other_docnum

    def _one(self, term_ord: int, docnum: int) -> int | None:
        """Return the document of an id if there is one still."""
        if docnum != _SEVERAL:
            return None if self.segment.is_deleted(docnum) else docnum
        _, info = next(self._terms.items(_FIELD, term_ord))
        return next(iter(self._alive(info)), None)

    def _alive(self, info: TermInfo) -> list[int]:
        docnums = [info.docnum]
        if info.doc_freq > 1:
            docnums = list(
                self._postings.read(info.posting_offset, info.posting_size, info.doc_freq, has_frequencies=False)[0]
            )
        return [docnum for docnum in docnums if not self.segment.is_deleted(docnum)]

"""One segment of an index: its files, mapped, and what is asked of them most."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from searchlib.article import Article, language_code
from searchlib.codec import columns, lexicon, norms, positions, postings, stored, terms
from searchlib.codec.columns import ColumnsReader
from searchlib.codec.lexicon import LexiconReader
from searchlib.codec.norms import NormsReader
from searchlib.codec.positions import PositionsReader
from searchlib.codec.postings import PostingsReader
from searchlib.codec.section_file import Buffer
from searchlib.codec.stored import StoredReader
from searchlib.codec.stored_document import StoredDocument
from searchlib.codec.terms import TermInfo, TermsReader
from searchlib.errors import IndexCorruptError


class PostingList(NamedTuple):
    """A posting list: documents in ascending order and how often the term stands in each."""

    docnums: array[int]
    frequencies: array[float]


class SegmentFiles:
    """The mapped files of a segment.

    All are mapped at once, so that they can be read even after a commit has removed them.

    Args:
        folder: the folder of the index.
        name: what the names of the files begin with.

    Raises:
        IndexCorruptError: a file is missing or damaged, or they do not fit together.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self.terms = TermsReader(folder / f"{name}{terms.EXTENSION}")
        self.postings = PostingsReader(folder / f"{name}{postings.EXTENSION}")
        self.positions = PositionsReader(folder / f"{name}{positions.EXTENSION}")
        self.norms = NormsReader(folder / f"{name}{norms.EXTENSION}")
        self.stored = StoredReader(folder / f"{name}{stored.EXTENSION}")
        self.columns = ColumnsReader(folder / f"{name}{columns.EXTENSION}")
        self.lexicon = LexiconReader(folder / f"{name}{lexicon.EXTENSION}", self.terms)
        self._lexicon_file = _file_number(self.lexicon.path)
        counts = {self.norms.documents, len(self.stored), self.columns.documents}
        if len(counts) > 1:
            raise IndexCorruptError(
                f"the files of {folder / name} are of segments of {sorted(counts)} documents; index the articles anew",
                folder,
            )

    def are_current(self) -> bool:
        """Tell whether the lexicon, which alone of the files is ever replaced, is the one that has its name still."""
        return _file_number(self.lexicon.path) == self._lexicon_file


def _file_number(path: Path) -> int | None:
    try:
        return os.stat(path).st_ino  # noqa: PTH116  pathlib is slower
    except FileNotFoundError:
        return None


class SegmentReader:
    """One segment of a commit; nothing in it changes, so any number of threads may read it.

    Args:
        folder: the folder of the index.
        name: what the names of its files begin with.
        doc_base: number of the segment's first document in the whole index.
        deleted: docnums of deleted documents, u32 as bytes.
        files: the files, if they are mapped already.

    Attributes:
        terms, postings, positions, norms, stored, columns, lexicon: the files.
        doc_count_all: number of documents, deleted ones included.
        deleted_count: number of deleted documents.

    Raises:
        IndexCorruptError: a file is missing or damaged; every method: it is damaged.
    """

    def __init__(
        self, folder: Path, name: str, doc_base: int, deleted: bytes = b"", *, files: SegmentFiles | None = None
    ) -> None:
        self.files = files or SegmentFiles(folder, name)
        self.terms = self.files.terms
        self.postings = self.files.postings
        self.positions = self.files.positions
        self.norms = self.files.norms
        self.stored = self.files.stored
        self.columns = self.files.columns
        self.lexicon = self.files.lexicon
        self.folder = folder
        self.name = name
        self.doc_base = doc_base
        self.doc_count_all = self.norms.documents
        self._deleted = array("I", deleted)
        if self._deleted and max(self._deleted) >= self.doc_count_all:
            raise self._damaged(
                folder, f"of {self.doc_count_all} documents of {name} number {max(self._deleted)} is deleted"
            )
        self.deleted_count = len(self._deleted)

    def live(self) -> bytes:
        """Return 1 for each document that is there still, 0 for each that is deleted; computed once."""
        return self._live

    @cached_property
    def _live(self) -> bytes:
        live = bytearray(b"\1") * self.doc_count_all
        for docnum in self._deleted:
            live[docnum] = 0
        return bytes(live)

    def doc_frequency(self, field: str, term: str) -> int:
        """Return the number of documents that have the term in a field, deleted ones included."""
        info = self.terms.find(field, term.encode())
        return info.doc_freq if info else 0

    def posting_list(self, field: str, term: str) -> PostingList:
        """Return the posting list of a term in a field; empty if there is none."""
        info = self.terms.find(field, term.encode())
        docnums, frequencies = self._read(field, info) if info else (array("I"), array("I"))
        return PostingList(array("i", docnums.tobytes()), array("f", frequencies))

    def _read(self, field: str, info: TermInfo) -> tuple[array[int], array[int]]:
        if info.doc_freq == 1:
            docnums, frequencies = array("I", [info.docnum]), array("I", [info.total_freq])
        else:
            has_frequencies = self.terms.fields[field].kind != "existence"
            docnums, frequencies = self.postings.read(
                info.posting_offset, info.posting_size, info.doc_freq, has_frequencies=has_frequencies
            )
        self._check_docnum(docnums[-1])
        return docnums, frequencies

    def _check_docnum(self, docnum: int) -> None:
        if docnum >= self.doc_count_all:
            raise self._damaged(self.postings.path, f"it names document {docnum} of {self.doc_count_all}")

    def first_live(self, field: str, term: str) -> int | None:
        """Return the first document that has the term in a field and is not deleted, or None; read no further."""
        info = self.terms.find(field, term.encode())
        if info is None:
            return None
        blocks = self._docnum_blocks(field, info) if info.doc_freq > 1 else (self._read(field, info)[0],)
        for docnums in blocks:
            for docnum in docnums:
                if self._live[docnum]:
                    return docnum
        return None

    def _docnum_blocks(self, field: str, info: TermInfo) -> Iterator[array[int]]:
        """Yield the docnums of a term that several documents have, block after block."""
        has_frequencies = self.terms.fields[field].kind != "existence"
        listing = self.postings.open(
            info.posting_offset, info.posting_size, info.doc_freq, has_frequencies=has_frequencies
        )
        for block in range(listing.blocks):
            docnums, _ = self.postings.decode(listing, block)
            self._check_docnum(docnums[-1])
            yield docnums

    def value_counts(self, field: str, mask: Buffer) -> dict[str, int]:
        """Return how many of the documents in a mask have each value of a filter field, without values that none has.

        Languages are their codes; segments made before hold tags as they were given.
        """
        counts = self.columns.value_counts(field, mask)
        if field != "language":
            return counts
        found: dict[str, int] = {}
        for tag, count in counts.items():
            code = self._language_code(tag)
            found[code] = found.get(code, 0) + count
        return found

    def _language_code(self, tag: str) -> str:
        try:
            return language_code(tag)
        except ValueError as error:
            raise self._damaged(self.columns.path, str(error)) from error

    def term_positions(self, field: str, term: str, wanted: set[int]) -> dict[int, list[int]]:
        """Return where a term stands in a field of the wanted documents, as token numbers counted from 0."""
        info = self.terms.find(field, term.encode())
        if info is None:
            return {}
        found = self.read_positions(info, *self._read(field, info))
        return {docnum: places.tolist() for docnum, places in found if docnum in wanted}

    def read_positions(
        self, info: TermInfo, docnums: array[int], frequencies: array[int]
    ) -> Iterator[tuple[int, array[int]]]:
        """Go through the documents of a term, each with where the term stands in it.

        Args:
            info: what is known of the term.
            docnums: those of its postings.
            frequencies: those of its postings.
        """
        record = self.positions.open(info.position_offset, info.position_size)
        listing = None
        if info.doc_freq > 1:
            listing = self.postings.open(info.posting_offset, info.posting_size, info.doc_freq)
        step = self.postings.block_size
        for start in range(0, len(docnums), step):
            block = frequencies[start : start + step]
            places = self.positions.block(record, listing.position_begin(start // step) if listing else 0, block)
            end = 0
            for docnum, frequency in zip(docnums[start : start + step], block, strict=True):
                yield docnum, places[end : end + frequency]
                end += frequency

    def positions_in(self, field: str, term: str, docnum: int) -> array[int]:
        """Return where a term stands in a field of one document, as token numbers counted from 0."""
        info = self.terms.find(field, term.encode())
        if info is None or (info.doc_freq == 1 and info.docnum != docnum):
            return array("I")
        record = self.positions.open(info.position_offset, info.position_size)
        if info.doc_freq == 1:
            return self.positions.posting(record, 0, array("I", [info.total_freq]), 0)
        listing = self.postings.open(info.posting_offset, info.posting_size, info.doc_freq)
        block = listing.find(docnum)
        if block >= listing.blocks:
            return array("I")
        docnums, frequencies = self.postings.decode(listing, block)
        index = bisect_left(docnums, docnum)
        if index == len(docnums) or docnums[index] != docnum:
            return array("I")
        return self.positions.posting(record, listing.position_begin(block), frequencies, index)

    def lengths(self, field: str) -> array[int]:
        """Return the number of tokens in a field of each document."""
        return self.norms.lengths(field)

    def terms_between(self, field: str, low: str, high: str) -> list[str]:
        """Return the terms of a field from one to another, both included, in order."""
        found = []
        for term, _ in self.terms.items(field, self.terms.lower_bound(field, low.encode())):
            if term > high.encode():
                break
            found.append(term.decode())
        return found

    def article(self, docnum: int) -> Article:
        """Return the article that a document was made of."""
        return self.document(docnum).article

    def document(self, docnum: int) -> StoredDocument:
        """Return the stored article of a document, which is read as far as it is asked for."""
        return self.stored.open(docnum)

    def _damaged(self, path: Path, problem: str) -> IndexCorruptError:
        return IndexCorruptError(f"{path} is damaged ({problem}); index the articles anew", path)

"""One segment of an index, read through Whoosh's codec: postings, positions, lengths, articles, lexicon.

Everything that knows how Whoosh stores things stands here; callers see arrays.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from searchlib.article import Article
from searchlib.codec.lexicon import EXTENSION, LexiconReader
from searchlib.codec.stored import decode_article

if TYPE_CHECKING:
    from whoosh.reading import SegmentReader as WhooshReader

Docnums = npt.NDArray[np.int32]
Frequencies = npt.NDArray[np.float32]

_POSTINGS_CACHE_SIZE = 256


class Postings(NamedTuple):
    """A posting list: documents in ascending order and how often the term stands in each."""

    docnums: Docnums
    frequencies: Frequencies


NO_POSTINGS = Postings(np.empty(0, np.int32), np.empty(0, np.float32))


class SegmentReader:
    """One segment, opened for reading by one thread.

    Args:
        reader: Whoosh's reader of the segment.
        folder: the folder of the index.
        doc_base: number of the segment's first document in the whole index.
    """

    def __init__(self, reader: WhooshReader, folder: Path, doc_base: int) -> None:
        self._reader = reader
        self.doc_base = doc_base
        self.doc_count_all: int = reader.doc_count_all()
        self.lexicon = LexiconReader(folder / reader.segment().make_filename(EXTENSION))
        self._lengths: dict[str, Frequencies] = {}
        self._live: npt.NDArray[np.bool_] | None = None
        # Articles come back to the same few words: title and body, count and score ask for the same list.
        self.postings = lru_cache(_POSTINGS_CACHE_SIZE)(self._postings)

    def live(self) -> npt.NDArray[np.bool_]:
        """Return for each document whether it is there still; computed once."""
        if self._live is None:
            live = np.ones(self.doc_count_all, bool)
            if self._reader.has_deletions():
                live[list(self._reader.segment().deleted_docs())] = False
            self._live = live
        return self._live

    def has(self, field: str, term: str) -> bool:
        """Tell whether a term stands in a field of some document."""
        return (field, term.encode()) in self._reader

    def doc_frequency(self, field: str, term: str) -> int:
        """Return the number of documents that have the term in a field, deleted ones included."""
        key = (field, term.encode())
        return int(self._reader.doc_frequency(*key)) if key in self._reader else 0

    def _postings(self, field: str, term: str) -> Postings:
        """Return the posting list of a term in a field; empty if there is none."""
        key = (field, term.encode())
        if key not in self._reader:
            return NO_POSTINGS
        docnums, frequencies = [], []
        matcher = self._reader.postings(*key)
        while matcher.is_active():
            docnums.append(matcher.id())
            frequencies.append(matcher.weight())
            matcher.next()
        return Postings(np.array(docnums, np.int32), np.array(frequencies, np.float32))

    def positions(self, field: str, term: str, wanted: set[int]) -> dict[int, list[int]]:
        """Return where a term stands in a field of the wanted documents, as token numbers counted from 0."""
        key = (field, term.encode())
        found: dict[int, list[int]] = {}
        if key not in self._reader:
            return found
        matcher = self._reader.postings(*key)
        while matcher.is_active():
            if (docnum := matcher.id()) in wanted:
                found[docnum] = list(matcher.value_as("positions"))
            matcher.next()
        return found

    def lengths(self, field: str) -> Frequencies:
        """Return the number of tokens in a field of each document."""
        if field not in self._lengths:
            column = self._reader.column_reader(f"{field}_length")
            self._lengths[field] = np.fromiter((column[n] for n in range(self.doc_count_all)), np.float32)
        return self._lengths[field]

    def terms_from(self, field: str, first: str) -> Iterator[str]:
        """Go through the terms of a field in order, from the first that is not before ``first``."""
        for name, term in self._reader.terms_from(field, first.encode()):
            if name != field:
                return
            yield term.decode()

    def article(self, docnum: int) -> Article:
        """Return the article that a document was made of."""
        return decode_article(self._reader.stored_fields(docnum)["article"])

"""One segment of an index, read through Whoosh's codec: postings, positions, lengths, articles, lexicon.

Everything that knows how Whoosh stores things stands here; callers see arrays.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import lru_cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, NamedTuple, ParamSpec, TypeVar

from searchlib.article import Article
from searchlib.codec.lexicon import EXTENSION, LexiconReader
from searchlib.codec.stored_document import StoredDocument
from searchlib.errors import SearchlibError, damaged

if TYPE_CHECKING:
    from whoosh.reading import SegmentReader as WhooshReader

_POSTINGS_CACHE_SIZE = 256

_P = ParamSpec("_P")
_T = TypeVar("_T")


def _guarded(
    method: Callable[Concatenate[SegmentReader, _P], _T],
) -> Callable[Concatenate[SegmentReader, _P], _T]:
    """Make a reading method say that the index is damaged, whatever Whoosh raises over damaged bytes."""

    @wraps(method)
    def guarded(self: SegmentReader, /, *args: _P.args, **kwargs: _P.kwargs) -> _T:
        try:
            return method(self, *args, **kwargs)
        except SearchlibError:
            raise
        except Exception as error:  # damaged pickles raise anything
            raise damaged(self.folder, error) from error

    return guarded


class Postings(NamedTuple):
    """A posting list: documents in ascending order and how often the term stands in each."""

    docnums: array[int]
    frequencies: array[float]


class SegmentReader:
    """One segment, opened for reading by one thread.

    Args:
        reader: Whoosh's reader of the segment.
        folder: the folder of the index.
        doc_base: number of the segment's first document in the whole index.
    """

    def __init__(self, reader: WhooshReader, folder: Path, doc_base: int) -> None:
        self._reader = reader
        self.folder = folder
        self.doc_base = doc_base
        self.doc_count_all: int = reader.doc_count_all()
        self.lexicon = LexiconReader(folder / reader.segment().make_filename(EXTENSION))
        self._lengths: dict[str, array[int]] = {}
        self._live: bytes | None = None
        # Articles come back to the same few words: title and body, count and score ask for the same list.
        self.postings = lru_cache(_POSTINGS_CACHE_SIZE)(self._postings)

    def live(self) -> bytes:
        """Return 1 for each document that is there still, 0 for each that is deleted; computed once."""
        if self._live is None:
            live = bytearray(b"\1") * self.doc_count_all
            for docnum in self._reader.segment().deleted_docs() if self._reader.has_deletions() else ():
                live[docnum] = 0
            self._live = bytes(live)
        return self._live

    @_guarded
    def doc_frequency(self, field: str, term: str) -> int:
        """Return the number of documents that have the term in a field, deleted ones included."""
        key = (field, term.encode())
        return int(self._reader.doc_frequency(*key)) if key in self._reader else 0

    @_guarded
    def _postings(self, field: str, term: str) -> Postings:
        """Return the posting list of a term in a field; empty if there is none."""
        key = (field, term.encode())
        found = Postings(array("i"), array("f"))
        if key not in self._reader:
            return found
        matcher = self._reader.postings(*key)
        while matcher.is_active():
            found.docnums.append(matcher.id())
            found.frequencies.append(matcher.weight())
            matcher.next()
        return found

    @_guarded
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

    @_guarded
    def lengths(self, field: str) -> array[int]:
        """Return the number of tokens in a field of each document."""
        if field not in self._lengths:
            column = self._reader.column_reader(f"{field}_length")
            self._lengths[field] = array("I", column)
        return self._lengths[field]

    @_guarded
    def terms_between(self, field: str, low: str, high: str) -> list[str]:
        """Return the terms of a field from one to another, both included, in order."""
        found = []
        for name, term in self._reader.terms_from(field, low.encode()):
            if name != field or term > high.encode():
                break
            found.append(term.decode())
        return found

    @_guarded
    def article(self, docnum: int) -> Article:
        """Return the article that a document was made of."""
        return self.document(docnum).article

    @_guarded
    def document(self, docnum: int) -> StoredDocument:
        """Return the stored article of a document, which is read as far as it is asked for."""
        return StoredDocument.whole(self._reader.stored_fields(docnum)["article"])

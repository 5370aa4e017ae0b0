"""One generation of an index, opened for reading."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from searchlib.codec.segment import SegmentReader
from searchlib.errors import IndexCorruptError, IndexNotFoundError, damaged

if TYPE_CHECKING:
    from whoosh.index import FileIndex
    from whoosh.reading import IndexReader

_ATTEMPTS = 20
LAST_TERM = "\U0010ffff"
"""Sorts behind every term: a noncharacter, which no term holds."""


class Snapshot:
    """The segments of one commit; later commits do not change it.

    A snapshot belongs to the thread that opened it: Whoosh's readers share file cursors.

    Attributes:
        generation: number of the commit.
        segments: the segments in order of document numbers.
    """

    def __init__(self, index: FileIndex, folder: Path) -> None:
        self._folder = folder
        # Asked for first: of an index without segments Whoosh's reader does not know the number.
        latest: int = index.latest_generation()
        self._reader = _open_reader(index, folder)
        generation = self._reader.generation()
        self.generation: int = latest if generation is None else generation
        leaves = self._reader.leaf_readers()
        self.segments = [SegmentReader(leaf, folder, base) for leaf, base in leaves if leaf.doc_count_all()]

    @property
    def doc_count(self) -> int:
        """Number of documents that are not deleted."""
        return int(self._reader.doc_count())

    @property
    def doc_count_all(self) -> int:
        """Number of documents, deleted ones included until they are merged away."""
        return int(self._reader.doc_count_all())

    def segment_of(self, docnum: int) -> tuple[SegmentReader, int]:
        """Return the segment of a document and the document's number in it."""
        for segment in reversed(self.segments):
            if docnum >= segment.doc_base:
                return segment, docnum - segment.doc_base
        raise IndexCorruptError(f"{self._folder} has no document number {docnum}", self._folder)

    def values(self, field: str) -> Counter[str]:
        """Count the documents, deleted ones apart, that have each value of a filter field."""
        counts: Counter[str] = Counter()
        for segment in self.segments:
            live = segment.live()
            for value in segment.terms_between(field, "", LAST_TERM):
                counts[value] += sum(live[docnum] for docnum in segment.postings(field, value).docnums)
        return +counts

    def find(self, article_id: str) -> tuple[SegmentReader, int] | None:
        """Return where the article with an id is, as a segment and the document's number in it, or None."""
        for segment in self.segments:
            for docnum in segment.postings("id", article_id).docnums:
                if segment.live()[docnum]:
                    return segment, docnum
        return None

    def close(self) -> None:
        """Close the files."""
        self._reader.close()


def _open_reader(index: FileIndex, folder: Path) -> IndexReader:
    from whoosh.index import EmptyIndexError  # noqa: PLC0415  heavy

    for attempt in range(_ATTEMPTS):
        try:
            return index.reader()
        except EmptyIndexError:
            raise IndexNotFoundError(f"the index {folder} is gone; run `searchlib index` to make one", folder) from None
        except FileNotFoundError as error:
            # A commit between reading the table of contents and opening its segments removes them; look again.
            if attempt == _ATTEMPTS - 1:
                raise IndexCorruptError(f"{folder} lacks its file {error.filename}", folder) from error
        except Exception as error:  # damaged pickles raise anything
            raise damaged(folder, error) from error
    raise AssertionError("unreachable")

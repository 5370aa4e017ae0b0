"""One generation of an index, opened for reading."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

from searchlib.codec.segment import SegmentFiles, SegmentReader
from searchlib.codec.toc import Toc, newest_generation, read_toc, toc_path
from searchlib.errors import IndexCorruptError
from searchlib.reports import IndexStats

_ATTEMPTS = 20


class Snapshot:
    """The segments of one commit; later commits do not change it, and any number of threads may read it.

    Its files stay readable as long as it is there, even after a commit has removed them.

    Args:
        folder: the folder of the index.
        toc: the table of contents.
        identity: of the file that it was read from.
        previous: an earlier snapshot; files that are in both are not opened again.

    Attributes:
        generation: number of the commit.
        segments: the segments in order of document numbers.
        doc_count: number of documents that are not deleted.
        doc_count_all: number of documents, deleted ones included until they are merged away.
    """

    def __init__(self, folder: Path, toc: Toc, identity: tuple[int, int], previous: Snapshot | None = None) -> None:
        self._folder = folder
        self._toc_path = str(toc_path(folder, toc.generation))
        self._next_path = str(toc_path(folder, toc.generation + 1))
        self._identity = identity
        self.generation = toc.generation
        known = {segment.name: segment.files for segment in previous.segments} if previous else {}
        self.segments: list[SegmentReader] = []
        doc_base = 0
        for entry in toc.segments:
            files = known.get(entry.name)
            if files is None or not files.are_current():
                files = SegmentFiles(folder, entry.name)
            segment = SegmentReader(folder, entry.name, doc_base, entry.deleted, files=files)
            if entry.documents != segment.doc_count_all:
                raise IndexCorruptError(
                    f"{self._toc_path} gives {entry.documents} documents to {entry.name}, which has "
                    f"{segment.doc_count_all}; index the articles anew",
                    self._toc_path,
                )
            doc_base += segment.doc_count_all
            if segment.doc_count_all:
                self.segments.append(segment)
        self.doc_count_all = doc_base
        self.doc_count = doc_base - sum(segment.deleted_count for segment in self.segments)

    @classmethod
    def open(cls, folder: Path, previous: Snapshot | None = None) -> Snapshot:
        """Open the last commit.

        Args:
            folder: the folder of the index.
            previous: an earlier snapshot; files that are in both are not opened again.

        Raises:
            IndexNotFoundError: the index is gone.
            IndexCorruptError: a file is missing or damaged.
        """
        attempt = 0
        while True:
            generation = newest_generation(folder)
            try:
                identity = _identity(toc_path(folder, generation))
                return cls(folder, read_toc(folder, generation), identity, previous)
            except (FileNotFoundError, IndexCorruptError):
                # A commit between reading the table of contents and opening its segments removes them; look again.
                attempt += 1
                if newest_generation(folder) == generation or attempt == _ATTEMPTS:
                    raise

    def is_current(self) -> bool:
        """Tell whether there was no later commit; costs some microseconds.

        A commit puts the next table of contents beside this one before it removes this one.
        """
        try:
            is_there = _identity(self._toc_path) == self._identity
        except FileNotFoundError:
            return False
        return is_there and not os.access(self._next_path, os.F_OK)

    def segment_of(self, docnum: int) -> tuple[SegmentReader, int]:
        """Return the segment of a document and the document's number in it."""
        for segment in reversed(self.segments):
            if docnum >= segment.doc_base:
                return segment, docnum - segment.doc_base
        raise IndexCorruptError(f"{self._folder} has no document number {docnum}", self._folder)

    def values(self, field: str) -> Counter[str]:
        """Count the documents, deleted ones apart, that have each value of a filter field."""
        found: Counter[str] = Counter()
        for segment in self.segments:
            found.update(segment.value_counts(field, segment.live()))
        return found

    def stats(self) -> IndexStats:
        """Count what is in the index."""
        languages, dates = self.values("language"), self.values("date")
        return IndexStats(
            articles=self.doc_count,
            deleted=self.doc_count_all - self.doc_count,
            segments=len(self.segments),
            terms=sum(len(segment.lexicon) for segment in self.segments),
            size_bytes=sum(file.stat().st_size for file in self._folder.iterdir() if file.is_file()),
            languages=dict(sorted(languages.items(), key=lambda item: (-item[1], item[0]))),
            first_date=min(dates, default=None),
            last_date=max(dates, default=None),
            generation=self.generation,
        )

    def find(self, article_id: str) -> tuple[SegmentReader, int] | None:
        """Return where the article with an id is, as a segment and the document's number in it, or None."""
        for segment in self.segments:
            docnum = segment.first_live("id", article_id)
            if docnum is not None:
                return segment, docnum
        return None


def _identity(path: Path | str) -> tuple[int, int]:
    """Return what tells a file from another that has had its name."""
    found = os.stat(path)  # noqa: PTH116  pathlib is slower
    return found.st_ino, found.st_mtime_ns

"""The writer of an index: articles in, one commit out.

Articles are inverted in memory and written as a segment whenever they fill it. Nothing is visible before the commit,
which names all segments at once; after any error the commit before is the last one, and what was written is removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from whoosh.util.filelock import try_for

from searchlib.analysis.analyzer import ArticleAnalyzer
from searchlib.article import Article
from searchlib.codec.columnar import ColumnarSegment
from searchlib.codec.layout import NEWS, Layout
from searchlib.codec.whoosh_index import WhooshIndex, commit
from searchlib.errors import IndexLockedError
from searchlib.indexing.article_ids import ArticleIds
from searchlib.indexing.merge_policy import Size, find_merges
from searchlib.indexing.schema import make_schema
from searchlib.indexing.segment_builder import SegmentBuilder
from searchlib.indexing.segment_merger import merge_segments
from searchlib.results import AddReport

MEMORY_BYTES: Final = 256_000_000
"""Memory that articles take before they are written as a segment."""

_LOCK_DELAY_S = 0.05


@contextmanager
def lock(folder: Path, timeout_s: float) -> Iterator[None]:
    """Keep every other writer out, Whoosh's too.

    Args:
        folder: the folder of the index.
        timeout_s: how long to wait for another writer, in seconds.

    Raises:
        IndexLockedError: another writer holds the index.
    """
    held = WhooshIndex(folder, make_schema()).lock("WRITELOCK")
    if not try_for(held.acquire, timeout=timeout_s, delay=_LOCK_DELAY_S):
        raise IndexLockedError(f"another process is writing to {folder}; try again when it has finished", folder)
    try:
        yield
    finally:
        held.release()


class ArticleWriter:
    """Writes one commit; whoever makes one holds the lock.

    Args:
        folder: the folder of the index.
        languages: the only languages of its articles; None for all.
        layout: of new segments.
        memory_bytes: memory that articles take before they are written as a segment.
    """

    def __init__(
        self,
        folder: Path,
        languages: tuple[str, ...] | None,
        layout: Layout = NEWS,
        memory_bytes: int = MEMORY_BYTES,
    ) -> None:
        self._folder = folder
        self._languages = languages
        self._layout = layout
        self._memory_bytes = memory_bytes
        self._schema = make_schema()
        toc = WhooshIndex(folder, self._schema)._read_toc()  # noqa: SLF001  made for writers
        self._generation: int = toc.generation + 1
        self._old = [ArticleIds(folder, segment) for segment in toc.segments]
        self._new: list[ArticleIds] = []
        self._written: list[ColumnarSegment] = []
        self._builder: SegmentBuilder | None = None

    def add(self, articles: Iterable[Article]) -> AddReport:
        """Add articles, each in place of the one that has its id, if any."""
        self._builder = builder = SegmentBuilder(self._folder, ArticleAnalyzer(self._languages), self._layout)
        for article in articles:
            builder.add(article)
            if builder.memory_bytes > self._memory_bytes:
                self._write()
        self._write()
        self._builder = None
        return self._settle()

    def _write(self) -> None:
        if self._builder is not None and len(self._builder):
            segment = self._builder.write()
            self._written.append(segment)
            self._new.append(ArticleIds(self._folder, segment))

    def _settle(self) -> AddReport:
        """Delete what was replaced, and count."""
        added = sum(ids.segment.doc_count_all() for ids in self._new)
        replaced = sum(ids.segment.deleted_count() for ids in self._new)
        for number, new in enumerate(self._new):
            for before in (*self._old, *self._new[:number]):
                for docnum, _ in list(before.shared(new)):
                    before.segment.delete_document(docnum)
                    replaced += 1
        return AddReport(added - replaced, replaced)

    def delete(self, article_ids: Iterable[str]) -> int:
        """Delete the articles that have these ids; return how many there were."""
        return sum(any(ids.delete(article_id) for ids in self._old) for article_id in article_ids)

    def commit(self) -> None:
        """Make everything that was done visible; after an error nothing of it is."""
        segments = [ids.segment for ids in (*self._old, *self._new)]
        self._commit(self._merged(segments))

    def merge(self) -> None:
        """Make one segment of all, and commit."""
        segments = [ids.segment for ids in self._old if ids.segment.doc_count()]
        if len(segments) > 1 or any(segment.has_deletions() for segment in segments):
            segments = [self._merge(segments)]
        self._commit(segments)

    def _commit(self, segments: list[ColumnarSegment]) -> None:
        # From here on a failure may leave names on the disk that say otherwise than this process sees: nothing that a
        # table of contents might name is removed any more but by the next commit.
        self._written.clear()
        commit(self._folder, self._schema, segments, self._generation)

    def _merged(self, segments: list[ColumnarSegment]) -> list[ColumnarSegment]:
        """Merge as the policy says, and leave out segments whose documents are all deleted."""
        kept = [segment for segment in segments if segment.doc_count()]
        for run in reversed(find_merges([Size(each.doc_count(), each.deleted_count()) for each in kept])):
            kept[run.start : run.stop] = [self._merge(kept[run.start : run.stop])]
        return kept

    def _merge(self, segments: list[ColumnarSegment]) -> ColumnarSegment:
        merged = merge_segments(self._folder, segments, self._layout)
        self._written.append(merged)
        return merged

    def cancel(self) -> None:
        """Remove what was written for a commit that was not begun."""
        if self._builder is not None:
            self._builder.discard()
        for segment in self._written:
            for path in self._folder.glob(f"{segment.segment_id()}.*"):
                with suppress(OSError):
                    path.unlink()

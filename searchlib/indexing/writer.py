"""The writer of an index: articles in, one commit out.

Articles are inverted in memory and written as a segment whenever they fill it. Nothing is visible before the commit,
which names all segments at once; after any error the commit before is the last one, and what was written is removed.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from whoosh.util.filelock import try_for

from searchlib.article import Article
from searchlib.codec.columnar import ColumnarSegment
from searchlib.codec.toc import remove_leftovers
from searchlib.codec.whoosh_index import WhooshIndex, commit
from searchlib.errors import IndexLockedError, IndexNotFoundError
from searchlib.indexing.article_ids import ArticleIds
from searchlib.indexing.merge_policy import Size, find_merges
from searchlib.indexing.options import DEFAULT, Options
from searchlib.indexing.schema import make_schema
from searchlib.indexing.segment_merger import merge_segments
from searchlib.indexing.share import index_share
from searchlib.indexing.worker_pool import WorkerPool
from searchlib.reports import AddReport

_LOCK_DELAY_S = 0.05


@contextmanager
def lock(folder: Path, timeout_s: float) -> Iterator[None]:
    """Keep every other writer out, Whoosh's too.

    Args:
        folder: the folder of the index.
        timeout_s: how long to wait for another writer, in seconds.

    Raises:
        IndexNotFoundError: the folder is gone.
        IndexLockedError: another writer holds the index.
    """
    held = WhooshIndex(folder, make_schema()).lock("WRITELOCK")
    try:
        is_held = try_for(held.acquire, timeout=timeout_s, delay=_LOCK_DELAY_S)
    except FileNotFoundError:
        raise IndexNotFoundError(f"the index {folder} is gone; run `searchlib index` to make one", folder) from None
    if not is_held:
        raise IndexLockedError(f"another process is writing to {folder}; try again when it has finished", folder)
    try:
        yield
    finally:
        held.release()


class ArticleWriter:
    """Writes one commit; whoever makes one holds the lock.

    Args:
        folder: the folder of the index.
        options: how articles are indexed.
    """

    def __init__(self, folder: Path, options: Options = DEFAULT) -> None:
        self._folder = folder
        self._options = options
        self._schema = make_schema()
        toc = WhooshIndex(folder, self._schema)._read_toc()  # noqa: SLF001  made for writers
        self._generation: int = toc.generation + 1
        self._old = [ArticleIds(folder, segment) for segment in toc.segments]
        self._new: list[ArticleIds] = []
        self._is_merging_all = False
        # What the table of contents names. A commit that was begun may have put the names of others on the disk.
        self._known: list[str] | None = [segment.segment_id() for segment in toc.segments]

    def add(self, articles: Iterable[Article]) -> AddReport:
        """Add articles, each in place of the one that has its id, if any."""
        if self._options.processes > 1:
            with WorkerPool(self._folder, self._options) as pool:
                shares = pool.index(articles)
        else:
            shares = index_share(self._folder, self._options, enumerate(articles))
        self._new = [ArticleIds(self._folder, share.segment) for share in shares]
        return self._settle([share.numbers for share in shares])

    def _settle(self, numbers: Sequence[array[int]]) -> AddReport:
        """Delete what was replaced, and count."""
        documents = sum(ids.segment.doc_count_all() for ids in self._new)
        replaced = sum(ids.segment.deleted_count() for ids in self._new)
        for new_number, new in enumerate(self._new):
            for old in self._old:
                for docnum, _ in list(old.shared(new)):
                    old.segment.delete_document(docnum)
                    replaced += 1
            for other_number, other in enumerate(self._new[:new_number]):
                for there, here in list(other.shared(new)):
                    # The one that came later stays, whichever process had it.
                    is_later = numbers[new_number][here] > numbers[other_number][there]
                    (other if is_later else new).segment.delete_document(there if is_later else here)
                    replaced += 1
        return AddReport(documents - replaced, replaced)

    def delete(self, article_ids: Iterable[str]) -> int:
        """Delete the articles that have these ids; return how many there were."""
        return sum(any(ids.delete(article_id) for ids in self._old) for article_id in article_ids)

    def commit(self) -> None:
        """Make everything that was done visible; after an error nothing of it is."""
        segments = [ids.segment for ids in (*self._old, *self._new)]
        self._commit(self._merged(segments))

    def merge_all(self) -> None:
        """Let the commit make one segment of all."""
        self._is_merging_all = True

    def _commit(self, segments: list[ColumnarSegment]) -> None:
        # From here on a failure may leave names on the disk that say otherwise than this process sees: nothing that a
        # table of contents might name is removed any more but by the next commit.
        self._known = None
        commit(self._folder, self._schema, segments, self._generation)

    def _merged(self, segments: list[ColumnarSegment]) -> list[ColumnarSegment]:
        """Merge as the policy says, and leave out segments whose documents are all deleted."""
        kept = [segment for segment in segments if segment.doc_count()]
        if self._is_merging_all:
            is_one = len(kept) < 2 and not any(segment.deleted_count() for segment in kept)  # noqa: PLR2004  one or none
            return kept if is_one else [self._merge(kept)]
        for run in reversed(find_merges([Size(each.doc_count(), each.deleted_count()) for each in kept])):
            kept[run.start : run.stop] = [self._merge(kept[run.start : run.stop])]
        return kept

    def _merge(self, segments: list[ColumnarSegment]) -> ColumnarSegment:
        return merge_segments(self._folder, segments, self._options)

    def cancel(self) -> None:
        """Remove what was written for a commit that was not begun."""
        if self._known is not None:
            with suppress(OSError):  # the next commit tries again
                remove_leftovers(self._folder, self._generation - 1, self._known)

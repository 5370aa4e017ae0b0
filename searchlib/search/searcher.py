"""A snapshot ready to be searched: its segments, and the statistics that scores are made of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from searchlib.codec.segment import SegmentReader
from searchlib.codec.snapshot import Snapshot
from searchlib.errors import IndexCorruptError
from searchlib.kernels.bound_query import BoundQuery
from searchlib.kernels.searched_segment import SearchedSegment
from searchlib.kernels.topk import SearchDamagedError, best_documents, matching_documents
from searchlib.lexicon import TermGroup
from searchlib.query.plan import Plan
from searchlib.search import bm25
from searchlib.search.binding import Binder, Fields
from searchlib.search.matching import Matching


class Collected(NamedTuple):
    """The best documents, and how many match.

    Attributes:
        best: pairs of docnum and score, best first.
        total: number of documents that match, or one that is not higher.
        is_exact: whether it is that number.
    """

    best: list[tuple[int, float]]
    total: int
    is_exact: bool


class Matched(NamedTuple):
    """All documents that match.

    Attributes:
        matching: the documents, by segment.
        best: the best of them, as pairs of docnum and score, best first.
    """

    matching: list[Matching]
    best: list[tuple[int, float]]

    @property
    def total(self) -> int:
        """How many they are."""
        return sum(each.mask.count(1) for each in self.matching)


class Searcher:
    """Searches one snapshot; any number of threads may use it at once.

    Documents that are deleted but not merged away are counted in its statistics, as their postings are.

    Args:
        snapshot: the snapshot.

    Attributes:
        doc_count: number of documents.
        mean_length: mean number of tokens of a document, each field times its weight.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.doc_count = snapshot.doc_count_all
        total = sum(segment.norms.scored_facts().total for segment in snapshot.segments)
        self.mean_length = total / self.doc_count if self.doc_count else 0.0
        norm = bm25.norm(self.mean_length)
        self._segments = tuple(_searched(segment, norm) for segment in snapshot.segments)
        self._binder = Binder(self._segments, self.doc_count)

    def bind(self, plan: Plan) -> BoundQuery:
        """Bind a plan to posting lists; what comes of it may be asked again and again.

        Raises:
            IndexCorruptError: files of the index are damaged.
        """
        try:
            return self._binder.bind(plan)
        except ValueError as error:
            raise self._damaged(error) from error

    def phrase(self, groups: Sequence[TermGroup], slop: int, fields: Fields) -> BoundQuery:
        """Bind the plan of a phrase without making one, which takes as long as many a phrase is searched.

        Raises:
            IndexCorruptError: files of the index are damaged.
        """
        try:
            return self._binder.phrase(groups, slop, fields)
        except ValueError as error:
            raise self._damaged(error) from error

    def _damaged(self, error: ValueError) -> IndexCorruptError:
        folder = self._snapshot.segments[0].folder
        return IndexCorruptError(f"{folder} is damaged ({error}); index the articles anew", folder)

    def collect(self, query: BoundQuery, limit: int, count_to: int = 0) -> Collected:
        """Return the best documents: highest score first, then lowest number.

        Args:
            query: what to look for, bound by this searcher.
            limit: how many documents at most.
            count_to: how far matching documents are counted; whatever cannot be among the best is passed over
                behind that.

        Raises:
            IndexCorruptError: files of the index are damaged.
        """
        try:
            return Collected(*best_documents(query, self._segments, limit, count_to))
        except SearchDamagedError as error:
            raise self._read_wrongly(error) from error

    def match(self, query: BoundQuery, limit: int = 0) -> Matched:
        """Return all documents that match, and the best of them, which are those that :meth:`collect` gives.

        Args:
            query: what to look for, bound by this searcher.
            limit: how many of the best at most.

        Raises:
            IndexCorruptError: files of the index are damaged.
        """
        try:
            found, best = matching_documents(query, self._segments, limit)
        except SearchDamagedError as error:
            raise self._read_wrongly(error) from error
        pairs = zip(self._snapshot.segments, found, strict=True)
        return Matched([Matching(segment, *each) for segment, each in pairs], best)

    def _read_wrongly(self, error: SearchDamagedError) -> IndexCorruptError:
        segment = self._snapshot.segments[error.number]
        path = (segment.positions if error.structure == "positions" else segment.postings).path
        return IndexCorruptError(f"{path} is damaged; index the articles anew", path)


def _searched(segment: SegmentReader, norm: tuple[float, float]) -> SearchedSegment:
    terms = segment.terms
    return SearchedSegment(
        {field: terms.dictionary(field) for field in terms.fields},
        (segment.postings.records, segment.positions.records),
        segment.postings.block_size,
        segment.norms.scored(),
        segment.live() if segment.deleted_count else None,
        norm,
        segment.doc_base,
    )

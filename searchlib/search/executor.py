"""Runs a plan on one segment: for each document, whether it matches and how much.

Every document of the segment has a place in the arrays, so joining plans is arithmetic on arrays. This is the
exhaustive way; whatever is faster has to give the same.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from searchlib.codec.segment import SegmentReader
from searchlib.lexicon import TermGroup
from searchlib.query.plan import FIELD_BOOSTS, BooleanPlan, FilterPlan, GroupPlan, PhrasePlan, Plan
from searchlib.query.proximity import phrase_places
from searchlib.search import bm25
from searchlib.search.statistics import Statistics


class Scored(NamedTuple):
    """For each document of a segment whether it matches, and its score (0 where it does not)."""

    matched: npt.NDArray[np.bool_]
    scores: bm25.Array


class Executor:
    """Runs plans on one segment.

    Args:
        segment: the segment.
        statistics: counts over the whole index.
    """

    def __init__(self, segment: SegmentReader, statistics: Statistics) -> None:
        self._segment = segment
        self._statistics = statistics
        lengths = np.zeros(segment.doc_count_all)
        for field, boost in FIELD_BOOSTS.items():
            lengths += boost * segment.lengths(field)
        self._norms = bm25.length_norms(lengths, statistics.mean_length)

    def run(self, plan: Plan) -> Scored:
        """Return which documents match a plan and how much; deleted ones too."""
        match plan:
            case GroupPlan():
                return self._group(plan)
            case PhrasePlan():
                return self._phrase(plan)
            case FilterPlan():
                return self._filter(plan)
            case BooleanPlan():
                return self._boolean(plan)

    def _group(self, plan: GroupPlan) -> Scored:
        frequencies = np.zeros(self._segment.doc_count_all)
        for field, boost in plan.fields:
            for member in plan.group.members:
                postings = self._segment.postings(field, member.term)
                frequencies[postings.docnums] += boost * member.weight * postings.frequencies
        idf = self._statistics.idf(plan.group, tuple(field for field, _ in plan.fields))
        return self._scored(frequencies, idf * plan.boost)

    def _phrase(self, plan: PhrasePlan) -> Scored:
        frequencies = np.zeros(self._segment.doc_count_all)
        for field, boost in plan.fields:
            for docnum, count in self._phrase_counts(plan, field).items():
                frequencies[docnum] += boost * count
        fields = tuple(field for field, _ in plan.fields)
        idf = sum(self._statistics.idf(group, fields) for group in plan.groups)
        return self._scored(frequencies, idf * plan.boost)

    def _phrase_counts(self, plan: PhrasePlan, field: str) -> dict[int, int]:
        wanted: set[int] | None = None
        for group in plan.groups:
            docnums = {int(n) for m in group.members for n in self._segment.postings(field, m.term).docnums}
            wanted = docnums if wanted is None else wanted & docnums
        if not wanted:
            return {}
        columns = [self._positions(group, field, wanted) for group in plan.groups]
        counts = {
            docnum: sum(1 for _ in phrase_places([column[docnum] for column in columns], plan.slop))
            for docnum in sorted(wanted)
        }
        return {docnum: count for docnum, count in counts.items() if count}

    def _positions(self, group: TermGroup, field: str, wanted: set[int]) -> dict[int, list[int]]:
        merged: dict[int, list[int]] = {docnum: [] for docnum in wanted}
        for member in group.members:
            for docnum, positions in self._segment.positions(field, member.term, wanted).items():
                merged[docnum].extend(positions)
        return {docnum: sorted(positions) for docnum, positions in merged.items()}

    def _filter(self, plan: FilterPlan) -> Scored:
        matched = np.zeros(self._segment.doc_count_all, bool)
        for term in self._segment.terms_from(plan.field, plan.low):
            if term > plan.high:
                break
            matched[self._segment.postings(plan.field, term).docnums] = True
        return Scored(matched, np.zeros(len(matched)))

    def _boolean(self, plan: BooleanPlan) -> Scored:
        size = self._segment.doc_count_all
        matched, scores = np.ones(size, bool), np.zeros(size)
        for child in plan.must:
            found = self.run(child)
            matched &= found.matched
            scores += found.scores
        any_should = np.zeros(size, bool)
        for child in plan.should:
            found = self.run(child)
            any_should |= found.matched
            scores += found.scores
        if plan.needs_should:
            matched &= any_should
        for child in plan.must_not:
            matched &= ~self.run(child).matched
        return Scored(matched, np.where(matched, scores * plan.boost, 0.0))

    def _scored(self, frequencies: bm25.Array, factor: float) -> Scored:
        return Scored(frequencies > 0, factor * bm25.saturate(frequencies, self._norms))

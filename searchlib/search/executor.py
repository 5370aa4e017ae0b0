"""Runs a plan on one segment: for each document, whether it matches and how much.

Every document of the segment has a place in the arrays, so joining plans is arithmetic on arrays. This is the
exhaustive way; whatever is faster has to give the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from searchlib.codec.segment import SegmentReader
from searchlib.kernels import scores as kernel
from searchlib.lexicon import TermGroup
from searchlib.query.plan import FIELD_BOOSTS, BooleanPlan, FilterPlan, GroupPlan, PhrasePlan, Plan
from searchlib.query.proximity import phrase_places
from searchlib.search import bm25
from searchlib.search.statistics import Statistics


class Scored(NamedTuple):
    """For each document of a segment 1 or 0 for whether it matches, and its score (0 where it does not)."""

    matched: bytearray
    scores: array[float]


class Executor:
    """Runs plans on one segment.

    Args:
        segment: the segment.
        statistics: counts over the whole index.
    """

    def __init__(self, segment: SegmentReader, statistics: Statistics) -> None:
        self._segment = segment
        self._statistics = statistics
        columns = [(boost, segment.lengths(field)) for field, boost in FIELD_BOOSTS.items()]
        rows = zip(*(lengths for _, lengths in columns), strict=True)
        boosts = [boost for boost, _ in columns]
        lengths = array("d", [sum(map(float.__mul__, boosts, map(float, row))) for row in rows])
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
        found = self._pseudo_term(plan, plan.group)
        exact = plan.group.in_full()
        if len(plan.group.members) > len(exact.members) > 0:
            bonus = self._pseudo_term(plan, exact)
            kernel.mask_and_scale(bonus.scores, bonus.matched, bm25.EXACT_BONUS)
            kernel.add(found.scores, bonus.scores)
        return found

    def _pseudo_term(self, plan: GroupPlan, group: TermGroup) -> Scored:
        """Score the terms of a group as if they were one: occurrences weighted and added, then saturated."""
        frequencies = self._zeros()
        for field, boost in plan.fields:
            for member in group.members:
                kernel.accumulate(frequencies, *self._segment.posting_list(field, member.term), boost * member.weight)
        idf = self._statistics.idf(group, plan.fields)
        return self._scored(frequencies, idf * plan.boost)

    def _phrase(self, plan: PhrasePlan) -> Scored:
        frequencies = self._zeros()
        for field, boost in plan.fields:
            for docnum, weight in self._phrase_weights(plan, field).items():
                frequencies[docnum] += boost * weight
        idf = sum(self._statistics.idf(group, plan.fields) for group in plan.groups)
        return self._scored(frequencies, idf * plan.boost)

    def _phrase_weights(self, plan: PhrasePlan, field: str) -> dict[int, float]:
        """Return the documents with a phrase, and the places where it stands, each as heavy as its weakest word."""
        wanted: set[int] | None = None
        for group in plan.groups:
            docnums = {n for m in group.members for n in self._segment.posting_list(field, m.term).docnums}
            wanted = docnums if wanted is None else wanted & docnums
        if not wanted:
            return {}
        columns = [self._positions(group, field, wanted) for group in plan.groups]
        weights = {docnum: _phrase_weight([column[docnum] for column in columns], plan.slop) for docnum in wanted}
        return {docnum: weight for docnum, weight in weights.items() if weight}

    def _positions(self, group: TermGroup, field: str, wanted: set[int]) -> dict[int, dict[int, float]]:
        """Return where terms of a group stand in documents, and the weight of the term that stands there."""
        merged: dict[int, dict[int, float]] = {docnum: {} for docnum in wanted}
        for member in group.members:
            for docnum, positions in self._segment.term_positions(field, member.term, wanted).items():
                merged[docnum].update(dict.fromkeys(positions, member.weight))
        return merged

    def _filter(self, plan: FilterPlan) -> Scored:
        matched = bytearray(self._segment.doc_count_all)
        for term in self._segment.terms_between(plan.field, plan.low, plan.high):
            kernel.mark(matched, self._segment.posting_list(plan.field, term).docnums)
        return Scored(matched, self._zeros())

    def _boolean(self, plan: BooleanPlan) -> Scored:
        matched, scores = bytearray(b"\1") * self._segment.doc_count_all, self._zeros()
        for child in plan.must:
            found = self.run(child)
            kernel.keep(matched, found.matched)
            kernel.add(scores, found.scores)
        any_should = bytearray(self._segment.doc_count_all)
        for child in plan.should:
            found = self.run(child)
            kernel.join(any_should, found.matched)
            kernel.add(scores, found.scores)
        if plan.needs_should:
            kernel.keep(matched, any_should)
        for child in plan.must_not:
            kernel.drop(matched, self.run(child).matched)
        kernel.mask_and_scale(scores, matched, plan.boost)
        return Scored(matched, scores)

    def _scored(self, frequencies: array[float], factor: float) -> Scored:
        matched = bytearray(self._segment.doc_count_all)
        kernel.mark_positive(matched, frequencies)
        kernel.saturate(frequencies, self._norms, bm25.K1, factor)
        return Scored(matched, frequencies)

    def _zeros(self) -> array[float]:
        return array("d", bytes(8 * self._segment.doc_count_all))


def _phrase_weight(columns: Sequence[Mapping[int, float]], slop: int) -> float:
    """Return what the places of a phrase in one document come to, from where each word stands and its weight there."""
    places = phrase_places([sorted(column) for column in columns], slop)
    return sum(min(column[at] for column, at in zip(columns, place, strict=True)) for place in places)

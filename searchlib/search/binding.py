"""From a plan to a query bound to posting lists: every group with its lists in all segments and its rarity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from searchlib.kernels.bound_query import AllOf, AnyOf, BoundFilter, BoundGroup, BoundPhrase, BoundQuery, Everything
from searchlib.kernels.searched_segment import FilterBits, SearchedSegment, TermLists
from searchlib.lexicon import TermGroup
from searchlib.query.plan import BooleanPlan, FilterPlan, GroupPlan, PhrasePlan, Plan
from searchlib.search import bm25

Fields = tuple[tuple[str, float], ...]

_GROUPS = 4096
_FILTERS = 64
_SATURATED = bm25.K1 + 1
"""What a frequency without end counts."""


class GroupLists(NamedTuple):
    """What is known of a group.

    Attributes:
        lists: its posting lists.
        idf: its rarity.
        bonus: what its members that count in full add, as a factor.
    """

    lists: TermLists
    idf: float
    bonus: float


class Binder:
    """Binds plans to the segments of a snapshot. Groups and filters that come again are not looked up again.

    Args:
        segments: the segments.
        doc_count: number of documents, by which rarity is judged.
    """

    def __init__(self, segments: tuple[SearchedSegment, ...], doc_count: int) -> None:
        self._segments = segments
        self._doc_count = doc_count
        # By identity, since comparing groups of many terms costs more than looking them up: a lexicon gives the same
        # group for a word each time. Each is kept beside its lists, so that its identity stays its own.
        self._known: dict[tuple[int, Fields], tuple[TermGroup, GroupLists]] = {}
        self._filter = lru_cache(_FILTERS)(self._make_filter)

    def bind(self, plan: Plan, boost: float = 1.0) -> BoundQuery:
        """Return the query of a plan.

        Args:
            plan: the plan.
            boost: factor of its scores.

        Raises:
            ValueError: files of the index are damaged.
        """
        match plan:
            case GroupPlan():
                found = self.group_lists(plan.group, plan.fields)
                factor = _SATURATED * plan.boost * boost
                return BoundGroup(found.lists, factor * found.idf, factor * found.bonus)
            case PhrasePlan():
                return self.phrase(plan.groups, plan.slop, plan.fields, plan.boost * boost)
            case FilterPlan():
                return self._filter(plan)
            case BooleanPlan():
                return self._boolean(plan, boost * plan.boost)

    def phrase(self, groups: Sequence[TermGroup], slop: int, fields: Fields, boost: float = 1.0) -> BoundPhrase:
        """Return the query of a phrase; see :class:`searchlib.query.plan.PhrasePlan`."""
        words = [self.group_lists(group, fields) for group in groups]
        lists = tuple([lists for lists, _, _ in words])
        factor = _SATURATED * boost * sum([idf for _, idf, _ in words])
        return BoundPhrase(lists, tuple([field_boost for _, field_boost in fields]), slop, factor)

    def _boolean(self, plan: BooleanPlan, boost: float) -> BoundQuery:
        required = tuple(self.bind(child, boost) for child in plan.must)
        should = tuple(self._alternatives(plan.should, boost))
        excluded = tuple(self.bind(child) for child in plan.must_not)
        if plan.needs_should:
            required, should = (*required, AnyOf(should)), ()
        if not required:
            required = (Everything(),)
        return AllOf(required, should, excluded) if len(required) > 1 or should or excluded else required[0]

    def _alternatives(self, plans: tuple[Plan, ...], boost: float) -> Iterator[BoundQuery]:
        """Yield the queries of plans of which any may match; alternatives of an alternative are alternatives."""
        for plan in plans:
            if isinstance(plan, BooleanPlan) and plan.needs_should and not plan.must and not plan.must_not:
                yield from self._alternatives(plan.should, boost * plan.boost)
            else:
                yield self.bind(plan, boost)

    def _make_filter(self, plan: FilterPlan) -> BoundFilter:
        low, high = plan.low.encode(), plan.high.encode()
        return BoundFilter([FilterBits(segment, plan.field, low, high) for segment in self._segments])

    def group_lists(self, group: TermGroup, fields: Fields) -> GroupLists:
        """Return the posting lists of a group and how rare it is.

        It is as rare as the number of documents that its members count as being in tells: the sum over the members of
        their documents, in the field where they are most, each times the member's weight, for a group of weak members
        tells more than one of strong ones. docs/decisions/0004 has the figures.
        """
        known = self._known.get((id(group), fields))
        if known is not None:
            return known[1]
        members = group.members
        lists = TermLists(
            self._segments,
            [member.term.encode() for member in members],
            [member.weight for member in members],
            [member.is_in_full for member in members],
            fields,
        )
        bonus = bm25.EXACT_BONUS * self._idf(lists.exact_counted) if lists.has_bonus else 0.0
        found = GroupLists(lists, self._idf(lists.counted), bonus)
        if len(self._known) >= _GROUPS:
            self._known.clear()
        self._known[id(group), fields] = group, found
        return found

    def _idf(self, counted: float) -> float:
        return bm25.idf(self._doc_count, min(counted, self._doc_count))

"""Which segments are merged after a commit.

Segments are sorted into tiers by their number of documents, each tier a multiple of the one below it, and a run of
neighbours of one tier, or below it, is merged as soon as it is long enough. So there are never more than a few
segments of a tier, and a document is written anew once for each tier that it rises. Only neighbours are merged:
documents stay in the order in which they were added. The idea is that of O'Neil and others, "The log-structured
merge-tree" (1996).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

RUN: Final = 5
"""Neighbours that are merged, and by how much a tier is larger than the one below."""

SMALL: Final = 1_000
"""Documents of the largest segment of the lowest tier: merging such takes no longer than writing one."""

MOST_DOCUMENTS: Final = 5_000_000
"""A merge makes no segment with more."""

MOST_DELETED: Final = 0.4
"""Share of deleted documents above which a segment is written anew, even if no other is merged with it."""


class Size(NamedTuple):
    """What the policy looks at in a segment.

    Attributes:
        documents: how many are there still.
        deleted: how many were deleted.
    """

    documents: int
    deleted: int


def find_merges(sizes: Sequence[Size]) -> list[range]:
    """Return which segments to merge, as ranges of their numbers in ascending order.

    Example:
        >>> find_merges([Size(90_000, 0), *[Size(200, 0)] * 5]), find_merges([Size(200, 0), Size(100, 100)])
        ([range(1, 6)], [range(1, 2)])
    """
    groups = [range(number, number + 1) for number in range(len(sizes))]
    documents = [size.documents for size in sizes]
    while (run := _find_run(documents)) is not None:
        groups[run.start : run.stop] = [range(groups[run.start].start, groups[run.stop - 1].stop)]
        documents[run.start : run.stop] = [sum(documents[run.start : run.stop])]
    return [group for group in groups if len(group) > 1 or _is_hollow(sizes[group.start])]


def _find_run(documents: Sequence[int]) -> range | None:
    """Return a run of neighbours to merge, of the lowest tier there is one in."""
    limit = SMALL
    while limit <= MOST_DOCUMENTS:
        start = 0
        for stop in range(1, len(documents) + 1):
            if documents[stop - 1] > limit:
                start = stop
            is_end = stop == len(documents) or documents[stop] > limit
            if is_end and stop - start >= RUN and _is_worth_it(documents[start:stop]):
                return range(start, stop)
        limit *= RUN
    return None


def _is_worth_it(run: Sequence[int]) -> bool:
    """Tell whether no segment of a run is so large that the others had better be merged first."""
    # What a segment costs at the least is counted, too.
    costs = [max(documents, SMALL // RUN) for documents in run]
    return sum(run) <= MOST_DOCUMENTS and 2 * max(costs) <= sum(costs)


def _is_hollow(size: Size) -> bool:
    return size.deleted > (size.documents + size.deleted) * MOST_DELETED

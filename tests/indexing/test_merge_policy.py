"""Few segments, few documents written anew, neighbours only."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.indexing.merge_policy import MOST_DOCUMENTS, RUN, SMALL, Size, find_merges

SIZES = st.lists(st.builds(Size, st.integers(1, 10**6), st.integers(0, 10**5)), max_size=40)


@given(SIZES)
def test_merges_are_runs_of_neighbours_in_order(sizes: list[Size]) -> None:
    merges = find_merges(sizes)
    assert all(before.stop <= after.start for before, after in pairwise(merges))
    assert all(0 <= merge.start < merge.stop <= len(sizes) for merge in merges)


@given(SIZES)
def test_nothing_is_left_to_merge_after_a_merge(sizes: list[Size]) -> None:
    left = list(sizes)
    for merge in reversed(find_merges(sizes)):
        left[merge.start : merge.stop] = [Size(sum(size.documents for size in sizes[merge.start : merge.stop]), 0)]
    assert find_merges(left) == []


@given(SIZES)
def test_no_merge_is_larger_than_the_largest(sizes: list[Size]) -> None:
    assert all(
        sum(size.documents for size in sizes[run.start : run.stop]) <= MOST_DOCUMENTS for run in find_merges(sizes)
    )


@pytest.mark.parametrize("documents", [20, 200, 2000])
def test_many_small_commits_leave_a_handful_of_segments_and_write_little_anew(documents: int) -> None:
    sizes: list[Size] = []
    most, written = 0, 0
    for _ in range(600):
        sizes.append(Size(documents, 0))
        for run in reversed(find_merges(sizes)):
            total = sum(size.documents for size in sizes[run.start : run.stop])
            sizes[run.start : run.stop] = [Size(total, 0)]
            written += total
        most = max(most, len(sizes))
    assert most <= 3 * RUN
    assert written <= 5 * 600 * max(documents, SMALL // RUN)


def test_a_segment_that_is_mostly_deleted_is_written_anew() -> None:
    assert find_merges([Size(1000, 10), Size(400, 600)]) == [range(1, 2)]

"""The optimal string alignment distance, by its definition."""

from __future__ import annotations

from functools import cache


def edit_distance(left: str, right: str) -> int:
    """Return how many letters must be inserted, deleted, changed or swapped with their neighbour, none of them twice.

    Example:
        >>> edit_distance("flim", "film"), edit_distance("ca", "abc")
        (1, 3)
    """

    @cache
    def distance(i: int, j: int) -> int:
        """Return the distance of the first ``i`` letters of the one and the first ``j`` of the other."""
        if not i or not j:
            return i + j
        ways = [distance(i - 1, j) + 1, distance(i, j - 1) + 1, distance(i - 1, j - 1) + (left[i - 1] != right[j - 1])]
        if i > 1 and j > 1 and left[i - 2 : i] == right[j - 2 : j][::-1]:
            ways.append(distance(i - 2, j - 2) + 1)
        return min(ways)

    return distance(len(left), len(right))

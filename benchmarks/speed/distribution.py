"""A row of times in three figures."""

from __future__ import annotations

from collections.abc import Sequence


def distribution(values: Sequence[float]) -> dict[str, float]:
    """Return mean, median and 95th percentile.

    Example:
        >>> distribution([1.0, 2.0, 6.0])
        {'mean': 3.0, 'p50': 2.0, 'p95': 6.0}
    """
    ordered = sorted(values)
    at = {name: ordered[int(len(ordered) * share)] for name, share in (("p50", 0.5), ("p95", 0.95))}
    return {"mean": round(sum(ordered) / len(ordered), 4), **{name: round(value, 4) for name, value in at.items()}}

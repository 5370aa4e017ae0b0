"""How many queries a second several threads ask of one index."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from statistics import median
from typing import Any, TypeVar

THREADS = (1, 4)
SECONDS = 2.0
"""How long each number of threads asks, at least; and as often as there are queries."""

ROUNDS = 3

_Query = TypeVar("_Query")


def throughput(ask: Callable[[_Query], Any], asked: Sequence[_Query]) -> dict[int, float]:
    """Return queries a second by the number of threads, the median of three rounds in turn.

    Every thread asks all queries from the first to the last until the time is over.
    """
    found: dict[int, list[float]] = {threads: [] for threads in THREADS}
    for _ in range(ROUNDS):
        for threads in THREADS:
            found[threads].append(_per_second(ask, asked, threads))
    return {threads: round(median(values), 1) for threads, values in found.items()}


def _per_second(ask: Callable[[_Query], Any], asked: Sequence[_Query], threads: int) -> float:
    started = time.perf_counter()
    end = started + SECONDS

    def work(_: int) -> int:
        count = 0
        while time.perf_counter() < end:
            for query in asked:
                ask(query)
            count += len(asked)
        return count

    with ThreadPoolExecutor(threads) as pool:
        done = sum(pool.map(work, range(threads)))
    return done / (time.perf_counter() - started)

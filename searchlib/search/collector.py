"""Keeps the best documents of every segment."""

from __future__ import annotations

from typing import NamedTuple

from searchlib.codec.snapshot import Snapshot
from searchlib.kernels import scores as kernel
from searchlib.query.plan import Plan
from searchlib.search.executor import Executor
from searchlib.search.statistics import Statistics


class ScoredDoc(NamedTuple):
    """A document, by its number in the index, and its score."""

    docnum: int
    score: float


class Collected(NamedTuple):
    """The best documents, best first, and the number of all that match."""

    best: list[ScoredDoc]
    total: int


def collect(plan: Plan, snapshot: Snapshot, statistics: Statistics, limit: int) -> Collected:
    """Return the best documents for a plan: highest score first, then lowest number.

    Args:
        plan: what to look for.
        snapshot: where.
        statistics: counts over the snapshot.
        limit: how many documents at most.
    """
    candidates: list[ScoredDoc] = []
    total = 0
    for segment in snapshot.segments:
        matched, scores = Executor(segment, statistics).run(plan)
        kernel.keep(matched, segment.live())
        best, count = kernel.best(scores, matched, limit)
        total += count
        candidates.extend(ScoredDoc(docnum + segment.doc_base, score) for score, docnum in best)
    candidates.sort(key=lambda scored: (-scored.score, scored.docnum))
    return Collected(candidates[:limit], total)

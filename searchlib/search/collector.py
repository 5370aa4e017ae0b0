"""Keeps the best documents of every segment."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from searchlib.codec.snapshot import Snapshot
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
        docnums = np.flatnonzero(matched & segment.live())
        total += len(docnums)
        order = np.lexsort((docnums, -scores[docnums]))[:limit]
        candidates.extend(ScoredDoc(int(n) + segment.doc_base, float(scores[n])) for n in docnums[order])
    candidates.sort(key=lambda scored: (-scored.score, scored.docnum))
    return Collected(candidates[:limit], total)

"""nDCG@10 on the judged sets, through an index on disk as users have it, beside three baselines on the same queries."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import numpy as np

from benchmarks.engines.searchlib import Relevance
from benchmarks.quality.baselines import baseline_scores
from benchmarks.quality.figures import Figure, MissingDataError
from benchmarks.quality.relevance_sets import Listed, listed, ndcgs, read_set

QUERIES = 1_000
QUICK_QUERIES = 40
QUICK_DOCUMENTS = 3_600
PLAIN = "_plain"
"""Ending of the names of sets whose queries are typed without diacritics."""


def measure() -> Iterator[Figure]:
    """Measure on every set, with 1,000 queries of each at most; the mean is over those with queries as they are."""
    yield from _with_mean(_figures(listed(), QUERIES, None))


def measure_quickly() -> Iterator[Figure]:
    """Measure on the smaller sets, with 40 queries of each at most."""
    yield from _with_mean(_figures(listed(), QUICK_QUERIES, QUICK_DOCUMENTS))


def _figures(lines: Iterable[Listed], queries: int, documents: int | None) -> Iterator[Figure]:
    there = [line for line in lines if line.is_there]
    if not there:
        raise MissingDataError("none of the judged sets is there")
    for _, same in itertools.groupby(there, key=lambda line: (line.documents, line.searched)):
        yield from _figures_of_one_index(list(same), queries, documents)


def _figures_of_one_index(lines: Iterable[Listed], queries: int, documents: int | None) -> Iterator[Figure]:
    engine: Relevance | None = None
    for line in lines:
        one = read_set(line, queries)
        if documents is not None and len(one.texts) > documents:
            return
        engine = engine or Relevance(one.texts, one.language)
        ours = ndcgs(one.queries, engine.search)
        baselines = baseline_scores(one)
        best = max(baselines.values(), key=np.mean)
        error = float(np.std(ours - best, ddof=1) / len(ours) ** 0.5)
        means = {name: float(scores.mean()) for name, scores in baselines.items()}
        yield Figure("ranking", line.name, float(ours.mean()), len(ours), "nDCG@10", means, error)


def _with_mean(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Yield figures, then the mean of those with queries as they are."""
    counted = []
    for figure in figures:
        yield figure
        if not figure.subject.endswith(PLAIN):
            counted.append(figure)
    if counted:
        yield mean_of(counted)


def mean_of(figures: list[Figure]) -> Figure:
    """Return the mean of figures beside the mean of the best baseline of each.

    Example:
        >>> figures = [Figure("ranking", name, 0.5, 9, baselines={"words": 0.25}, error=0.03) for name in "ab"]
        >>> mean = mean_of(figures)
        >>> mean.value, mean.baselines, round(mean.error, 4)
        (0.5, {'best of each': 0.25}, 0.0212)
    """
    best = float(np.mean([max(figure.baselines.values()) for figure in figures]))
    error = float(np.sqrt(sum((figure.error or 0.0) ** 2 for figure in figures)) / len(figures))
    value = float(np.mean([figure.value for figure in figures]))
    count = sum(figure.count for figure in figures)
    return Figure("ranking", "mean of all", value, count, figures[0].unit, {"best of each": best}, error)

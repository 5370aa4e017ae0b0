"""Searches as a user makes them: typed words in, ten hits with their stored articles out."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import searchlib
from benchmarks.measuring_data import DATA, read_lines
from benchmarks.speed.distribution import distribution
from benchmarks.speed.queries import queries
from benchmarks.speed.threads import throughput

_LOGS = {"en_trec_million_query.tsv": 1, "ru_tydi_miracl_questions.tsv": 1, "ru_en_hc4_news_topics.tsv": 1}
"""Logs of queries, and the column that the query stands in."""

PER_LOG = 150
SEED = 7
ROUNDS = 3


def typed() -> list[str]:
    """Return queries as people typed them, English and Russian, in an order that is always the same.

    Raises:
        FileNotFoundError: a log is not in the measuring data.
    """
    found = [" ".join(query.words) for query in queries(PER_LOG) if query.kind == "or"]
    for name, column in _LOGS.items():
        lines = read_lines(DATA / "perf" / "queries" / name)
        found.extend(line.split("\t")[column] for line in islice(lines, 1, 1 + PER_LOG))
    distinct = list(dict.fromkeys(found))
    random.Random(SEED).shuffle(distinct)  # noqa: S311  no secret
    return distinct


def measure(folder: Path) -> dict[str, float]:
    """Open an index and search it, first with words that it has not met, then again."""
    asked = typed()
    started = time.perf_counter()
    index = searchlib.Index.open(folder)
    _read(index, asked[0])
    figures = {"first_search_ms": round((time.perf_counter() - started) * 1e3, 3)}
    rounds = [list(_times_ms(index, asked)) for _ in range(1 + ROUNDS)]
    figures.update({f"new_search_{name}_ms": value for name, value in distribution(rounds[0]).items()})
    best = [min(times) for times in zip(*rounds[1:], strict=True)]
    figures.update({f"search_{name}_ms": value for name, value in distribution(best).items()})
    per_s = throughput(lambda query: _read(index, query), asked)
    return {**figures, "search_1_thread_per_s": per_s[1], "search_4_threads_per_s": per_s[4]}


def _read(index: searchlib.Index, query: str) -> list[searchlib.Article]:
    return [hit.article for hit in index.search(query)]


def _times_ms(index: searchlib.Index, asked: list[str]) -> Iterator[float]:
    for query in asked:
        started = time.perf_counter()
        _read(index, query)
        yield (time.perf_counter() - started) * 1e3

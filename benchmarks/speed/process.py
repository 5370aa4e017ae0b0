"""One engine in a process of its own: build, open, ask; prints its figures as one line of JSON.

Run by ``python -m benchmarks speed``; by hand: ``python -m benchmarks.speed.process ENGINE --folder FOLDER``, ENGINE
being ``module:Class`` with the verbs ``build``, ``open`` and ``run``.
"""

from __future__ import annotations

import argparse
import importlib
import json
import resource
import shutil
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from benchmarks.speed import searching
from benchmarks.speed.distribution import distribution
from benchmarks.speed.passages import passages, read_passages
from benchmarks.speed.queries import Kind, Query, queries
from benchmarks.speed.threads import throughput

WARMING = 30
ROUNDS = 3
K = 10


class Engine(Protocol):
    """What an engine has to do."""

    def build(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index numbered texts and bring them to the disk."""

    def open(self) -> None:
        """Open what was built."""

    def run(self, kind: Kind, words: Sequence[str], k: int = K) -> Sequence[Any]:
        """Return the best k documents."""


def measure_building(engine: Engine, folder: Path, numbered: Iterable[tuple[int, str]]) -> dict[str, float]:
    """Index texts, all of them held in memory before the clock starts."""
    texts = list(numbered)
    megabytes = sum(len(text.encode()) for _, text in texts) / 1e6
    before = _peak_mb()
    started, worked = time.perf_counter(), time.process_time()
    engine.build(iter(texts))
    seconds = time.perf_counter() - started
    return {
        "text_mb": round(megabytes, 3),
        "index_s": round(seconds, 3),
        "index_cpu_s": round(time.process_time() - worked, 3),
        "mb_per_s": round(megabytes / seconds, 3),
        "index_mb": round(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6, 3),
        "peak_mb": round(_peak_mb() - before, 3),
    }


def measure_answering(engine: Engine, asked: Sequence[Query]) -> dict[str, float]:
    """Open, ask a first query, and time each query at its best of three rounds."""
    started = time.perf_counter()
    engine.open()
    engine.run(*asked[0])
    figures = {"open_and_first_query_ms": round((time.perf_counter() - started) * 1e3, 3)}
    for query in asked[:WARMING]:
        engine.run(*query)
    best: dict[Query, float] = defaultdict(lambda: float("inf"))
    for _ in range(ROUNDS):
        for query in asked:
            started = time.perf_counter()
            engine.run(*query)
            best[query] = min(best[query], time.perf_counter() - started)
    times = defaultdict(list)
    for query, seconds in best.items():
        times[query.kind].append(seconds * 1e3)
    for kind, found in times.items():
        figures.update({f"{kind}_{name}_ms": value for name, value in distribution(found).items()})
    return figures


def measure_threads(engine: Engine, asked: Sequence[Query]) -> dict[str, float]:
    """Ask the unions with one thread, and with four."""
    unions = [query for query in asked if query.kind == "or"]
    per_s = throughput(lambda query: engine.run(*query), unions)
    return {"or_1_thread_per_s": per_s[1], "or_4_threads_per_s": per_s[4]}


def _peak_mb() -> float:
    """Return the greatest memory that the process has held, in MB; Linux counts in KiB, macOS in bytes."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if sys.platform == "darwin" else peak * 1024 / 1e6


def main() -> None:
    """Measure one engine."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("engine")
    parser.add_argument("--folder", type=Path, required=True, help="what is in it is removed")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--texts", type=Path, help="read the texts from this file instead of making them")
    parser.add_argument("--per-tag", type=int, default=200)
    parser.add_argument("--reuse", action="store_true", help="ask what was built before")
    parser.add_argument("--build-only", action="store_true", help="do not ask")
    parser.add_argument("--threads", action="store_true", help="ask with several threads, too")
    parser.add_argument("--searches", action="store_true", help="search as a user does, with articles, instead")
    wanted = parser.parse_args()
    module, _, name = wanted.engine.partition(":")
    engine: Engine = getattr(importlib.import_module(module), name)(str(wanted.folder))
    figures: dict[str, float] = {}
    if not wanted.reuse:
        shutil.rmtree(wanted.folder, ignore_errors=True)
        wanted.folder.mkdir(parents=True)
        texts = read_passages(wanted.texts) if wanted.texts else passages(wanted.documents)
        figures.update(measure_building(engine, wanted.folder, texts))
    if wanted.searches:
        figures.update(searching.measure(wanted.folder / "index"))
    elif not wanted.build_only:
        asked = list(queries(wanted.per_tag))
        figures.update(measure_answering(engine, asked))
        if wanted.threads:
            figures.update(measure_threads(engine, asked))
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

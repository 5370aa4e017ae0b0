"""What has to be found and what must not: the probes, the conformance suite, and the judged sample news."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring_data import DATA
from benchmarks.quality import conformance
from benchmarks.quality.conformance import Case, failing, indexed
from benchmarks.quality.figures import Figure, MissingDataError
from benchmarks.quality.judgements import mean_ndcg, read_judged
from searchlib import Index, Skipped, read_articles

SAMPLE = Path(__file__).parents[2] / "index_data"
BEST_ENGINE = 15 / 27
"""Share of the probes that the best of the engines compared passes; not measured here."""


def measure_probes() -> Iterator[Figure]:
    """Ask each probe of an index of its own."""
    path = DATA / "probes.json"
    if not path.is_file():
        raise MissingDataError(f"{path} is not there")
    probes = [
        Case(probe["id"], "probe", probe["text"], probe["query"], probe["must_match"], "")
        for probe in json.loads(path.read_text("utf-8"))
    ]
    passed = sum(_passes(probe) for probe in probes)
    yield Figure("probes", "all", passed / len(probes), len(probes), baselines={"best engine": BEST_ENGINE})


def _passes(case: Case) -> bool:
    with indexed([case]) as find:
        return not failing([case], find)


def measure_conformance() -> Iterator[Figure]:
    """Run the conformance suite, by topic."""
    scores = conformance.run()
    for score in scores:
        yield Figure("conformance", score.topic, score.passed / score.total, score.total)
    total = sum(score.total for score in scores)
    yield Figure("conformance", "all", sum(score.passed for score in scores) / total, total)


def measure_sample_news() -> Iterator[Figure]:
    """Ask the judged queries of the sample news."""
    judged = read_judged(SAMPLE / "judgements")
    skipped: list[Skipped] = []
    with tempfile.TemporaryDirectory(prefix="searchlib-benchmark-") as folder, Index.create(Path(folder, "i")) as index:
        index.add(read_articles([SAMPLE / "articles"], on_skip=skipped.append))
        ndcg = mean_ndcg(judged, lambda query, k: [hit.article.id for hit in index.search(query, limit=k)])
    if skipped:
        raise MissingDataError(f"{len(skipped)} of the sample articles cannot be read: {skipped[0]}")
    answerable = sum(any(grades.values()) for grades in judged.grades.values())
    yield Figure("sample news", "all", ndcg, answerable, "nDCG@10")

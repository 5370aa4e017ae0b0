"""Everything that is measured of snippets, and what a run leaves behind."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from benchmarks.quality.figures import MissingDataError
from benchmarks.snippets import adversarial, fuzz, pairs, speed

RESULTS = Path(__file__).parents[1] / "results" / "snippets.json"
LEAST_PARITY, MOST_PARITY = 0.95, 1.05


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        name: what was measured.
        value: ours.
        must: what it has to be at least; of ``"ms"`` at most.
        unit: ``"share"``, ``"ratio"`` (within 5 % of 1) or ``"ms"``.
        count: of how many cases.
        others: the same figure of other engines, measured in the same run.
    """

    name: str
    value: float
    must: float
    unit: str
    count: int
    others: dict[str, float] = field(default_factory=dict)

    @property
    def is_met(self) -> bool:
        """Whether the figure is what it has to be."""
        if self.unit == "ms":
            return self.value <= self.must
        if self.unit == "ratio":
            return LEAST_PARITY <= self.value <= MOST_PARITY
        return self.value >= self.must


@dataclass(frozen=True)
class Run:
    """The figures of one run, what was left out and why, and where they come from."""

    figures: list[Figure]
    skipped: dict[str, str]
    machine: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the run as it stands in results/snippets.json."""
        figures = [{**asdict(figure), "is_met": figure.is_met} for figure in self.figures]
        return {"machine": self.machine, "skipped": self.skipped, "figures": figures}

    @classmethod
    def from_json(cls, saved: dict[str, Any]) -> Run:
        """Return a run that was saved."""
        figures = [Figure(**{name: one[name] for name in one if name != "is_met"}) for one in saved["figures"]]
        return cls(figures, saved["skipped"], saved["machine"])


def run(cases: int, pairs_to_a_set: int, report: Callable[[str], None]) -> Run:
    """Measure; what needs data that are not there is skipped, not the rest."""
    figures: list[Figure] = []
    skipped: dict[str, str] = {}
    measures: dict[str, Callable[[], Iterator[Figure]]] = {
        "adversarial": measure_adversarial,
        "pairs": lambda: measure_pairs(pairs_to_a_set),
        "speed": measure_speed,
        "fuzz": lambda: measure_fuzz(cases, report),
    }
    for name, measure in measures.items():
        report(f"measuring {name}")
        try:
            for figure in measure():
                figures.append(figure)
                report(f"  {figure.name} {figure.value:.3f}")
        except MissingDataError as error:
            skipped[name] = str(error)
            report(f"skipped {name}: {error}")
    return Run(figures, skipped, machine())


def measure_fuzz(cases: int, report: Callable[[str], None]) -> Iterator[Figure]:
    """Make snippets of any text for any query; say what is wrong with the first few that are not right."""
    problems = [problem for problem in fuzz.run(cases) if problem]
    for problem in problems[:5]:
        report(f"  {problem}")
    yield Figure("fuzz", 1 - len(problems) / cases, 1.0, "share", cases)


def measure_adversarial() -> Iterator[Figure]:
    """Ask the made articles."""
    found = adversarial.read_cases()
    shares = dict(adversarial.shares_won(found))
    yield Figure("adversarial articles won", shares.pop("searchlib"), 0.95, "share", len(found), shares)


def measure_pairs(pairs_to_a_set: int) -> Iterator[Figure]:
    """Ask the real queries: coverage, borders, and lengths by language."""
    found = pairs.read_pairs(pairs_to_a_set)
    tallies = dict(pairs.tallies(found))
    count = len(tallies["searchlib"].coverage)
    covered = {name: statistics.mean(tally.coverage) for name, tally in tallies.items()}
    yield Figure("words covered of those coverable", covered.pop("searchlib"), 0.97, "share", count, covered)
    clean = {name: statistics.mean(tally.is_clean) for name, tally in tallies.items()}
    yield Figure("clean borders", clean.pop("searchlib"), 0.98, "share", count, clean)
    for which, name in enumerate(("length beside English, least", "length beside English, most")):
        ratios = {engine: pairs.parity(tally.widths)[which] for engine, tally in tallies.items()}
        yield Figure(name, ratios.pop("searchlib"), 1.0, "ratio", count, ratios)


def measure_speed() -> Iterator[Figure]:
    """Time ten snippets of short and of long articles."""
    for name, articles, must in (
        ("10 snippets of 400 words, p95", speed.short_articles(), 3.0),
        ("10 snippets of 1 MB, p95", speed.long_articles(), 15.0),
    ):
        times = dict(speed.times_ms(articles))
        yield Figure(name, times.pop("searchlib"), must, "ms", speed.QUERIES, times)


def save(finished: Run, path: Path = RESULTS) -> None:
    """Write a run into the results."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(finished.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")


def read(path: Path = RESULTS) -> Run:
    """Read the saved results."""
    return Run.from_json(json.loads(path.read_text("utf-8")))

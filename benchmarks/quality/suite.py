"""Everything that is measured, by name, and what a run leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from benchmarks.quality import cases, identification, ranking, spellings, stemmers
from benchmarks.quality.figures import Figure, MissingDataError, with_targets

RESULTS = Path(__file__).parents[1] / "results" / "quality.json"

Measure = Callable[[], Iterator[Figure]]

MEASURES: Mapping[str, Measure] = {
    "probes": cases.measure_probes,
    "conformance": cases.measure_conformance,
    "sample news": cases.measure_sample_news,
    "stemmers": stemmers.measure,
    "names": spellings.measure,
    "language": identification.measure,
    "ranking": ranking.measure,
}

QUICK_MEASURES: Mapping[str, Measure] = {
    **MEASURES,
    "names": spellings.measure_quickly,
    "ranking": ranking.measure_quickly,
}


@dataclass(frozen=True, slots=True)
class Run:
    """The figures of one run, and where they come from.

    Attributes:
        figures: the figures, with their targets.
        skipped: what was not measured, and why.
        machine: processor, Python, commit and date.
    """

    figures: list[Figure]
    skipped: dict[str, str]
    machine: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        """Return the run as it stands in results/quality.json."""
        figures = [figure.as_json() for figure in self.figures]
        return {"machine": self.machine, "skipped": self.skipped, "figures": figures}

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> Run:
        """Return a run that was saved."""
        return cls([Figure.from_json(one) for one in saved["figures"]], saved["skipped"], saved["machine"])

    def updated(self, newer: Run) -> Run:
        """Return this run with the measures of a newer one in place of its own, in the order of the suite."""
        measured = {figure.measure for figure in newer.figures}
        figures = [figure for figure in self.figures if figure.measure not in measured] + newer.figures
        figures.sort(key=lambda figure: list(MEASURES).index(figure.measure))
        skipped = {name: why for name, why in {**self.skipped, **newer.skipped}.items() if name not in measured}
        return Run(figures, skipped, newer.machine)


def run(names: Iterable[str], measures: Mapping[str, Measure], report: Callable[[str], None]) -> Run:
    """Measure and say what is being measured; measures whose data are not there are skipped, not the others."""
    figures: list[Figure] = []
    skipped = {}
    for name in names:
        report(f"measuring {name}")
        try:
            for figure in measures[name]():
                figures.extend(with_targets([figure]))
                report(f"  {figure.subject} {figure.value:.3f}")
        except MissingDataError as error:
            skipped[name] = str(error)
            report(f"skipped {name}: {error}; set SEARCHLIB_DATA to the folder of measuring data")
    return Run(figures, skipped, machine())


def save(finished: Run, path: Path = RESULTS) -> Run:
    """Write a run into the results, beside what was saved of other measures, and return the whole."""
    whole = read(path).updated(finished) if path.is_file() else finished
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(whole.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")
    return whole


def read(path: Path = RESULTS) -> Run:
    """Read the saved results."""
    return Run.from_json(json.loads(path.read_text("utf-8")))

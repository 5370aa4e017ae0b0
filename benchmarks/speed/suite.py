"""A run of every engine in turn, each in a process of its own, and what it leaves behind."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.machine import machine
from benchmarks.speed.comparison import Measured, Ratio, comparisons, ratios
from benchmarks.speed.passages import write_passages

RESULTS = Path(__file__).parents[1] / "results" / "speed.json"
ROUNDS = 3
_PACKAGES = ("searchlib", "tantivy", "whoosh", "numpy")

_ENGINES = {
    "Tantivy": ("benchmarks.engines.tantivy:Tantivy",),
    "Searchlib": ("benchmarks.engines.searchlib:Searchlib", "--threads"),
    "SearchlibTwoProcesses": ("benchmarks.engines.searchlib:SearchlibTwoProcesses", "--build-only"),
    "TantivyEnglish": ("benchmarks.engines.tantivy:TantivyEnglish",),
    "SearchlibInflected": ("benchmarks.engines.searchlib:SearchlibInflected",),
    "SearchlibInflectedTwoProcesses": (
        "benchmarks.engines.searchlib:SearchlibInflectedTwoProcesses",
        "--build-only",
    ),
    "SearchlibArticles": ("benchmarks.engines.searchlib:SearchlibArticles", "--searches"),
}
"""What each engine of the table is measured by, in the order of a round: those that are compared, side by side."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run measured.

    Attributes:
        machine: processor, Python, commit and date.
        versions: the version of each package that was measured.
        measured: every figure of every round.
        ratios: what the comparisons come to.
    """

    machine: dict[str, str]
    versions: dict[str, str]
    measured: list[Measured]
    ratios: list[Ratio]

    def as_json(self) -> dict[str, Any]:
        """Return the run as it stands in results/speed.json."""
        return {
            "machine": self.machine,
            "versions": self.versions,
            "ratios": [asdict(ratio) for ratio in self.ratios],
            "measured": [one._asdict() for one in self.measured],
        }

    @classmethod
    def from_json(cls, saved: dict[str, Any]) -> Run:
        """Return a run that was saved."""
        measured = [Measured(**one) for one in saved["measured"]]
        return cls(saved["machine"], saved["versions"], measured, [Ratio(**one) for one in saved["ratios"]])


def run(most_documents: int, rounds: int, report: Callable[[str], None]) -> Run:
    """Measure every engine with every number of documents that the table asks for, up to a limit.

    Args:
        most_documents: larger indexes are left out.
        rounds: how often; a round measures everything once.
        report: called with a sentence on each step.

    Raises:
        RuntimeError: an engine failed; says how.
    """
    measured = []
    with tempfile.TemporaryDirectory(prefix="searchlib-benchmark-") as name:
        folder = Path(name)
        for documents in sorted({documents for _, documents in _wanted(most_documents)}):
            report(f"reading and making {documents:,} texts")
            write_passages(folder / str(documents), documents)
        for number in range(1, rounds + 1):
            for engine, documents in _wanted(most_documents):
                report(f"round {number} of {rounds}: {engine}, {documents:,} documents")
                figures = _measure(engine, folder / str(documents), folder / "index")
                report("  " + ", ".join(f"{name} {value:g}" for name, value in figures.items()))
                measured.append(Measured(number, engine, documents, figures))
    return Run(machine(), _versions(), measured, list(ratios(comparisons(), measured)))


def _wanted(most_documents: int) -> Iterator[tuple[str, int]]:
    sides = [side for line in comparisons() for side in (line.ours, line.theirs) if side]
    needed = {(side.documents, side.engine) for side in sides if side.documents <= most_documents}
    order = list(_ENGINES)
    for documents, engine in sorted(needed, key=lambda pair: (pair[0], order.index(pair[1]))):
        yield engine, documents


def _measure(engine: str, texts: Path, folder: Path) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.speed.process", *_ENGINES[engine]]
    places = ["--folder", str(folder), "--texts", str(texts)]
    done = subprocess.run([*command, *places], capture_output=True, text=True, check=False)  # noqa: S603  our own
    if done.returncode:
        raise RuntimeError(f"{engine} with {texts.name} documents failed:\n{done.stderr}")
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def _versions() -> dict[str, str]:
    found = {}
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def save(finished: Run, path: Path = RESULTS) -> None:
    """Write a run into the results."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(finished.as_json(), ensure_ascii=False, indent=1) + "\n", "utf-8")


def read(path: Path = RESULTS) -> Run:
    """Read the saved results."""
    return Run.from_json(json.loads(path.read_text("utf-8")))

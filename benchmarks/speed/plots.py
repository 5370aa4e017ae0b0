"""Draws a run: what queries take, and how fast is indexed, by engine and number of documents."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from benchmarks.speed.suite import Run

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_COLOURS = {
    "Searchlib": "#0b6e4f",
    "Tantivy": "#c8553d",
    "SearchlibInflected": "#6bbf59",
    "TantivyEnglish": "#f28f3b",
    "SearchlibArticles": "#a7c957",
}
_NAMES = {
    "Searchlib": "searchlib, surface forms",
    "Tantivy": "tantivy, plain",
    "SearchlibInflected": "searchlib, inflection",
    "TantivyEnglish": "tantivy, English stems",
    "SearchlibArticles": "searchlib, whole",
}
_KINDS = {"or": "OR", "and": "AND", "phrase": "phrase"}


def draw(finished: Run, folder: Path) -> list[Path]:
    """Draw the plots of a run into a folder as SVG, and return their paths."""
    from matplotlib import rcParams  # noqa: PLC0415  slow, and only drawing needs it

    # The same figures make the same bytes.
    rcParams.update({"svg.hashsalt": "searchlib", "svg.fonttype": "none"})
    drawn = {"speed-queries.svg": _queries(finished), "speed-indexing.svg": _indexing(finished)}
    for name, figure in drawn.items():
        figure.savefig(folder / name, metadata={"Date": None})
    return [folder / name for name in drawn]


def _queries(finished: Run) -> Figure:
    sizes = sorted({one.documents for one in finished.measured if "or_mean_ms" in one.figures})
    figure, panels = _panels(len(_KINDS))
    for panel, (kind, title) in zip(panels, _KINDS.items(), strict=True):
        for engine, colour in _COLOURS.items():
            values = [(size, _median(finished, engine, size, f"{kind}_mean_ms")) for size in sizes]
            points = [(size, value) for size, value in values if value is not None]
            if points:
                panel.plot(*zip(*points, strict=True), marker="o", color=colour, label=_NAMES[engine])
        panel.set(title=title, xlabel="documents", xscale="log", yscale="log")
    panels[0].set_ylabel("ms, mean, top 10")
    panels[0].legend(fontsize=7)
    return figure


def _indexing(finished: Run) -> Figure:
    sizes = sorted({one.documents for one in finished.measured if "mb_per_s" in one.figures})
    figure, (panel,) = _panels(1)
    bars = [(size, engine) for size in sizes for engine in _COLOURS]
    found = [(size, engine, _median(finished, engine, size, "mb_per_s")) for size, engine in bars]
    rows = [(f"{_NAMES[engine]}, {size:,}", value, _COLOURS[engine]) for size, engine, value in found if value]
    panel.barh([label for label, _, _ in rows], [value for _, value, _ in rows], color=[c for _, _, c in rows])
    panel.invert_yaxis()
    panel.set_xlabel("MB of text a second, one process")
    return figure


def _panels(count: int) -> tuple[Figure, list[Axes]]:
    from matplotlib.figure import Figure  # noqa: PLC0415  likewise

    figure = Figure(figsize=(10, 4), layout="constrained")
    return figure, [figure.add_subplot(1, count, number + 1) for number in range(count)]


def _median(finished: Run, engine: str, documents: int, name: str) -> float | None:
    fitting = (one for one in finished.measured if (one.engine, one.documents) == (engine, documents))
    values = [one.figures[name] for one in fitting if name in one.figures]
    return median(values) if values else None

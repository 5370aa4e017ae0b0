"""A figure of quality: what was measured, how it compares, and what it has to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

TARGETS = Path(__file__).with_name("targets.tsv")
_BEST = "best"
_UNBOUNDED = frozenset({"words/s", "words a group"})


class MissingDataError(Exception):
    """Measuring data are not there; says which."""


@dataclass(frozen=True)
class Figure:
    """One figure.

    Attributes:
        measure: what kind of figure it is, as on the command line.
        subject: what was measured.
        value: the figure; more is better, except where ``unit`` says otherwise.
        count: of how many words, queries, cases or pairs it is the mean.
        unit: ``"share"`` from 0 to 1, ``"nDCG@10"``, ``"words/s"``, ``"words a group"`` (less is better).
        baselines: the same figure of others, measured in the same run.
        error: its standard error beyond the best baseline; None where it was not worked out.
        must, aim: what it has to be, and what it should be; None for no target.
    """

    measure: str
    subject: str
    value: float
    count: int
    unit: str = "share"
    baselines: Mapping[str, float] = field(default_factory=dict)
    error: float | None = None
    must: float | None = None
    aim: float | None = None

    @property
    def gain(self) -> float | None:
        """How much it is beyond the best baseline."""
        return self.value - max(self.baselines.values()) if self.baselines else None

    @property
    def is_met(self) -> bool | None:
        """Whether it is what it has to be; None if nothing is asked of it."""
        return self._reaches(self.must)

    @property
    def is_aim_met(self) -> bool | None:
        """Whether it is what it should be; None if nothing is asked of it."""
        return self._reaches(self.aim)

    def _reaches(self, target: float | None) -> bool | None:
        if target is None:
            return None
        # Figures are compared as they are printed.
        value, target = round(self.value, 3), round(target, 3)
        return value <= target if self.unit == "words a group" else value >= target

    def as_json(self) -> dict[str, Any]:
        """Return the figure as it stands in results/quality.json."""
        return {**asdict(self), "is_met": self.is_met, "is_aim_met": self.is_aim_met}

    @classmethod
    def from_json(cls, saved: Mapping[str, Any]) -> Figure:
        """Return a figure that was saved."""
        return cls(**{name: value for name, value in saved.items() if not name.startswith("is_")})


def with_targets(figures: Iterable[Figure], table: Path = TARGETS) -> list[Figure]:
    """Return the figures with the targets that the table has for them; the first line that fits counts."""
    lines = [line.split("\t") for line in table.read_text("utf-8").splitlines() if not line.startswith("#")]
    found = []
    for figure in figures:
        fitting = (row for row in lines if row[0] == figure.measure and fnmatch(figure.subject, row[1]))
        _, _, must, aim = next(fitting, ("", "", "", ""))
        found.append(replace(figure, must=target(must, figure), aim=target(aim, figure)))
    return found


def target(written: str, figure: Figure) -> float | None:
    """Return a target: a number, or ``best`` for the best baseline, with a number more or less.

    Example:
        >>> figure = Figure("ranking", "az_laws", 0.7, 100, baselines={"words": 0.6, "prefix 5": 0.64})
        >>> target("best+0.03", figure), target("0.5", figure), target("", figure)
        (0.67, 0.5, None)
    """
    if not written:
        return None
    if not written.startswith(_BEST):
        return float(written)
    if not figure.baselines:
        return None
    beyond = max(figure.baselines.values()) + float(written.removeprefix(_BEST) or 0)
    # A share, and nDCG likewise, is 1 at most.
    return round(beyond if figure.unit in _UNBOUNDED else min(1.0, beyond), 6)

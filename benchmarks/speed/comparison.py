"""What is compared with what: ratios of figures, and what they have to be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Literal, NamedTuple

TABLE = Path(__file__).with_name("ratios.tsv")


class Side(NamedTuple):
    """A figure of an engine that holds so many documents."""

    engine: str
    figure: str
    documents: int


class Measured(NamedTuple):
    """All figures of one engine with so many documents, of one round."""

    round: int
    engine: str
    documents: int
    figures: dict[str, float]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A line of the table.

    Attributes:
        subject: what is compared.
        ours, theirs: the two sides; without theirs the figure itself counts.
        better: whether more or less is better.
        must, aim: what the ratio has to be, and what it should be; None for no target.
    """

    subject: str
    ours: Side
    theirs: Side | None
    better: Literal["more", "less"]
    must: float | None
    aim: float | None


@dataclass(frozen=True, slots=True)
class Ratio:
    """What a comparison came to.

    Attributes:
        subject: what was compared.
        ratio: median over the rounds of ours by theirs, both of one round.
        least, most: the smallest and the greatest of them.
        ours, theirs: medians of the figures; theirs is None where the figure itself counts.
        better, must, aim: as in the comparison.
    """

    subject: str
    ratio: float
    least: float
    most: float
    ours: float
    theirs: float | None
    better: str
    must: float | None
    aim: float | None

    @property
    def mark(self) -> str:
        """★ for what it should be, ✓ for what it has to be, ✗ for less, nothing without targets."""
        if self.must is None:
            return ""
        if not self._reaches(self.must):
            return "✗"
        return "★" if self.aim is not None and self._reaches(self.aim) else "✓"

    def _reaches(self, target: float) -> bool:
        # Ratios are compared as they are printed.
        ratio = round(self.ratio, 2)
        return ratio <= target if self.better == "less" else ratio >= target


def comparisons(table: Path = TABLE) -> list[Comparison]:
    """Read the table."""
    lines = table.read_text("utf-8").splitlines()
    return [_comparison(line.split("\t")) for line in lines if not line.startswith("#")]


def _comparison(cells: list[str]) -> Comparison:
    subject, *sides, better, must, aim = cells
    ours, theirs = sides[:3], sides[3:]
    if better not in ("more", "less"):
        raise ValueError(f"{subject}: {better!r} is neither more nor less")
    return Comparison(
        subject,
        Side(ours[0], ours[1], int(ours[2])),
        Side(theirs[0], theirs[1], int(theirs[2])) if theirs[0] else None,
        "more" if better == "more" else "less",
        float(must) if must else None,
        float(aim) if aim else None,
    )


def ratios(wanted: Iterable[Comparison], measured: Iterable[Measured]) -> Iterator[Ratio]:
    """Yield what the comparisons come to whose sides were both measured.

    Example:
        >>> less = Comparison("OR", Side("A", "ms", 10), Side("B", "ms", 10), "less", 1.0, 0.5)
        >>> ours = [Measured(number, "A", 10, {"ms": 2.0 * number}) for number in (1, 2)]
        >>> theirs = [Measured(number, "B", 10, {"ms": 4.0}) for number in (1, 2)]
        >>> ratio = next(ratios([less], ours + theirs))
        >>> ratio.least, ratio.ratio, ratio.most, ratio.mark
        (0.5, 0.75, 1.0, '✓')
    """
    found = {(one.round, one.engine, one.documents): one.figures for one in measured}
    rounds = sorted({one_round for one_round, _, _ in found})
    for comparison in wanted:
        values = list(_values(comparison, rounds, found.get))
        if not values:
            continue
        quotients = [ours / theirs if theirs else ours for ours, theirs in values]
        theirs = median(theirs for _, theirs in values) if comparison.theirs else None
        yield Ratio(
            comparison.subject,
            median(quotients),
            min(quotients),
            max(quotients),
            median(ours for ours, _ in values),
            theirs,
            comparison.better,
            comparison.must,
            comparison.aim,
        )


def _values(
    comparison: Comparison, rounds: list[int], figures_of: Callable[..., dict[str, Any] | None]
) -> Iterator[tuple[float, float]]:
    """Yield both figures of each round that has them; 0 for theirs where there is none."""
    for one_round in rounds:
        ours = _value(comparison.ours, one_round, figures_of)
        theirs = _value(comparison.theirs, one_round, figures_of) if comparison.theirs else 0.0
        if ours is not None and theirs is not None:
            yield ours, theirs


def _value(side: Side, one_round: int, figures_of: Callable[..., dict[str, Any] | None]) -> float | None:
    figures = figures_of((one_round, side.engine, side.documents))
    return figures.get(side.figure) if figures else None

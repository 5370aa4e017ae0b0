"""Fit the constants of ranking on the judged sets, and print the table that they were chosen from.

Run ``python -m benchmarks.quality.fit_weights [--queries N] [--form FORM] [--set NAME]...`` with SEARCHLIB_DATA set to
the folder of measuring data (default: ``../shared/data`` beside the checkout). Nothing is written.

What is made as large as possible is the mean over the sets of nDCG@10 beyond that of the best baseline; what a set
falls below its best baseline by more than ``TOLERANCE`` and a standard error is taken off in full. Constants are
changed one at a time over a small grid, for as long as a change pays by more than noise: by its own standard error over
the queries.

For an honest figure everything is done on every other query first and reported on the rest.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.measuring_data import DATA
from benchmarks.quality.baselines import baseline_scores
from benchmarks.quality.memory_index import MemoryIndex
from benchmarks.quality.relevance_sets import Listed, listed, read_set
from benchmarks.quality.scoring_model import (
    Evaluator,
    Model,
    largest,
    own_idf,
    strongest_in_full,
    surplus_idf,
    union,
)

GRID = {
    "k1": (0.6, 0.9, 1.2, 1.5, 2.0),
    "b": (0.4, 0.5, 0.6, 0.7, 0.75, 0.8),
    "k3": (0.0, 1.0, 2.0, 4.0, 8.0, 1000.0),
    "exact_bonus": (0.0, 0.15, 0.3, 0.45, 0.6, 0.8),
    "inflection": (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0),
    "root": (0.0, 0.2, 0.4, 0.5, 0.6, 0.7, 0.8),
    "fold": (0.1, 0.2, 0.4, 0.55, 0.75, 0.9),
    "variant": (0.1, 0.2, 0.35, 0.5, 0.6, 0.8),
}
FORMS = {
    "library": Model(),
    "surplus": Model(bonus=surplus_idf),
}
"""Forms of the score to fit: that of the library, and one that counts exact forms by their surplus in rarity."""

TOLERANCE = 0.003
MIN_GAIN_IN_ERRORS = 1.0
"""How many standard errors a change has to pay by."""

MAX_ROUNDS = 8
TABLE_WIDTH = 120

ALL, EVEN, ODD = slice(None), slice(0, None, 2), slice(1, None, 2)

Scores = Mapping[str, np.ndarray]
"""nDCG@10 of each query, by the names of the sets."""


class Measured(NamedTuple):
    """One set made ready.

    Attributes:
        evaluator: ranks it by any model.
        baselines: nDCG@10 of each query, by the names of the baselines.
    """

    evaluator: Evaluator
    baselines: Mapping[str, np.ndarray]

    def best(self, queries: slice) -> np.ndarray:
        """Return the nDCG@10 of each of some queries by the baseline that is best on them."""
        return max((scores[queries] for scores in self.baselines.values()), key=np.mean)


@dataclass(frozen=True, slots=True)
class Gain:
    """What a model is worth beyond the best baseline of each set.

    Attributes:
        mean: mean gain over the sets.
        least: gain on the set where it is least.
        objective: what is made as large as possible.
    """

    mean: float
    least: float
    objective: float


class Fit:
    """A search for constants on some of the queries.

    Args:
        sets: the judged sets.
        queries: which of their queries count.
    """

    def __init__(self, sets: Sequence[Measured], queries: slice = ALL) -> None:
        self._sets = sets
        self._queries = queries

    def scores(self, model: Model) -> Scores:
        """Return the nDCG@10 of every query, those that do not count too."""
        return {one.evaluator.name: one.evaluator.ndcgs(model) for one in self._sets}

    def gain(self, scores: Scores, queries: slice | None = None) -> Gain:
        """Return what scores are worth on the queries that count, or on others."""
        chosen = self._queries if queries is None else queries
        differences = [scores[one.evaluator.name][chosen] - one.best(chosen) for one in self._sets]
        return gain_of([one.mean() for one in differences], [error_of_difference([one]) for one in differences])

    def error(self, scores: Scores, others: Scores) -> float:
        """Return the standard error of the mean difference between two models."""
        return error_of_difference([scores[name][self._queries] - others[name][self._queries] for name in scores])

    def search(self, model: Model, report: Callable[[str], None]) -> Model:
        """Return the best model that is found by changing one constant at a time to the next value of the grid."""
        scores = self.scores(model)
        for number in range(MAX_ROUNDS):
            before = model
            for name, values in GRID.items():
                near = neighbours(model.constants[name], values)
                model, scores = self._best_of(model, scores, [model.with_constant(name, value) for value in near])
            gain = self.gain(scores)
            report(f"round {number + 1}: mean {gain.mean:+.4f}, least {gain.least:+.4f}: {constants_of(model)}")
            if model == before:
                break
        return model

    def _best_of(self, model: Model, scores: Scores, candidates: Sequence[Model]) -> tuple[Model, Scores]:
        now = self.gain(scores).objective
        tried = [(candidate, self.scores(candidate)) for candidate in candidates]
        best, best_scores = max(tried, key=lambda one: self.gain(one[1]).objective)
        pays = self.gain(best_scores).objective - now > MIN_GAIN_IN_ERRORS * self.error(best_scores, scores)
        return (best, best_scores) if pays else (model, scores)


def neighbours(value: float, grid: Sequence[float]) -> list[float]:
    """Return the next lower and the next higher value of an ascending grid.

    Example:
        >>> neighbours(0.3, (0.1, 0.2, 0.4)), neighbours(0.1, (0.1, 0.2, 0.4))
        ([0.2, 0.4], [0.2])
    """
    return [*[one for one in grid if one < value][-1:], *[one for one in grid if one > value][:1]]


def gain_of(gains: Sequence[float], errors: Sequence[float]) -> Gain:
    """Return the mean, the least, and the mean less what sets fall below their best baseline by.

    Example:
        >>> gain_of([0.05, -0.013], errors=[0.01, 0.002]) == Gain(mean=0.0185, least=-0.013, objective=0.0105)
        True
    """
    fallen = sum(max(0.0, -TOLERANCE - error - gain) for gain, error in zip(gains, errors, strict=True))
    mean = float(np.mean(gains))
    return Gain(round(mean, 6), float(min(gains)), round(float(mean - fallen), 6))


def error_of_difference(differences: Sequence[np.ndarray]) -> float:
    """Return the standard error of the mean over sets of the mean difference over their queries.

    Example:
        >>> error_of_difference([np.array([0.0, 0.2]), np.array([0.1, 0.1])])
        0.05
    """
    variances = [np.var(one, ddof=1) / len(one) for one in differences]
    return float(np.sqrt(sum(variances)) / len(differences))


def constants_of(model: Model) -> str:
    """Return the constants of a model in one line."""
    return " ".join(f"{name} {model.constants[name]:g}" for name in GRID)


def measured(lines: Iterable[Listed], queries: int) -> Iterator[Measured]:
    """Read sets, run the baselines on them and make them ready; sets with the same documents are analysed once."""
    for _, same in itertools.groupby(lines, key=lambda line: (line.documents, line.searched)):
        index: MemoryIndex | None = None
        for line in same:
            one = read_set(line, queries)
            index = index or MemoryIndex(one.texts, one.language)
            yield Measured(Evaluator(one, index), baseline_scores(one))


def steps_table(fit: Fit, model: Model) -> Table:
    """Return what every single change of a constant would cost."""
    table = Table("constant", "value", "mean", "least", "change", "± error", title="One constant changed")
    here = fit.scores(model)
    mean = fit.gain(here).mean
    for name, values in GRID.items():
        for value in values:
            scores = fit.scores(model.with_constant(name, value))
            gain, error = fit.gain(scores), fit.error(scores, here)
            mark = " *" if value == model.constants[name] else ""
            row = (f"{gain.mean:+.4f}", f"{gain.least:+.4f}", f"{gain.mean - mean:+.4f}", f"{error:.4f}")
            table.add_row(name, f"{value:g}{mark}", *row)
    return table


def variants_table(fit: Fit, model: Model) -> Table:
    """Return what other forms of the model would bring."""
    table = Table("form", "mean", "least", "change", "± error", title="Other forms of the score")
    here = fit.scores(model)
    forms = {
        "as it is": model,
        "doc_freq of the group: of the union": replace(model, doc_frequency=union),
        "doc_freq of the group: of its most frequent term": replace(model, doc_frequency=largest),
        "bonus also for a word that stands alone": replace(model, bonus=own_idf),
        "bonus by the idf beyond the group's": replace(model, bonus=surplus_idf),
        "the same, and the union": replace(model, bonus=surplus_idf, doc_frequency=union),
        "the strongest member in full": replace(model, weighing=strongest_in_full),
        "all three": replace(model, bonus=surplus_idf, doc_frequency=union, weighing=strongest_in_full),
    }
    for title, form in forms.items():
        scores = fit.scores(form)
        gain, error = fit.gain(scores), fit.error(scores, here)
        change = gain.mean - fit.gain(here).mean
        table.add_row(title, f"{gain.mean:+.4f}", f"{gain.least:+.4f}", f"{change:+.4f}", f"{error:.4f}")
    return table


def sets_table(sets: Sequence[Measured], before: Scores, after: Scores) -> Table:
    """Return the nDCG@10 of baselines, of the library as it is, and of the model found."""
    names = list(sets[0].baselines)
    table = Table("set", "queries", *names, "library", "fitted", "gain", "± error", title="nDCG@10")
    for one in sets:
        name = one.evaluator.name
        best = one.best(ALL)
        error = error_of_difference([after[name] - best])
        means = [one.baselines[baseline].mean() for baseline in names] + [before[name].mean(), after[name].mean()]
        gain = f"{after[name].mean() - best.mean():+.4f}"
        table.add_row(name, str(len(best)), *(f"{mean:.4f}" for mean in means), gain, f"{error:.4f}")
    return table


@click.command()
@click.option("--queries", default=200, show_default=True, help="How many queries of each set at most.")
@click.option("--set", "names", multiple=True, help="Only this set; may be given more than once.")
@click.option("--form", type=click.Choice(list(FORMS)), default="library", show_default=True, help="Form of the score.")
def main(queries: int, names: tuple[str, ...], form: str) -> None:
    """Print the table that the constants were chosen from."""
    console = Console(width=TABLE_WIDTH)
    lines = [line for line in listed() if not names or line.name in names]
    for line in lines:
        if not line.is_there:
            console.print(f"skipped {line.name}: {line.documents} or its queries are not there")
    sets = []
    for one in measured((line for line in lines if line.is_there), queries):
        console.print(f"read {one.evaluator.name}")
        sets.append(one)
    if not sets:
        raise click.ClickException(f"no judged sets in {DATA}; set SEARCHLIB_DATA to the folder that has them")
    _fit(sets, FORMS[form], console)


def _fit(sets: Sequence[Measured], start: Model, console: Console) -> None:
    for fitted_on, other in ((EVEN, ODD), (ODD, EVEN)):
        half = Fit(sets, fitted_on)
        scores = half.scores(half.search(start, console.print))
        here, there = half.gain(scores), half.gain(scores, other)
        console.print(f"fitted on one half: {here.mean:+.4f} there, {there.mean:+.4f} on the other half")
    whole = Fit(sets)
    model = whole.search(start, console.print)
    console.print(sets_table(sets, whole.scores(start), whole.scores(model)))
    console.print(steps_table(whole, model))
    console.print(variants_table(whole, model))
    console.print(f"fitted: {constants_of(model)}")


if __name__ == "__main__":
    main()

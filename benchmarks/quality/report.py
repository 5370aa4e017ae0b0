"""Shows a run: as a table in the terminal, and as docs/QUALITY.md."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from rich.table import Table

from benchmarks.quality.figures import Figure
from benchmarks.quality.suite import Run
from benchmarks.tables import markdown_table, terminal_table

PAGE = Path(__file__).parents[2] / "docs" / "QUALITY.md"
_DECIMALS = {"words/s": 0, "words a group": 2}

_HEAD = """# Quality

How well searchlib finds what it should, in figures. This page is made by `python -m benchmarks report` from
`benchmarks/results/quality.json`, which `python -m benchmarks quality --save` writes; nobody edits it by hand.

{machine}

**must** is what a figure has to be, **aim** what it should be; `best` in the text below is the best of the baselines,
which are measured in the same run on the same words and queries. ✓ marks a figure that is what it has to be, ★ one that
is what it should be too, ✗ one that is not what it has to be.
"""

_ABOUT = {
    "probes": (
        "Small texts and queries that must match or must not, each in an index of its own. 15 of 27 is what the best "
        "of the engines passes that were compared when the probes were made; it is not measured again."
    ),
    "conformance": "The suite of docs/CONFORMANCE.md: the share of cases that pass, by topic.",
    "sample news": "The judged queries of index_data: nDCG@10.",
    "stemmers": (
        "B-cubed over the distinct forms of a table: bP is the share of a form's stem class that has its lemma, bR the "
        "share of its lemma's forms that have its stem. *In no table of ours* are words that no rule of the stemmer "
        "names. `prefix 5` cuts at five letters; Azerbaijani has no Snowball stemmer and takes the Turkish one."
    ),
    "names": (
        "The share of names all of whose forms have one stem; the share of pairs of spellings of one name of which one "
        "finds the other; and how many other names of a corpus a group finds by sound or fold, where less is better. "
        "Our own groups are those of benchmarks/quality/name_groups.tsv."
    ),
    "language": "The share of test lines that is told right among the four languages; py3langid knows only these, too.",
    "ranking": (
        "nDCG@10 through an index on disk. The baselines are BM25 (k1 0.9, b 0.4, as published) over words, words cut "
        "at five letters and Snowball stems. *plain* are queries typed without diacritics; the baselines search texts "
        "without diacritics there. ± is the standard error of the difference to the best baseline."
    ),
}


def tables_of(finished: Run) -> Iterator[Table]:
    """Yield the figures of each measure as a table for the terminal."""
    for measure, same in groupby(finished.figures, key=lambda figure: figure.measure):
        heads, *rows = _cells(list(same))
        yield terminal_table(heads, rows, measure.capitalize())


def page(finished: Run) -> str:
    """Return a run as a page of Markdown."""
    machine = ", ".join(f"{name} {value}" for name, value in finished.machine.items())
    parts = [_HEAD.format(machine=f"Measured on: {machine}.")]
    for measure, same in groupby(finished.figures, key=lambda figure: figure.measure):
        parts.append(f"## {measure.capitalize()}\n\n{_ABOUT[measure]}\n")
        heads, *rows = _cells(list(same))
        parts.append(markdown_table(heads, rows) + "\n")
    parts.extend(f"Not measured: {name}, for {why}.\n" for name, why in finished.skipped.items())
    return "\n".join(parts)


def mark(figure: Figure) -> str:
    """Return ★ for a figure that is what it should be, ✓ for what it has to be, ✗ for less, nothing without targets.

    Example:
        >>> [mark(Figure("names", "x", value, 1, must=0.5, aim=0.9)) for value in (0.4, 0.5, 0.9)]
        ['✗', '✓', '★']
    """
    if figure.is_met is None:
        return ""
    if not figure.is_met:
        return "✗"
    return "★" if figure.is_aim_met else "✓"


def shown(value: float | None, figure: Figure) -> str:
    """Return a value in the figure's unit, an empty string for none.

    Example:
        >>> shown(0.98765, Figure("names", "x", 1.0, 1)), shown(12345.6, Figure("stemmers", "x", 1.0, 1, "words/s"))
        ('.988', '12,346')
    """
    if value is None:
        return ""
    text = f"{value:,.{_DECIMALS.get(figure.unit, 3)}f}"
    return text.removeprefix("0") if text.startswith("0.") and figure.unit not in _DECIMALS else text


def _cells(figures: list[Figure]) -> Iterator[list[str]]:
    """Yield the heads of a table of figures, then its rows."""
    names = list(dict.fromkeys(name for figure in figures for name in figure.baselines))
    has_error = any(figure.error is not None for figure in figures)
    yield ["of", "count", "searchlib", *names, *(["±"] if has_error else []), "must", "aim", ""]
    for figure in figures:
        values = [figure.value, *(figure.baselines.get(name) for name in names)]
        error = [f"{figure.error:.3f}" if figure.error is not None else ""] if has_error else []
        targets = [shown(figure.must, figure), shown(figure.aim, figure), mark(figure)]
        yield [figure.subject, f"{figure.count:,}", *(shown(value, figure) for value in values), *error, *targets]

"""Shows a run: as a table in the terminal, and with a gallery as docs/SNIPPETS.md."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.table import Table

from benchmarks.snippets.adversarial import Trapped, read_cases
from benchmarks.snippets.engines import COLUMNS, Engine, Searchlib, others
from benchmarks.snippets.suite import Figure, Run
from benchmarks.tables import markdown_row, markdown_table, terminal_table
from searchlib import formatters

PAGE = Path(__file__).parents[2] / "docs" / "SNIPPETS.md"
GALLERY = 20

_HEAD = """# Snippets

How snippets compare with those of tantivy's SnippetGenerator, SQLite FTS5's `snippet()` and Whoosh's highlighters. This
page is made by `python -m benchmarks report` from `benchmarks/results/snippets.json`, which `python -m benchmarks
snippets --save` writes; nobody edits it by hand.

Measured on: {machine}.

- **fuzz**: any Unicode, any query. What is marked is a term of the query's groups, passages are runs of the source,
  formatters show no markup but ours, offsets slice the source.
- **words covered**: distinct words of real queries that the snippet shows, of those that any three ranges of {columns}
  columns could show.
- **clean borders**: the snippet begins where a sentence does, and ends where one does or at an ellipsis between words.
- **adversarial**: made articles with lines of tags, pleas, echoes of the headline, and sentences with one of the words.
  Won if the sentence that answers is shown whole, and nothing of a trap.
- **10 snippets**: the time it takes, the best of a few rounds for each query; the 95th percentile over the queries.
- **length beside English**: the mean columns of Russian and of Azerbaijani snippets, divided by those of English ones.

"""

_GALLERY_HEAD = """
## Gallery

Every fifth of the made articles, each with its query. The others are asked for as long a snippet.
"""


def table_of(finished: Run) -> Table:
    """Return the figures as a table for the terminal."""
    heads, *rows = _cells(finished)
    return terminal_table(heads, rows, "Snippets")


def page(finished: Run) -> str:
    """Return a run and the gallery as a page of Markdown."""
    machine = ", ".join(f"{name} {value}" for name, value in finished.machine.items())
    heads, *rows = _cells(finished)
    skipped = "".join(f"\nNot measured: {name}, for {why}.\n" for name, why in finished.skipped.items())
    head = _HEAD.format(machine=machine, columns=COLUMNS)
    return f"{head}{markdown_table(heads, rows)}\n{skipped}{_GALLERY_HEAD}{''.join(_gallery())}"


def _cells(finished: Run) -> Iterator[list[str]]:
    names = list(dict.fromkeys(name for figure in finished.figures for name in figure.others))
    yield ["of", "count", "searchlib", *names, "must", ""]
    for figure in finished.figures:
        values = [_shown(figure.value, figure), *(_shown(figure.others.get(name), figure) for name in names)]
        must = ".95 to 1.05" if figure.unit == "ratio" else _shown(figure.must, figure)
        yield [figure.name, f"{figure.count:,}", *values, must, "✓" if figure.is_met else "✗"]


def _shown(value: float | None, figure: Figure) -> str:
    if value is None:
        return ""
    return f"{value:.1f} ms" if figure.unit == "ms" else f"{value:.3f}".removeprefix("0")


def _gallery() -> Iterator[str]:
    cases = read_cases()
    articles = [case.article for case in cases]
    with Searchlib(articles) as ours:
        engines = others(articles)
        for number in range(0, len(cases), len(cases) // GALLERY):
            yield _exhibit(ours, engines, number + (number // 5) % 5, cases)


def _exhibit(ours: Searchlib, engines: list[Engine], number: int, cases: list[Trapped]) -> str:
    case = cases[number]
    hit = ours.hit(number, case.query)
    lines = [f"\n### {case.query} ({case.language}, {case.trap})\n", "| engine | shows |", "|---|---|"]
    shown = hit.make_snippet(columns=COLUMNS).format(formatters.markdown) if hit else ""
    lines.append(markdown_row(["searchlib", shown or "nothing"]))
    for engine in engines:
        text = " ".join(str(engine.prepare(number, case.query)()).split())
        lines.append(markdown_row([engine.name, formatters.markdown(text, ()) or "nothing"]))
    return "\n".join(lines) + "\n"

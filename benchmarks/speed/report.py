"""Shows a run: as a table in the terminal, and as docs/SPEED.md with its plots."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rich.table import Table

from benchmarks.speed import plots
from benchmarks.speed.comparison import Ratio
from benchmarks.speed.suite import Run
from benchmarks.tables import markdown_table, terminal_table

PAGE = Path(__file__).parents[2] / "docs" / "SPEED.md"

_HEADS = ("of", "searchlib", "beside it", "ratio", "least to most", "must", "aim", "")

_PAGE = """# Speed

How fast searchlib indexes and answers, beside [tantivy](https://pypi.org/project/tantivy/) on the same machine in the
same run. This page is made by `python -m benchmarks report` from `benchmarks/results/speed.json`, which
`python -m benchmarks speed --save` writes; nobody edits it by hand.

Measured on: {machine}. Versions: {versions}.

Every engine runs in a process of its own, one after another; a round measures all of them once, and a ratio is the
median of the rounds. Texts are real passages in English, Russian, Azerbaijani and Turkish, shuffled, and beyond 300,000
made ones of the same words. Queries are those of a public log, in English: each is timed at its best of three, from
Python, with everything that a caller waits for.

- *surface forms*: an index for exact matches only, as tantivy's is with its plain tokenizer; both keep positions and no
  texts.
- *inflection*: a lexicon of the inflected forms of four languages, beside tantivy's English stemmer.
- *whole lexicon and articles*: an index as it is made without any setting but its languages: names, folds and variants
  are in its lexicon, and the articles are stored.
- *whole search*: words as typed, parsed, expanded, ranked, and ten hits with their articles.
- *opening and first query*: in the process that made the index, which has imported everything and has the tables of the
  stemmers already, as the other engines' processes have theirs. A fresh process pays for imports and tables once.

**must** is what a ratio has to be, **aim** what it should be. ✓ marks one that is what it has to be, ★ one that is what
it should be too, ✗ one that is not what it has to be.

{table}

![Queries: milliseconds, mean](speed-queries.svg)

![Indexing: megabytes of text a second](speed-indexing.svg)
"""


def table_of(finished: Run) -> Table:
    """Return the ratios as a table for the terminal."""
    return terminal_table(_HEADS, (list(_cells(ratio)) for ratio in finished.ratios))


def write_page(finished: Run, page: Path = PAGE) -> list[Path]:
    """Write the page and its plots, and return their paths."""
    page.write_text(text_of(finished), "utf-8")
    return [page, *plots.draw(finished, page.parent)]


def text_of(finished: Run) -> str:
    """Return a run as a page of Markdown."""
    return _PAGE.format(
        machine=", ".join(f"{name} {value}" for name, value in finished.machine.items()),
        versions=", ".join(f"{name} {value}" for name, value in finished.versions.items()),
        table=markdown_table(_HEADS, [list(_cells(ratio)) for ratio in finished.ratios]),
    )


def _cells(ratio: Ratio) -> Iterator[str]:
    yield ratio.subject
    yield f"{ratio.ours:,.4g}"
    yield "" if ratio.theirs is None else f"{ratio.theirs:,.4g}"
    yield f"{ratio.ratio:.2f}"
    yield f"{ratio.least:.2f} to {ratio.most:.2f}"
    sign = "≤" if ratio.better == "less" else "≥"
    yield "" if ratio.must is None else f"{sign} {ratio.must:g}"
    yield "" if ratio.aim is None else f"{sign} {ratio.aim:g}"
    yield ratio.mark

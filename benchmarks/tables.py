"""Tables of figures, for the terminal and in Markdown: the first column names, the last marks, the rest are numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.table import Table


def terminal_table(heads: Sequence[str], rows: Iterable[Sequence[str]], title: str | None = None) -> Table:
    """Return a table for the terminal."""
    table = Table(*heads, title=title, title_justify="left")
    for column in table.columns[1:]:
        column.justify = "right"
    for row in rows:
        table.add_row(*row)
    return table


def markdown_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    r"""Return a table in Markdown.

    Example:
        >>> markdown_table(["of", "ours", ""], [["AND", "1.0", "✓"]])
        '| of | ours |  |\n| --- | --: | :-: |\n| AND | 1.0 | ✓ |'
    """
    rule = ["---", *["--:"] * (len(heads) - 2), ":-:"]
    return "\n".join(map(markdown_row, [heads, rule, *rows]))


def markdown_row(cells: Iterable[str]) -> str:
    """Return one row of a table in Markdown."""
    return f"| {' | '.join(cells)} |"

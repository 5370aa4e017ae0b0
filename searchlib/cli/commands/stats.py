"""``searchlib stats``: what is in the index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

import searchlib
from searchlib.cli.index_folder import index_option, open_index
from searchlib.cli.options import color_option, json_option
from searchlib.cli.terminal import ColorChoice, Page, size

_BAR_COLUMNS = 30
_NAME_COLUMNS = 10


@click.command
@index_option
@json_option("Print the figures as one line of JSON, sizes in bytes.")
@color_option
def command(folder: Path, *, as_json: bool, color: ColorChoice) -> None:
    """Tell what is in the index: articles, languages, dates, size."""
    with open_index(folder) as index:
        stats = index.stats()
    if as_json:
        click.echo(json.dumps(asdict(stats), ensure_ascii=False))
    elif Page(color).has_color:
        _print_tables(folder, stats)
    else:
        _print_plain(folder, stats)


def _print_plain(folder: Path, stats: searchlib.IndexStats) -> None:
    for name, value in _figures(folder, stats):
        click.echo(f"{name:<{_NAME_COLUMNS}}{value}")
    for code, articles, percent in _shares(stats):
        click.echo(f"{code:<{_NAME_COLUMNS}}{articles:,} ({percent:.0f} %)")


def _print_tables(folder: Path, stats: searchlib.IndexStats) -> None:
    from rich.console import Console  # noqa: PLC0415  only a terminal needs it
    from rich.table import Table  # noqa: PLC0415  likewise
    from rich.text import Text  # noqa: PLC0415  likewise

    figures = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for name, value in _figures(folder, stats):
        figures.add_row(Text(name, "dim"), Text(value))
    languages = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    languages.add_column("language")
    languages.add_column("articles", justify="right")
    languages.add_column("share", justify="right")
    languages.add_column("")
    most = max(stats.languages.values(), default=1)
    for code, articles, percent in _shares(stats):
        bar = Text("█" * max(1, round(_BAR_COLUMNS * articles / most)), "yellow")
        languages.add_row(Text(code, "bold"), f"{articles:,}", f"{percent:.0f} %", bar)
    console = Console(force_terminal=True, no_color=False, highlight=False)
    # click writes it, and says so when the reader of a pipe has closed it.
    with console.capture() as page:
        console.print(figures)
        if stats.languages:
            console.print()
            console.print(languages)
    click.echo(page.get(), nl=False, color=True)


def _figures(folder: Path, stats: searchlib.IndexStats) -> Iterator[tuple[str, str]]:
    yield "index", str(folder)
    yield "articles", f"{stats.articles:,}"
    if stats.deleted:
        yield "deleted", f"{stats.deleted:,}, until a later commit merges them away"
    if stats.first_date is not None:
        yield "dates", f"{stats.first_date} to {stats.last_date}"
    yield "size", size(stats.size_bytes)
    yield "terms", f"{stats.terms:,}"
    yield "segments", f"{stats.segments:,}"
    yield "commits", f"{stats.generation:,}"


def _shares(stats: searchlib.IndexStats) -> Iterator[tuple[str, int, float]]:
    """Yield each language with its articles and its share in percent."""
    for code, articles in stats.languages.items():
        yield code, articles, 100 * articles / sum(stats.languages.values())

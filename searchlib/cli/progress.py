"""How far indexing has come: a bar on a terminal, nothing elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

import click

import searchlib
from searchlib.cli.terminal import size

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

_REFRESH_S = 0.1


class Display(Protocol):
    """What indexing tells while it runs."""

    def read(self, progress: searchlib.Progress) -> None:
        """Take note of how much of the files has been read."""

    def count(self, articles: int) -> None:
        """Take note of how many articles have been read."""

    def say(self, what: str) -> None:
        """Name what is being done."""

    def warn(self, message: str) -> None:
        """Print a line on standard error."""


class Silence:
    """A display of warnings only."""

    def read(self, progress: searchlib.Progress) -> None:
        """Show nothing."""

    def count(self, articles: int) -> None:
        """Show nothing."""

    def say(self, what: str) -> None:
        """Show nothing."""

    def warn(self, message: str) -> None:
        """Print a line on standard error."""
        click.echo(message, err=True)


class Bar:
    """A bar with articles, articles a second, bytes and the time left."""

    def __init__(self, bar: RichProgress) -> None:
        self._bar = bar
        self._task = bar.add_task("reading", total=None, articles=0, rate=0.0, amount="")
        self._started = self._shown = time.monotonic()

    def read(self, progress: searchlib.Progress) -> None:
        """Move the bar; of standard input, whose size is not known, it only shows that something is going on."""
        total = progress.bytes_total or None
        amount = f"{size(progress.bytes_done)} of {size(progress.bytes_total)}" if total else ""
        self._bar.update(self._task, total=total, completed=progress.bytes_done, amount=amount)

    def count(self, articles: int) -> None:
        """Show the articles, ten times a second at most."""
        now = time.monotonic()
        if now - self._shown >= _REFRESH_S:
            self._shown = now
            self._bar.update(self._task, articles=articles, rate=articles / (now - self._started))

    def say(self, what: str) -> None:
        """Show what is being done."""
        self._bar.update(self._task, description=what)

    def warn(self, message: str) -> None:
        """Print a line above the bar."""
        self._bar.console.print(message, markup=False, highlight=False, soft_wrap=True)


@contextmanager
def display(*, is_quiet: bool) -> Iterator[Display]:
    """Show a bar if standard error is a terminal and may be written to."""
    if is_quiet or not sys.stderr.isatty():
        yield Silence()
        return
    from rich.console import Console  # noqa: PLC0415  only a terminal needs it
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415  likewise

    columns = (
        TextColumn("{task.description:<10}"),
        BarColumn(bar_width=None),
        TextColumn("{task.fields[articles]:,} articles  {task.fields[rate]:,.0f}/s  {task.fields[amount]}"),
        TimeRemainingColumn(compact=True),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield Bar(bar)

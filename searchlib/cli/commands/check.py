"""``searchlib check``: whether every file of the index is as it was written."""

from __future__ import annotations

from pathlib import Path

import click

from searchlib.cli.exit_code import ExitCode
from searchlib.cli.index_folder import index_option, open_index


@click.command
@index_option
@click.pass_context
def command(ctx: click.Context, folder: Path) -> None:
    """Read every byte of the index and prove that its files agree.

    Each problem is a line that names the damaged file. An index that is damaged has to be made anew from its articles.
    """
    with open_index(folder) as index:
        problems = index.check()
        if not problems:
            stats = index.stats()
            click.echo(f"{folder} is sound: {stats.articles:,} articles in {stats.segments:,} segments")
    for problem in problems:
        click.echo(problem)
    if problems:
        ctx.exit(ExitCode.CORRUPT)

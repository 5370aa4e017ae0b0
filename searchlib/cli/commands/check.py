"""``searchlib check``: whether every file of the index is as it was written."""

from __future__ import annotations

from pathlib import Path

import click

from searchlib.cli.exit_code import ExitCode
from searchlib.cli.index_folder import INDEX_ANEW, index_option, open_index
from searchlib.cli.terminal import counted


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
            click.echo(
                f"{folder} is sound: {counted(stats.articles, 'article')} in {counted(stats.segments, 'segment')}"
            )
    for problem in problems:
        click.echo(problem)
    if problems:
        click.echo(INDEX_ANEW, err=True)
        ctx.exit(ExitCode.CORRUPT)

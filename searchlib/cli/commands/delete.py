"""``searchlib delete``: take articles out of the index."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import searchlib
from searchlib.cli.exit_code import ExitCode
from searchlib.cli.index_folder import complete_ids, index_option, open_index
from searchlib.cli.terminal import counted


@click.command
@click.argument("ids", nargs=-1, metavar="[ID]...", shell_complete=complete_ids)
@index_option
@click.option("--query", metavar="QUERY", help="Delete every article that matches; the query must be well formed.")
@click.option("--yes", is_flag=True, help="Do not ask before deleting what a query matches.")
@click.pass_context
def command(ctx: click.Context, ids: tuple[str, ...], folder: Path, query: str | None, *, yes: bool) -> None:
    """Delete articles by their ids, or all that match a query."""
    if not ids and query is None:
        raise click.UsageError("name the articles to delete by their ids, or with --query")
    with open_index(folder) as index:
        # A mended query might match more than was meant.
        parsed = searchlib.parse_strict(query) if query is not None else None
        if parsed is not None and not yes:
            total = index.search(parsed, limit=0, count_to=None).total
            if total and not _is_confirmed(total, parsed.source):
                click.echo("nothing was deleted")
                return
        unknown = [article_id for article_id in dict.fromkeys(ids) if article_id not in index]
        deleted = index.delete(ids, query=parsed)
    click.echo(f"{counted(deleted, 'article')} deleted from {folder}")
    for article_id in unknown:
        click.echo(f"searchlib: no article with id {article_id!r} in the index {folder}", err=True)
    if unknown:
        ctx.exit(ExitCode.NO_ARTICLE)


def _is_confirmed(total: int, query: str) -> bool:
    """Ask whether to delete so many articles."""
    if not sys.stdin.isatty():
        raise click.UsageError(f"{total:,} articles match {query!r}; to delete them without being asked, add --yes")
    what = "1 article that matches" if total == 1 else f"{total:,} articles that match"
    return click.confirm(f"Delete {what} {query!r}?", err=True)

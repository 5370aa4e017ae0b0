"""``searchlib merge``: one segment of all."""

from __future__ import annotations

from pathlib import Path

import click

from searchlib.cli.index_folder import index_option, open_index
from searchlib.cli.terminal import counted, size


@click.command
@index_option
def command(folder: Path) -> None:
    """Make one segment of all, without what was deleted.

    The index is as small and fast then as it can be. Adding articles merges what is worth it; run this when an index
    will not be added to for some time.
    """
    with open_index(folder) as index:
        segments = index.merge()
        stats = index.stats()
    left = counted(stats.segments, "segment")
    before = "already" if segments == stats.segments else f"instead of {segments:,}"
    click.echo(f"{folder} has {left} {before}; its size is {size(stats.size_bytes)}")

"""``searchlib rebuild``: the lexicon anew, by the rules of this version."""

from __future__ import annotations

from pathlib import Path

import click

from searchlib.cli.index_folder import index_option, open_index


@click.command
@index_option
def command(folder: Path) -> None:
    """Make the lexicon of the index anew.

    The lexicon holds which words may stand for which. Run this after an update of searchlib that stems or spells
    differently; the articles need not be read again.
    """
    with open_index(folder) as index:
        terms = index.rebuild_lexicon()
    click.echo(f"the lexicon of {folder} was made anew and holds {terms:,} terms")

"""``searchlib rebuild``: the lexicon anew, by the rules of this version."""

from __future__ import annotations

from pathlib import Path

import click

import searchlib
from searchlib.cli.index_folder import index_option, open_index
from searchlib.cli.options import expand_option


@click.command
@index_option
@expand_option("Kinds of match that it is made for, for example inflection,fold.  [default: as they were]")
def command(folder: Path, *, expand: frozenset[searchlib.MatchKind] | None) -> None:
    """Make the lexicon of the index anew.

    The lexicon holds which words may stand for which. Run this after an update of searchlib that stems or spells
    differently, or to let words find more than the index was made for; the articles need not be read again.
    """
    with open_index(folder) as index:
        terms = index.rebuild_lexicon(expand=expand)
    click.echo(f"the lexicon of {folder} was made anew and holds {terms:,} terms")

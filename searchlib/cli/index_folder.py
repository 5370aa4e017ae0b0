"""``--index FOLDER``: which index a command works on, and what in it completes a word."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import click

import searchlib
from searchlib.cli.options import Decorated

DEFAULT_FOLDER = "searchlib-index"
VARIABLE = "SEARCHLIB_INDEX"
INDEX_ANEW = "To do so, remove the folder of the index, then run `searchlib index` on the articles."
_COMPLETED_IDS = 200


def index_option(command: Decorated) -> Decorated:
    """Add ``--index FOLDER`` to a command, which gets it as ``folder``."""
    return click.option(
        "--index",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="FOLDER",
        envvar=VARIABLE,
        default=DEFAULT_FOLDER,
        help=f"Folder of the index.  [default: ${VARIABLE}, else ./{DEFAULT_FOLDER}]",
    )(command)


def open_index(folder: Path) -> searchlib.Index:
    """Open the index in a folder.

    Raises:
        IndexNotFoundError: there is none; names the command that makes it.
    """
    try:
        return searchlib.Index.open(folder)
    except searchlib.IndexNotFoundError:
        program = click.get_current_context().find_root().command_path
        command = f"{program} index --index {shlex.quote(str(folder))} PATH..."
        raise searchlib.IndexNotFoundError(f"there is no index in {folder}; make one with: {command}", folder) from None


def complete_ids(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the ids that begin so, out of the first 200 articles."""
    with _index_to_complete_from(ctx) as index:
        articles = islice(index, _COMPLETED_IDS) if index is not None else ()
        return [article.id for article in articles if article.id.startswith(incomplete)]


def complete_languages(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    """Return the languages of the index, each as what may follow the last comma."""
    done, comma, _ = incomplete.rpartition(",")
    with _index_to_complete_from(ctx) as index:
        languages = index.stats().languages if index is not None else {}
    offered = (f"{done}{comma}{code}" for code in languages if code not in done.split(","))
    return [value for value in offered if value.startswith(incomplete)]


@contextmanager
def _index_to_complete_from(ctx: click.Context) -> Iterator[searchlib.Index | None]:
    """Open the index; None if that fails, for while a word is being completed there is no place to say why."""
    folder = ctx.params.get("folder") or os.environ.get(VARIABLE) or DEFAULT_FOLDER
    try:
        index = searchlib.Index.open(folder)
    except (searchlib.SearchlibError, OSError):
        yield None
    else:
        with index:
            yield index

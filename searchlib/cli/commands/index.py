"""``searchlib index``: read articles into an index."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

import searchlib
from searchlib.cli.exit_code import ExitCode
from searchlib.cli.index_folder import index_option
from searchlib.cli.indexing import Indexing, NewIndex
from searchlib.cli.options import language_codes
from searchlib.cli.progress import Display, display

if TYPE_CHECKING:
    from searchlib.ingest.row import UnknownFields

FORMATS = ("text", "markdown", "html", "json", "jsonl", "csv", "tsv")
"""The values of InputFormat, written out because loading it is slow; a test compares them."""

UNKNOWN_FIELDS = ("refuse", "extra")
"""What may become of fields of another name, written out for the same reason."""


@click.command
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@index_option
@click.option(
    "--format", "input_format", type=click.Choice(FORMATS), help="Read every file as this, whatever its name."
)
@click.option("--encoding", metavar="NAME", help="Encoding of files that do not tell it.  [default: utf-8]")
@click.option(
    "--unknown-fields",
    type=click.Choice(UNKNOWN_FIELDS),
    default="refuse",
    show_default=True,
    help="Skip what has a field of another name, or put the field into extra under its name.",
)
@click.option(
    "--languages",
    metavar="CODES",
    multiple=True,
    callback=language_codes,
    help="The only languages the articles are in, for example az,en,ru,tr. Told once, when the index is made.",
)
@click.option(
    "--store-text/--no-store-text",
    default=None,
    help="Whether titles and bodies are stored, so that they can be shown. Told once, when the index is made."
    "  [default: --store-text]",
)
@click.option(
    "--processes", type=click.IntRange(1, 256), default=1, show_default=True, help="How many processes index articles."
)
@click.option("--skip-errors", is_flag=True, help="End with status 0 even if some input was skipped.")
@click.option(
    "--batch", type=click.IntRange(min=1), default=50_000, show_default=True, help="Commit after so many articles."
)
@click.option("--verbose", is_flag=True, help="Show every skipped input, and what is passed over.")
@click.option("--quiet", is_flag=True, help="Show no progress and no summary, only what was skipped.")
@click.pass_context
def command(  # noqa: PLR0913  one for each option
    ctx: click.Context,
    paths: tuple[str, ...],
    folder: Path,
    *,
    input_format: str | None,
    encoding: str | None,
    unknown_fields: UnknownFields,
    languages: tuple[str, ...],
    store_text: bool | None,
    processes: int,
    skip_errors: bool,
    batch: int,
    verbose: bool,
    quiet: bool,
) -> None:
    """Read articles into the index.

    PATH is a file or a folder; - is standard input. The name of a file tells its format: .txt .md .html .json
    .jsonl .csv .tsv, each also with .gz .xz .zst; others are passed over in folders. The index is made if there is
    none. An article with a known id takes the place of the old one.

    Whatever cannot be read is named on standard error, with file and line, and skipped. After Ctrl-C the batches
    that were committed stay.
    """
    _check_languages(folder, languages)
    _check_store_text(folder, store_text)
    if "-" in paths and sys.stdin.isatty():
        click.echo("reading articles from the keyboard; end with Ctrl-D", err=True)
    with display(is_quiet=quiet) as shown:
        new = NewIndex(languages, store_text is not False)
        indexing = Indexing(folder, new, shown, processes=processes, is_verbose=verbose)
        articles = _articles(
            paths, indexing, shown, input_format=input_format, encoding=encoding, unknown_fields=unknown_fields
        )
        is_interrupted = not indexing.run(articles, batch)
    if is_interrupted:
        click.echo(f"searchlib: interrupted; {indexing.dropped()} {indexing.holding()}", err=True)
        ctx.exit(ExitCode.INTERRUPTED)
    if unshown := indexing.unshown_skips():
        click.echo(f"… and {unshown:,} more skipped; --verbose shows them all", err=True)
    if not quiet:
        click.echo(indexing.summary())
    if indexing.skipped and not skip_errors:
        ctx.exit(ExitCode.SKIPPED)


def _articles(
    paths: tuple[str, ...],
    indexing: Indexing,
    shown: Display,
    *,
    input_format: str | None,
    encoding: str | None,
    unknown_fields: UnknownFields,
) -> Iterator[searchlib.Article]:
    try:
        return searchlib.read_articles(
            paths,
            on_skip=indexing.skip,
            input_format=searchlib.InputFormat(input_format) if input_format else None,
            encoding=encoding,
            unknown_fields=unknown_fields,
            on_progress=shown.read,
            on_pass_over=indexing.pass_over,
        )
    except ValueError as error:  # found before anything is read
        raise click.BadParameter(str(error), param_hint="--encoding") from None


def _check_languages(folder: Path, languages: tuple[str, ...]) -> None:
    """Refuse languages for an index that was made with others."""
    if not languages:
        return
    try:
        with searchlib.Index.open(folder) as index:
            known = index.languages
    except searchlib.IndexNotFoundError:
        return
    if known is None or set(known) != set(languages):
        held = ",".join(known) if known else "every language"
        raise click.BadParameter(
            f"the index in {folder} was made for {held}, which stays; choose another folder, or leave the option out",
            param_hint="--languages",
        )


def _check_store_text(folder: Path, store_text: bool | None) -> None:  # noqa: FBT001  what the option says
    """Refuse to store texts, or not to, in an index that was made the other way."""
    if store_text is None:
        return
    try:
        with searchlib.Index.open(folder) as index:
            known = index.store_text
    except searchlib.IndexNotFoundError:
        return
    if known != store_text:
        raise click.BadParameter(
            f"the index in {folder} was made {'to store' if known else 'without'} texts, which stays; choose another "
            "folder, or leave the option out",
            param_hint="--store-text",
        )

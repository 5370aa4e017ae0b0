"""``python -m benchmarks``: measure searchlib, and write down what was measured."""

from __future__ import annotations

import json

import click
from rich.console import Console

from benchmarks.quality import report as quality_report
from benchmarks.quality import suite
from benchmarks.snippets import fuzz
from benchmarks.snippets import report as snippets_report
from benchmarks.snippets import suite as snippets_suite
from benchmarks.snippets.pairs import PAIRS_TO_A_SET
from benchmarks.speed import report as speed_report
from benchmarks.speed import suite as speed_suite
from benchmarks.speed.exactness import compare

TABLE_WIDTH = 120


@click.group()
def main() -> None:
    """Measure searchlib.

    Other people's data are looked for in the folder that SEARCHLIB_DATA names, by default ../shared/data beside the
    checkout; what is not there is said and skipped.
    """


@main.command()
@click.option("--only", multiple=True, type=click.Choice(list(suite.MEASURES)), help="Only this; may be repeated.")
@click.option("--quick", is_flag=True, help="Fewer queries, the smaller sets, fewer passages: about three minutes.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--save", is_flag=True, help="Write the figures into benchmarks/results/quality.json.")
def quality(*, only: tuple[str, ...], quick: bool, as_json: bool, save: bool) -> None:
    """Measure how well the right articles are found."""
    if quick and save:
        raise click.UsageError("figures of a quick run are not saved: leave out --quick or --save")
    measures = suite.QUICK_MEASURES if quick else suite.MEASURES
    progress = Console(stderr=True)
    finished = suite.run(only or measures, measures, progress.print)
    if save:
        suite.save(finished)
    if as_json:
        click.echo(json.dumps(finished.as_json(), ensure_ascii=False, indent=1))
    else:
        Console(width=TABLE_WIDTH).print(*quality_report.tables_of(finished), sep="\n\n")


@main.command()
@click.option("--documents", default=1_000_000, show_default=True, help="Leave out larger indexes than this.")
@click.option("--rounds", default=speed_suite.ROUNDS, show_default=True, help="How often everything is measured.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--save", is_flag=True, help="Write the figures into benchmarks/results/speed.json.")
def speed(*, documents: int, rounds: int, as_json: bool, save: bool) -> None:
    """Measure how fast is indexed and answered, beside tantivy; about ten minutes a round."""
    progress = Console(stderr=True)
    finished = speed_suite.run(documents, rounds, progress.print)
    if save:
        speed_suite.save(finished)
    if as_json:
        click.echo(json.dumps(finished.as_json(), ensure_ascii=False, indent=1))
    else:
        Console(width=TABLE_WIDTH).print(speed_report.table_of(finished))


@main.command()
@click.option("--documents", default=100_000, show_default=True, help="How many real passages are indexed.")
@click.option("--queries", default=200, show_default=True, help="How many real queries are asked at most.")
def exactness(*, documents: int, queries: int) -> None:
    """Compare the best ten with those that scoring every document by the book gives; about five minutes."""
    found = compare(documents, queries, Console(stderr=True).print)
    click.echo(f"{found.asked - len(found.different)} of {found.asked} identical")
    if found.different:
        raise click.exceptions.Exit(1)


@main.command()
@click.option("--cases", default=fuzz.CASES, show_default=True, help="How many cases of any text and any query.")
@click.option("--pairs", default=PAIRS_TO_A_SET, show_default=True, help="How many real queries of each language.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
@click.option("--save", is_flag=True, help="Write the figures into benchmarks/results/snippets.json.")
def snippets(*, cases: int, pairs: int, as_json: bool, save: bool) -> None:
    """Measure what snippets show and how fast, beside tantivy, FTS5 and Whoosh; about ten minutes."""
    progress = Console(stderr=True)
    finished = snippets_suite.run(cases, pairs, progress.print)
    if save:
        snippets_suite.save(finished)
        snippets_report.PAGE.write_text(snippets_report.page(finished), "utf-8")
    if as_json:
        click.echo(json.dumps(finished.as_json(), ensure_ascii=False, indent=1))
    else:
        Console(width=TABLE_WIDTH).print(snippets_report.table_of(finished))


@main.command()
def report() -> None:
    """Render docs/QUALITY.md, docs/SNIPPETS.md, docs/SPEED.md and the plots from the saved figures."""
    if not suite.RESULTS.is_file() or not speed_suite.RESULTS.is_file():
        raise click.ClickException(
            f"no figures in {suite.RESULTS} or {speed_suite.RESULTS}; run `python -m benchmarks quality --save` and "
            "`python -m benchmarks speed --save`"
        )
    quality_report.PAGE.write_text(quality_report.page(suite.read()), "utf-8")
    if snippets_suite.RESULTS.is_file():
        snippets_report.PAGE.write_text(snippets_report.page(snippets_suite.read()), "utf-8")
        click.echo(f"wrote {snippets_report.PAGE}")
    for path in (quality_report.PAGE, *speed_report.write_page(speed_suite.read())):
        click.echo(f"wrote {path}")


if __name__ == "__main__":
    main()

"""``searchlib query``: find articles and show why they were found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import click

import searchlib
from searchlib import formatters
from searchlib.cli.index_folder import complete_languages, index_option, open_index
from searchlib.cli.options import color_option, expand_option, facet_names, json_option, language_codes
from searchlib.cli.terminal import BOLD, DIM, ColorChoice, Page

_INDENT = 5  # of what stands under a headline
_COUNTED = 1_000  # beside hits; who asks for none asks for the number
_NOTED_MATCHES = 6
_NOTED_VALUES = 12


class QueryCommand(click.Command):
    """A command whose words may begin with a hyphen, as ``-road`` does, which leaves out articles with road."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Tell the options, which have two hyphens, from the words, and hide the words from click."""
        params = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        valued = {name for option in params if not option.is_flag for name in option.opts}
        options: list[str] = []
        words: list[str] = []
        rest = iter(args)
        for arg in rest:
            if arg == "--":
                words.extend(rest)
            elif arg in valued:
                options.extend(_with_value(arg, rest, ctx))
            elif arg.startswith("--") or arg in ctx.help_option_names:
                options.append(arg)
            else:
                words.append(arg)
        return super().parse_args(ctx, [*options, "--", *words])


def _with_value(option: str, rest: Iterator[str], ctx: click.Context) -> list[str]:
    value = next(rest, None)
    if value is not None:
        return [option, value]
    if ctx.resilient_parsing:  # the value is being completed
        return []
    raise click.BadOptionUsage(option, f"Option {option!r} requires an argument.", ctx)


@click.command(cls=QueryCommand)
@click.argument("words", nargs=-1, required=True)
@index_option
@click.option(
    "--limit",
    type=click.IntRange(min=0),
    default=10,
    show_default=True,
    help="Show this many at most; 0 only counts.",
)
@click.option("--offset", type=click.IntRange(min=0), default=0, show_default=True, help="Pass over this many first.")
@click.option(
    "--sort",
    type=click.Choice(["relevance", "newest", "oldest"]),
    default="relevance",
    show_default=True,
    help="What comes first.",
)
@click.option(
    "--facets",
    metavar="NAMES",
    multiple=True,
    callback=facet_names,
    help="Count the articles by these: language, source, author, tags, year.",
)
@expand_option("Kinds of match besides exact ones, for example inflection,fold; exact for no other.  [default: all]")
@click.option(
    "--lang",
    "languages",
    metavar="CODES",
    multiple=True,
    callback=language_codes,
    shell_complete=complete_languages,
    help="Only articles in these languages, for example az,tr.",
)
@click.option("--strict", is_flag=True, help="Refuse a query that is not well formed, and show the place.")
@click.option(
    "--columns",
    type=click.IntRange(min=1),
    default=240,
    show_default=True,
    help="Show so many columns of each article's text at most.",
)
@click.option(
    "--passages",
    type=click.IntRange(min=1),
    default=3,
    show_default=True,
    help="Show so many passages of each article at most.",
)
@json_option("Print each hit as one line of JSON.")
@color_option
def command(  # noqa: PLR0913  one for each option
    words: tuple[str, ...],
    folder: Path,
    *,
    limit: int,
    offset: int,
    sort: searchlib.results.Sort,
    facets: tuple[str, ...],
    expand: frozenset[searchlib.MatchKind] | None,
    languages: tuple[str, ...],
    strict: bool,
    columns: int,
    passages: int,
    as_json: bool,
    color: ColorChoice,
) -> None:
    """Find articles, best first.

    A word finds its other forms, its other spellings and its name in other scripts too; docs/QUERY.md tells what
    else a query may hold. Words with a hyphen before them leave articles out; the shell needs quotes of its own
    around a phrase.

    \b
    searchlib query Qarabağ film
    searchlib query karabakh -road --lang en,tr
    searchlib query '"peace treaty" date:2022..2023'
    searchlib query -- --limit         after -- everything is query
    """  # noqa: D301  click looks for the control character
    # Bytes that are no text reach a program as lone surrogates, which no article holds.
    source = " ".join(words).encode(errors="surrogateescape").decode(errors="replace")
    with open_index(folder) as index:
        query = searchlib.parse_strict(source) if strict else source
        try:
            found = index.search(
                query,
                limit=limit,
                offset=offset,
                sort=sort,
                languages=languages,
                expand=searchlib.MatchKind if expand is None else expand,
                count_to=_COUNTED if limit else None,
                facets=facets,
            )
        except ValueError as error:  # an unknown name
            raise click.UsageError(str(error)) from error
        hits = tuple(hit.with_snippet(columns=columns, passages=passages) for hit in found)
        results = replace(found, hits=hits)
    if as_json:
        _print_json(results)
    else:
        _print_page(results, Page(color))


def _facet_lines(results: searchlib.Results) -> Iterator[str]:
    """Yield a line for each facet, its most frequent values first."""
    for facet, counts in results.facets.items():
        shown = ", ".join(f"{value} {count:,}" for value, count in islice(counts.items(), _NOTED_VALUES))
        more = ", …" if len(counts) > _NOTED_VALUES else ""
        yield f"{facet}: {shown or 'none'}{more}"


def _print_json(results: searchlib.Results) -> None:
    for note in results.warnings:
        click.echo(f"note: {note}", err=True)
    for line in _facet_lines(results):
        click.echo(line, err=True)
    if results.corrected_query:
        click.echo(f"did you mean {results.corrected_query!r}?", err=True)
    for hit in results:
        click.echo(formatters.json_line(hit.to_dict()))


def _print_page(results: searchlib.Results, page: Page) -> None:
    page.print(page.marked(results.heading()))
    for note in results.warnings:
        page.print(page.marked(f"note: {note}"))
    for line in _facet_lines(results):
        page.print(page.marked(line))
    for hit in results:
        if page.is_terminal:
            page.print("")
        _print_hit(hit, page)


def _print_hit(hit: searchlib.Hit, page: Page) -> None:
    """Print headline, source line, snippet and, where that does not speak for itself, why it was found."""
    headline, about, *snippet = hit.format(page.marked_line).split("\n")
    page.print(page.styled(headline[_INDENT:], BOLD), lead=headline[:_INDENT])
    page.print(page.styled(about[_INDENT:], DIM), indent=_INDENT)
    for line in snippet:
        page.print(line[_INDENT:], indent=_INDENT)
    if note := _also_matched(hit):
        page.print(page.styled(page.marked_line(note), DIM), indent=_INDENT)


def _also_matched(hit: searchlib.Hit) -> str:
    """Name the marked words that are neither what was typed nor a form of it, each with the reason."""
    obvious = {searchlib.MatchKind.EXACT, searchlib.MatchKind.INFLECTION}
    reasons: dict[str, str] = {}
    for text, match in hit.marked_words():
        if match.kind not in obvious:
            reasons.setdefault(text.casefold(), f"{text} ({match.kind.value})")
    named = list(reasons.values())[:_NOTED_MATCHES]
    more = ["…"] if len(reasons) > _NOTED_MATCHES else []
    return f"also matched: {', '.join(named + more)}" if named else ""

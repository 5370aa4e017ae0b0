"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from searchlib.article import language_code
from searchlib.cli.terminal import ColorChoice
from searchlib.matches import MatchKind

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
"""A function that is about to become a command."""

PLAIN_KINDS = (MatchKind.EXACT, MatchKind.INFLECTION, MatchKind.ROOT, MatchKind.FOLD, MatchKind.VARIANT)
"""The kinds of match of a word without a star, a wildcard or a tilde; the others are asked for by these."""


def json_option(help_text: str) -> Callable[[Decorated], Decorated]:
    """Make ``--json``, which a command gets as ``as_json``."""
    return click.option("--json", "as_json", is_flag=True, help=help_text)


def color_option(command: Decorated) -> Decorated:
    """Add ``--color`` to a command, which gets it as a ColorChoice."""
    return click.option(
        "--color",
        type=click.Choice([choice.value for choice in ColorChoice]),
        default=ColorChoice.AUTO.value,
        callback=lambda _context, _parameter, value: ColorChoice(value),
        help="Colours: auto means on a terminal; NO_COLOR and FORCE_COLOR change that.  [default: auto]",
    )(command)


def expand_option(help_text: str) -> Callable[[Decorated], Decorated]:
    """Make ``--expand``, which a command gets as kinds of match; None if it was not given."""
    return click.option("--expand", metavar="KINDS", multiple=True, callback=_kinds, help=help_text)


def facet_names(_ctx: click.Context, _param: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """Split names of facets at commas; a callback for an option that may be given more than once.

    Raises:
        click.BadParameter: the option was given, and without any.

    Example:
        >>> command = click.Command("query")
        >>> facet_names(click.Context(command), click.Option(["--facets"]), ["language, year", "source"])
        ('language', 'year', 'source')
    """
    return _split(values, "for example language,year")


def _kinds(_ctx: click.Context, _param: click.Parameter, values: Iterable[str]) -> frozenset[MatchKind] | None:
    """Return kinds of match by their names; None if the option was not given."""
    known = [kind.value for kind in PLAIN_KINDS]
    wanted = _split(values, ", ".join(known))
    if unknown := [name for name in wanted if name not in known]:
        raise click.BadParameter(
            f"there is no kind of match {unknown[0]!r} of a plain word; there are {', '.join(known)}"
        )
    return frozenset(map(MatchKind, wanted)) if wanted else None


def _split(values: Iterable[str], choice: str) -> tuple[str, ...]:
    """Split the values of an option at commas; where it was given, it has to name something."""
    parts = [part.strip() for value in values for part in value.split(",")]
    named = tuple(dict.fromkeys(filter(None, parts)))
    if parts and not named:
        raise click.BadParameter(f"name at least one: {choice}")
    return named


def language_codes(_ctx: click.Context, _param: click.Parameter, values: Iterable[str]) -> tuple[str, ...]:
    """Split language codes at commas; a callback likewise. Script and region of a language are dropped.

    Raises:
        click.BadParameter: one of them is no code, or there is none.

    Example:
        >>> command = click.Command("index")
        >>> language_codes(click.Context(command), click.Option(["--lang"]), ["az_Latn, TR", "en"])
        ('az', 'tr', 'en')
    """
    try:
        return tuple(dict.fromkeys(map(language_code, _split(values, "for example az,tr"))))
    except ValueError as error:
        raise click.BadParameter(f"{error}, with commas between them: az,tr") from error

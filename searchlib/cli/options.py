"""Options that several commands have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from searchlib.article import language_code
from searchlib.cli.terminal import ColorChoice

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
"""A function that is about to become a command."""


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


def names(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...] | None:
    """Split names at commas; a callback for an option, which gives None if it is not there."""
    return None if value is None else tuple(name.strip() for name in value.split(",") if name.strip())


def language_codes(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Split language codes at commas; a callback for an option. Script and region of a language are dropped.

    Raises:
        click.BadParameter: one of them is no code, or there is none.

    Example:
        >>> command = click.Command("index")
        >>> language_codes(click.Context(command), click.Option(["--lang"]), "az_Latn, TR")
        ('az', 'tr')
    """
    if value is None:
        return ()
    try:
        codes = tuple(dict.fromkeys(language_code(code.strip()) for code in value.split(",") if code.strip()))
    except ValueError as error:
        raise click.BadParameter(f"{error}, with commas between them: az,tr") from error
    if not codes:
        raise click.BadParameter("name at least one language, for example az,tr")
    return codes

"""Options that several commands have."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

from searchlib.cli.terminal import ColorChoice

Decorated = TypeVar("Decorated", bound=Callable[..., Any])
"""A function that is about to become a command."""

_LANGUAGE = re.compile("[a-z]{2,3}")


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


def language_codes(_ctx: click.Context, _param: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Split language codes at commas; a callback for an option.

    Raises:
        click.BadParameter: one of them is no code, or there is none.

    Example:
        >>> command = click.Command("index")
        >>> language_codes(click.Context(command), click.Option(["--lang"]), "az, TR")
        ('az', 'tr')
    """
    if value is None:
        return ()
    codes = tuple(dict.fromkeys(code.strip().lower() for code in value.split(",") if code.strip()))
    if not codes:
        raise click.BadParameter("name at least one language, for example az,tr")
    for code in codes:
        if not _LANGUAGE.fullmatch(code):
            raise click.BadParameter(f"{code!r} is no language code; write codes such as az,en,ru,tr")
    return codes

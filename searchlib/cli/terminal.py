"""What is shown on a terminal and what goes into a pipe: colours, styles, lines broken at words."""

from __future__ import annotations

import os
import re
import shutil
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING

import click

from searchlib import formatters

if TYPE_CHECKING:
    from searchlib import Match

BOLD, DIM = "\x1b[1m", "\x1b[2m"
_RESET = "\x1b[0m"
_STEP = 1000
_SGR = re.compile("\x1b\\[[0-9;]*m")
_NARROWEST_LINE = 20
_WIDEST_LINE = 100  # longer lines are hard to read, whatever the terminal's width


class ColorChoice(Enum):
    """What ``--color`` may be."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


def has_color(choice: ColorChoice) -> bool:
    """Tell whether standard output gets colours.

    Of the environment, NO_COLOR (https://no-color.org) is stronger than FORCE_COLOR (https://force-color.org); both
    count if they are not empty.
    """
    if choice is not ColorChoice.AUTO:
        return choice is ColorChoice.ALWAYS
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


class Page:
    """How text looks on standard output.

    Attributes:
        has_color: whether there are colours; marks are two stars on either side where there are none.
        is_terminal: whether a person reads it: lines are broken at words there, and stay whole in a pipe.
        width: columns at which lines are broken.
    """

    def __init__(self, choice: ColorChoice) -> None:
        self.has_color = has_color(choice)
        self.is_terminal = sys.stdout.isatty()
        self.width = min(shutil.get_terminal_size().columns, _WIDEST_LINE)

    def marked(self, text: str, matches: Sequence[Match] = ()) -> str:
        """Return text with its matches marked, safe to show; a formatter of :mod:`searchlib.formatters`."""
        return (formatters.ansi if self.has_color else formatters.plain)(text, matches)

    def marked_line(self, text: str, matches: Sequence[Match] = ()) -> str:
        """Return the same in one line; a formatter too."""
        return self.marked(text.replace("\n", " "), matches)

    def unmarked(self, text: str) -> str:
        """Return text that has no matches, safe to show: as it is but for control characters."""
        return formatters.ansi(text, ())  # it changes nothing else, as `plain` does for the sake of its stars

    def unmarked_line(self, text: str) -> str:
        """Return the same in one line."""
        return self.unmarked(text.replace("\n", " "))

    def styled(self, text: str, style: str) -> str:
        """Set marked text in a style where there are colours."""
        return styled(text, style) if self.has_color else text

    def print(self, text: str, *, lead: str = "", indent: int = 0) -> None:
        """Print a line after a lead or an indent; further lines, where it is broken, begin below its first word."""
        indent = indent or len(lead)
        if self.is_terminal:
            text = wrapped(text, max(self.width - indent, _NARROWEST_LINE))
        margin = " " * indent
        # click would take the colours out of what goes into a pipe, but they are there only if they were asked for.
        click.echo((lead or margin) + text.replace("\n", "\n" + margin), color=True)


def styled(text: str, style: str) -> str:
    r"""Set text in a style, also after what was set in another inside it.

    Example:
        >>> styled("new \x1b[33mroad\x1b[0m open", "\x1b[1m")
        '\x1b[1mnew \x1b[33mroad\x1b[0m\x1b[1m open\x1b[0m'
    """
    return f"{style}{text.replace(_RESET, _RESET + style)}{_RESET}" if style and text else text


def wrapped(text: str, width: int) -> str:
    """Break lines at blanks; styles take no room, wide East Asian letters two columns.

    Example:
        >>> print(wrapped("Qarabağda yeni yol açıldı", 16))
        Qarabağda yeni
        yol açıldı
    """
    return "\n".join("\n".join(_broken(line, width)) for line in text.split("\n"))


def _broken(line: str, width: int) -> Iterator[str]:
    part, room = "", width
    for number, word in enumerate(line.split(" ")):
        needed = columns(word)
        if number and needed + 1 > room:
            yield part
            part, room = word, width - needed
        else:
            part += f" {word}" if number else word
            room -= needed + bool(number)
    yield part


def columns(text: str) -> int:
    r"""Count the columns that text takes on a terminal.

    Example:
        >>> columns("\x1b[1myol\x1b[0m"), columns("ğ"), columns("新聞")
        (3, 1, 4)
    """
    shown = _SGR.sub("", text)
    if shown.isascii():
        return len(shown)
    return sum(0 if unicodedata.combining(ch) else 1 + (unicodedata.east_asian_width(ch) in "WF") for ch in shown)


def counted(number: int, thing: str) -> str:
    """Write a number of things.

    Example:
        >>> counted(1, "article"), counted(2500, "article")
        ('1 article', '2,500 articles')
    """
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def size(size_bytes: int) -> str:
    """Write a number of bytes so that a person can read it.

    Example:
        >>> size(0), size(1_838_072), size(3_000_000_000)
        ('0 B', '1.8 MB', '3.0 GB')
    """
    amount, unit = float(size_bytes), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if amount < _STEP:
            break
        amount, unit = amount / _STEP, larger
    return f"{amount:.0f} B" if unit == "B" else f"{amount:.1f} {unit}"

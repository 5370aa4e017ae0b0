"""Marked text as ANSI, HTML, Markdown or plain text.

A formatter is a function of a text and its matches (sorted, not overlapping) that returns a string. Escaping
happens here and nowhere else: what goes in is source text, what comes out may be shown as it is. Write your
own with the same two parameters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from searchlib.matches import Match

Formatter = Callable[[str, Sequence[Match]], str]
"""A function from a text and its matches to what is shown."""

_ANSI_ON, _ANSI_OFF = "\x1b[1;33m", "\x1b[0m"


def plain(text: str, matches: Sequence[Match]) -> str:
    """Mark with two stars on either side, for logs and e-mail.

    Example:
        >>> from searchlib.matches import MatchKind
        >>> plain("a new road", [Match(6, 10, MatchKind.EXACT, "road")])
        'a new **road**'
    """
    return _marked(text, matches, _controls_shown, lambda inner, _: f"**{inner}**")


def ansi(text: str, matches: Sequence[Match]) -> str:
    r"""Mark with bold yellow, for terminals; control characters of the text are made visible.

    Example:
        >>> from searchlib.matches import MatchKind
        >>> ansi("new road", [Match(4, 8, MatchKind.EXACT, "road")])
        'new \x1b[1;33mroad\x1b[0m'
    """
    return _marked(text, matches, _controls_shown, lambda inner, _: f"{_ANSI_ON}{inner}{_ANSI_OFF}")


def html(text: str, matches: Sequence[Match]) -> str:
    """Mark with ``<mark>``, everything else escaped; ``data-kind`` says why.

    Example:
        >>> from searchlib.matches import MatchKind
        >>> html("R&D road", [Match(4, 8, MatchKind.EXACT, "road")])
        'R&amp;D <mark data-kind="exact">road</mark>'
    """
    return _marked(text, matches, escape, lambda inner, match: f'<mark data-kind="{match.kind.value}">{inner}</mark>')


def markdown(text: str, matches: Sequence[Match]) -> str:
    r"""Mark as strong emphasis, characters that mean something to Markdown escaped.

    Example:
        >>> from searchlib.matches import MatchKind
        >>> markdown("a *new* road", [Match(8, 12, MatchKind.EXACT, "road")])
        'a \\*new\\* **road**'
    """
    return _marked(text, matches, _markdown_escaped, lambda inner, _: f"**{inner}**")


def _marked(
    text: str, matches: Sequence[Match], escaped: Callable[[str], str], mark: Callable[[str, Match], str]
) -> str:
    parts, position = [], 0
    for match in matches:
        parts.append(escaped(text[position : match.start]))
        parts.append(mark(escaped(text[match.start : match.end]), match))
        position = match.end
    parts.append(escaped(text[position:]))
    return "".join(parts)


def _markdown_escaped(text: str) -> str:
    return "".join("\\" + ch if ch in "\\`*_{}[]<>()#+-.!|~&" else ch for ch in text)


def _controls_shown(text: str) -> str:
    """Replace control characters, which could move the cursor or change colours, by their Unicode pictures."""
    if text.isprintable():
        return text
    return "".join(_picture(ch) for ch in text)


def _picture(ch: str) -> str:
    if ch in "\n\t":
        return ch
    if ch < " ":
        return chr(0x2400 + ord(ch))
    return "\ufffd" if "\x7f" <= ch <= "\x9f" else ch

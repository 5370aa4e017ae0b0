"""Marked text as ANSI, HTML, Markdown, plain text, Rich text or JSON.

A formatter is a function of a text and its matches (sorted, not overlapping). Escaping happens here and nowhere else:
what goes in is source text, what comes out may be shown as it is. Write your own with the same two parameters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from searchlib.matches import Match, MatchKind

if TYPE_CHECKING:
    from rich.text import Text

Formatter = Callable[[str, Sequence[Match]], str]
"""A function from a text and its matches to what is shown."""

_ANSI_ON, _ANSI_OFF = "\x1b[1;33m", "\x1b[0m"
_STAR_BEFORE_STAR = re.compile(r"\*(?=\*)")
_WORD_JOINER = "\u2060"
_BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_POP_DIRECTION, _POP_ISOLATE = "\u202c", "\u2069"
_POPS = {_POP_DIRECTION, _POP_ISOLATE}
_ISOLATES = "\u2066\u2067\u2068"
_MARKDOWN = frozenset("\\`*_{}[]<>()#+-=.!|~&$")
_ADDRESS = re.compile(":(?=//)")
_INDENTED = re.compile("(?:^|(?<=[\n\r]))(?= {0,3}\t| {4})[ \t]")
_UNSAFE_IN_A_LINE_OF_JSON = re.compile("[\x7f-\x9f\u2028\u2029]")
_SUREST = frozenset({MatchKind.EXACT, MatchKind.INFLECTION})


def plain(text: str, matches: Sequence[Match]) -> str:
    """Mark with two stars on either side, for logs and e-mail.

    Two stars of the text itself get an invisible word joiner between them, so that they mark nothing.

    Example:
        >>> plain("a new road", [Match(6, 10, MatchKind.EXACT, "road")])
        'a new **road**'
    """
    parts = _parts(text, matches)
    shown = [_STAR_BEFORE_STAR.sub("*" + _WORD_JOINER, _controls_shown(part)) for part, _ in parts]
    for number, (_, match) in enumerate(parts):
        if match is not None:
            shown[number] = f"**{_apart(shown[number])}**"
        elif shown[number]:
            before = _WORD_JOINER if number and shown[number].startswith("*") else ""
            behind = _WORD_JOINER if number + 1 < len(parts) and shown[number].endswith("*") else ""
            shown[number] = f"{before}{shown[number]}{behind}"
    return "".join(shown) + _closing(text)


def ansi(text: str, matches: Sequence[Match]) -> str:
    r"""Mark with bold yellow, for terminals; control characters of the text are made visible.

    Example:
        >>> ansi("new road", [Match(4, 8, MatchKind.EXACT, "road")])
        'new \x1b[1;33mroad\x1b[0m'
    """
    return _marked(text, matches, _controls_shown, lambda inner, _: f"{_ANSI_ON}{inner}{_ANSI_OFF}")


def html(text: str, matches: Sequence[Match]) -> str:
    """Mark with ``<mark>``, everything else escaped; ``data-kind`` says why, ``data-word`` for what.

    Example:
        >>> html("R&D road", [Match(4, 8, MatchKind.EXACT, "road")])
        'R&amp;D <mark data-kind="exact" data-word="road">road</mark>'
    """
    return _marked(text, matches, escape, lambda inner, match: f"<mark{_reason(match)}>{inner}</mark>")


def html_with_anchors(text: str, matches: Sequence[Match]) -> str:
    """Mark as :func:`html` does, each mark with an ``id`` of its own, ``match-0`` and so on, to jump to.

    Example:
        >>> html_with_anchors("new road", [Match(4, 8, MatchKind.EXACT, "road")])
        'new <mark id="match-0" data-kind="exact" data-word="road">road</mark>'
    """
    numbers = {match: number for number, match in enumerate(matches)}
    return _marked(
        text,
        matches,
        escape,
        lambda inner, match: f'<mark id="match-{numbers[match]}"{_reason(match)}>{inner}</mark>',
    )


def markdown(text: str, matches: Sequence[Match]) -> str:
    r"""Mark as strong emphasis, characters that mean something to Markdown escaped.

    Marks with nothing between them get an invisible word joiner there: Markdown would read their stars as one run.

    Example:
        >>> markdown("a *new* road", [Match(8, 12, MatchKind.EXACT, "road")])
        'a \\*new\\* **road**'
    """
    joined = {match for last, match in pairwise(matches) if last.end == match.start}
    shown = _marked(
        text,
        matches,
        _markdown_escaped,
        lambda inner, match: f"{_WORD_JOINER if match in joined else ''}**{inner}**",
    )
    # A line that begins with so much space would be shown as it is typed, stars and all.
    return _INDENTED.sub(lambda blank: f"&#{ord(blank[0])};", shown)


def rich_text(text: str, matches: Sequence[Match]) -> Text:
    """Return a ``rich.text.Text``: forms of the word itself in bold yellow, everything else in bold cyan.

    Example:
        >>> rich_text("new road", [Match(4, 8, MatchKind.EXACT, "road")]).markup
        'new [bold yellow]road[/bold yellow]'
    """
    from rich.text import Text  # noqa: PLC0415  slow to import

    shown = Text(_controls_shown(text) + _closing(text))
    for match in matches:
        shown.stylize("bold yellow" if match.kind in _SUREST else "bold cyan", match.start, match.end)
    return shown


def json_offsets(text: str, matches: Sequence[Match]) -> str:
    """Return the text and its marks as one line of JSON, offsets in code points, UTF-8 bytes and UTF-16 units.

    Python slices by code points, Go and Rust by bytes, JavaScript and Java by UTF-16 units.

    Example:
        >>> print(json_offsets("Yeni çay 😀 yol", [Match(11, 14, MatchKind.FOLD, "yol", "body", "yol")]))
        {"text": "Yeni çay 😀 yol", "marks": [{"start": 11, "end": 14, "utf8": [15, 18], "utf16": [12, 15],
        "kind": "fold", "word": "yol", "term": "yol"}]}
    """
    marks = []
    place = utf8 = utf16 = 0
    for match in matches:
        spans = []
        for edge in (match.start, match.end):
            utf8 += len(text[place:edge].encode(errors="surrogatepass"))
            utf16 += len(text[place:edge].encode("utf-16-le", errors="surrogatepass")) // 2
            place = edge
            spans.append((utf8, utf16))
        marks.append(
            {
                "start": match.start,
                "end": match.end,
                "utf8": [offset for offset, _ in spans],
                "utf16": [offset for _, offset in spans],
                "kind": match.kind.value,
                "word": match.word,
                "term": match.term,
            }
        )
    return json_line({"text": text, "marks": marks})


def json_line(values: object) -> str:
    r"""Return JSON values as one line, for a file with a value a line and for terminals.

    Control characters, which a terminal may obey, and the line separators of Unicode are escaped; no other letter is.

    Example:
        >>> print(json_line({"text": "çay\u2028\x9b31myol"}))
        {"text": "çay\u2028\u009b31myol"}
    """
    shown = json.dumps(values, ensure_ascii=False)
    return _UNSAFE_IN_A_LINE_OF_JSON.sub(lambda found: f"\\u{ord(found[0]):04x}", shown)


def _parts(text: str, matches: Sequence[Match]) -> list[tuple[str, Match | None]]:
    """Return the text in pieces, each with the match that it is, if any."""
    parts: list[tuple[str, Match | None]] = []
    position = 0
    for match in matches:
        parts.append((text[position : match.start], None))
        parts.append((text[match.start : match.end], match))
        position = match.end
    parts.append((text[position:], None))
    return parts


def _marked(
    text: str, matches: Sequence[Match], escaped: Callable[[str], str], mark: Callable[[str, Match], str]
) -> str:
    shown = (escaped(part) if match is None else mark(escaped(part), match) for part, match in _parts(text, matches))
    return "".join(shown) + _closing(text)


def _reason(match: Match) -> str:
    return f' data-kind="{match.kind.value}" data-word="{escape(match.word)}"'


def _apart(inner: str) -> str:
    """Return the inside of a mark with its own stars held apart from those around it."""
    before = _WORD_JOINER if inner.startswith("*") else ""
    behind = _WORD_JOINER if inner.endswith("*") else ""
    return f"{before}{inner}{behind}"


def _closing(text: str) -> str:
    """Return what ends the changes of direction that a text begins and does not end: they would go on behind it.

    Unicode Standard Annex #9: an isolate ends what was begun inside it.
    """
    if text.isascii():
        return ""
    open_ends: list[str] = []
    for control in _BIDI_CONTROLS.findall(text):
        if control not in _POPS:
            open_ends.append(_POP_ISOLATE if control in _ISOLATES else _POP_DIRECTION)
        elif control == _POP_DIRECTION:
            if open_ends and open_ends[-1] == control:
                open_ends.pop()
        elif control in open_ends:
            while open_ends.pop() != control:
                pass
    return "".join(reversed(open_ends))


def _markdown_escaped(text: str) -> str:
    return _ADDRESS.sub(r"\:", "".join("\\" + ch if ch in _MARKDOWN else ch for ch in text))


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

"""What a formatter shows is the source text with marks, and nothing in the text can act as a mark."""

from __future__ import annotations

import json
import re
import unicodedata
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from searchlib import formatters
from searchlib.analysis.tokenizer import tokenize
from searchlib.formatters import Formatter
from searchlib.matches import Match, MatchKind
from tests import strategies

Marked = tuple[str, tuple[Match, ...]]
CONTROLS = [ch for ch in map(chr, range(0xA0)) if unicodedata.category(ch) == "Cc" and ch not in "\n\t"]
ALL = [formatters.plain, formatters.ansi, formatters.html, formatters.markdown]
ROAD = (Match(2, 6, MatchKind.FOLD, "road"),)


class Page(HTMLParser):
    """The text, the tags and the marked pieces of an HTML fragment."""

    def __init__(self, fragment: str) -> None:
        super().__init__()
        self.text, self.tags, self.marks = "", list[str](), list[tuple[str, str]]()
        self.open, self.words, self.anchors = list[str](), list[str](), list[str]()
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "br":
            return
        self.open.append(tag)
        if tag == "mark":
            assert [name for name, _ in attrs if name != "id"] == ["data-kind", "data-word"]
            self.marks.append((str(attrs[-2][1]), ""))
            self.words.append(str(attrs[-1][1]))
            self.anchors += [str(value) for name, value in attrs if name == "id"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self.open:
            kind, inner = self.marks.pop()
            self.marks.append((kind, inner + data))


@pytest.mark.parametrize("formatter", [formatters.html, formatters.html_with_anchors])
@given(marked=strategies.marked_text())
def test_html_shows_the_text_and_has_no_tag_but_mark(formatter: Formatter, marked: Marked) -> None:
    text, matches = marked
    page = Page(formatter(text, matches))
    assert without_closing(page.text, text) == text
    assert page.words == [match.word for match in matches]
    assert page.anchors in ([], [f"match-{number}" for number in range(len(matches))])
    assert page.marks == [(match.kind.value, text[match.start : match.end]) for match in matches]
    assert set(page.tags) <= {"mark"}
    assert page.open == []


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "a & b &amp; c", "\"quoted\" 'single'", "</mark>", "<!--"]
)
def test_html_escapes_what_means_something(text: str) -> None:
    shown = formatters.html(text, ())
    assert not re.search("[<>\"']", shown)
    assert Page(shown).text == text


def controls_shown(text: str) -> str:
    """The text as terminals get it."""
    return "".join(
        chr(0x2400 + ord(ch)) if ch < " " and ch not in "\n\t" else "\ufffd" if "\x7f" <= ch <= "\x9f" else ch
        for ch in text
    )


def without_closing(shown: str, text: str) -> str:
    """What is shown of a text without what ends the changes of direction in it."""
    closing = formatters.html(text, ())[len(escape(text)) :]
    assert set(closing) <= {"\u202c", "\u2069"}
    return shown[: len(shown) - len(closing)]


def without_joiners(text: str) -> str:
    return text.replace("\u2060", "")


@given(strategies.marked_text())
def test_ansi_without_its_marks_is_the_text_with_controls_shown(marked: Marked) -> None:
    text, matches = marked
    pieces = re.split("\x1b\\[(?:1;33|0)m", formatters.ansi(text, matches))
    assert pieces[1::2] == [formatters.ansi(text[match.start : match.end], ()) for match in matches]
    assert "".join(pieces) == formatters.ansi(text, ())
    assert without_closing("".join(pieces), text) == controls_shown(text)


@given(strategies.marked_text())
def test_plain_without_its_marks_is_the_text_with_controls_shown(marked: Marked) -> None:
    text, matches = marked
    pieces = without_closing(formatters.plain(text, matches), text).split("**")
    assert len(pieces) == 1 + 2 * len(matches)
    marked_pieces = [controls_shown(text[match.start : match.end]) for match in matches]
    assert [without_joiners(piece) for piece in pieces[1::2]] == list(map(without_joiners, marked_pieces))
    assert without_joiners("".join(pieces)) == without_joiners(controls_shown(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a**b**c", "a*\u2060*b*\u2060*c"),
        ("***", "*\u2060*\u2060*"),
        ("*x*", "*\u2060**x**\u2060*"),
    ],
)
def test_stars_of_the_text_mark_nothing(text: str, shown: str) -> None:
    matches = [Match(1, 2, MatchKind.EXACT, "x")] if text == "*x*" else []
    assert formatters.plain(text, matches) == shown


@pytest.mark.parametrize("formatter", [*ALL, lambda text, matches: formatters.rich_text(text, matches).plain])
@pytest.mark.parametrize(
    ("text", "closing"),
    [
        ("\u202eabc", "\u202c"),
        ("\u202eabc\u202c", ""),
        ("\u2067a\u202eb", "\u202c\u2069"),
        ("\u2067a\u202eb\u2069c", ""),
        ("\u2069\u202c", ""),
        ("שלום", ""),
    ],
)
def test_a_change_of_direction_ends_with_the_text(formatter: Formatter, text: str, closing: str) -> None:
    assert formatter(text, ()) == text + closing


@given(strategies.marked_text())
def test_offsets_in_bytes_and_units_are_those_of_the_ranges(marked: Marked) -> None:
    text, matches = marked
    found = json.loads(formatters.json_offsets(text, matches))
    assert found["text"] == text
    utf8, utf16 = text.encode(errors="surrogatepass"), text.encode("utf-16-le", errors="surrogatepass")
    assert len(found["marks"]) == len(matches)
    for mark, match in zip(found["marks"], matches, strict=True):
        inner = text[match.start : match.end]
        assert text[mark["start"] : mark["end"]] == inner
        assert utf8[slice(*mark["utf8"])] == inner.encode(errors="surrogatepass")
        start, end = mark["utf16"]
        assert utf16[2 * start : 2 * end] == inner.encode("utf-16-le", errors="surrogatepass")
        assert (mark["kind"], mark["word"], mark["term"]) == (match.kind.value, match.word, match.term)


@given(strategies.marked_text())
def test_rich_text_has_a_style_on_each_range(marked: Marked) -> None:
    text, matches = marked
    shown = formatters.rich_text(text, matches)
    assert without_closing(shown.plain, text) == controls_shown(text)
    assert [(span.start, span.end) for span in shown.spans] == [(match.start, match.end) for match in matches]


@pytest.mark.parametrize("formatter", [formatters.plain, formatters.ansi])
@given(text=st.text() | st.text(st.sampled_from([*CONTROLS, *"a[31m\n\t"])))
def test_no_control_character_reaches_a_terminal(formatter: Formatter, text: str) -> None:
    shown = formatter(text, ())
    assert not set(shown) & set(CONTROLS)
    assert len(shown) == len(text)
    assert all(old == new or old in CONTROLS for old, new in zip(text, shown, strict=True))


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]))
    | st.text(st.sampled_from("*_`#+-1.a>!|~&<[]()\\"))
)
def test_markdown_shows_the_text(text: str) -> None:
    assert Page(MarkdownIt().render(formatters.markdown(text, ()))).text.strip("\n") == text


@given(st.lists(st.sampled_from(["yol", "Qarabağ", "**", "дорога", "2_", "#"]), min_size=1).map(" ".join))
def test_markdown_marks_with_strong_emphasis(text: str) -> None:
    words = [Match(found.start(), found.end(), MatchKind.EXACT, "w") for found in re.finditer(r"[^\W_\d]+", text)]
    page = Page(MarkdownIt().render(formatters.markdown(text, words)))
    assert page.text.strip("\n") == text
    assert page.tags.count("strong") == len(words)


MARKDOWN_PIECES = (
    *(
        "a",
        "Bakı",
        "道",
        "路",
        "か",
        "5",
        "e\u0301",
        "U.S.",
        "\n",
        "\n\n",
        "\r\n",
        " ",
        "    ",
        "\t",
        "\u3000",
        "\u00ad",
    ),
    *(
        "=",
        "===",
        "-",
        "---",
        "*",
        "**",
        "_",
        "`",
        "```",
        "#",
        "1.",
        "1)",
        ">",
        "|",
        "~~",
        ":--",
        "+",
        "\\",
        "$x$",
        "“",
        "，",
    ),
    *(
        "&amp;",
        "<b>",
        "</b>",
        "<!--",
        "[x](y)",
        "[x]: y",
        "![",
        "http://a.b/c",
        "<http://a.b>",
        "www.a.b",
        "\u2028",
        "\x0b",
    ),
)


@given(st.lists(st.sampled_from(MARKDOWN_PIECES), max_size=12).map("".join), st.integers(0, 2**12))
def test_markdown_has_no_markup_but_ours(text: str, which: int) -> None:
    tokens = tokenize(text)
    spans = [span for n, span in enumerate(zip(tokens.starts, tokens.ends, strict=True)) if which >> n & 1]
    shown = formatters.markdown(text, [Match(start, end, MatchKind.EXACT, "w") for start, end in spans])
    blocks = MarkdownIt().enable(["table", "strikethrough"]).parse(shown)
    found = [child.type for block in blocks for child in block.children or [block]]
    assert found.count("strong_open") == found.count("strong_close") == len(spans)
    text_only = {"text", "softbreak", "hardbreak", "paragraph_open", "paragraph_close", "inline"}
    assert set(found) <= {*text_only, "strong_open", "strong_close"}


def test_markdown_keeps_apart_marks_with_nothing_between_them() -> None:
    marks = [Match(0, 1, MatchKind.EXACT, "道"), Match(1, 2, MatchKind.EXACT, "路")]
    assert formatters.markdown("道路", marks) == "**道**\u2060**路**"


@pytest.mark.parametrize("line_break", ["\u2028", "\u2029", "\x85", "\v", "\x1c", "\r", "\n"])
def test_json_is_one_line(line_break: str) -> None:
    shown = formatters.json_offsets(f"bir{line_break}yol", ())
    assert len(shown.splitlines()) == 1
    assert json.loads(shown)["text"] == f"bir{line_break}yol"


@given(st.text() | st.text(st.sampled_from([*CONTROLS, "a", "ç", "\u2028"])))
def test_json_lines_have_no_control_character(text: str) -> None:
    shown = formatters.json_line([text])
    assert not set(shown) & set(CONTROLS)
    assert json.loads(shown) == [text]


@pytest.mark.parametrize("formatter", ALL)
def test_no_text_shows_as_no_text(formatter: Formatter) -> None:
    assert formatter("", ()) == ""


@pytest.mark.parametrize(
    ("formatter", "shown"),
    [
        (formatters.plain, "a **road** & b"),
        (formatters.ansi, "a \x1b[1;33mroad\x1b[0m & b"),
        (formatters.html, 'a <mark data-kind="fold" data-word="road">road</mark> &amp; b'),
        (formatters.markdown, "a **road** \\& b"),
    ],
)
def test_one_text_in_every_format(formatter: Formatter, shown: str) -> None:
    assert formatter("a road & b", ROAD) == shown

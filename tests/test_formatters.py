"""What a formatter shows is the source text with marks, and nothing in the text can act as a mark."""

from __future__ import annotations

import re
import unicodedata
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from searchlib import formatters
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
        self.open: list[str] = []
        self.feed(fragment)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "br":
            return
        self.open.append(tag)
        if tag == "mark":
            assert [name for name, _ in attrs] == ["data-kind"]
            self.marks.append((str(attrs[0][1]), ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "mark" in self.open:
            kind, inner = self.marks.pop()
            self.marks.append((kind, inner + data))


@given(strategies.marked_text())
def test_html_shows_the_text_and_has_no_tag_but_mark(marked: Marked) -> None:
    text, matches = marked
    page = Page(formatters.html(text, matches))
    assert page.text == text
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


@given(strategies.marked_text())
def test_ansi_without_its_marks_is_the_text_with_controls_shown(marked: Marked) -> None:
    text, matches = marked
    pieces = re.split("\x1b\\[(?:1;33|0)m", formatters.ansi(text, matches))
    assert pieces[1::2] == [formatters.ansi(text[match.start : match.end], ()) for match in matches]
    assert "".join(pieces) == formatters.ansi(text, ())


@given(strategies.marked_text())
def test_plain_without_its_marks_is_the_text_with_controls_shown(marked: Marked) -> None:
    text, matches = marked
    shown = formatters.plain(text, matches)
    for match in reversed(matches):
        start = match.start + 4 * matches.index(match)
        end = match.end + 4 * matches.index(match) + 2
        assert (shown[start : start + 2], shown[end : end + 2]) == ("**", "**")
        shown = shown[:start] + shown[start + 2 : end] + shown[end + 2 :]
    assert shown == formatters.plain(text, ())


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


@pytest.mark.parametrize("formatter", ALL)
def test_no_text_shows_as_no_text(formatter: Formatter) -> None:
    assert formatter("", ()) == ""


@pytest.mark.parametrize(
    ("formatter", "shown"),
    [
        (formatters.plain, "a **road** & b"),
        (formatters.ansi, "a \x1b[1;33mroad\x1b[0m & b"),
        (formatters.html, 'a <mark data-kind="fold">road</mark> &amp; b'),
        (formatters.markdown, "a **road** \\& b"),
    ],
)
def test_one_text_in_every_format(formatter: Formatter, shown: str) -> None:
    assert formatter("a road & b", ROAD) == shown

"""Lines broken at words, styles that take no room, sizes a person can read."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.cli.terminal import BOLD, columns, size, styled, wrapped
from tests import strategies

PIECES = st.sampled_from(
    ["yol", "Qarabağ", "İ", "ı", "ə", "фильм", "新聞", "e\u0301", "\x1b[1mab\x1b[0m", " ", "  ", "\n"]
)
TEXTS = st.lists(PIECES | strategies.news_word(), max_size=30).map("".join)


@given(TEXTS, st.integers(1, 40))
def test_breaking_lines_only_turns_blanks_into_line_ends(text: str, width: int) -> None:
    broken = wrapped(text, width)
    assert broken.replace("\n", " ") == text.replace("\n", " ")


@given(TEXTS, st.integers(1, 40))
def test_a_line_is_wider_than_the_page_only_if_it_is_one_word(text: str, width: int) -> None:
    for line in wrapped(text, width).split("\n"):
        assert columns(line) <= width or " " not in line.strip(" ")


@given(TEXTS)
def test_a_page_wide_enough_changes_nothing(text: str) -> None:
    assert wrapped(text, columns(text.replace("\n", " ")) + 1) == text


@given(TEXTS)
def test_a_style_takes_no_room_and_ends(text: str) -> None:
    shown = styled(text, BOLD)
    assert columns(shown) == columns(text)
    assert not text or shown.endswith("\x1b[0m")


@given(TEXTS)
def test_a_style_holds_again_after_every_other_style_ends(text: str) -> None:
    inner = styled(text, BOLD).removesuffix("\x1b[0m")
    assert all(inner.startswith(BOLD, match.end()) for match in re.finditer(r"\x1b\[0m", inner))


@pytest.mark.parametrize(
    ("size_bytes", "shown"),
    [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_838_072, "1.8 MB"), (5 * 10**15, "5000.0 TB")],
)
def test_sizes_are_in_the_largest_unit_that_leaves_a_figure_before_the_point(size_bytes: int, shown: str) -> None:
    assert size(size_bytes) == shown

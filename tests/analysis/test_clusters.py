"""Clusters are never cut, and columns are counted as a terminal shows them."""

from __future__ import annotations

from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.clusters import boundary_after, boundary_before, fitting, fitting_back, width
from tests import strategies

NASTY = "ae\u0301\u0308 \r\n\u200d\ufe0f👩🚀🇦🇿🇹\u0600각ᄀ\u1161क\u094dष\u00adю中\u0e33\U000e0101"
TEXT = st.text() | strategies.news_text() | st.text(st.sampled_from(NASTY), max_size=40)


def boundaries(text: str) -> list[int]:
    return [0, *(match.end() for match in regex.finditer(r"\X", text))]


@given(TEXT, st.integers(-1, 50))
def test_what_fits_is_the_longest_run_of_whole_clusters(text: str, columns: int) -> None:
    fits = [end for end in boundaries(text) if width(text[:end]) <= columns]
    assert fitting(text, columns) == max(fits, default=0)


@given(TEXT, st.integers(-1, 50))
def test_what_fits_at_the_end(text: str, columns: int) -> None:
    fits = [start for start in boundaries(text) if width(text[start:]) <= columns]
    assert fitting_back(text, columns) == min(fits, default=len(text))


@given(TEXT)
def test_width_is_the_sum_over_clusters(text: str) -> None:
    edges = boundaries(text)
    pieces = [text[start:end] for start, end in pairwise(edges)]
    assert width(text) == sum(map(width, pieces))
    assert all(0 <= width(piece) <= 2 for piece in pieces)


@given(TEXT)
def test_boundaries_around_every_place(text: str) -> None:
    known = boundaries(text)
    for place in range(len(text) + 1):
        assert boundary_after(text, place) == min(edge for edge in known if edge >= place)
        assert boundary_before(text, place) == max(edge for edge in known if edge <= place)


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Qarabağ", 7),
        ("Карабах", 7),
        ("道路", 4),
        ("한국", 4),
        ("Ａb", 3),
        ("😀", 2),
        ("👩\u200d🚀", 2),
        ("🇦🇿", 2),
        ("1\ufe0f\u20e3", 2),
        ("❤\ufe0f", 2),
        ("s\u0327", 1),
        ("\u00ad\u200b\u200d\ufeff", 0),
        ("\u0301", 0),
        ("a\r\nb", 4),
        ("שלום", 4),
        ("\ud800", 1),
    ],
)
def test_columns(text: str, columns: int) -> None:
    assert width(text) == columns

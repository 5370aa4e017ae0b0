"""Clusters are those that regex finds, whatever stands together, and none takes long to find."""

from __future__ import annotations

from itertools import product

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.grapheme_clusters import boundary_after, boundary_before, fitting, fitting_back, is_plain, width

# One of each class of code points that the rules tell apart.
CLASSES = "a\r\n\x00\u0301\u200d🇦\u0600\u0903\u1100\u1161\u11a8\uac00\uac01©👩क\u094d\u0f71ষ\u09cd"
TEXT = st.text() | st.text(st.sampled_from(CLASSES), max_size=30)


def boundaries(text: str) -> set[int]:
    return {0, *(found.end() for found in regex.finditer(r"\X", text))}


def test_every_three_code_points() -> None:
    for letters in product(CLASSES, repeat=3):
        text = "".join(letters)
        assert {boundary_before(text, place) for place in range(4)} == boundaries(text)


@given(TEXT)
def test_every_text(text: str) -> None:
    places = range(len(text) + 1)
    assert {boundary_before(text, place) for place in places} == boundaries(text)
    assert {boundary_after(text, place) for place in places} == boundaries(text)


@given(TEXT)
def test_a_plain_text_has_a_cluster_and_a_column_for_each_code_point(text: str) -> None:
    if is_plain(text):
        assert boundaries(text) == set(range(len(text) + 1))
        assert width(text, 0, len(text)) == len(text)


@given(TEXT, TEXT, TEXT, st.integers(-1, 30))
def test_a_range_is_read_as_a_text_of_its_own(before: str, text: str, behind: str, columns: int) -> None:
    whole, start, stop = before + text + behind, len(before), len(before) + len(text)
    assert width(whole, start, stop) == width(text, 0, len(text))
    assert fitting(whole, start, stop, columns) - start == fitting(text, 0, len(text), columns)
    assert fitting_back(whole, start, stop, columns) - start == fitting_back(text, 0, len(text), columns)


@pytest.mark.parametrize(
    ("unit", "last"),
    [("\u0301", 0), ("🇦", 99_998), ("\u200d👩", 1), ("\u0600", 0), ("\u1100", 0), ("क\u094d", 0), ("ท", 99_999)],
)
def test_a_hundred_thousand_of_one_kind(unit: str, last: int) -> None:
    text = unit * 100_000
    assert boundary_before(text, len(text) - 1) == last
    assert boundary_after(text, last) == last
    assert boundary_after(text, last + 1) == len(text)
    assert 0 <= width(text, 0, len(text)) <= len(text)


def test_what_is_not_assigned_takes_one_column() -> None:
    assert width("\u0378\U0001506d", 0, 2) == 2


def test_a_range_outside_the_text_is_refused() -> None:
    for function in (fitting, fitting_back):
        with pytest.raises(ValueError, match="no range"):
            function("yol", 2, 4, 1)
    with pytest.raises(ValueError, match="no range"):
        width("yol", 2, 1)

"""Places where words stand close together are those of the slow twin."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.dense_places import dense_places
from tests.reference import dense_places as reference

sightings = st.lists(st.tuples(st.integers(0, 60) | st.integers(0, 2**32 - 1), st.integers(0, 5) | st.just(70))).map(
    sorted
)


@given(sightings, st.integers(1, 20), st.integers(0, 40), st.integers(0, 5))
def test_places_are_those_of_the_twin(seen: list[tuple[int, int]], within: int, apart: int, most: int) -> None:
    tokens, units = array("I", [token for token, _ in seen]), array("I", [unit for _, unit in seen])
    expected = reference.dense_places(seen, within=within, apart=apart, most=most)
    assert dense_places(tokens, units, within=within, apart=apart, most=most) == expected


def test_what_no_better_place_shows_comes_before_what_is_better() -> None:
    tokens, units = array("I", [0, 1, 100, 101, 200]), array("I", [0, 1, 0, 1, 2])
    assert dense_places(tokens, units, within=10, apart=20, most=2) == [0, 200]


def test_rows_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="1 tokens show 0 units"):
        dense_places(array("I", [1]), array("I"), within=1, apart=1, most=1)

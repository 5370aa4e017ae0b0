"""Words that follow one another: against trying every combination of positions."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from searchlib.query.proximity import phrase_places

POSITIONS = st.lists(st.sets(st.integers(0, 14), max_size=6).map(sorted), min_size=1, max_size=4)


def _stands_together(places: tuple[int, ...], slop: int) -> bool:
    displacements = [place - word for word, place in enumerate(places)]
    return max(displacements) - min(displacements) <= slop and len(set(places)) == len(places)


@given(POSITIONS, st.integers(0, 4))
def test_every_place_is_one_where_the_words_stand_together(positions: list[list[int]], slop: int) -> None:
    for places in phrase_places(positions, slop):
        assert all(place in where for place, where in zip(places, positions, strict=True))
        assert _stands_together(places, slop)


@given(POSITIONS)
def test_without_slop_every_place_is_found(positions: list[list[int]]) -> None:
    wanted = [places for places in product(*positions) if _stands_together(places, 0)]
    assert sorted(phrase_places(positions, 0)) == sorted(wanted)


@given(POSITIONS, st.integers(0, 4))
def test_a_place_is_found_wherever_there_is_one_for_distinct_words(positions: list[list[int]], slop: int) -> None:
    apart = [[place * 5 + word for place in where] for word, where in enumerate(positions)]  # no position in common
    some = any(_stands_together(places, slop) for places in product(*apart))
    assert bool(list(phrase_places(apart, slop))) == some


@given(POSITIONS, st.integers(0, 4))
def test_no_word_serves_two_places(positions: list[list[int]], slop: int) -> None:
    for column in zip(*phrase_places(positions, slop), strict=True):
        assert len(set(column)) == len(column)

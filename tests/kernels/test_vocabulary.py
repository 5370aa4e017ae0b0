"""Searching in sorted strings equals bisection."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels import vocabulary

FEW_LETTERS = st.sampled_from("aəж中😀")
STORABLE = st.characters(exclude_categories=["Cs"])
STRINGS = st.lists(st.one_of(st.text(FEW_LETTERS, max_size=6), st.text(STORABLE, max_size=12)), unique=True).map(sorted)


def packed(strings: list[str]) -> tuple[bytes, memoryview]:
    encoded = [string.encode() for string in strings]
    offsets = array("I", accumulate(map(len, encoded), initial=0))
    return b"".join(encoded), memoryview(offsets)


class TestLowerBound:
    """The rank of the first string that is not before the key."""

    @given(STRINGS, st.text(STORABLE, max_size=12))
    def test_equals_bisection(self, strings: list[str], key: str) -> None:
        assert vocabulary.lower_bound(*packed(strings), key.encode()) == bisect_left(strings, key)

    @given(STRINGS.filter(bool), st.data())
    def test_of_a_string_its_prefix_and_its_extension(self, strings: list[str], data: st.DataObject) -> None:
        string = data.draw(st.sampled_from(strings))
        for key in (string, string[:-1], string + "a", string + "\x00", string + "\U0010ffff"):
            assert vocabulary.lower_bound(*packed(strings), key.encode()) == bisect_left(strings, key)

    @pytest.mark.parametrize("key", ["", "a", "\U0010ffff"])
    def test_of_an_empty_list_is_zero(self, key: str) -> None:
        assert vocabulary.lower_bound(*packed([]), key.encode()) == 0
        assert vocabulary.lower_bound(b"", memoryview(array("I")), key.encode()) == 0


class TestDamage:
    """Whatever the bytes hold, the answer is a rank or a ValueError, and nothing outside them is read."""

    @given(
        st.binary(max_size=30),
        st.lists(st.integers(0, 0xFFFFFFFF) | st.integers(0, 30), max_size=6),
        st.binary(max_size=4),
    )
    def test_random_bytes_and_offsets(self, blob: bytes, numbers: list[int], key: bytes) -> None:
        honest = all(a <= b for a, b in pairwise(numbers)) and max([0, *numbers[1:]]) <= len(blob)
        try:
            rank = vocabulary.lower_bound(blob, memoryview(array("I", numbers)), key)
        except ValueError:
            assert not honest
        else:
            assert 0 <= rank <= max(0, len(numbers) - 1)

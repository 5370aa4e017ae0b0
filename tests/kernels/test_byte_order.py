"""Strings of bytes are sorted as Python sorts them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.byte_order import order_of

ALIKE = st.text(st.sampled_from("ab\0"), max_size=30).map(str.encode)
STRINGS = st.lists(st.one_of(st.binary(max_size=20), ALIKE), unique=True, max_size=200)


@given(STRINGS)
def test_equals_sorting(strings: list[bytes]) -> None:
    assert [strings[number] for number in order_of(strings)] == sorted(strings)


@given(STRINGS, st.binary(min_size=8, max_size=24))
def test_equals_sorting_of_strings_that_begin_alike(strings: list[bytes], beginning: bytes) -> None:
    strings = [beginning + string for string in strings]
    assert [strings[number] for number in order_of(strings)] == sorted(strings)

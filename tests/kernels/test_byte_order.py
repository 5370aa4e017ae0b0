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


def test_strings_that_share_most_of_their_bytes_are_sorted_without_deep_calls() -> None:
    strings = [b"x" * 400_000 + bytes([number * 7 % 64]) for number in range(20)]
    assert [strings[number] for number in order_of(strings)] == sorted(strings)
    strings = [b"x" * (8 * length) for length in range(2_000)]
    assert list(order_of(strings[::-1])) == list(range(2_000))[::-1]

"""Loops over columns equal loops over lists, for numbers of every width; numbers that cannot be are told."""

from __future__ import annotations

from array import array
from itertools import accumulate, chain
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels import columns
from tests.reference import columns as twin

LIMIT = 7
TYPES = st.sampled_from("BHI")
RANKS = st.integers(0, LIMIT - 1)
SINGLES = st.lists(RANKS, max_size=300)
LISTS = st.lists(st.lists(RANKS, unique=True, max_size=4), max_size=60)
FLAGS = st.integers(0, 3)


def masks(data: st.DataObject, size: int) -> list[int]:
    return data.draw(st.lists(FLAGS, min_size=size, max_size=size))


def packed(lists: list[list[int]], offset_type: str, rank_type: str) -> tuple[array[Any], array[Any]]:
    offsets = array(offset_type, accumulate(map(len, lists), initial=0))
    return offsets, array(rank_type, chain.from_iterable(lists))


class TestWidths:
    """widen(narrow(numbers)) = numbers, and nothing narrower would hold them."""

    @given(st.lists(st.one_of(*(st.integers(0, (1 << bits) - 1) for bits in (3, 8, 9, 16, 17, 32))), max_size=50))
    def test_round_trip(self, numbers: list[int]) -> None:
        narrowed, total, least, greatest = columns.narrow(array("I", numbers))
        assert list(columns.widen(narrowed)) == numbers
        assert (total, least, greatest) == (sum(numbers), min(numbers, default=0), max(numbers, default=0))
        assert narrowed.itemsize == (1 if greatest < 1 << 8 else 2 if greatest < 1 << 16 else 4)

    @pytest.mark.parametrize("typecode", ["b", "i", "Q", "f"])
    def test_other_types_are_refused(self, typecode: str) -> None:
        with pytest.raises(ValueError, match="a column of type"):
            columns.widen(array(typecode, [1]))


class TestSingle:
    """A single column is a list for each document of its one number."""

    @given(SINGLES, TYPES, st.lists(st.integers(0, 1), min_size=LIMIT, max_size=LIMIT))
    def test_select(self, ranks: list[int], typecode: str, wanted: list[int]) -> None:
        selected = columns.select(array(typecode, ranks), bytes(wanted))
        assert list(selected) == twin.select([[rank] for rank in ranks], wanted)

    @given(SINGLES, TYPES, st.data())
    def test_count_and_renumber(self, ranks: list[int], typecode: str, data: st.DataObject) -> None:
        mask, lists = masks(data, len(ranks)), [[rank] for rank in ranks]
        numbers = data.draw(st.lists(st.integers(0, 0xFFFFFFFF), min_size=LIMIT, max_size=LIMIT))
        column = memoryview(array(typecode, ranks))
        assert list(columns.count(column, LIMIT, bytes(mask))) == twin.count(lists, LIMIT, mask)
        renumbered = columns.renumber(column, array("I", numbers), bytes(mask))
        assert [[number] for number in renumbered] == twin.renumber(lists, numbers, mask)

    @pytest.mark.parametrize("typecode", ["B", "H", "I"])
    def test_a_number_that_is_too_large(self, typecode: str) -> None:
        column = array(typecode, [1, 3, 0])
        for ask in (
            lambda: columns.select(column, bytes(3)),
            lambda: columns.count(column, 3, bytes(3)),
            lambda: columns.renumber(column, array("I", [1, 2, 3]), bytes(3)),
        ):
            with pytest.raises(ValueError, match="holds 3, and must stay below 3"):
                ask()

    @pytest.mark.parametrize("size", [0, 1, 3])
    def test_a_mask_of_another_size(self, size: int) -> None:
        for ask in (
            lambda: columns.count(bytes(2), 3, bytes(size)),
            lambda: columns.renumber(bytes(2), array("I", [1]), bytes(size)),
            lambda: columns.count_lists(bytes(3), b"", 3, bytes(size)),
            lambda: columns.renumber_lists(bytes(3), b"", array("I", [1]), bytes(size)),
        ):
            with pytest.raises(ValueError, match=f"a mask of {size} documents for a column of 2"):
                ask()


class TestLists:
    """A list column is a list for each document."""

    @given(LISTS, TYPES, TYPES, st.lists(st.integers(0, 1), min_size=LIMIT, max_size=LIMIT))
    def test_select(self, lists: list[list[int]], offset_type: str, rank_type: str, wanted: list[int]) -> None:
        selected = columns.select_lists(*packed(lists, offset_type, rank_type), bytes(wanted))
        assert list(selected) == twin.select(lists, wanted)

    @given(LISTS, TYPES, TYPES, st.data())
    def test_count_and_renumber(
        self, lists: list[list[int]], offset_type: str, rank_type: str, data: st.DataObject
    ) -> None:
        mask = masks(data, len(lists))
        numbers = data.draw(st.lists(st.integers(0, 0xFFFFFFFF), min_size=LIMIT, max_size=LIMIT))
        column = packed(lists, offset_type, rank_type)
        assert list(columns.count_lists(*column, LIMIT, bytes(mask))) == twin.count(lists, LIMIT, mask)
        expected = twin.renumber(lists, numbers, mask)
        renumbered, lengths = columns.renumber_lists(*column, array("I", numbers), bytes(mask))
        assert (list(renumbered), list(lengths)) == ([*chain.from_iterable(expected)], [*map(len, expected)])

    @given(st.lists(st.integers(0, 12), max_size=8), st.lists(st.integers(0, 12), max_size=8), TYPES, TYPES)
    def test_offsets_and_ranks_that_cannot_be(
        self, offsets: list[int], ranks: list[int], offset_type: str, rank_type: str
    ) -> None:
        honest = offsets == sorted(offsets) and offsets[:1] == [0] and offsets[-1] == len(ranks)
        column, mask = (array(offset_type, offsets), array(rank_type, ranks)), bytes(max(0, len(offsets) - 1))
        for ask in (
            lambda: columns.select_lists(*column, bytes(LIMIT)),
            lambda: columns.count_lists(*column, LIMIT, mask),
            lambda: columns.renumber_lists(*column, array("I", range(LIMIT)), mask),
        ):
            if honest and max(ranks, default=0) < LIMIT:
                ask()
            else:
                with pytest.raises(ValueError, match=r"of a column|a column holds"):
                    ask()

"""Values are collected by document as plain Python would do it."""

from __future__ import annotations

from array import array
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.column_collector import ColumnCollector, add_values

VALUES = st.text("aəб\U0001f600\0", max_size=12)
SINGLE = st.lists(st.one_of(st.none(), VALUES))
LISTS = st.lists(st.lists(VALUES, max_size=4))
MANY = [f"{number * 7919 % 3000:x}" for number in range(6000)]


def single(values: list[str | None]) -> ColumnCollector:
    column = ColumnCollector(is_list=False)
    for value in values:
        column.add(value)
    return column


def lists(documents: list[list[str]]) -> ColumnCollector:
    column = ColumnCollector(is_list=True)
    for values in documents:
        column.add_list(values)
    return column


def blob_of(values: list[str]) -> tuple[bytes, array[int]]:
    encoded = [value.encode() for value in values]
    return b"".join(encoded), array("I", accumulate(map(len, encoded), initial=0))


@given(SINGLE)
def test_a_single_column(values: list[str | None]) -> None:
    distinct = sorted({value for value in values if value is not None}, key=str.encode)
    ranks = array("I", [0 if value is None else distinct.index(value) + 1 for value in values])
    column = single(values)
    assert len(column) == len(values)
    assert column.encoded() == (*blob_of(distinct), ranks, array("I"))


@given(LISTS)
def test_a_column_of_lists(documents: list[list[str]]) -> None:
    rows = [list(dict.fromkeys(values)) for values in documents]
    distinct = sorted({value for row in rows for value in row}, key=str.encode)
    ranks = array("I", [distinct.index(value) for row in rows for value in row])
    column = lists(documents)
    assert len(column) == len(documents)
    assert column.encoded() == (*blob_of(distinct), ranks, array("I", accumulate(map(len, rows), initial=0)))


def test_many_values_are_each_kept_once() -> None:
    blob, offsets, ranks, _ = single([*MANY]).encoded()
    assert (blob, offsets) == blob_of(sorted(set(MANY)))
    assert [blob[offsets[rank - 1] : offsets[rank]].decode() for rank in ranks] == MANY
    assert single([*MANY]).memory_bytes() > single(["a"]).memory_bytes() > 0


@given(st.lists(VALUES), st.lists(VALUES, unique=True))
def test_values_of_another_column_have_the_numbers_that_they_have_here(ours: list[str], theirs: list[str]) -> None:
    column = single([*ours])
    numbers = column.numbers_of(*blob_of(theirs))
    known = list(dict.fromkeys([*ours, *theirs]))
    assert [known[number] for number in numbers] == theirs


@given(st.lists(VALUES, unique=True), st.data())
def test_a_value_that_no_document_has_is_left_out(values: list[str], data: st.DataObject) -> None:
    column = ColumnCollector(is_list=False)
    numbers = column.numbers_of(*blob_of(values))
    kept = [value for value in values if data.draw(st.booleans())]
    column.extend(array("I", [numbers[values.index(value)] + 1 for value in kept]), array("I"))
    assert column.encoded() == single([*kept]).encoded()


def test_a_row_of_values() -> None:
    columns = ColumnCollector(is_list=False), ColumnCollector(is_list=False)
    add_values(columns, ("a", None))
    add_values(columns, ("b", "c"))
    assert [column.encoded() for column in columns] == [single(["a", "b"]).encoded(), single([None, "c"]).encoded()]


class TestRefusal:
    """What does not fit is refused."""

    def test_the_other_kind(self) -> None:
        with pytest.raises(ValueError, match="one value for a column of lists"):
            ColumnCollector(is_list=True).add("a")
        with pytest.raises(ValueError, match="a list of values for a column of single ones"):
            ColumnCollector(is_list=False).add_list(["a"])

    def test_another_number_of_values(self) -> None:
        with pytest.raises(ValueError, match="1 values for 0 columns"):
            add_values((), ("a",))

    @pytest.mark.parametrize("offsets", [[0, 9], [2, 1], [0, 0xFFFFFFFF]])
    def test_offsets_that_point_outside(self, offsets: list[int]) -> None:
        with pytest.raises(ValueError, match="point outside the values"):
            ColumnCollector(is_list=False).numbers_of(b"abc", array("I", offsets))

    def test_half_of_a_surrogate_pair_leaves_the_column_as_it_was(self) -> None:
        column = single(["a"])
        with pytest.raises(UnicodeEncodeError):
            column.add("\ud800")
        assert column.encoded() == single(["a"]).encoded()

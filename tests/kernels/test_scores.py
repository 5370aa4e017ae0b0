"""Arithmetic on documents, against plain Python."""

from __future__ import annotations

from array import array
from ctypes import c_float

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels import scores

SIZES = st.shared(st.integers(0, 40), key="size")
FREQUENCIES = st.floats(0, 1000, allow_subnormal=False, width=32)
VALUES = SIZES.flatmap(lambda size: st.lists(FREQUENCIES, min_size=size, max_size=size))
MASKS = SIZES.flatmap(lambda size: st.lists(st.integers(0, 1), min_size=size, max_size=size))


@given(VALUES, MASKS, st.floats(0.25, 4))
def test_accumulate_adds_to_the_documents_of_the_list_only(values: list[float], mask: list[int], factor: float) -> None:
    docnums = [docnum for docnum, bit in enumerate(mask) if bit]
    into = array("d", values)
    scores.accumulate(into, array("i", docnums), array("f", [2.0] * len(docnums)), factor)
    assert list(into) == [value + 2.0 * factor * bit for value, bit in zip(values, mask, strict=True)]


@given(MASKS, MASKS)
def test_masks_join_as_sets_do(one: list[int], other: list[int]) -> None:
    kept, joined, dropped = bytearray(one), bytearray(one), bytearray(one)
    scores.keep(kept, bytes(other))
    scores.join(joined, bytes(other))
    scores.drop(dropped, bytes(other))
    pairs = list(zip(one, other, strict=True))
    assert list(kept) == [a & b for a, b in pairs]
    assert list(joined) == [a | b for a, b in pairs]
    assert list(dropped) == [a & (1 - b) for a, b in pairs]


@given(VALUES)
def test_positive_values_are_marked(values: list[float]) -> None:
    mask = bytearray(len(values))
    scores.mark_positive(mask, array("d", values))
    assert list(mask) == [int(value > 0) for value in values]


@given(VALUES, st.floats(0.5, 2))
def test_saturation_grows_with_the_frequency_and_stays_below_its_limit(values: list[float], factor: float) -> None:
    values.sort()
    saturated = array("d", values)
    scores.saturate(saturated, array("d", [0.7] * len(values)), 1.2, factor)
    assert list(saturated) == sorted(saturated)
    assert all(0 <= score < factor * 2.2 + 1e-9 for score in saturated)
    expected = [factor * value * 2.2 / (value + 0.7) for value in values]
    assert list(saturated) == pytest.approx(expected)


@given(VALUES, MASKS, st.integers(0, 12))
def test_the_best_are_those_of_sorting_everything(values: list[float], mask: list[int], limit: int) -> None:
    best, total = scores.best(array("d", values), bytes(mask), limit)
    single = [c_float(value).value for value in values]
    ranked = sorted((-single[docnum], docnum) for docnum, bit in enumerate(mask) if bit)
    assert best == [(-negated, docnum) for negated, docnum in ranked[:limit]]
    assert total == sum(mask)


@given(VALUES, MASKS, st.floats(0.25, 4))
def test_values_outside_the_mask_become_zero(values: list[float], mask: list[int], factor: float) -> None:
    scaled = array("d", values)
    scores.mask_and_scale(scaled, bytes(mask), factor)
    assert list(scaled) == [value * factor if bit else 0.0 for value, bit in zip(values, mask, strict=True)]


def test_arrays_of_different_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="2 and 3 documents"):
        scores.add(array("d", [1, 2]), array("d", [1, 2, 3]))

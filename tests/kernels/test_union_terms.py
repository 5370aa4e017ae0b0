"""The terms of two fields are gone through, found and counted as one sorted list."""

from __future__ import annotations

import contextlib
from array import array
from bisect import bisect_left
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.union_terms import UnionTerms
from tests.kernels.unions import dictionary_of, union_of

TERMS = st.text("aəж中b", min_size=1, max_size=5)
FIELDS = st.tuples(st.sets(TERMS, max_size=20).map(sorted), st.sets(TERMS, max_size=20).map(sorted))


@given(FIELDS)
def test_the_terms_are_those_of_both(fields: tuple[list[str], list[str]]) -> None:
    first, second = fields
    union, expected = union_of(first, second), sorted({*first, *second})
    assert len(union) == len(expected)
    blob, offsets, counts = union.columns()
    assert [blob[begin:end].decode() for begin, end in pairwise(offsets)] == expected
    assert [union.term(rank).decode() for rank in range(len(union))] == expected
    assert [union.find(term.encode()) for term in expected] == list(range(len(expected)))
    ranks = [{term: rank + 1 for rank, term in enumerate(field)} for field in fields]
    assert list(counts) == [sum(rank.get(term, 0) for rank in ranks) for term in expected]
    assert [union.count(rank) for rank in range(len(union))] == list(counts)


@given(FIELDS, st.text("aəж中b", max_size=6))
def test_the_place_of_a_term_that_may_not_be_there(fields: tuple[list[str], list[str]], term: str) -> None:
    expected = sorted({*fields[0], *fields[1]})
    union = union_of(*fields)
    assert union.lower_bound(term.encode()) == bisect_left(expected, term)
    assert union.find(term.encode()) == (expected.index(term) if term in expected else -1)


def test_a_term_beyond_the_last_is_an_index_error() -> None:
    union = union_of(["a"], ["b"])
    for method in (union.term, union.count):
        with pytest.raises(IndexError):
            method(2)


@given(
    st.lists(st.integers(0, 9) | st.integers(0, 0xFFFFFFFF), max_size=6),
    st.lists(st.integers(0, 9) | st.integers(0, 0xFFFFFFFF), max_size=6),
)
def test_ranks_that_are_damaged_give_an_answer_or_a_value_error(added: list[int], added_ords: list[int]) -> None:
    first, second = dictionary_of(["a", "c", "e", "g"]), dictionary_of(["b", "c", "d", "f", "h"])
    try:
        union = UnionTerms(first, second, array("I", added), array("I", added_ords))
    except ValueError:
        assert len(added) != len(added_ords)
        return
    for term in (b"", b"a", b"b", b"f", b"z"):
        for method in (union.find, union.lower_bound):
            with contextlib.suppress(ValueError):
                assert -1 <= method(term) <= len(union) + len(added)
    for rank in range(len(union)):
        try:
            union.term(rank)
            union.count(rank)
        except ValueError:
            pass
    with contextlib.suppress(ValueError):
        union.columns()

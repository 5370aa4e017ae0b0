"""Reasons have an order, and a match keeps its text when it moves."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.matches import Match, MatchKind
from tests import strategies

KINDS = st.sampled_from(MatchKind)


def test_the_order_of_reasons() -> None:
    assert [kind.value for kind in MatchKind] == [
        *("exact", "inflection", "root", "fold"),
        *("variant", "prefix", "pattern", "fuzzy"),
    ]


@given(KINDS, KINDS, KINDS)
def test_strength_is_a_strict_order(left: MatchKind, middle: MatchKind, right: MatchKind) -> None:
    assert not left.is_stronger_than(left)
    assert left is right or left.is_stronger_than(right) != right.is_stronger_than(left)
    if left.is_stronger_than(middle) and middle.is_stronger_than(right):
        assert left.is_stronger_than(right)


@given(strategies.marked_text(), st.text(max_size=10))
def test_a_moved_match_marks_the_same_text(marked: tuple[str, tuple[Match, ...]], before: str) -> None:
    text, matches = marked
    for match in matches:
        moved = match.moved(len(before))
        assert (before + text)[moved.start : moved.end] == text[match.start : match.end]
        assert moved.moved(-len(before)) == match


def test_a_match_is_a_value() -> None:
    match = Match(4, 11, MatchKind.VARIANT, "Karabakh")
    assert match.field == "body"
    assert {match, Match(4, 11, MatchKind.VARIANT, "Karabakh")} == {match}
    assert pickle.loads(pickle.dumps(match)) == match  # noqa: S301  our own bytes
    with pytest.raises(AttributeError):
        match.start = 5  # type: ignore[misc]  # the point of the test

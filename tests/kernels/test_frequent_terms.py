"""The most frequent terms of several segments are those of a sorted list of all of them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.frequent_terms import most_frequent
from tests.kernels.unions import union_of

TERMS = st.text("aəж中b", min_size=1, max_size=5)
FIELD = st.sets(TERMS, max_size=12).map(sorted)
SEGMENTS = st.lists(st.tuples(FIELD, FIELD), max_size=4)


def counted(segments: list[tuple[list[str], list[str]]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for field in (field for segment in segments for field in segment):
        for rank, term in enumerate(field):
            counts[term] = counts.get(term, 0) + rank + 1
    return counts


@given(SEGMENTS, st.text("aəж中b", max_size=2), st.none() | st.text("aəж中b*?", max_size=5), st.integers(0, 9))
def test_equals_sorting(
    segments: list[tuple[list[str], list[str]]], prefix: str, pattern: str | None, most: int
) -> None:
    counts = counted(segments)
    regex = re.compile("".join({"*": ".*", "?": "."}.get(letter, letter) for letter in pattern or "*"), re.DOTALL)
    fitting = [term for term in counts if term.startswith(prefix) and regex.fullmatch(term)]
    if pattern == "":
        fitting = []
    best = sorted(fitting, key=lambda term: (-counts[term], term))[:most]
    found = most_frequent([union_of(*segment) for segment in segments], prefix.encode(), pattern, most)
    assert found == sorted(term.encode() for term in best)


def test_a_pattern_too_long_describes_nothing() -> None:
    assert most_frequent([union_of(["a"], [])], b"", "*" * 257, 9) == []

"""Scores of a text under character models equal those by the definition."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.ngrams import BOUNDARY, UNKNOWN_LETTER, NgramTable
from tests import strategies
from tests.reference import character_model

SMALL = "abcıiəğşлё"
LETTERS = "".join(sorted({*SMALL, *"ABCIİƏĞŞЛЁ", *"dDzéÉпП"}))
SINGLE = [BOUNDARY, UNKNOWN_LETTER, *SMALL]
GRAM = st.text(st.sampled_from(SMALL + BOUNDARY + UNKNOWN_LETTER), min_size=2, max_size=5)
COSTS = st.lists(st.integers(0, 93), min_size=3, max_size=3)
TABLES = st.tuples(st.fixed_dictionaries(dict.fromkeys(SINGLE, COSTS)), st.dictionaries(GRAM, COSTS, max_size=40)).map(
    lambda parts: parts[0] | parts[1]
)
TEXTS = st.text(st.sampled_from(LETTERS + " -.\u0301\u00ad")) | strategies.news_text()
SLACKS = st.tuples(st.integers(0, 300), st.integers(0, 300))


def made(table: dict[str, list[int]]) -> NgramTable:
    return NgramTable(list(table), bytes(cost for row in table.values() for cost in row), 3, LETTERS)


@given(TABLES, TEXTS, st.sampled_from("iı"), SLACKS)
def test_costs_equal_those_of_the_definition(
    table: dict[str, list[int]], text: str, small_i: str, slacks: tuple[int, int]
) -> None:
    composed = unicodedata.normalize("NFC", text)
    costs, letters, words, others = made(table).score(composed, small_i, *slacks)
    known = frozenset(LETTERS)
    assert list(costs) == character_model.score(composed, table, known, small_i, slacks)
    assert words == len(character_model.words_of(composed, known))
    assert letters == sum(letter in known for letter in composed)
    assert letters + others == sum(letter.isalpha() and letter not in character_model.IGNORED for letter in composed)


@given(TABLES, TEXTS, TEXTS)
def test_costs_of_two_texts_add_up(table: dict[str, list[int]], left: str, right: str) -> None:
    model = made(table)
    both, *_ = model.score(f"{left} {right}", "i", 120, 48)
    parts = zip(model.score(left, "i", 120, 48)[0], model.score(right, "i", 120, 48)[0], strict=True)
    assert list(both) == [sum(pair) for pair in parts]


@pytest.mark.parametrize(
    ("ngrams", "costs", "models"),
    [
        (["_", "*"], b"\x01", 1),
        (["_", "*"], b"", 0),
        (["_", "*"], bytes(34), 17),
        (["_", "a"], b"\x01\x02", 1),
        (["_", "*", "ab"], b"\x01\x02\x03", 1),
        (["_", "*", ""], b"\x01\x02\x03", 1),
        (["_", "*", "a", "aaaaaa"], b"\x01\x02\x03\x04", 1),
        (["_", "*", "中"], b"\x01\x02\x03", 1),
    ],
)
def test_a_table_that_could_not_be_read_is_refused(ngrams: list[str], costs: bytes, models: int) -> None:
    with pytest.raises(ValueError, match="n-gram"):
        NgramTable(ngrams, costs, models, "a")

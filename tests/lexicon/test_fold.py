"""Folding: what people leave out when they type."""

from __future__ import annotations

import pytest
from hypothesis import given

from searchlib.analysis import normalize
from searchlib.lexicon.fold import filter_value, fold, folds, is_plain
from tests.strategies import news_word


@given(news_word())
def test_folding_a_fold_changes_nothing(word: str) -> None:
    for folded in folds(normalize(word)):
        assert folds(folded) == (folded,)


@given(news_word())
def test_a_term_is_plain_exactly_if_it_is_its_own_fold(word: str) -> None:
    term = normalize(word)
    assert is_plain(term) == (fold(term) == term)


@pytest.mark.parametrize(
    ("term", "typed"),
    [
        ("qarabağ", {"qarabag", "qarabagh"}),
        ("əliyev", {"eliyev", "aliyev"}),
        ("şəhər", {"seher", "sahar", "sheher", "shahar"}),
        ("çıxış", {"cixis", "chixish"}),
        ("ёлка", {"елка"}),
        ("йод", {"йод"}),
        ("café", {"cafe"}),
        ("straße", {"strasse"}),
        ("10.000", {"10000"}),
        ("1.000.000", {"1000000"}),
        ("2,5", {"2.5"}),
        ("3.14", {"3.14"}),
    ],
)
def test_what_is_typed_for_a_term(term: str, typed: set[str]) -> None:
    assert set(folds(term)) == typed


def test_filter_values_ignore_case_marks_and_spaces() -> None:
    assert {filter_value(value) for value in ("AZƏRTAC", " azərtac ", "Azertac", "AZERTAC")} == {"azertac"}

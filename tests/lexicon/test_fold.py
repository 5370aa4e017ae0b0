"""Folding: what people leave out when they type."""

from __future__ import annotations

import pytest
from hypothesis import given

from searchlib.analysis import normalize
from searchlib.lexicon.fold import filter_value, fold, folds, is_plain, name_folds
from tests.strategies import news_word


@given(news_word())
def test_folding_a_fold_changes_nothing(word: str) -> None:
    for folded in folds(normalize(word)):
        assert folds(folded) == (folded,)


@given(news_word())
def test_a_plain_term_is_its_own_fold(word: str) -> None:
    term = normalize(word)
    assert not is_plain(term) or fold(term) == term
    assert all(is_plain(folded) for folded in folds(term) if folded.isascii())


@pytest.mark.parametrize(
    ("term", "typed"),
    [
        ("qarabağ", {"qarabag", "qarabagh"}),
        ("əliyev", {"eliyev"}),
        ("şəhər", {"seher", "sheher"}),
        ("çıxış", {"cixis", "chixish"}),
        ("ёлка", {"елка"}),
        ("йод", {"йод"}),
        ("café", {"cafe"}),
        ("straße", {"strasse"}),
        ("10.000", {"10000"}),
        ("1.000.000", {"1000000"}),
        ("2,5", {"2.5"}),
        ("3.14", {"3.14"}),
        ("3'üncü", {"3"}),
        ("10.000'den", {"10000"}),
    ],
)
def test_what_is_typed_for_a_term(term: str, typed: set[str]) -> None:
    assert set(folds(term)) == typed


def test_the_schwa_of_a_name_may_be_typed_a() -> None:
    assert name_folds("əliyev") == name_folds("aliyev") == ("aliyev",)


def test_filter_values_ignore_case_marks_and_spaces() -> None:
    assert {filter_value(value) for value in ("AZƏRTAC", " azərtac ", "Azertac", "AZERTAC")} == {"azertac"}


def test_filter_values_ignore_quotation_marks() -> None:
    assert {filter_value(value) for value in ("«Известия»", '"Известия"', "„Известия“", "Известия")} == {"известия"}
    assert filter_value('"') == '"'

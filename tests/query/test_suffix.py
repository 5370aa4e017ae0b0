"""Tildes and boosts."""

from __future__ import annotations

import pytest
from hypothesis import given

from searchlib.query.reporter import ProblemCollector
from searchlib.query.suffix import Suffix, read_suffix, split_suffix
from tests.strategies import query_text


@given(query_text())
def test_a_split_loses_nothing(text: str) -> None:
    before, suffix = split_suffix(text)
    assert before + suffix == text
    assert suffix[:1] in {"", "~", "^"}
    assert not suffix or before


@pytest.mark.parametrize(
    ("text", "suffix"),
    [("a~", "~"), ("a^2", "^2"), ("a~1^.5", "~1^.5"), ("1990-2000^2", "^2"), ("a~b", ""), ("~1", ""), ("a~1-2", "")],
)
def test_a_suffix_is_at_the_end_and_after_something(text: str, suffix: str) -> None:
    assert split_suffix(text)[1] == suffix


@pytest.mark.parametrize(("figures", "boost"), [("^2", 2.0), ("^.5", 0.5), ("^+3", 3.0), ("^100", 100.0), ("", 1.0)])
def test_boosts_in_range_are_taken(figures: str, boost: float) -> None:
    collector = ProblemCollector()
    assert read_suffix(figures, 0, collector).boost == boost
    assert collector.warnings() == ()


@pytest.mark.parametrize(
    ("figures", "boost"),
    [("^0", 1.0), ("^-2", 1.0), ("^1.2.3", 1.0), ("^" + "9" * 5000, 100.0), ("^0." + "0" * 400, 1.0)],
)
def test_boosts_out_of_range_are_reported(figures: str, boost: float) -> None:
    collector = ProblemCollector()
    assert read_suffix(figures, 0, collector).boost == boost
    assert len(collector.warnings()) == 1


def test_the_same_tilde_counts_edits_of_a_word_and_places_of_a_phrase() -> None:
    collector = ProblemCollector()
    assert (Suffix("7").slop(collector), collector.warnings()) == (7, ())
    assert Suffix("7").edits(collector) == 2
    assert len(collector.warnings()) == 1

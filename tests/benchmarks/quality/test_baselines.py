import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.baselines import K1, B, Bm25, best, prefix, stems, words

TEXTS = ["yol yol körpü", "körpü", "bazar yol şəhər bağ"]


@given(st.lists(st.integers(0, 4).map(float), max_size=30), st.integers(1, 12))
def test_best_are_those_of_a_full_sort(scores: list[float], k: int) -> None:
    order = sorted((-score, number) for number, score in enumerate(scores) if score)
    assert best(np.array(scores), k) == [number for _, number in order][:k]


def test_a_score_is_that_of_the_formula() -> None:
    mean = 8 / 3
    idf = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    expected = [idf * tf * (K1 + 1) / (tf + K1 * (1 - B + B * length / mean)) for tf, length in ((2, 3), (1, 4))]
    found, values = Bm25(TEXTS, "az", words)._scores["yol"]
    assert found.tolist() == [0, 2]
    assert values.tolist() == pytest.approx(expected)


def test_a_word_that_is_asked_twice_counts_once() -> None:
    engine = Bm25(TEXTS, "az", words)
    assert engine.search("körpü körpü yol", 3) == engine.search("yol körpü", 3)


def test_a_stem_finds_what_the_word_does_not() -> None:
    assert Bm25(["körpülərdən"], "az", words).search("körpülər", 1) == []
    assert Bm25(["körpülərdən"], "az", prefix).search("körpülər", 1) == [0]


@pytest.mark.parametrize(("language", "finds"), [("tr", [0]), ("az", [0]), ("en", [])])
def test_capital_i_is_lowered_as_the_language_does(language: str, finds: list[int]) -> None:
    assert Bm25(["IĞDIR"], language, words).search("ığdır", 1) == finds


@pytest.mark.parametrize("language", ["az", "en", "ru", "tr"])
def test_every_language_has_three_baselines(language: str) -> None:
    assert list(stems(language)) == ["words", "prefix 5", "Snowball"]

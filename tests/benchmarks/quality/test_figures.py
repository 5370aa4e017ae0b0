from dataclasses import replace

import pytest

from benchmarks.quality.figures import TARGETS, Figure, with_targets
from benchmarks.quality.suite import MEASURES

RANKING = Figure("ranking", "verses_az", 0.95, 200, "nDCG@10", {"words": 0.93, "prefix 5": 0.92}, 0.004)


def test_a_target_may_lie_below_the_best_baseline() -> None:
    (figure,) = with_targets([RANKING])
    assert (figure.must, figure.aim) == pytest.approx((0.927, 0.945))
    assert figure.is_met
    assert figure.is_aim_met


def test_a_target_of_a_share_is_never_above_one() -> None:
    (figure,) = with_targets([replace(RANKING, baselines={"words": 0.999})])
    assert figure.aim == 1


@pytest.mark.parametrize(("value", "is_met"), [(0.29, True), (0.31, False)])
def test_of_other_words_fewer_are_better(value: float, *, is_met: bool) -> None:
    (figure,) = with_targets([Figure("names", "spellings, other words", value, 10, "words a group")])
    assert figure.is_met is is_met


def test_what_has_no_target_is_neither_met_nor_missed() -> None:
    assert Figure("names", "x", 0.1, 1).is_met is None


def test_figures_are_compared_as_they_are_printed() -> None:
    assert replace(RANKING, value=0.92651, must=0.927).is_met
    assert not replace(RANKING, value=0.9264, must=0.927).is_met


def test_a_saved_figure_comes_back_the_same() -> None:
    (figure,) = with_targets([RANKING])
    assert Figure.from_json(figure.as_json()) == figure


def test_every_line_of_the_table_names_a_measure() -> None:
    lines = [line for line in TARGETS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert {line.split("\t")[0] for line in lines} == MEASURES.keys()

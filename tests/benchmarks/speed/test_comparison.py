from pathlib import Path

import pytest

from benchmarks.speed.comparison import Comparison, Measured, Ratio, Side, comparisons, ratios
from benchmarks.speed.report import text_of
from benchmarks.speed.suite import _ENGINES, Run, read, save

ONE = Comparison("AND", Side("A", "ms", 10), Side("B", "ms", 10), "less", 1.0, 0.5)


def rounds(ours: list[float], theirs: list[float]) -> list[Measured]:
    pairs = enumerate(zip(ours, theirs, strict=True))
    return [Measured(n, engine, 10, {"ms": ms}) for n, pair in pairs for engine, ms in zip("AB", pair, strict=True)]


def test_every_engine_of_the_table_can_be_measured() -> None:
    sides = {side.engine for line in comparisons() for side in (line.ours, line.theirs) if side}
    assert sides == set(_ENGINES)


def test_a_ratio_is_the_median_of_ratios_of_one_round() -> None:
    (ratio,) = ratios([ONE], rounds([1.0, 9.0, 4.0], [2.0, 3.0, 4.0]))
    assert (ratio.least, ratio.ratio, ratio.most) == (0.5, 1.0, 3.0)
    assert (ratio.ours, ratio.theirs) == (4.0, 3.0)


def test_a_figure_without_the_other_side_is_left_out() -> None:
    assert list(ratios([ONE], [Measured(1, "A", 10, {"ms": 1.0}), Measured(1, "B", 20, {"ms": 1.0})])) == []


def test_without_another_side_the_figure_itself_counts() -> None:
    alone = Comparison("open", Side("A", "ms", 10), None, "less", 10.0, 3.0)
    (ratio,) = ratios([alone], rounds([4.0], [1.0]))
    assert (ratio.ratio, ratio.theirs, ratio.mark) == (4.0, None, "✓")


@pytest.mark.parametrize(("better", "marks"), [("less", "★✓✗"), ("more", "✗✓★")])
def test_marks_follow_which_is_better(better: str, marks: str) -> None:
    must, aim = (1.0, 0.5) if better == "less" else (0.6, 1.1)
    found = [Ratio("x", ratio, ratio, ratio, ratio, 1.0, better, must, aim).mark for ratio in (0.4, 0.9, 1.2)]
    assert "".join(found) == marks


def test_a_run_is_read_as_it_was_saved_and_its_page_has_every_ratio(tmp_path: Path) -> None:
    measured = rounds([1.0], [2.0])
    finished = Run({"cores": "2"}, {"tantivy": "1"}, measured, list(ratios([ONE], measured)))
    save(finished, tmp_path / "results" / "speed.json")
    assert read(tmp_path / "results" / "speed.json") == finished
    assert "| AND | 1 | 2 | 0.50 | 0.50 to 0.50 | ≤ 1 | ≤ 0.5 | ★ |" in text_of(finished)

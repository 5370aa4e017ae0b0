from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.quality import suite
from benchmarks.quality.figures import Figure, MissingDataError
from benchmarks.quality.report import page
from benchmarks.quality.suite import Run


def one_probe() -> Iterator[Figure]:
    yield Figure("probes", "all", 1.0, 27, baselines={"best engine": 0.5})


def one_ranking() -> Iterator[Figure]:
    yield Figure("ranking", "az_laws", 0.7, 200, "nDCG@10", {"words": 0.6}, 0.01)


def nothing_there() -> Iterator[Figure]:
    raise MissingDataError("the set az_laws is not there")
    yield


@pytest.fixture
def said() -> list[str]:
    return []


def test_a_measure_without_data_is_said_and_the_others_go_on(said: list[str]) -> None:
    finished = suite.run(["ranking", "probes"], {"probes": one_probe, "ranking": nothing_there}, said.append)
    assert [figure.measure for figure in finished.figures] == ["probes"]
    assert finished.skipped == {"ranking": "the set az_laws is not there"}
    assert any("SEARCHLIB_DATA" in line for line in said)


def test_figures_say_where_they_come_from(said: list[str]) -> None:
    machine = suite.run([], {}, said.append).machine
    assert machine.keys() == {"processor", "cores", "system", "python", "commit", "date"}
    assert all(machine.values())


def test_saved_figures_of_other_measures_stay(tmp_path: Path, said: list[str]) -> None:
    path = tmp_path / "results" / "quality.json"
    measures = {"probes": one_probe, "ranking": one_ranking}
    suite.save(suite.run(["ranking"], measures, said.append), path)
    suite.save(suite.run(["probes"], measures, said.append), path)
    assert [figure.measure for figure in suite.read(path).figures] == ["probes", "ranking"]


def test_saved_figures_of_the_same_measure_are_replaced() -> None:
    old = Run([Figure("probes", "all", 0.5, 27)], {"ranking": "not there"}, {})
    new = Run([*one_probe(), *one_ranking()], {}, {"date": "today"})
    assert old.updated(new) == new


def test_the_page_has_every_figure_and_what_was_not_measured(said: list[str]) -> None:
    finished = suite.run(["probes"], {"probes": one_probe}, said.append)
    text = page(Run(finished.figures, {"language": "no files"}, finished.machine))
    assert "| all | 27 | 1.000 | .500 | 1.000 | 1.000 | ★ |" in text
    assert "Not measured: language, for no files." in text

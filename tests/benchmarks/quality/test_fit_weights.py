import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality.fit_weights import GRID, error_of_difference, gain_of, neighbours
from benchmarks.quality.scoring_model import of_the_library


def test_the_constants_of_the_library_are_on_the_grid() -> None:
    constants = of_the_library()
    assert {name: constants[name] for name in GRID if constants[name] not in GRID[name]} == {}


@pytest.mark.parametrize("name", GRID)
def test_the_grid_ascends(name: str) -> None:
    assert list(GRID[name]) == sorted(set(GRID[name]))


@given(st.lists(st.floats(0, 2), min_size=1, unique=True).map(sorted), st.floats(0, 2))
def test_nothing_of_the_grid_lies_between_neighbours(grid: list[float], value: float) -> None:
    near = neighbours(value, grid)
    assert len(near) <= 2
    assert value not in near
    low, high = min([value, *near]), max([value, *near])
    assert not any(low < one < high and one != value for one in grid)


@given(st.lists(st.floats(-0.5, 0.5), min_size=1))
def test_what_sets_lose_is_never_a_reward(gains: list[float]) -> None:
    gain = gain_of(gains, [0.01] * len(gains))
    assert gain.objective <= gain.mean
    assert gain.least == min(gains)


def test_more_queries_make_the_error_smaller() -> None:
    few, many = np.array([0.0, 0.1, 0.3]), np.array([0.0, 0.1, 0.3] * 10)
    assert error_of_difference([many]) < error_of_difference([few])

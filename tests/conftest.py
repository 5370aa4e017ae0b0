"""Fixtures that tests of every package share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Machines differ in speed, so no law has a deadline; on a build machine the examples are the same every time.
settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Return the folder of measuring data, which is no part of the project; without it the test is skipped."""
    folder = Path(os.environ.get("SEARCHLIB_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"no measuring data in {folder}; set SEARCHLIB_DATA to the folder that has it")
    return folder

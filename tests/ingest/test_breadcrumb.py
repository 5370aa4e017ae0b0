from __future__ import annotations

import pytest

from searchlib.ingest.breadcrumb import Breadcrumb, parsed_breadcrumb


@pytest.mark.parametrize(
    "line",
    [
        "Home / Society / New bridge opened",
        "Ana səhifə » Society » New bridge opened",
        "ANA SAYFA > Society > New bridge opened",
        "Главная › Society › New bridge opened",
        "Home | Society | New bridge o…",
    ],
)
def test_last_crumb_is_the_title_that_follows(line: str) -> None:
    assert parsed_breadcrumb(line, "New bridge opened") == Breadcrumb(
        ("Society",), "New bridge opened", is_repeated=True
    )


def test_title_may_hold_the_separator() -> None:
    found = parsed_breadcrumb("Home / Society / Road / rail bridge", "Road / rail bridge")
    assert found == Breadcrumb(("Society",), "Road / rail bridge", is_repeated=True)


def test_title_that_stands_nowhere_else_is_not_lost() -> None:
    found = parsed_breadcrumb("Home / Society / New bridge opened today", "Something else")
    assert found == Breadcrumb(("Society",), "New bridge opened today", is_repeated=False)


def test_short_last_crumb_is_a_section() -> None:
    found = parsed_breadcrumb("Home / Society / Roads", "Something else")
    assert found == Breadcrumb(("Society", "Roads"), None, is_repeated=False)


@pytest.mark.parametrize("line", ["and/or", "Road / rail bridge", "Home", "Homes / Prices / Market", "5 > 3 > 1", ""])
def test_other_lines_are_none(line: str) -> None:
    assert parsed_breadcrumb(line, "") is None

"""Days, months, years and ranges of them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.query.dates import read_period, read_range


@given(st.dates())
def test_a_day_is_itself_in_every_spelling(day: date) -> None:
    year, month, number = f"{day.year:04}", f"{day.month:02}", f"{day.day:02}"
    for text in (
        day.isoformat(),
        f"{year}/{month}/{number}",
        f"{number}.{month}.{year}",
        f"{year}-{day.month}-{day.day}",
    ):
        assert read_period(text) == (day, day)


@given(st.dates(max_value=date(9998, 12, 31)))
def test_a_month_and_a_year_end_the_day_before_the_next(day: date) -> None:
    first, last = read_period(f"{day.year:04}-{day.month:02}")
    assert first <= day <= last
    assert (first.day, (last + timedelta(days=1)).day) == (1, 1)
    assert (last - first).days < 31
    assert read_period(f"{day.year:04}") == (date(day.year, 1, 1), date(day.year, 12, 31))


@given(st.dates(), st.dates())
def test_a_range_holds_both_its_ends(one: date, other: date) -> None:
    low, high = sorted((one, other))
    assert read_range(f"{low}..{high}") == (low, high)
    assert read_range(f"{low}..") == (low, None)
    assert read_range(f"..{high}") == (None, high)


@pytest.mark.parametrize(
    "text",
    ["", "21", "2021-", "2021-00", "2021-13", "2021-02-29", "0000", "20211", "2021-05/16", "٢٠٢١", "May", "2021-5-"],
)
def test_other_texts_are_no_period(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no day, month or year|is not in the calendar"):
        read_period(text)


@pytest.mark.parametrize("text", ["..", "2022..2021", "2021..x", "2021...2022", "2021..2022..2023"])
def test_other_texts_are_no_range(text: str) -> None:
    with pytest.raises(ValueError, match=r"range|ends before|is no day"):
        read_range(text)

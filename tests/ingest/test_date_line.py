from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.ingest.date_line import DateLine, parsed_date_line

DAY = dt.date(2025, 5, 16)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("date 2025-05-16", None),
        ("date 2025-05-16 16 May 2025 17:37 (UTC+04:00)", "17:37+04:00"),
        ("16 May 2025, 17:37", "17:37"),
        ("Friday, May 16, 2025 5:37 PM", "17:37"),
        ("Published: 16/05/2025 12:05 am", "00:05"),
        ("Yayınlanma: 16.05.2025 - 17:37 Güncelleme: 17.05.2025 - 08:01", "17:37"),
        ("16 MAYIS 2025 CUMA, 17:37", "17:37"),
        ("Tarix: 16 may 2025-ci il, cümə", None),
        ("16 мая 2025 г., 17:37 (МСК)", "17:37+03:00"),
        ("Опубликовано 16 мая 2025 года в 17:37", "17:37"),
        ("2025-05-16T17:37:00+04:00", "17:37+04:00"),
        ("16 May 2025 17:37 GMT+4", "17:37+04:00"),
    ],
)
def test_date_line_is_read_in_four_languages(text: str, time: str | None) -> None:
    assert parsed_date_line(text) == DateLine(DAY, time, None)


@pytest.mark.parametrize(
    "text",
    [
        "On 16 May 2025 the road was opened",
        "16 May",
        "2025",
        "05/06/2025",
        "31.02.2025",
        "Bridge of 16 May 2025",
        "17:37",
        "",
    ],
)
def test_line_that_says_more_or_less_is_none(text: str) -> None:
    assert parsed_date_line(text) is None


@given(st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31)), st.times())
def test_every_day_is_read_back(day: dt.date, time: dt.time) -> None:
    found = parsed_date_line(f"date {day.isoformat()} {day.day} {day:%B} {day.year} {time:%H:%M} (UTC+04:00)")
    assert found == DateLine(day, f"{time:%H:%M}+04:00", None)

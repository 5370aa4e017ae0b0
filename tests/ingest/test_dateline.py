from __future__ import annotations

import pytest
from hypothesis import given

from searchlib.ingest.dateline import parsed_dateline
from tests.strategies import news_text


@pytest.mark.parametrize(
    ("dateline", "place", "source", "day"),
    [
        ("BAKU, January 30. /TASS/. ", "BAKU", "TASS", (30, 1, None)),
        ("BAKU, January 30, 2021. /TASS/. ", "BAKU", "TASS", (30, 1, 2021)),
        ("БАКУ, 5 марта. /ТАСС/. ", "БАКУ", "ТАСС", (5, 3, None)),
        ("БАКУ /Trend/ ", "БАКУ", "Trend", None),
        ("НЬЮ-ЙОРК, 5 марта. /Корр. ТАСС Олег Белов/. ", "НЬЮ-ЙОРК", "ТАСС", (5, 3, None)),
        ("Bakı, 9 noyabr, AZƏRTAC\n", "Bakı", "AZƏRTAC", (9, 11, None)),
        ("Bakı, 9 noyabr, APA. ", "Bakı", "APA", (9, 11, None)),
        ("Bakı. 16 may. REPORT.AZ/ ", "Bakı", "REPORT.AZ", (16, 5, None)),
        ("Bakı. Trend: ", "Bakı", "Trend", None),
        ("ANKARA (AA) – ", "ANKARA", "AA", None),
        ("İSTANBUL/ANKARA (AA) - ", "İSTANBUL/ANKARA", "AA", None),
        ("İZMİR, (DHA)- ", "İZMİR", "DHA", None),
        ("WASHINGTON, D.C. (AP) - ", "WASHINGTON, D.C.", "AP", None),
        ("BAKU, Azerbaijan (AP) — ", "BAKU, Azerbaijan", "AP", None),
        ("BAKU, Azerbaijan, May 1. ", "BAKU, Azerbaijan", None, (1, 5, None)),
        ("MOSCOW, March 5 (Reuters) - ", "MOSCOW", "Reuters", (5, 3, None)),
        ("МОСКВА, 5 мар - РИА Новости. ", "МОСКВА", "РИА Новости", (5, 3, None)),
        ("ŞUŞA, 8 noyabr. ", "ŞUŞA", None, (8, 11, None)),
        ("TASS, January 30. ", None, "TASS", (30, 1, None)),
    ],
)
def test_dateline_is_read_and_ends_where_the_text_begins(
    dateline: str, place: str | None, source: str | None, day: tuple[int, int, int | None] | None
) -> None:
    found = parsed_dateline(dateline + "Text of it")
    assert found is not None
    written = found.day and (found.day.day, found.day.month, found.day.year)
    assert (found.place, found.source, written, found.end) == (place, source, day, len(dateline))


def test_reporter_between_day_and_agency_is_the_author() -> None:
    found = parsed_dateline("Ağdam, 9 noyabr, Xəyal Məmmədov, AZƏRTAC")
    assert found is not None
    assert (found.place, found.author, found.source) == ("Ağdam", "Xəyal Məmmədov", "AZƏRTAC")


@pytest.mark.parametrize(
    "text",
    [
        "In Baku, a road was opened on January 30.",
        "On January 30, 2021, the road was opened.",
        "Moscow, January 30, was cold.",
        "Victory Day, November 8",
        "The company (APA) said so.",
        "Azerbaijan (AA) is a country.",
        "Dünya Birliği (DBX) - bir kurum.",
        "Reuters said so.",
        "Trend: the new fashion",
        "Победа, 9 мая. Праздник.",
        "Either/or (AP) is a choice",
        "",
    ],
)
def test_sentence_is_no_dateline(text: str) -> None:
    assert parsed_dateline(text) is None


@given(news_text())
def test_any_text_is_read_without_error(text: str) -> None:
    found = parsed_dateline(text)
    assert found is None or 0 < found.end <= len(text)

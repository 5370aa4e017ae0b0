from __future__ import annotations

import pytest

from searchlib.ingest.byline import Byline, is_bare_byline, parsed_byline
from searchlib.ingest.person_name import has_name_evidence, is_name_shaped


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("By Aysel Qasımova", Byline("Aysel Qasımova", None)),
        ("BY AYSEL QASIMOVA", Byline("AYSEL QASIMOVA", None)),
        ("By Aysel Qasımova and Fuad Rzayev", Byline("Aysel Qasımova and Fuad Rzayev", None)),
        ("By Aysel Qasımova – Trend:", Byline("Aysel Qasımova", "Trend")),
        ("Aysel Qasımova - Trend:", Byline("Aysel Qasımova", "Trend")),
        ("By Azernews", Byline(None, "Azernews")),
        ("Müəllif: Aysel Qasımova", Byline("Aysel Qasımova", None)),
        ("Автор: И. П. Белов", Byline("И. П. Белов", None)),
        ("Haber: Deniz Kaya", Byline("Deniz Kaya", None)),
        ("Mənbə: APA", Byline(None, "APA")),
    ],
)
def test_byline_is_read(text: str, expected: Byline) -> None:
    assert parsed_byline(text, "head") == expected


@pytest.mark.parametrize(
    "text", ["By the river", "By Friday", "By The Numbers", "By 2030", "Автор: неизвестен", "Text: see below", "By"]
)
def test_other_lines_are_none(text: str) -> None:
    assert parsed_byline(text, "head") is None


def test_about_a_person_holds_in_the_last_line_only() -> None:
    assert parsed_byline("About Aysel Qasımova", "last") == Byline("Aysel Qasımova", None)
    assert parsed_byline("About Aysel Qasımova", "head") is None


@pytest.mark.parametrize(
    "text", ["Aysel Qasımova", "Иван Белов", "Mehmet Ali Kaya", "John Q. Smith", "Nərmin Zeynal qızı"]
)
def test_names_look_like_names(text: str) -> None:
    assert is_name_shaped(text)
    assert has_name_evidence(text)


@pytest.mark.parametrize(
    "text",
    ["Baku Summit", "New Bridge Opens", "Aysel", "aysel qasımova", "Yol Açıldı!", "Bakıda Yeni Yol", "G20 Talks"],
)
def test_headlines_do_not_look_like_names(text: str) -> None:
    assert not is_name_shaped(text)


def test_unknown_pair_of_words_is_a_byline_only_below_a_head() -> None:
    following = ["A bridge was opened this morning."]
    assert is_bare_byline("Ziya Barlas", following, has_head=True)
    assert not is_bare_byline("Quiet Harbour", following, has_head=False)
    assert not is_bare_byline("Quiet Harbour", ["The harbour is quiet."], has_head=True)

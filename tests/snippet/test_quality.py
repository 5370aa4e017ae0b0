"""Prose is told from tags, navigation, credits, pleas, echoes and datelines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.snippet.quality import ECHO, FRAGMENT, JUNK, PROSE, SentenceJudge, dateline_end
from tests import strategies
from tests.reference import sentence_quality

TITLE = "Qarabağda yeni yol açıldı"
ANY = SentenceJudge("")
ENTITLED = SentenceJudge(TITLE)


@pytest.mark.parametrize(
    "sentence",
    [
        "A road was opened in Baku on Monday.",
        "He bought bread, salt, milk and honey, and went home to Baku, where he lives.",
        "The tag said that the road is open.",
        "Bakıda yeni yol açılıb.",
        "Yeni yol dün törenle açıldı.",
        "В Баку открыли новую дорогу.",
        "Источник в министерстве сообщил, что дорога открыта.",
        "The photo shows a road.",
        "«Дорога открыта», — сказал министр.",
    ],
)
def test_prose(sentence: str) -> None:
    assert ANY.quality(sentence) == PROSE


@pytest.mark.parametrize(
    "sentence",
    [
        "Tags: Karabakh, peace",
        "Karabakh, peace, treaty, Baku, road",
        "Home | News | Politics | Karabakh",
        "#Karabakh #peace treaty",
        "Теги: Карабах, мир",
        "Ключевые слова: Карабах",
        "Читайте также: Мир в Карабахе",
        "Подписывайтесь на наш канал о Карабахе.",
        "Açar sözlər: Qarabağ",
        "Bizi Telegram kanalımızda izləyin.",
        "Etiketler: Karabağ, barış",
        "Bizi takip edin.",
        "Foto: AZƏRTAC",
        "Photo: Reuters/Ann Hall",
        "Follow us on Facebook for Karabakh news.",
        "Karabakh Karabakh Karabakh peace Karabakh.",
        '<a href="x">Karabakh</a> <b>road</b>',
        "© 2021 Report. All rights reserved ®",
    ],
)
def test_junk(sentence: str) -> None:
    assert ANY.quality(sentence) == JUNK


@pytest.mark.parametrize(
    "sentence", ["Qarabağda yeni yol açıldı.", "Yeni yol Qarabağda açıldı", "QARABAĞDA YENİ YOL AÇILDI"]
)
def test_an_echo_of_the_headline(sentence: str) -> None:
    assert ENTITLED.quality(sentence) == ECHO


@pytest.mark.parametrize("sentence", ["Yol", "A new road in Karabakh", "NEW ROAD WAS OPENED IN KARABAKH."])
def test_fragments(sentence: str) -> None:
    assert ANY.quality(sentence) == FRAGMENT


@given(st.text() | strategies.news_text())
def test_every_text_has_a_quality_and_a_dateline_inside_it(text: str) -> None:
    assert ENTITLED.quality(text) in {JUNK, ECHO, FRAGMENT, PROSE}
    assert 0 <= dateline_end(text) <= len(text)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("BAKU, May 5, Report – The road was opened.", "The road was opened."),
        ("Bakı, 9 noyabr, AZƏRTAC – Yol açılıb.", "Yol açılıb."),
        ("ANKARA (AA) – Yol açıldı.", "Yol açıldı."),
        ("ISTANBUL (Reuters) - Turkey said so.", "Turkey said so."),
        ("Москва. 5 мая. ИНТЕРФАКС - Дорога открыта.", "Дорога открыта."),
        ("BAKU, January 30. /TASS/. The road was opened.", "The road was opened."),
        ("Baku. 5 May. REPORT.AZ/ The President spoke.", "The President spoke."),
        ("LONDON — “We won,” he said.", "“We won,” he said."),
        ("The road was opened – at last.", "The road was opened – at last."),
        ("In 2021 NATO – the alliance – grew.", "In 2021 NATO – the alliance – grew."),
        ("Prezident 2021-ci ildə – yolu açdı.", "Prezident 2021-ci ildə – yolu açdı."),
    ],
)
def test_datelines(text: str, rest: str) -> None:
    assert text[dateline_end(text) :] == rest


_WORDS = (
    "Tags",
    "Foto",
    "Читайте также",
    "yol",
    "YOL",
    "road road",
    "5",
    "a_b",
    "ΟΔΟΣ",
    "İ",
    "ə",
    "Ё",
    "www.",
    "https://",
)
_SIGNS = (
    " ",
    " ",
    ": ",
    ", ",
    " | ",
    " – ",
    " - - ",
    "/",
    ".",
    '!" ',
    "#",
    "<b>",
    "&amp;",
    "[x]",
    "\u2028",
    "\u0301",
    "»\n",
)


@given(
    st.lists(st.sampled_from(_WORDS + _SIGNS)).map("".join) | st.text() | strategies.news_text(), st.text(max_size=30)
)
def test_the_kernel_tells_what_regular_expressions_tell(text: str, title: str) -> None:
    for headline in (title, TITLE, text):
        terms = sentence_quality.terms_of_title(headline)
        assert SentenceJudge(headline).quality(text) == sentence_quality.quality(text, terms)


@given(st.text(), st.text(), st.text())
def test_what_stands_around_a_sentence_does_not_count(before: str, sentence: str, behind: str) -> None:
    start, end = len(before), len(before) + len(sentence)
    assert ENTITLED.quality(before + sentence + behind, start, end) == ENTITLED.quality(sentence)


def test_a_sentence_of_a_million_words_is_told_from_prose() -> None:
    assert ANY.quality(" ".join(str(number) for number in range(1_000_000)) + ".") == PROSE
    assert ANY.quality("road " * 1_000_000) == JUNK


def test_a_range_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="no sentence"):
        ANY.quality("yol", 1, 4)

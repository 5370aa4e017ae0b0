"""Sentences are in order, do not overlap and leave out nothing but space."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.sentences import sentences
from tests import strategies

GOLDEN = Path(__file__).parents[1] / "golden" / "sentences.tsv"
TEXT = st.one_of(st.text(), strategies.news_text(), st.text("aAг1. \n!?…”»-•“V[]\r\u2029。"))


def texts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@given(TEXT)
def test_in_order_not_overlapping_and_trimmed(text: str) -> None:
    spans = sentences(text)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()


@given(TEXT)
def test_every_character_but_space_is_in_one(text: str) -> None:
    assert "".join("".join(texts(text)).split()) == "".join(text.split())


@given(st.lists(st.sampled_from(["Bakıda yağış yağdı.", "Who knows?", "«Да!» — сказал он.", "It rained…"]), min_size=1))
def test_joined_sentences_come_apart_again(pieces: list[str]) -> None:
    assert texts(" ".join(pieces)) == pieces


ONE_SENTENCE = {
    "en": (
        "It was signed on Dec. 5 in Baku.",
        "The poet A. S. Pushkin was born in Moscow.",
        "The author J.K. Rowling spoke.",
        "Prices rose by 3.5 percent.",
        "Mr. Smith met Dr. Brown and Gen. Lee.",
        "See p. 12, e.g. the map.",
        "The U.S. Army denied it.",
        "“Yes!” he said.",
        "No. 5 won the race.",
        "Wait... what is that?",
        "He left (why?) at noon.",
        "BAKU, May 5, Report – The road was opened",
    ),
    "az": (
        "Müqavilə 5 dek. 2021-ci ildə imzalanıb.",
        "Şair M. Ə. Sabir Şamaxıda doğulub.",
        "Yazıçı Ə.B. Haqverdiyev danışıb.",
        "Qiymətlər 3.5 faiz artıb.",
        "“Bəli!” dedi.",
        "Bax: s. 15, yol xəritəsi.",
        "Bakı, 9 noyabr, AZƏRTAC – Yol açılıb",
        "1. Birinci bənd.",
    ),
    "tr": (
        "Toplantı 5 Ara. 2022 günü yapıldı.",
        "Prof. Dr. Yılmaz konuştu.",
        "I. Dünya Savaşı bitti.",
        "Cevap “Hayır!” oldu.",
        "Doç. Dr. Kaya ile bkz. Ek çizelge.",
        "2. Bölge müdürlüğü açıklama yaptı.",
    ),
    "ru": (
        "Он родился в г. Баку.",
        "Дорога, т.е. новая трасса, открыта.",
        "Поэт А. С. Пушкин родился в Москве.",
        "В.В. Петров приехал.",
        "И\u0306. Иванов приехал.",  # a decomposed initial
        "«Да!» — сказал он.",
        "Это стоит 100 руб. 50 коп. за штуку.",
        "На ул. Низами и просп. мира.",
        "Цена выросла на 3.5 процента.",
    ),
}


@pytest.mark.parametrize("text", [text for language in ONE_SENTENCE.values() for text in language])
def test_one_sentence(text: str) -> None:
    assert texts(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The answer was no. Then he left.", ["The answer was no.", "Then he left."]),
        ("At 5 p.m. The doors closed.", ["At 5 p.m.", "The doors closed."]),
        ("It was 2021. The war was over.", ["It was 2021.", "The war was over."]),
        ("“Go!” He went. (They stayed.) Why?", ["“Go!”", "He went.", "(They stayed.)", "Why?"]),
        ("Bakıda yağış yağıb. Gəncədə hava açıqdır.", ["Bakıda yağış yağıb.", "Gəncədə hava açıqdır."]),
        ("Bu günə dek. Sonra bitdi.", ["Bu günə dek.", "Sonra bitdi."]),
        ("Yol 40 km. Körpü yenidir.", ["Yol 40 km.", "Körpü yenidir."]),
        ("Elma, armut vb. Hepsi satıldı.", ["Elma, armut vb.", "Hepsi satıldı."]),
        ("İlk kar düştü… Yollar kapandı!", ["İlk kar düştü…", "Yollar kapandı!"]),
        ("Собрали 5 млн. Это рекорд.", ["Собрали 5 млн.", "Это рекорд."]),
        ("«Да!» — сказал он. «Нет!» — Она ушла.", ["«Да!» — сказал он.", "«Нет!»", "— Она ушла."]),
        ("Снег... Дорога закрыта?! Да.", ["Снег...", "Дорога закрыта?!", "Да."]),
        ("Heading without a stop\n\nThe text begins.", ["Heading without a stop", "The text begins."]),
        ("Two things:\n- bread\n- salt\n", ["Two things:", "- bread", "- salt"]),
        ("Siyahı:\n• çörək\n• duz", ["Siyahı:", "• çörək", "• duz"]),
        ("1. Birinci.\n2. İkinci.", ["1. Birinci.", "2. İkinci."]),
        ("a line\nthat goes on", ["a line\nthat goes on"]),
        ("no punctuation at all", ["no punctuation at all"]),
        (" \n\n ", []),
        ("", []),
        ("...", ["..."]),
    ],
)
def test_several_sentences(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def golden_cases() -> list[tuple[str, str, list[str]]]:
    cases = []
    for line in GOLDEN.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            language, marked = line.replace("⏎", "\n").split("\t")
            text = marked.replace("¦ ", "").replace("¦", "")
            cases.append((language, text, [part.strip() for part in marked.split("¦")]))
    return cases


@pytest.mark.parametrize(("language", "text", "expected"), golden_cases())
def test_golden_cases(language: str, text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text, language)] == expected


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\x85", "\u2028"])
def test_line_ends_of_all_kinds(line_end: str) -> None:
    text = "Heading\n\nBir\niki. Üç\n- dörd".replace("\n", line_end)
    assert texts(text) == ["Heading", f"Bir{line_end}iki.", "Üç", "- dörd"]


PIECES = (".", " .", "\n", "a\n", ". ", '." ', "- ", ".[1", "(", "a.", "\n ", "\r\n\t", "A. ", "\n- ", ". - ")


@pytest.mark.parametrize("piece", PIECES)
def test_no_text_takes_long(piece: str) -> None:
    assert "".join("".join(texts(piece * 200_000)).split()) == "".join((piece * 200_000).split())


def test_a_line_of_dots_is_read_once() -> None:
    text = "." * 200_000 + "x"
    assert texts(text) == [text]

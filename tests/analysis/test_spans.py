"""Languages of quoted and bracketed spans, and of single tokens."""

from __future__ import annotations

from itertools import groupby

import pytest

from searchlib.analysis.language import Identifier
from searchlib.analysis.spans import MAX_SPAN, TokenLanguages, token_language
from searchlib.kernels.scan import scan
from searchlib.kernels.texts import SurfaceText

FOUR = ("az", "en", "ru", "tr")


def language_spans(text: str, around: str) -> list[tuple[str, str]]:
    """Return the spans of a text in another language, from their first token to the end of their last."""
    identifier = Identifier(1 << 10)
    read = SurfaceText(identifier.table)
    read.read(text)
    TokenLanguages(identifier).find_around(read, around, FOUR)
    starts, ends, _ = read.columns()
    spans = []
    for code, group in groupby(zip(starts, ends, read.codes(), strict=True), lambda token: token[2]):
        tokens = list(group)
        if code != around:
            spans.append((text[tokens[0][0] : tokens[-1][1]], code))
    return spans


@pytest.mark.parametrize(
    ("text", "around", "expected"),
    [
        ('The play "Qanlı gecə" opens', "en", [("Qanlı gecə", "az")]),
        ("The play (Qanlı gecə) and “Şirin gün, gecə”", "en", [("Qanlı gecə", "az"), ("Şirin gün, gecə", "az")]),
        ("The play «Gecə»", "en", []),  # one word is judged by its own letters
        ('Pyes "The Long Night" adlanır', "az", [("The Long Night", "en")]),
        ('Bakan "We will open the road next year" dedi', "tr", [("We will open the road next year", "en")]),
        ("The play (Qanli gece) opens", "en", [("Qanli gece", "az")]),  # typed without diacritics
        ("Nazir dedi: Мы скоро откроем этот мост. Sonra getdi.", "az", [("Мы скоро откроем этот мост", "ru")]),
        ("Пьесу Qanlı gecə поставили в Баку", "ru", [("Qanlı gecə", "az")]),
        (
            "Nazir körpünü açdı. The bridge will be free for all cars. Sonra getdi.",
            "az",
            [
                ("The bridge will be free for all cars", "en"),
            ],
        ),
        ("The mayor Əli Məmmədov opened the bridge in Bakı.", "en", []),  # names travel
        ('Das Stück "Die lange Nacht" beginnt', "de", []),
        ('Das Stück "The Long Winter Night" beginnt', "de", [("The Long Winter Night", "en")]),
        ('Пьеса "The Long Winter Night" в Баку', "ru", [("The Long Winter Night", "en")]),
        ('The play "Qanlı\ngecə"', "en", []),  # quotations do not cross lines
        ('The play "Qanlı gecə', "en", []),
        ("The play ()", "en", []),
        (f"The play ({'night ' * MAX_SPAN})", "en", []),
    ],
)
def test_spans_by_example(text: str, around: str, expected: list[tuple[str, str]]) -> None:
    assert language_spans(text, around) == expected


@pytest.mark.parametrize(
    ("token", "around", "expected"),
    [
        ("road", "en", "en"),
        ("road", "az", "az"),
        ("road", "ru", "en"),
        ("Qarabağ", "en", "tr"),
        ("Qarabağ", "az", "az"),
        ("Qarabağ", "ru", "tr"),
        ("Əliyev", "en", "az"),
        ("Əliyev", "ru", "az"),
        ("Əliyev", "tr", "tr"),
        ("café", "en", "en"),
        ("дорога", "en", "ru"),
        ("дорога", "ru", "ru"),
        ("дорога", "bg", "bg"),
        ("јол", "az", "az"),
        ("дорога", "az", "az"),
        ("Ҝәнҹә", "en", "az"),
        ("Ҝәнҹә", "ru", "az"),
        ("өмір", "kk", "kk"),
        ("42", "tr", "tr"),
        ("中", "en", "en"),
        ("שלום", "ru", "ru"),
        ("road", "und", "und"),
        ("Известия", "az", "ru"),
        ("INTERFAX", "az", "en"),
        ("TITANIC", "tr", "en"),
        ("ISRAEL", "az", "en"),
        ("FIFA", "az", "en"),
        ("IMF", "az", "en"),
        ("INSTAGRAM'da", "tr", "en"),
        ("QIRMIZI", "az", "az"),
        ("BAKI", "az", "az"),
        ("KIRIM", "tr", "tr"),
        ("IŞIQ", "az", "az"),
        ("İRAN", "az", "az"),
        ("Əliyev", "und", "az"),
    ],
)
def test_language_of_a_token(token: str, around: str, expected: str) -> None:
    assert token_language(token, scan(token)[2][0], around) == expected

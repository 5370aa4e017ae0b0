"""Which words a hyphen joins."""

from __future__ import annotations

import pytest
from hypothesis import given

from searchlib.analysis.hyphenation import is_joined, joined
from searchlib.analysis.tokenizer import tokenize
from tests.strategies import news_text


def pairs(text: str) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    surfaces = tokens.surfaces()
    return [(surfaces[number], surfaces[number + 1]) for number in joined(tokens)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a cease-fire", [("cease", "fire")]),
        ("F-16, MiG‑29 and COVID-19", [("F", "16"), ("MiG", "29"), ("COVID", "19")]),
        ("Ph.D. and M.Sc. students", [("Ph", "D"), ("M", "Sc")]),
        ("state-of-the-art", [("state", "of"), ("of", "the"), ("the", "art")]),
        ("Bakı-Tbilisi", [("Bakı", "Tbilisi")]),
        ("2-0, 2021-05-16, 10–12", []),
        ("BMT-nin, 5-го", []),
        ("war - peace, war -peace, war- peace", []),
        ("The end.Then more, Report.az", []),
    ],
)
def test_pairs_by_example(text: str, expected: list[tuple[str, str]]) -> None:
    assert pairs(text) == expected


@given(news_text())
def test_joined_tokens_have_one_character_between_them(text: str) -> None:
    tokens = tokenize(text)
    for number in joined(tokens):
        assert tokens.starts[number + 1] == tokens.ends[number] + 1
        assert is_joined(text, tokens.starts[number + 1], tokens.ends[number])

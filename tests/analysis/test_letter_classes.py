"""The filter lets through every token that is one of the terms, whatever it looks like in the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis import normalize
from searchlib.analysis.letter_classes import make_filter
from searchlib.analysis.tokenizer import tokenize
from searchlib.kernels.term_filter import KNOWN, TermFilter
from tests import strategies

LANGUAGES = st.sampled_from([None, "az", "tr", "ru", "en"])
TEXT = (
    strategies.news_text()
    | st.text()
    | st.text(st.characters(max_codepoint=0x530), max_size=60)
    | st.text("aạα\u0323\u0301șşsСCс\u00adé.'’0", max_size=20)
)


@given(TEXT, LANGUAGES)
def test_every_token_that_is_a_term_comes_through(text: str, language: str | None) -> None:
    tokens = tokenize(text)
    for number, surface in enumerate(tokens.surfaces()):
        numbers, starts, ends = make_filter(frozenset({normalize(surface, language)})).tokens(text)
        assert number in numbers
        place = numbers.index(number)
        assert (starts[place], ends[place]) == (tokens.starts[number], tokens.ends[number])


@given(TEXT, st.frozensets(strategies.news_word(), max_size=3))
def test_what_comes_through_are_tokens_in_order(text: str, terms: frozenset[str]) -> None:
    tokens = tokenize(text)
    numbers, starts, ends = make_filter(terms).tokens(text)
    assert list(numbers) == sorted(set(numbers))
    assert [(tokens.starts[number], tokens.ends[number]) for number in numbers] == list(zip(starts, ends, strict=True))


def test_most_other_words_are_held_back() -> None:
    text = "Bakıda yeni yol açıldı, вчера в городе открыли дорогу, and the people came to see it"
    numbers, _, _ = make_filter(frozenset({"qarabağ", "karabakh", "карабах"})).tokens(text)
    assert len(numbers) == 0


def test_classes_of_too_few_code_points_are_refused() -> None:
    with pytest.raises(ValueError, match=f"not of {KNOWN}"):
        TermFilter(b"", [])

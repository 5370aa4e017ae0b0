"""Tokens and the gaps between them are the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.tokenizer import tokenize
from tests import strategies

TEXT = st.text() | strategies.news_text() | strategies.query_text()


@given(TEXT)
def test_tokens_and_gaps_are_the_text(text: str) -> None:
    tokens = tokenize(text)
    surfaces, gaps = tokens.surfaces(), tokens.gaps()
    assert len(gaps) == len(tokens) + 1 == len(surfaces) + 1
    assert gaps[0] + "".join(surface + gap for surface, gap in zip(surfaces, gaps[1:], strict=True)) == text


@given(TEXT)
def test_gaps_hold_no_letter_and_no_digit(text: str) -> None:
    assert not any(ch.isalnum() for gap in tokenize(text).gaps() for ch in gap)


@given(TEXT)
def test_columns_have_one_length(text: str) -> None:
    tokens = tokenize(text)
    assert len(tokens) == len(tokens.starts) == len(tokens.ends) == len(tokens.shapes)

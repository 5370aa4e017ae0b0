"""A text as a query: its words and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given

from searchlib.kernels import scan
from searchlib.query.nodes import Boolean, Expansion, Word, iter_words
from searchlib.query.parser import MAX_WORDS
from searchlib.query.text import parse_text
from tests.strategies import query_text


@given(query_text())
def test_every_word_is_a_token_of_the_text_looked_up_in_full(text: str) -> None:
    words = list(iter_words(parse_text(text).root))
    starts, ends, _ = scan.scan(text)
    assert [word.text for word in words] == [text[a:b] for a, b in zip(starts, ends, strict=True)][:MAX_WORDS]
    assert {word.expansion for word in words} <= {Expansion.FULL}


@pytest.mark.parametrize("text", ['"so called"', "title: war", "-war +peace", "NOT war AND (peace", "=war fil* flim~1"])
def test_signs_are_no_operators(text: str) -> None:
    root = parse_text(text).root
    assert isinstance(root, Boolean)
    assert root.must == root.must_not == ()
    assert all(isinstance(node, Word) and node.boost == 1.0 and node.field is None for node in root.should)


def test_a_long_text_keeps_its_first_words() -> None:
    assert len(list(iter_words(parse_text("word " * (MAX_WORDS + 9)).root))) == MAX_WORDS


def test_a_text_without_words_asks_for_nothing() -> None:
    assert parse_text(" … “” ").root is None

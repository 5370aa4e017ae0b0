"""Tokens of a query string."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from searchlib.query.lexer import MAX_DEPTH, Kind, lex
from searchlib.query.reporter import ProblemCollector
from tests.strategies import query_text

MARKS = '"“”„‟«»″＂'


def kinds_and_texts(source: str) -> list[tuple[str, str]]:
    return [(token.kind.name, token.text) for token in lex(source, ProblemCollector())]


@given(query_text())
def test_tokens_are_pieces_of_the_source_in_order(source: str) -> None:
    tokens = lex(source, ProblemCollector())
    assert all(token.text == source[token.start : token.end] != "" for token in tokens)
    assert all(token.end <= following.start for token, following in pairwise(tokens))


@given(query_text())
def test_only_blanks_punctuation_and_reported_marks_lie_between_tokens(source: str) -> None:
    collector = ProblemCollector()
    tokens = lex(source, collector)
    edges = [0, *(edge for token in tokens for edge in (token.start, token.end)), len(source)]
    gaps = "".join(source[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True))
    left = "".join(character for character in gaps if not character.isspace() and character.isprintable())
    assert all(character in MARKS + "().,;:…–—!?" for character in left)
    assert not any(character in MARKS + "()" for character in left) or collector.warnings()


@given(query_text())
def test_brackets_come_in_pairs_and_not_too_deep(source: str) -> None:
    depth = 0
    for token in lex(source, ProblemCollector()):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        assert 0 <= depth <= MAX_DEPTH
    assert depth == 0


@given(query_text())
def test_something_follows_every_prefix(source: str) -> None:
    tokens = lex(source, ProblemCollector())
    for token in tokens:
        if token.kind in {Kind.SIGN, Kind.EXACT, Kind.FIELD}:
            assert not source[token.end].isspace()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a AND NOT(b)", "WORD a, AND AND, NOT NOT, OPEN (, WORD b, CLOSE )"),
        ("ANDY and ORx", "WORD ANDY, WORD and, WORD ORx"),
        ("+AND title:OR =NOT", "SIGN +, WORD AND, FIELD title:, WORD OR, EXACT =, WORD NOT"),
        ("a-b -c", "WORD a-b, SIGN -, WORD c"),
        ("a||b", "WORD a, OR ||, WORD b"),
        ("-=title:x", "SIGN -, EXACT =, FIELD title:, WORD x"),
        ("id:-x:y", "FIELD id:, WORD -x:y"),
        ("(a)^2~1 b^2", "OPEN (, WORD a, CLOSE ), SUFFIX ^2~1, WORD b^2"),
        ("ООО«Газпром»~2", "WORD ООО, QUOTATION «Газпром», SUFFIX ~2"),
        ("»a« ”b” „c“ „d”", "QUOTATION »a«, QUOTATION ”b”, QUOTATION „c“, QUOTATION „d”"),
        ('"a". (b), c — d … e!', 'QUOTATION "a", OPEN (, WORD b, CLOSE ), WORD c, WORD d, WORD e!'),
        ("(a)?! b ? ?!", "OPEN (, WORD a, CLOSE ), WORD b, WORD ?!"),
        ("a\x00b\x1fc\x85d\u00a0e", "WORD a, WORD b, WORD c, WORD d, WORD e"),
    ],
)
def test_tokens_by_example(source: str, expected: str) -> None:
    assert ", ".join(f"{kind} {text}" for kind, text in kinds_and_texts(source)) == expected

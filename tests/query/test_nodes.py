"""The values a query is made of, and what is done with a tree of them."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError

import pytest

from searchlib.query.nodes import Boolean, Filter, Phrase, Word, is_filter, iter_words, replace_words
from searchlib.query.parser import parse

AZ = Filter("language", "az")
FILM = Word("film")


def test_nodes_are_compared_by_what_they_ask_for_not_by_their_place() -> None:
    assert parse("film").root == parse("   film").root
    assert hash(parse("film").root) == hash(parse("   film").root)
    assert parse("film").root != parse("=film").root


def test_nodes_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        FILM.text = "movie"  # type: ignore[misc]


def test_a_parsed_query_survives_pickling() -> None:
    query = parse('+film -"a b" lang:az date:2021 foo:x')
    assert pickle.loads(pickle.dumps(query)) == query  # noqa: S301 -- our own bytes


@pytest.mark.parametrize(
    ("node", "needs_should"),
    [
        (Boolean(should=(FILM,)), True),
        (Boolean(must=(AZ,), should=(FILM,)), True),
        (Boolean(must=(Boolean(should=(AZ, AZ)),), should=(FILM,)), True),
        (Boolean(must=(FILM,), should=(FILM,)), False),
        (Boolean(must=(AZ, FILM), should=(FILM,)), False),
        (Boolean(must=(AZ,)), False),
        (Boolean(must_not=(FILM,)), False),
    ],
)
def test_should_is_needed_unless_must_scores(node: Boolean, *, needs_should: bool) -> None:
    assert node.needs_should is needs_should


@pytest.mark.parametrize(
    ("source", "expected"),
    [("lang:az", True), ("date:2021", True), ("lang:az OR -tag:x", True), ("lang:az film", False), ('"a b"', False)],
)
def test_a_tree_of_filters_is_a_filter(source: str, *, expected: bool) -> None:
    root = parse(source).root
    assert root is not None
    assert is_filter(root) is expected


def test_words_come_in_the_order_of_the_source_with_excluded_ones() -> None:
    root = parse('c -b lang:az +a "e d" (g OR NOT f)').root
    assert "".join(word.text for word in iter_words(root)) == "cbaedgf"


def test_no_tree_has_no_words() -> None:
    assert list(iter_words(None)) == []
    assert replace_words("!!!", None, {"film": "movie"}) == "!!!"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("flim", "film"),
        ('+flim -"yeni flim"~2 title:flim^2', '+film -"yeni film"~2 title:film^2'),
        ("=flim flim~1", "=film film~1"),
        ("flim-flim", "film-film"),
        ("  «flim»\tlang:flim", "  «film»\tlang:flim"),
        ("flim* *flim Flim", "flim* *flim Flim"),
    ],
)
def test_words_are_replaced_where_they_stand(source: str, expected: str) -> None:
    assert replace_words(source, parse(source).root, {"flim": "film"}) == expected


def test_a_phrase_is_made_of_words_in_order() -> None:
    root = parse('"peace treaty"').root
    assert isinstance(root, Phrase)
    assert [(word.start, word.end) for word in root.words] == [(1, 6), (7, 13)]
    assert (root.start, root.end) == (0, 14)

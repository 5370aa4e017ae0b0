"""Stored articles stand in bytes as json and str.encode would have them."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.record_encoder import encode_head, encode_record

NAMES = ("id", "language", "source", "author", "url", "date", "tags", "extra")
CHARACTERS = st.characters(exclude_categories=["Cs"])
TEXTS = st.one_of(st.text(CHARACTERS), st.text(st.sampled_from('"\\/\b\f\n\r\t\0\x1f\x7f\x80aə😀')))
OPTIONAL = st.one_of(st.none(), TEXTS)
TAGS = st.one_of(st.none(), st.lists(TEXTS))
EXTRA = st.one_of(st.none(), st.dictionaries(TEXTS, st.integers()))
VALUES = st.tuples(TEXTS, *[OPTIONAL] * 5, TAGS, EXTRA)


def as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def head_of(values: tuple[object, ...]) -> tuple[str | None, ...]:
    *texts, tags, extra = values
    return (
        *map(str, texts[:1]),
        *(None if text is None else str(text) for text in texts[1:]),
        *map(json_of, (tags, extra)),
    )


def json_of(value: object) -> str | None:
    return None if value is None else as_json(value)


def slow_head(values: tuple[object, ...]) -> bytes:
    return as_json({name: value for name, value in zip(NAMES, values, strict=True) if value is not None}).encode()


@given(VALUES)
def test_a_head_is_json(values: tuple[object, ...]) -> None:
    assert encode_head(head_of(values)) == slow_head(values)


@given(VALUES, TEXTS, TEXTS)
def test_a_record_is_sizes_head_title_and_body(values: tuple[object, ...], title: str, body: str) -> None:
    head, encoded_title = slow_head(values), title.encode()
    sizes = struct.pack("<III", len(head), len(encoded_title), 0)
    assert encode_record(head_of(values), title, body) == sizes + head + encoded_title + body.encode()


@pytest.mark.parametrize("place", range(3))
def test_half_of_a_surrogate_pair_is_refused(place: int) -> None:
    texts = ["\ud800" if number == place else "" for number in range(3)]
    with pytest.raises(UnicodeEncodeError):
        encode_record((texts[0], *[None] * 7), texts[1], texts[2])

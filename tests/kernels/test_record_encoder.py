"""Stored articles stand in bytes as json and str.encode would have them."""

from __future__ import annotations

import json
import struct
from array import array
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.record_encoder import RecordBlock, encode_head, encode_record

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


@given(st.lists(st.one_of(st.tuples(VALUES, TEXTS, TEXTS), st.binary(max_size=20))))
def test_a_block_is_what_was_added_one_behind_the_other(
    added: list[tuple[tuple[object, ...], str, str] | bytes],
) -> None:
    block, expected = RecordBlock(), list[bytes]()
    for one in added:
        if isinstance(one, bytes):
            expected.append(one)
            size = block.append(one)
        else:
            values, title, body = one
            expected.append(encode_record(head_of(values), title, body))
            size = block.add(head_of(values), title, body)
        assert size == sum(map(len, expected))
    assert len(block) == len(expected)
    assert block.take() == (b"".join(expected), array("I", accumulate(map(len, expected))))
    assert (len(block), block.take()) == (0, (b"", array("I")))


def test_what_cannot_be_encoded_leaves_a_block_as_it_was() -> None:
    block = RecordBlock()
    with pytest.raises(UnicodeEncodeError):
        block.add(("n1", *[None] * 7), "", "\ud800")
    assert block.take() == (b"", array("I"))

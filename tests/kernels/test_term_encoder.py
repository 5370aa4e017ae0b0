"""Encoding a vocabulary from arrays gives the bytes that the description of the format gives."""

from __future__ import annotations

from array import array
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.term_encoder import encode_terms
from tests.kernels.test_terms import KINDS_AND_TERMS
from tests.reference import term_dictionary
from tests.reference.term_dictionary import EXISTENCE, FREQUENCIES, POSITIONS, Term

PLACES = st.tuples(*[st.integers(0, 1 << 30)] * 4)


def columns(terms: list[Term]) -> list[Any]:
    words = [term.term for term in terms]
    numbers = zip("IQIII", zip(*(term[1:] for term in terms), strict=True) if terms else [[]] * 5, strict=True)
    offsets = array("I", accumulate(map(len, words), initial=0))
    return [b"".join(words), offsets, *(array(code, column) for code, column in numbers)]


class TestEncoding:
    """The twin that goes term by term writes the same bytes."""

    @given(KINDS_AND_TERMS, st.sampled_from([1, 2, 16]), PLACES)
    def test_equals_the_twin(
        self, kind_and_terms: tuple[int, list[Term]], per_block: int, place: tuple[int, int, int, int]
    ) -> None:
        kind, terms = kind_and_terms
        blob_size, posting, position, tokens = place
        expected = term_dictionary.encode(terms, kind, per_block, posting, position)
        blob, blocks, heads, after = encode_terms(columns(terms), kind, per_block, place)
        assert blob == expected.blob
        assert list(blocks) == [blob_size + begin for begin in expected.blocks[:-1]]
        assert list(heads) == expected.heads
        assert after == (
            blob_size + len(blob),
            posting + sum(term.posting_size for term in terms),
            position + sum(term.position_size for term in terms),
            tokens + sum(term.doc_freq if kind == EXISTENCE else term.total_freq for term in terms),
        )

    @given(KINDS_AND_TERMS, st.sampled_from([1, 2, 16]), st.data())
    def test_in_pieces_of_whole_blocks(
        self, kind_and_terms: tuple[int, list[Term]], per_block: int, data: st.DataObject
    ) -> None:
        kind, terms = kind_and_terms
        cut = per_block * data.draw(st.integers(0, len(terms) // per_block))
        whole = encode_terms(columns(terms), kind, per_block)
        blob, blocks, heads, place = encode_terms(columns(terms[:cut]), kind, per_block)
        more_blob, more_blocks, more_heads, place = encode_terms(columns(terms[cut:]), kind, per_block, place)
        assert (blob + more_blob, blocks + more_blocks, heads + more_heads, place) == whole


class TestRefusal:
    """What no segment can hold is refused, with the term and the reason."""

    @pytest.mark.parametrize(
        ("term", "reason"),
        [
            (Term(b"b", 1, 1, 0, 0, 1), "it is not behind the term before it"),
            (Term("ə".encode(), 1, 1, 0, 0, 1), "it is not behind the term before it"),
            (Term(b"", 1, 1, 0, 0, 1), "it is not behind the term before it"),
            (Term(b"\xf0", 0, 1, 0, 0, 1), "it stands in no document"),
            (Term(b"\xf0", 1, 1, 0xFFFFFFFF, 0, 1), "a number that no document has"),
            (Term(b"\xf0", 1, 1, 0, 1, 1), "has a record of postings"),
            (Term(b"\xf0", 2, 1, 0, 5, 1), "occurs less often than it has documents"),
            (Term(b"\xf0", 1, 0, 0, 0, 1), "occurs less often than it has documents"),
            (Term(b"\xf0", 1, 1 << 48, 0, 0, 1), "or more often than can be"),
        ],
    )
    @pytest.mark.parametrize("kind", [FREQUENCIES, POSITIONS])
    def test_a_term_that_cannot_be(self, term: Term, reason: str, kind: int) -> None:
        before = Term("ə".encode(), 1, 1, 0, 0, 1)
        with pytest.raises(ValueError, match=reason) as caught:
            encode_terms(columns([before, term]), kind, 2)
        assert f"term 1 ({term.term!r})" in str(caught.value)

    @pytest.mark.parametrize("number", range(1, 7))
    def test_columns_of_different_lengths(self, number: int) -> None:
        uneven = columns([Term(b"a", 1, 1, 0, 0, 1), Term(b"b", 1, 1, 0, 0, 1)])
        uneven[number] = uneven[number][:1]
        with pytest.raises(ValueError, match=r"offsets of|a column has"):
            encode_terms(uneven, POSITIONS, 2)

    @pytest.mark.parametrize("offsets", [[0, 1, 3], [1, 0, 2], [0, 3, 2]])
    def test_offsets_outside_the_terms(self, offsets: list[int]) -> None:
        wrong = columns([Term(b"a", 1, 1, 0, 0, 1), Term(b"b", 1, 1, 0, 0, 1)])
        wrong[1] = array("I", offsets)
        with pytest.raises(ValueError, match="point outside the terms"):
            encode_terms(wrong, POSITIONS, 2)

    @pytest.mark.parametrize(("kind", "per_block"), [(3, 2), (-1, 2), (POSITIONS, 0)])
    def test_a_kind_or_a_block_that_cannot_be(self, kind: int, per_block: int) -> None:
        with pytest.raises(ValueError, match="offsets of 0 terms of kind"):
            encode_terms(columns([]), kind, per_block)

    def test_a_dictionary_of_more_than_four_gigabytes(self) -> None:
        with pytest.raises(OverflowError, match="more than 4 GB"):
            encode_terms(columns([Term(b"a", 1, 1, 0, 0, 1)]), POSITIONS, 2, ((1 << 32) - 3, 0, 0, 0))

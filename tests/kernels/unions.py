"""Unions of terms for the tests of kernels."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import accumulate

from searchlib.kernels.term_encoder import encode_terms
from searchlib.kernels.terms import Dictionary
from searchlib.kernels.union_terms import UnionTerms, added_terms

FREQUENCIES = 1
PER_BLOCK = 4


def dictionary_of(terms: Sequence[str], frequency: int = 1) -> Dictionary:
    """Make a dictionary in which term number i occurs i + frequency times."""
    encoded = [term.encode() for term in terms]
    count = len(terms)
    columns = (
        b"".join(encoded),
        array("I", accumulate(map(len, encoded), initial=0)),
        array("I", [1] * count),
        array("Q", range(frequency, frequency + count)),
        *(array("I", bytes(4 * count)) for _ in range(3)),
    )
    blob, blocks, heads, (end, *_) = encode_terms(columns, FREQUENCIES, PER_BLOCK)
    return Dictionary(blob, array("I", [*blocks, end]), heads, (count, PER_BLOCK, FREQUENCIES))


def union_of(first: Sequence[str], second: Sequence[str]) -> UnionTerms:
    """Make the union of two sorted lists of terms, those of the second occurring once more than their rank."""
    one, other = dictionary_of(first), dictionary_of(second)
    return UnionTerms(one, other, *added_terms(one, other))

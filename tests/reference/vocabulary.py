"""A vocabulary from dictionaries."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate

from searchlib.codec.vocabulary import Vocabulary


def make_vocabulary(
    facts: Mapping[str, tuple[int, int, frozenset[str]]], followers: Iterable[tuple[str, str]] = ()
) -> Vocabulary:
    """Return the vocabulary of terms, each with its count, its votes and the codes of its languages."""
    terms = sorted(facts)
    ords = {term: number for number, term in enumerate(terms)}
    codes = sorted(set().union(*(facts[term][2] for term in terms)))
    pairs = sorted({(ords[first], ords[second]) for first, second in followers})
    encoded = [term.encode() for term in terms]
    return Vocabulary(
        b"".join(encoded),
        array("I", accumulate(map(len, encoded), initial=0)),
        array("I", [facts[term][0] for term in terms]),
        array("i", [facts[term][1] for term in terms]),
        array("Q", [sum(1 << codes.index(code) for code in facts[term][2]) for term in terms]),
        codes,
        (array("I", [first for first, _ in pairs]), array("I", [second for _, second in pairs])),
    )

"""A vocabulary from dictionaries."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping
from itertools import accumulate

from searchlib.codec.vocabulary import TermFacts, Vocabulary


def make_vocabulary(facts: Mapping[str, TermFacts], followers: Iterable[tuple[str, str]] = ()) -> Vocabulary:
    """Return the vocabulary of terms, each with what is known of it."""
    terms = sorted(facts)
    ords = {term: number for number, term in enumerate(terms)}
    codes = sorted(set().union(*(facts[term].languages for term in terms)))
    bits = {code: 1 << number for number, code in enumerate(codes)}
    pairs = sorted({(ords[first], ords[second]) for first, second in followers})
    encoded = [term.encode() for term in terms]
    return Vocabulary(
        b"".join(encoded),
        array("I", accumulate(map(len, encoded), initial=0)),
        array("I", [facts[term].count for term in terms]),
        array("i", [facts[term].name_votes for term in terms]),
        array("Q", [facts[term].mask(bits) for term in terms]),
        codes,
        (array("I", [first for first, _ in pairs]), array("I", [second for _, second in pairs])),
    )

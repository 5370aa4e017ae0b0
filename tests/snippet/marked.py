"""Marks of given words in a text, for tests of what is made of marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from searchlib.analysis.tokenizer import tokenize
from searchlib.matches import MatchKind
from searchlib.snippet.highlighter import Mark


def marks_of(text: str, words: Sequence[str], kinds: Mapping[str, MatchKind]) -> list[Mark]:
    """Return a mark for each token that is one of some words, whatever its case."""
    units = {word.lower(): 1 << number for number, word in enumerate(words)}
    tokens = tokenize(text)
    return [
        Mark(start, end, units[term], kinds.get(term, MatchKind.EXACT), term, term)
        for start, end, surface in zip(tokens.starts, tokens.ends, tokens.surfaces(), strict=True)
        if (term := surface.lower()) in units
    ]

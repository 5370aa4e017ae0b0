"""Lexicons of a few terms, without an index around them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from searchlib.codec.lexicon import LexiconReader
from searchlib.codec.vocabulary import TermFacts, Vocabulary, write_terms
from searchlib.lexicon import Lexicon
from searchlib.lexicon.build import build_lexicon


def make_lexicon(facts: Mapping[str, TermFacts] | Vocabulary, folder: Path) -> Lexicon:
    vocabulary = facts if isinstance(facts, Vocabulary) else Vocabulary.of(facts)
    write_terms(vocabulary, folder / "made.trm")
    build_lexicon(vocabulary).write(folder / "made.lex")
    return Lexicon([LexiconReader(folder / "made.lex")])

"""A lexicon from a vocabulary: each term filed under its keys, once for each distinct term."""

from __future__ import annotations

from collections.abc import Mapping

from searchlib.codec.lexicon import LexiconWriter, TermFacts
from searchlib.lexicon.keys import is_name, name_keys, stem_keys

RULES = "1"
"""Name of the rules in this package; a lexicon that other rules built is built anew."""


def build_lexicon(facts: Mapping[str, TermFacts]) -> LexiconWriter:
    """Return the lexicon of a vocabulary, ready to be written.

    Args:
        facts: the terms, with what is known of each.
    """
    writer = LexiconWriter(facts, RULES)
    for term_ord, term in enumerate(writer.terms):
        known = facts[term]
        languages = sorted(known.languages)
        for key in stem_keys(term, languages):
            writer.add_key(key, term_ord)
        if is_name(known.count, known.capitals):
            for key in name_keys(term, languages):
                writer.add_key(key, term_ord)
    return writer

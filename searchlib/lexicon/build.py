"""A lexicon from a vocabulary: each term filed under its keys, once for each distinct term."""

from __future__ import annotations

from collections.abc import Mapping

from searchlib.codec.lexicon import LexiconWriter, TermFacts
from searchlib.lexicon.compound import Followers, add_followers
from searchlib.lexicon.fingerprint import ANALYSIS, INSTALLATION, fingerprints
from searchlib.lexicon.keys import borrowed_from, is_name, name_keys, stem_keys


def build_lexicon(
    facts: Mapping[str, TermFacts], analysis: str | None = None, followers: Followers | None = None
) -> LexiconWriter:
    """Return the lexicon of a vocabulary, ready to be written.

    Args:
        facts: the terms, with what is known of each.
        analysis: fingerprint of the analysis that made the terms; None for that of this version.
        followers: for each term those that stood behind it after a hyphen; None if nothing is known of hyphens.
    """
    rules = fingerprints(sorted({code for known in facts.values() for code in known.languages}))
    if analysis is not None and analysis != rules[ANALYSIS]:
        # Terms of another analysis stay marked, whatever is installed.
        rules = {**rules, ANALYSIS: analysis, INSTALLATION: ""}
    writer = LexiconWriter(facts, rules)
    for term_ord, term in enumerate(writer.terms):
        known = facts[term]
        languages = sorted(known.languages)
        for key in stem_keys(term, [*languages, *borrowed_from(term, languages)]):
            writer.add_key(key, term_ord)
        if is_name(known.name_votes):
            for key in name_keys(term, languages):
                writer.add_key(key, term_ord)
    add_followers(writer, followers or {})
    return writer

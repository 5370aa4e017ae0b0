"""A lexicon from a vocabulary: each term filed under its keys, once for each distinct term."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import lru_cache, partial
from itertools import pairwise

from searchlib.codec.lexicon import FOLLOWER, LexiconWriter
from searchlib.codec.vocabulary import Vocabulary
from searchlib.lexicon.fingerprint import ANALYSIS, INSTALLATION, fingerprints
from searchlib.lexicon.keys import SOUND, filed_keys, is_name, name_keys
from searchlib.lexicon.variants import sound_group
from searchlib.matches import MatchKind

KINDS = frozenset({MatchKind.INFLECTION, MatchKind.ROOT, MatchKind.FOLD, MatchKind.VARIANT})
"""The kinds of match that need keys."""

_LETTERS = {
    # A word typed without diacritics finds the forms of the words that it was meant for.
    MatchKind.INFLECTION: "s",
    MatchKind.ROOT: "r",
    MatchKind.FOLD: "sfa",
    MatchKind.VARIANT: f"{SOUND}e",
}
"""The letters of the keys that each kind needs."""


def build_lexicon(
    vocabulary: Vocabulary, analysis: str | None = None, kinds: AbstractSet[MatchKind] = KINDS
) -> LexiconWriter:
    """Return the lexicon of a vocabulary, ready to be written.

    Args:
        vocabulary: the terms, with what is known of each.
        analysis: fingerprint of the analysis that made the terms; None for that of this version.
        kinds: the kinds of match that it is for; no keys are filed if it is for none.
    """
    rules = fingerprints(sorted(vocabulary.codes))
    if analysis is not None and analysis != rules[ANALYSIS]:
        # Terms of another analysis stay marked, whatever is installed.
        rules = {**rules, ANALYSIS: analysis, INSTALLATION: ""}
    wanted = kinds & KINDS
    writer = LexiconWriter(vocabulary, rules, [kind.value for kind in wanted])
    if wanted:
        _file_keys(writer, vocabulary, frozenset("".join(_LETTERS[kind] for kind in wanted)))
    for first, second in zip(*vocabulary.followers, strict=True):
        writer.add_key(f"{FOLLOWER}:{vocabulary.term(first)}", second)
    return writer


def _file_keys(writer: LexiconWriter, vocabulary: Vocabulary, letters: frozenset[str]) -> None:
    """File every term under those of its keys that begin with one of some letters."""
    languages_of = lru_cache(maxsize=None)(partial(_codes, vocabulary.codes))
    columns = zip(pairwise(vocabulary.offsets), vocabulary.language_masks, vocabulary.name_votes, strict=True)
    for term_ord, ((begin, end), mask, votes) in enumerate(columns):
        term = vocabulary.blob[begin:end].decode()
        languages = languages_of(mask)
        for key in filed_keys(term, languages):
            if key[0] in letters:
                writer.add_key(key, term_ord)
        if is_name(votes):
            _file_name(writer, term_ord, [key for key in name_keys(term, languages) if key[0] in letters])


def _file_name(writer: LexiconWriter, term_ord: int, keys: list[str]) -> None:
    sounds: dict[tuple[str, str], None] = {}
    for key in keys:
        if key[0] == SOUND:
            _, classes, heard = key.split(":")
            sounds[sound_group(classes), heard] = None
        else:
            writer.add_key(key, term_ord)
    for group, heard in sounds:
        writer.add_sounds(group, heard, term_ord)


def _codes(codes: list[str], mask: int) -> list[str]:
    return sorted(code for number, code in enumerate(codes) if mask >> number & 1)

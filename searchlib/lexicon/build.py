"""A lexicon from a vocabulary: each term filed under its keys, once for each distinct term."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from searchlib.analysis.language import UNKNOWN
from searchlib.codec.lexicon import FOLLOWER, NOT_TAKEN, LexiconReader, LexiconWriter
from searchlib.codec.vocabulary import Vocabulary, languages_of, may_lack_marks
from searchlib.lexicon.fingerprint import ANALYSIS, INSTALLATION, fingerprints
from searchlib.lexicon.keys import EXONYM, SOUND, filed_keys
from searchlib.lexicon.name_keys import name_keys, place_keys
from searchlib.lexicon.term_languages import is_name, written
from searchlib.lexicon.variants import Use, Written, group_of, may_begin_exonym, sound_group
from searchlib.matches import MatchKind

KINDS = frozenset({MatchKind.INFLECTION, MatchKind.ROOT, MatchKind.FOLD, MatchKind.VARIANT})
"""The kinds of match that need keys."""

_LETTERS = {
    # A word typed without diacritics finds the forms of the words that it was meant for.
    MatchKind.INFLECTION: "s",
    MatchKind.ROOT: "r",
    MatchKind.FOLD: "sfa",
    MatchKind.VARIANT: f"{SOUND}{EXONYM}",
}
"""The letters of the keys that each kind needs."""


class Source(NamedTuple):
    """A lexicon that another is merged from.

    Attributes:
        reader: the lexicon.
        vocabulary: its terms, as it gives them.
        new_ords: u32, for each of them the term_ord in the new vocabulary; NOT_TAKEN for those that are left out.
    """

    reader: LexiconReader
    vocabulary: Vocabulary
    new_ords: array[int]


def build_lexicon(
    vocabulary: Vocabulary,
    analysis: str | None = None,
    kinds: AbstractSet[MatchKind] = KINDS,
    sources: Sequence[Source] = (),
) -> LexiconWriter:
    """Return the lexicon of a vocabulary, ready to be written.

    Args:
        vocabulary: the terms, with what is known of each.
        analysis: fingerprint of the analysis that made the terms; None for that of this version.
        kinds: the kinds of match that it is for; no keys are filed if it is for none.
        sources: lexicons that it is merged from; keys of terms of which they know as much are taken over.
    """
    wanted = kinds & KINDS
    # Where no keys are filed the rules of the languages, which take their time to load, decide nothing.
    rules = fingerprints(sorted(vocabulary.codes) if wanted else ())
    if analysis is not None and analysis != rules[ANALYSIS]:
        # Terms of another analysis stay marked, whatever is installed.
        rules = {**rules, ANALYSIS: analysis, INSTALLATION: ""}
    writer = LexiconWriter(vocabulary, rules, [kind.value for kind in wanted])
    if wanted:
        taken = bytearray(len(vocabulary))
        for source in sources:
            if _has_same_rules(source.reader, rules, wanted):
                writer.take_over(source.reader, _unchanged(source, vocabulary, taken), group_of)
        _file_keys(writer, vocabulary, frozenset("".join(_LETTERS[kind] for kind in wanted)), taken)
    for first, second in zip(*vocabulary.followers, strict=True):
        writer.add_key(f"{FOLLOWER}:{vocabulary.term(first)}", second)
    return writer


def _has_same_rules(reader: LexiconReader, rules: Mapping[str, str], kinds: AbstractSet[MatchKind]) -> bool:
    """Tell whether a lexicon was built for the same kinds, by the very files that are installed."""
    installed = rules[INSTALLATION]
    return bool(installed) and reader.rules.get(INSTALLATION) == installed and reader.kinds == {k.value for k in kinds}


def _unchanged(source: Source, vocabulary: Vocabulary, taken: bytearray) -> array[int]:
    """Return the new term_ords of the terms whose keys are as they were, and note that these are taken."""
    codes_of, was = lru_cache(maxsize=None)(partial(_codes, vocabulary.codes)), source.vocabulary
    codes_were = lru_cache(maxsize=None)(partial(_codes, was.codes))
    new_ords = array("I", [NOT_TAKEN]) * len(was)
    columns = zip(source.new_ords, was.language_masks, was.name_votes, strict=True)
    for term_ord, (new_ord, mask, votes) in enumerate(columns):
        if (
            new_ord != NOT_TAKEN
            and not taken[new_ord]
            and codes_were(mask) == codes_of(vocabulary.language_masks[new_ord])
            and written(votes) == written(vocabulary.name_votes[new_ord])
            and may_lack_marks(mask) == may_lack_marks(vocabulary.language_masks[new_ord])
        ):
            new_ords[term_ord], taken[new_ord] = new_ord, True
    return new_ords


def _file_keys(writer: LexiconWriter, vocabulary: Vocabulary, letters: frozenset[str], taken: bytearray) -> None:
    """File every term that was not taken over under those of its keys that begin with one of some letters."""
    languages_of = lru_cache(maxsize=None)(partial(_codes, vocabulary.codes))
    use_of = lru_cache(maxsize=None)(partial(_use, vocabulary.codes))
    columns = zip(pairwise(vocabulary.offsets), vocabulary.language_masks, vocabulary.name_votes, strict=True)
    for term_ord, ((begin, end), mask, votes) in enumerate(columns):
        if taken[term_ord]:
            continue
        term = vocabulary.blob[begin:end].decode()
        languages = languages_of(mask)
        for key in filed_keys(term, languages):
            if key[0] in letters:
                writer.add_key(key, term_ord)
        if is_name(votes):
            keys = name_keys(term, languages, use_of(mask, written(votes)))
            _file_name(writer, term_ord, [key for key in keys if key[0] in letters])
        elif EXONYM in letters and may_begin_exonym(term):
            for key in place_keys(term, languages, use_of(mask, written(votes))):
                writer.add_key(key, term_ord)


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


def _use(codes: list[str], mask: int, how: Written) -> Use:
    """Return how terms with a mask are used: in any language, if one of their texts does not tell its own."""
    languages = languages_of(mask, codes)
    return Use(how, None if UNKNOWN in languages else languages, may_lack_marks(mask))


def _codes(codes: list[str], mask: int) -> tuple[str, ...]:
    return tuple(sorted(languages_of(mask, codes)))

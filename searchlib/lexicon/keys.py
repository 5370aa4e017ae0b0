"""The keys of a term: what it shares with the terms that may stand for it.

A key is a letter for the reason, a colon and what is shared: ``s:az:film`` the stem film in Azerbaijani, ``r:az:film``
the root, ``f:az:eliyev`` a fold of the stem, ``f::eliyevi`` a fold of the term, ``a:aliyev`` a fold of a name,
``n:ALAV:alevL`` the sound of a name, ``e:turkey`` a name of the tables; those of names are made in ``name_keys``. A
term of the vocabulary is filed under all of its keys; a word of a query is looked up under the same. Sounds need not be
equal behind the second colon: those that are near (:func:`searchlib.lexicon.variants.sound_alike`) lead to a name, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from searchlib.codec.lexicon import LETTERS
from searchlib.lexicon.fold import folds
from searchlib.lexicon.stem.registry import stemmer_for, typed_stemmer_for
from searchlib.lexicon.stem.turkic import TurkicStemmer
from searchlib.lexicon.stem.typed import known_stem
from searchlib.lexicon.term_languages import borrowed_from, is_cyrillic, languages_like, written_in
from searchlib.lexicon.variants import to_latin
from searchlib.matches import MatchKind

REASONS = {
    "s": MatchKind.INFLECTION,
    "r": MatchKind.ROOT,
    "f": MatchKind.FOLD,
    "a": MatchKind.FOLD,
    "n": MatchKind.VARIANT,
    "e": MatchKind.VARIANT,
}
"""The kind of match that each letter stands for."""

EXONYM = "e"
"""The letter of keys of names that do not sound alike."""

SOUND = "n"
"""The letter of keys that lead to the terms whose sounds are near, not to those with the same key only."""

_CACHE_SIZE = 1 << 12


class _Rules(NamedTuple):
    """The rules of one language.

    Attributes:
        stem, root_of: those of its stemmer.
        stem_key, root_key, fold_key: what the keys begin with.
    """

    stem: Callable[[str], str]
    root_of: Callable[[str], str]
    stem_key: str
    root_key: str
    fold_key: str


@cache
def kinds_of(letters: int) -> tuple[MatchKind, ...]:
    """Return the kinds of match that the letters of keys stand for."""
    return tuple(dict.fromkeys(kind for letter, kind in REASONS.items() if letters & LETTERS.get(letter, 0)))


def stem_keys(term: str, languages: Iterable[str]) -> list[str]:
    """Return the keys of stem, root and folds.

    Example:
        >>> stem_keys("films", ["en"])
        ['s:en:film', 'r:en:film', 'f:en:film', 'f::films']
    """
    keys = []
    for rules in _rules_of(written_in(term, languages)):
        stem = rules.stem(term)
        keys.append(rules.stem_key + stem)
        keys.append(rules.root_key + rules.root_of(stem))
        keys.extend([rules.fold_key + folded for folded in folds(stem)])
    keys.extend(["f::" + folded for folded in folds(term)])
    return keys


def typed_keys(term: str, languages: Iterable[str]) -> list[str]:
    """Return the keys of the words that one typed without diacritics, or in Cyrillic letters, may be meant for.

    Of the latter nothing is taken off, for most of them are Russian.

    Example:
        >>> typed_keys("gozlerin", ["az", "tr"]), typed_keys("ушаг", ["az"])
        (['f:az:goz', 'f:tr:goz'], ['s:az:uşaq'])
    """
    read_in = written_in(term, languages)
    if is_cyrillic(term):
        return [rules.stem_key + to_latin(term) for rules in _rules_of(read_in)]
    return [rules.fold_key + (known_stem(term, typed) or typed.stem(term)) for rules, typed in _typed_rules_of(read_in)]


def filed_keys(term: str, languages: Iterable[str]) -> list[str]:
    """Return the keys of stem, root and folds that a term of the vocabulary is filed under.

    They are its stem keys, and one more where the rules of its language find no root but those of words typed without
    diacritics do, for its text may be typed so.

    Example:
        >>> filed_keys("muellimleri", ["az"])
        ['s:az:muellimler', 'r:az:muellimler', 'f:az:muellimler', 'f::muellimleri', 'f:az:muellim']
    """
    likely = languages_like(term, languages)
    keys = stem_keys(term, (*likely, *borrowed_from(term, likely)))
    for rules, typed in _typed_rules_of(likely) if term.isascii() else ():
        stem = known_stem(term, typed)
        if stem and not typed.is_root(rules.stem(term)):
            keys.append(rules.fold_key + stem)
    return keys


def parted(keys: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the keys that lead to the terms with the same key, and the sounds of the others by their classes.

    Example:
        >>> parted(["a:quba", "n:KUBA:qubaA", "n:KUBA:qubaT'"])
        (['a:quba'], {'KUBA': ['qubaA', "qubaT'"]})
    """
    shared, sounds = [], dict[str, list[str]]()
    for key in keys:
        if key[0] == SOUND:
            _, classes, heard = key.split(":")
            sounds.setdefault(classes, []).append(heard)
        else:
            shared.append(key)
    return shared, sounds


@lru_cache(_CACHE_SIZE)
def _rules_of(languages: tuple[str, ...]) -> tuple[_Rules, ...]:
    return tuple(map(_rules, languages))


@lru_cache(_CACHE_SIZE)
def _typed_rules_of(languages: tuple[str, ...]) -> tuple[tuple[_Rules, TurkicStemmer], ...]:
    """Return the rules of those languages that are typed without diacritics, each with the stemmer of such words."""
    return tuple((_rules(code), typed) for code in languages if (typed := typed_stemmer_for(code)))


@lru_cache(_CACHE_SIZE)
def _rules(language: str) -> _Rules:
    stemmer = stemmer_for(language)
    return _Rules(stemmer.stem, stemmer.root_of, *(f"{letter}:{language}:" for letter in "srf"))

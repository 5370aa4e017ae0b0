"""Azerbaijani and Turkish words as they are typed without diacritics.

A stemmer cannot read cocuklarin: the ending of çocukların stands in other letters, and whether the i is one or an ı,
and the u an ü, shows nowhere. Here a language's tables lose their diacritics, too, and every ending may follow
whatever one of the letters that a vowel was typed for allows. The stem is that of the word as it is written, without
its diacritics: what the terms of a vocabulary are filed under.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from typing import Final

from searchlib.kernels.chains import Chains
from searchlib.lexicon.stem.harmony import CONTEXT_COUNT, ENDING_COUNT, HARMONY, VOICED, VOICELESS, context_of
from searchlib.lexicon.stem.roots import Root, Roots, RootTable
from searchlib.lexicon.stem.suffix_chains import NOWHERE
from searchlib.lexicon.stem.turkic import VERB, Morphology, TurkicStemmer

_TYPED: Final = (*zip("əığöşüçâîû", "eigosucaiu", strict=True),)
_MEANT: Final = {HARMONY["i"]: (HARMONY["ı"], HARMONY["i"]), HARMONY["o"]: (HARMONY["o"], HARMONY["ö"])}
"""The harmony classes of a vowel that was typed for one of two."""
_DIGRAPH: Final = re.compile("([scg])h")
"""How ş, ç and ğ are typed, too."""


def typed(word: str) -> str:
    """Return a word as it is typed without diacritics.

    Example:
        >>> typed("çocukların"), typed("gəncədə")
        ('cocuklarin', 'gencede')
    """
    if word.isascii():
        return word
    for letter, plain in _TYPED:
        word = word.replace(letter, plain)
    return word


def known_stem(word: str, stemmer: TurkicStemmer) -> str | None:
    """Return the stem of a word typed without diacritics, sh, ch and gh left as they are; None for an unknown one.

    Args:
        word: the word.
        stemmer: that of words typed without diacritics.

    Example:
        >>> from searchlib.lexicon.stem.turkish import TypedTurkishStemmer
        >>> stemmer = TypedTurkishStemmer()
        >>> known_stem("cocuklarin", stemmer), known_stem("chochuklarin", stemmer), known_stem("chovnikin", stemmer)
        ('cocuk', 'chochuk', None)
    """
    stem = stemmer.stem(word)
    if stemmer.is_root(stem):
        return stem
    plain = _DIGRAPH.sub(r"\1", word)
    stem = stemmer.stem(plain)
    if plain == word or not stemmer.is_root(stem):
        return None
    beginnings = (word[:end] for end in range(len(word), 0, -1))
    return next((beginning for beginning in beginnings if _DIGRAPH.sub(r"\1", beginning) == stem), None)


def typed_morphology(written: Morphology, restore: Callable[[str], str]) -> Morphology:
    """Return what a language brings, without diacritics.

    Args:
        written: the same with them.
        restore: gives a stem without diacritics the end that it has as a word.
    """
    return Morphology(
        inflection=_typed_chains(written.inflection),
        derived_nouns=_typed_chains(written.derived_nouns),
        derived_verbs=_typed_chains(written.derived_verbs),
        voices=_typed_chains(written.voices),
        roots=_typed_roots(written.roots),
        own_roots=frozenset(map(typed, written.own_roots)),
        irregular={typed(form): typed(word) for form, word in written.irregular.items()},
        final_endings=tuple(dict.fromkeys(map(typed, written.final_endings))),
        restore=restore,
    )


def _typed_chains(written: Chains) -> Chains:
    return Chains((_loose(profile), typed(endings)) for profile, endings in written.lines)


def _loose(profile: bytes) -> bytes:
    """Return a profile in which a context asks for no more than any that it was typed for."""
    return bytes(min(map(profile.__getitem__, places)) for places in _places_meant())


@cache
def _places_meant() -> tuple[tuple[int, ...], ...]:
    """Return for each place in a profile those that its context may be typed for."""
    contexts = product(range(CONTEXT_COUNT // ENDING_COUNT), range(ENDING_COUNT))
    meant = [tuple(_contexts_meant(harmony, ending)) for harmony, ending in contexts]
    return (*meant, *(tuple(VERB + context for context in contexts) for contexts in meant), (NOWHERE,))


def _contexts_meant(harmony: int, ending: int) -> Iterator[int]:
    """Yield the contexts that one may be typed for; c is typed for ç, which is voiceless."""
    for vowel in _MEANT.get(harmony, (harmony,)):
        yield vowel * ENDING_COUNT + ending
        if ending == VOICED:
            yield vowel * ENDING_COUNT + VOICELESS


def _typed_roots(written: RootTable) -> RootTable:
    found: dict[str, Roots] = {}
    for spelling, roots in zip(_typed_all(written.roots), written.roots.values(), strict=True):
        found[spelling] = found.get(spelling, ()) + _typed_as(roots, context_of(spelling))
    return RootTable(found, frozenset(_typed_all(written)))


def _typed_all(words: Iterable[str]) -> list[str]:
    """Return words as they are typed, many times faster than one by one."""
    return typed(" ".join(words)).split()


@cache
def _typed_as(roots: Roots, context: int) -> Roots:
    """Return roots with a spelling that makes a context when it is typed."""
    return tuple(_typed_root(root, context) for root in roots)


def _typed_root(root: Root, context: int) -> Root:
    is_fronted = root.noun != NOWHERE and root.noun // ENDING_COUNT == HARMONY["i"]
    noun = HARMONY["i"] * ENDING_COUNT + context % ENDING_COUNT if is_fronted else context
    return Root(
        root.changed,
        typed(root.end),
        noun if root.noun != NOWHERE else NOWHERE,
        VERB + context if root.verb != NOWHERE else NOWHERE,
        tuple(dict.fromkeys(map(typed, root.followed_by))),
    )

"""Names of several words among the exonyms: South Africa, Güney Afrika, ЮАР."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import product
from typing import NamedTuple

from searchlib.lexicon.fold import folds
from searchlib.lexicon.variants.exonyms import lines, lowered

_BEGINNING = 6
"""Letters in which the forms of one word agree."""

_TOLD = 4
"""Letters of a first word that inflection leaves as they are; a shorter word is told by all of its own."""

Words = tuple[str, ...]


class _Tables(NamedTuple):
    """The names of several words.

    Attributes:
        of_key: by the key of their line.
        beginning: the spellings, with and without diacritics, and the key of each, by the first word.
    """

    of_key: dict[str, tuple[Words, ...]]
    beginning: dict[str, tuple[tuple[Words, str], ...]]


def names_of(key: str) -> tuple[Words, ...]:
    """Return the names of several words that a key has, without those that hold another one.

    Example:
        >>> names_of("south africa")[:2]
        (('south', 'africa'), ('cənubi', 'afrika'))
    """
    return _tables().of_key.get(key, ())


def may_begin_name(term: str) -> bool:
    """Tell whether a name of several words begins like a term; what inflection adds stands behind.

    Example:
        >>> may_begin_name("güneyde"), may_begin_name("kitab")
        (True, False)
    """
    beginnings = _beginnings()
    return any(term[:length] in beginnings for length in range(1, _TOLD + 1))


def keys_of_words(words: Sequence[Collection[str]]) -> Iterator[tuple[int, str]]:
    """Yield how many of the first words of a row are a name, and its key.

    Args:
        words: for each word the forms that it may have without its inflection.

    Example:
        >>> list(keys_of_words([{"south"}, {"africa"}, {"votes"}]))
        [(2, 'south africa')]
    """
    for first in sorted(words[0]) if words else ():
        for spelt, key in _tables().beginning.get(first, ()):
            behind = words[1 : len(spelt)]
            if len(behind) == len(spelt) - 1 and all(
                part in forms for part, forms in zip(spelt[1:], behind, strict=True)
            ):
                yield len(spelt), key


def _shortest(names: Sequence[Words]) -> Iterator[Words]:
    """Yield the names that are found in texts; what holds one of them is found by it."""
    for name in names:
        if not any(len(other) < len(name) and _holds(name, other) for other in names):
            yield name


def _holds(name: Words, other: Words) -> bool:
    """Tell whether a name has another in it, endings apart."""
    runs = (name[start : start + len(other)] for start in range(len(name) - len(other) + 1))
    return any(all(map(_is_one_word, run, other)) for run in runs)


def _is_one_word(one: str, other: str) -> bool:
    return one[:_BEGINNING] == other[:_BEGINNING]


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(first[:_TOLD] for first in _tables().beginning)


@cache
def _tables() -> _Tables:
    of_key: dict[str, list[Words]] = {}
    beginning: dict[str, dict[tuple[Words, str], None]] = {}
    for key, names in lines():
        for _, name in names:
            words = tuple(lowered(name).split())
            if len(words) > 1:
                of_key.setdefault(key, []).append(words)
                for spelt in product(*(dict.fromkeys((word, *folds(word))) for word in words)):
                    beginning.setdefault(spelt[0], {})[spelt, key] = None
    return _Tables(
        {key: tuple(_shortest(names)) for key, names in of_key.items()},
        {first: tuple(found) for first, found in beginning.items()},
    )

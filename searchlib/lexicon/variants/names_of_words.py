"""Names of several words among the exonyms: South Africa, Güney Afrika, ЮАР."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from functools import cache
from itertools import product

from searchlib.lexicon.fold import fold, folds
from searchlib.lexicon.variants.exonyms import tables

_BEGINNING = 6
"""Letters in which the forms of one word agree."""

_TOLD = 4
"""Letters of a first word that inflection leaves as they are; a shorter word is told by all of its own."""

Words = tuple[str, ...]


def names_of(key: str) -> tuple[Words, ...]:
    """Return the names of several words that a key has, without those that hold another one.

    Example:
        >>> names_of("south africa")[:2]
        (('south', 'africa'), ('cənubi', 'afrika'))
    """
    return tuple(_shortest(tables().rows.get(key, ())))


def may_begin_name(term: str) -> bool:
    """Tell whether a name of several words begins like a term; what inflection adds stands behind.

    Example:
        >>> may_begin_name("güneyde"), may_begin_name("kitab")
        (True, False)
    """
    beginnings = _beginnings(fold(term[:1]))
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
        for spelt, key in _beginning_with(first) if first in _by_first_word(fold(first[:1])) else ():
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
def _beginnings(initial: str) -> frozenset[str]:
    return frozenset(first[:_TOLD] for first in _by_first_word(initial))


@cache
def _beginning_with(first: str) -> tuple[tuple[Words, str], ...]:
    """Return the spellings, with and without diacritics, that begin with a word, and the key of each."""
    found: dict[tuple[Words, str], None] = {}
    for words, key in _by_first_word(fold(first[:1]))[first]:
        for rest in product(*map(_spellings, words[1:])):
            found[(first, *rest), key] = None
    return tuple(found)


@cache
def _by_first_word(initial: str) -> dict[str, list[tuple[Words, str]]]:
    """Return the names whose first letter has a fold, by their first word in all its spellings."""
    found: dict[str, list[tuple[Words, str]]] = {}
    for words, key in _by_initial().get(initial, ()):
        for first in _spellings(words[0]):
            found.setdefault(first, []).append((words, key))
    return found


@cache
def _by_initial() -> dict[str, list[tuple[Words, str]]]:
    """Return the names by the fold of their first letter, so that a word costs only those that begin alike."""
    found: dict[str, list[tuple[Words, str]]] = {}
    for key, names in tables().rows.items():
        for words in names:
            found.setdefault(fold(words[0][0]), []).append((words, key))
    return found


def _spellings(word: str) -> tuple[str, ...]:
    """Return a word and what it is typed as without diacritics."""
    return tuple(dict.fromkeys((word, *folds(word))))

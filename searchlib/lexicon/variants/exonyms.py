"""Names that languages do not spell as they sound: Turkey and Türkiye, Germany and Almaniya, BMT and UN.

The tables say how far a name is told by its letters: Türkiyə is no other word, but a turkey is a bird, and "un" is
flour.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from enum import IntEnum
from functools import cache
from itertools import chain
from typing import Final, NamedTuple

from searchlib.lexicon.fold import fold, folds
from searchlib.lexicon.tables import rows

TABLES: Final = ("countries.tsv", "cities.tsv", "peoples.tsv", "organisations.tsv", "persons.tsv")
"""The files of names; a line is what one place, people, organisation or person is called."""

_LANGUAGE: Final = ":"
_BEGINNING: Final = 4
"""Letters of a name that inflection leaves as they are; a shorter name is told by all of its own."""
_TYPED_LANGUAGES: Final = ("az", "tr")
_LONG_ENOUGH: Final = 5
"""Letters of a name that is told without its diacritics in every language: Şam is no Sam."""


class Written(IntEnum):
    """How a word is written, from what may be any word to what is sure to be a name."""

    ANY = 0
    CAPITAL = 1
    CAPITALS = 2


class Use(NamedTuple):
    """What is known of a word beside its letters.

    Attributes:
        written: how it is written in texts.
        languages: the languages that it may be in; None for any.
        may_lack_marks: whether it may be typed without diacritics.
        word: the word as typed in a query; None for one of a text.
    """

    written: Written = Written.CAPITALS
    languages: AbstractSet[str] | None = None
    may_lack_marks: bool = True
    word: str | None = None


ANY_USE: Final = Use()
"""What a word may be used for at all."""


Named = tuple[str, str, str]
"""One way to write a name: the key of its line, the language that it is so written in, or an empty text, the name."""


def exonym_keys(stem: str, use: Use = ANY_USE) -> tuple[str, ...]:
    """Return a key for each place, people, person or organisation that a name may mean; none if no table has it.

    Args:
        stem: the name without its inflection, a normalised term, with or without its diacritics.
        use: what else is known of it.

    Example:
        >>> exonym_keys("türkiyə") == exonym_keys("turkiye") == exonym_keys("турция")
        True
        >>> exonym_keys("turkey", Use(Written.ANY)), exonym_keys("türkiye", Use(Written.ANY)), exonym_keys("sözcük")
        ((), ('turkey',), ())
    """
    named = _NAMES[stem[:1]].get(stem)
    return tuple(dict.fromkeys(one[0] for one in named if _counts_in(use, one, stem))) if named else ()


def is_exonym(stem: str) -> bool:
    """Tell whether the tables have a name, however it is written.

    Example:
        >>> is_exonym("türkiyə"), is_exonym("sözcük")
        (True, False)
    """
    return stem in _NAMES[stem[:1]]


def has_exonym(stems: Iterable[str]) -> bool:
    """Tell whether the tables have one of some names, however it is written."""
    return any(stem in _NAMES[stem[:1]] for stem in stems)


def may_begin_exonym(term: str, written: Written = Written.ANY) -> bool:
    """Tell whether a word that is written so begins like a name of the tables; what inflection adds stands behind.

    Example:
        >>> may_begin_exonym("almaniyada"), may_begin_exonym("rusların"), may_begin_exonym("kitab")
        (True, True, False)
    """
    beginnings = _beginnings(term[:1])
    for length in range(2, _BEGINNING + 1):
        needs = beginnings.get(term[:length])
        if needs is not None and needs <= written:
            return True
    return False


class Tables(NamedTuple):
    """The names of all tables.

    Attributes:
        names: those of one word, by the fold of their first letter.
        rows: those of several words, as terms, by the key of their line, which is its first name.
    """

    names: dict[str, list[Named]]
    rows: dict[str, list[tuple[str, ...]]]


@cache
def tables() -> Tables:
    """Return the names of all tables."""
    found = Tables({}, {})
    for columns in chain.from_iterable(map(rows, TABLES)):
        key = lowered(_parted(columns[0])[1])
        for column in columns:
            language, name = _parted(column)
            if " " in name:
                found.rows.setdefault(key, []).append(tuple(lowered(name).split()))
            else:
                found.names.setdefault(_initial(name[0]), []).append((key, language, name))
    return found


def lowered(name: str) -> str:
    """Return a name of the tables as a term.

    Example:
        >>> lowered("Aİ")
        'ai'
    """
    return name.replace("İ", "i").lower()


def _parted(name: str) -> tuple[str, str]:
    language, mark, spelling = name.rpartition(_LANGUAGE)
    return (language, spelling) if mark else ("", name)


def _counts_in(use: Use, named: Named, term: str) -> bool:
    """Tell whether a word that is used so has a name, spelt like a term."""
    _, language, name = named
    needs = _needs(name)
    languages: tuple[str, ...] = (language,) if language else ()
    if term != lowered(name):  # without diacritics
        if not use.may_lack_marks:
            return False
        if not languages and len(fold(lowered(name))) < _LONG_ENOUGH:
            languages = _TYPED_LANGUAGES
    return (
        needs <= use.written
        and (not languages or use.languages is None or not use.languages.isdisjoint(languages))
        and (needs < Written.CAPITALS or use.word is None or use.word.startswith(name))
    )


def _needs(name: str) -> Written:
    """Return how a name has to be written at least."""
    if name.isupper():
        return Written.CAPITALS
    return Written.CAPITAL if name[0].isupper() else Written.ANY


@cache
def _beginnings(letter: str) -> dict[str, Written]:
    """Return how names that begin with a letter begin, and how one that begins so has to be written at least."""
    found: dict[str, Written] = {}
    for spelling, named in _NAMES[letter].items():
        beginning = spelling[:_BEGINNING]
        for _, _, name in named:
            needs = _needs(name)
            if needs <= found.get(beginning, needs):
                found[beginning] = needs
    return found


class _Names(dict[str, dict[str, tuple[Named, ...]]]):
    """The names that begin with a letter, by their spellings with and without diacritics.

    They come here when a word begins so: one of a query costs only the names that begin like it.
    """

    def __missing__(self, letter: str) -> dict[str, tuple[Named, ...]]:
        names = self[letter] = _spelt(fold(letter))
        return names


_NAMES: Final = _Names()


@cache
def _spelt(initial: str) -> dict[str, tuple[Named, ...]]:
    """Return the names whose first letter has a fold, by their spellings with and without diacritics."""
    found: dict[str, tuple[Named, ...]] = {}
    for named in tables().names.get(initial, ()):
        term = lowered(named[2])
        for spelling in (term,) if term.isascii() else dict.fromkeys((term, *folds(term))):
            found[spelling] = (*found.get(spelling, ()), named)
    return found


@cache
def _initial(letter: str) -> str:
    return fold(lowered(letter))

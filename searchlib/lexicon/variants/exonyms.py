"""Names that languages do not spell as they sound: Turkey and Türkiye, Germany and Almaniya, BMT and UN.

The tables say how far a name is told by its letters: Türkiyə is no other word, but a turkey is a bird, and "un" is
flour.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from enum import IntEnum
from functools import cache
from typing import Final, NamedTuple

from searchlib.lexicon.fold import folds
from searchlib.lexicon.tables import rows

_TABLES: Final = ("countries.tsv", "cities.tsv", "peoples.tsv", "organisations.tsv", "persons.tsv")
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


class _Named(NamedTuple):
    """One way to write a name.

    Attributes:
        key: the first name of its line.
        needs: how it has to be written.
        languages: the languages that it is so written in; none for any.
        is_typed: whether it lacks diacritics.
        spelling: the name as the table has it.
    """

    key: str
    needs: Written
    languages: tuple[str, ...]
    is_typed: bool
    spelling: str

    def counts_in(self, use: Use) -> bool:
        """Tell whether a word that is used so has the name."""
        return (
            self.needs <= use.written
            and (use.may_lack_marks or not self.is_typed)
            and (not self.languages or use.languages is None or not use.languages.isdisjoint(self.languages))
            and (self.needs < Written.CAPITALS or use.word is None or use.word.startswith(self.spelling))
        )


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
    named = _exonyms().get(stem)
    return tuple(dict.fromkeys(one.key for one in named if one.counts_in(use))) if named else ()


def is_exonym(stem: str) -> bool:
    """Tell whether the tables have a name, however it is written.

    Example:
        >>> is_exonym("türkiyə"), is_exonym("sözcük")
        (True, False)
    """
    return stem in _exonyms()


def has_exonym(stems: Iterable[str]) -> bool:
    """Tell whether the tables have one of some names, however it is written."""
    return not _exonyms().keys().isdisjoint(stems)


def may_begin_exonym(term: str, written: Written = Written.ANY) -> bool:
    """Tell whether a word that is written so begins like a name of the tables; what inflection adds stands behind.

    Example:
        >>> may_begin_exonym("almaniyada"), may_begin_exonym("rusların"), may_begin_exonym("kitab")
        (True, True, False)
    """
    beginnings = _beginnings()
    for length in range(2, _BEGINNING + 1):
        needs = beginnings.get(term[:length])
        if needs is not None and needs <= written:
            return True
    return False


class Line(NamedTuple):
    """One line of the tables: what one place, people, person or organisation is called.

    Attributes:
        key: the first name.
        names: the names of one word, each with the language that it needs, or an empty text.
        rows: the names of several words, as terms.
    """

    key: str
    names: tuple[tuple[str, str], ...]
    rows: tuple[tuple[str, ...], ...]


@cache
def lines() -> tuple[Line, ...]:
    """Return the lines of all tables."""
    return tuple(_line(columns) for table in _TABLES for columns in rows(table))


def _line(columns: Sequence[str]) -> Line:
    names = tuple(map(_parted, columns))
    several = tuple(tuple(lowered(name).split()) for _, name in names if " " in name)
    return Line(lowered(names[0][1]), tuple(one for one in names if " " not in one[1]) if several else names, several)


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


@cache
def _exonyms() -> dict[str, tuple[_Named, ...]]:
    found: dict[str, list[_Named]] = {}
    for key, names, _ in lines():
        for language, name in names:
            term, needs = lowered(name), _needs(name)
            languages: tuple[str, ...] = (language,) if language else ()
            found.setdefault(term, []).append(_Named(key, needs, languages, is_typed=False, spelling=name))
            for typed in () if term.isascii() else folds(term):
                if typed != term:
                    languages = languages or (() if len(typed) >= _LONG_ENOUGH else _TYPED_LANGUAGES)
                    found.setdefault(typed, []).append(_Named(key, needs, languages, is_typed=True, spelling=name))
    return {spelling: tuple(named) for spelling, named in found.items()}


def _needs(name: str) -> Written:
    if name.isupper():
        return Written.CAPITALS
    return Written.CAPITAL if name[0].isupper() else Written.ANY


@cache
def _beginnings() -> dict[str, Written]:
    """Return how names begin, and how one that begins so has to be written at least."""
    found: dict[str, Written] = {}
    for spelling, uses in _exonyms().items():
        beginning = spelling[:_BEGINNING]
        found[beginning] = min(found.get(beginning, Written.CAPITALS), *(use.needs for use in uses))
    return found

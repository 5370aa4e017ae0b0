"""The languages by whose rules a term is read, and how it is written.

Both are looked at for every term of a vocabulary, so what depends on a set of languages only is worked out once for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from searchlib.analysis.language import UNKNOWN, language_scores
from searchlib.lexicon.variants import Written

BORROWED_FROM = "en"
"""The language of words that stand in texts of another as they are."""

_FOREIGN_LETTERS = {"az": frozenset("w"), "tr": frozenset("qwx")}
_MIN_SCORE = 0.1
"""Least probability of a language that a term of no known one is read in."""
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN_ONLY = frozenset({"en", "tr"})
_CYRILLIC_ONLY = frozenset({"ru"})
_CACHE_SIZE = 1 << 12


def is_name(name_votes: int) -> bool:
    """Tell whether a term is written like a name: with a capital letter as often as not, where that tells anything.

    Args:
        name_votes: see :class:`searchlib.codec.lexicon.TermFacts`; 0 for a term that was seen at the beginning of
            sentences only, which may be a name.
    """
    return name_votes >= 0


def written(name_votes: int) -> Written:
    """Return how a term is written, by its votes.

    Example:
        >>> written(-2).name, written(0).name, written(7).name
        ('ANY', 'CAPITAL', 'CAPITALS')
    """
    return Written.ANY if name_votes < 0 else Written.CAPITALS if name_votes else Written.CAPITAL


def is_cyrillic(term: str) -> bool:
    """Tell whether a term has a Cyrillic letter."""
    return not term.isascii() and _CYRILLIC.search(term) is not None


def written_in(term: str, languages: Iterable[str]) -> tuple[str, ...]:
    """Return the languages that a term can be in by its letters; the rules of the others have nothing to say of it.

    Example:
        >>> written_in("film", ["az", "en", "ru"]), written_in("фильм", ["az", "en", "ru"])
        (('az', 'en'), ('az', 'ru'))
    """
    return _in_script(tuple(languages), is_cyrillic(term))


def languages_like(term: str, languages: Iterable[str]) -> tuple[str, ...]:
    """Return languages of a term, and those that it looks like if it is in none of them that we know.

    A text of a word or two seldom tells its language, and a word with letters of two scripts tells a wrong one.

    Example:
        >>> languages_like("londonda", ["en"]), "az" in languages_like("londonda", ["und"])
        (('en',), True)
        >>> languages_like("ankara'da", ["ru"])
        ('ru', 'tr')
    """
    known = tuple(languages)
    if _has_known(known, is_cyrillic(term)):
        return known
    return (*known, *(code for code, score in language_scores(term).items() if score >= _MIN_SCORE))


def borrowed_from(term: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return English for a term with a letter that none of its languages has: a title or a name that is left as it is.

    Example:
        >>> borrowed_from("wars", ("tr",)), borrowed_from("wars", ("en", "tr")), borrowed_from("taxi", ("az",))
        (('en',), (), ())
    """
    foreign = _foreign_letters(languages)
    return (BORROWED_FROM,) if foreign and not any(map(frozenset(term).isdisjoint, foreign)) else ()


@lru_cache(_CACHE_SIZE)
def _in_script(languages: tuple[str, ...], is_cyrillic: bool) -> tuple[str, ...]:  # noqa: FBT001  half of a cache's key
    others = _LATIN_ONLY if is_cyrillic else _CYRILLIC_ONLY
    return tuple(language for language in languages if language not in others)


@lru_cache(_CACHE_SIZE)
def _has_known(languages: tuple[str, ...], is_cyrillic: bool) -> bool:  # noqa: FBT001  likewise
    return any(language != UNKNOWN for language in _in_script(languages, is_cyrillic))


@lru_cache(_CACHE_SIZE)
def _foreign_letters(languages: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """Return the letters that each language has only in foreign words; nothing if one has none such."""
    foreign = tuple(_FOREIGN_LETTERS[code] for code in languages if code in _FOREIGN_LETTERS)
    return foreign if len(foreign) == len(languages) else ()

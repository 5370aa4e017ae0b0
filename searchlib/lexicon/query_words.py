"""What a word of a query may be as a term."""

from __future__ import annotations

import re

from searchlib.analysis import normalize

_TURKIC, _OTHER = "tr", None
_VOWELS = re.compile("['aeiouyəıöüâîûаеёиоуыэюяәөүьъ]+")


def terms_of(word: str) -> tuple[str, ...]:
    """Return the terms that a word may be; two where it has a capital I, whose language a query does not tell.

    Example:
        >>> terms_of("Istanbul"), terms_of("Baku")
        (('ıstanbul', 'istanbul'), ('baku',))
    """
    return tuple(dict.fromkeys((normalize(word, _TURKIC), normalize(word, _OTHER))))


def terms_without_yo(word: str) -> tuple[str, ...]:
    """Return the terms that a word may be, ё as it is mostly written; the tables have names of several words so.

    Example:
        >>> terms_without_yo("Чёрное")
        ('черное',)
    """
    return tuple(dict.fromkeys(term.replace("ё", "е") for term in terms_of(word)))


def consonants(term: str) -> str:
    """Return a term without its vowels, signs and apostrophes.

    Example:
        >>> consonants("qarabağ"), consonants("we're")
        ('qrbğ', 'wr')
    """
    return _VOWELS.sub("", term)

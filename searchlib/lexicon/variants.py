"""One name in several scripts and spellings.

A name is written as it sounds, by each language in its own letters: Karabakh, Qarabağ, Карабах. Its sound key keeps
classes of consonants and of vowels, so that the spellings of one name meet (``data/sounds.tsv``; the method is that
of Soundex, Russell 1918, with classes chosen for these four languages). Names that do not sound alike, such as
Turkey and Türkiye, stand in ``data/exonyms.tsv``. Azerbaijani in Cyrillic letters is read letter by letter.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from searchlib.lexicon.tables import rows

MIN_SOUNDS = 4
"""Shortest sound key that may stand for a name; shorter ones are shared by too many words."""

_CACHE_SIZE = 1 << 16
_CYRILLIC = re.compile("[\u0400-\u052f]")


def to_latin(term: str) -> str:
    """Return an Azerbaijani term in Latin letters; one in Latin letters comes back as it is.

    Example:
        >>> to_latin("гарабағ"), to_latin("ҹәннәт"), to_latin("qarabağ")
        ('qarabağ', 'cənnət', 'qarabağ')
    """
    return term.translate(_latin_letters()) if _CYRILLIC.search(term) else term


@lru_cache(_CACHE_SIZE)
def sound_keys(stem: str, language: str) -> tuple[str, ...]:
    """Return the keys under which other spellings of a name are found; none if it is too short.

    Args:
        stem: the name without its inflection, a normalised term.
        language: ISO 639 code of the language that it is written in.

    Example:
        >>> sound_keys("qarabağ", "az") == sound_keys("karabakh", "en") == sound_keys("карабах", "ru")
        True
        >>> sound_keys("cabbarlı", "az") == sound_keys("джаббарлы", "ru")
        True
    """
    if language == "az":
        stem = to_latin(stem)
    writing = "cyrillic" if _CYRILLIC.search(stem) else "turkic" if language in ("az", "tr") else "english"
    table, pattern = _sounds(writing)
    sounds = "".join(table[match[0]] for match in pattern.finditer(stem)).replace("-", "")
    key = re.sub(r"(.)\1+", r"\1", sounds)
    return (key,) if len(key) >= MIN_SOUNDS else ()


def exonym_keys(stem: str) -> tuple[str, ...]:
    """Return the keys of the places that a name is called by in one language or another.

    Example:
        >>> exonym_keys("türkiye") == exonym_keys("турция")
        True
    """
    return _exonyms().get(stem, ())


@cache
def _latin_letters() -> dict[int, str]:
    return {ord(cyrillic): latin for cyrillic, latin in rows("az_cyrillic.tsv")}


@cache
def _sounds(writing: str) -> tuple[dict[str, str], re.Pattern[str]]:
    table = {letters: sound for name, letters, sound in rows("sounds.tsv") if name == writing}
    longest_first = sorted(table, key=len, reverse=True)
    return table, re.compile("|".join(longest_first))


@cache
def _exonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for names in rows("exonyms.tsv"):
        for name in names:
            found[name] = (*found.get(name, ()), names[0])
    return found

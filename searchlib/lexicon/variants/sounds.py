"""The sound of a name, whatever letters it is written in.

The method is that of Soundex (Russell, US patent 1,261,167, 1918) and of Metaphone (Philips, "Hanging on the
Metaphone", 1990): letters are read as sounds (``data/sounds.tsv``), and names whose sounds are of the same classes
(``data/sound_classes.tsv``) have a key in common. The classes are chosen for what
Azerbaijani, Turkish, Russian and English do to each other's names. A letter that is read in two ways gives two keys,
instead of one class that is wide enough for both. How much of the vowels is kept depends on the length: a short name
keeps them all, a longer one may differ in one of them, and the consonants of a long one are enough.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from searchlib.kernels.transcription import Letters, Sounds
from searchlib.lexicon.tables import rows
from searchlib.lexicon.variants.likeness import DOUBLE, GUESSED, MARKS
from searchlib.lexicon.variants.transliteration import CYRILLIC, to_latin

TURKIC: Final = frozenset({"az", "tr"})
MIN_CONSONANTS: Final = 2
MIN_SOUNDS: Final = 4
"""Shortest sound that may stand for a name; shorter ones are shared by too many words."""
SOUNDS_FOR_A_SLIP: Final = 6
"""From this length on, two spellings may differ in one vowel."""
CONSONANTS_ENOUGH: Final = 5
"""Consonants that tell a name without its vowels."""
CONSONANTS_BEFORE_ENDING: Final = 4
"""Consonants of a name whose last vowel, often an ending, does not count."""
MIN_TYPED: Final = 6
"""Fewest letters of a name whose c and s may be ç and ş without their marks (Pasinyan); Paris is no Pariş."""
MAX_LETTERS: Final = 64
MAX_READINGS: Final = 8

_CACHE_SIZE = 1 << 16
_VOWELS: Final = "AIU"
_ANY_VOWEL: Final = "."
_NO_VOWELS = str.maketrans("", "", _VOWELS)
_OPEN_VOWELS = str.maketrans(dict.fromkeys(_VOWELS, _ANY_VOWEL))
_BEGINNING, _END, _ANYTHING = "^", "$", "."
_RULES: Final = {
    "glides": "iıĭ",  # not heard before these vowels
    "vowels": "aeäoöuü",
    "never_double": f"{_VOWELS}X",
    "softened": "XC",  # the щ of Russian, written şç or shch, which is şş too
    "voiceless": "CFHKPSTX",
    "devoiced": "BP DT",  # beside voiceless sounds, as in Mehdiyev and Мехтиев
    "devoiced_end": "BP DT JC",
    "double": DOUBLE,
}
"""What spellings differ in: glides, double letters, unheard voice."""
_TYPED = str.maketrans("cs", "çş")
_NUMERAL = re.compile("m{0,3}(?:c[dm]|d?c{0,3})(?:x[cl]|l?x{0,3})(?:i[vx]|v?i{0,3})")
_LATIN = re.compile("[a-z]")
_TURKIC_LETTERS = re.compile("[əğış]")
_AZERBAIJANI = re.compile("[əqx]")
"""What Azerbaijani has and Turkish has not."""
_FOREIGN = re.compile("[jqwx]|[cgkpst]h|ck|ee|oo|ou|ts|c(?![aeiou])")
"""What only foreign names have in Turkish, which leaves them as they are; Azerbaijani writes them anew."""


@lru_cache(_CACHE_SIZE)
def sound_keys(stem: str, language: str) -> tuple[str, ...]:
    """Return the keys under which other spellings of a name are found; none if it is too short to tell.

    A key is the classes of the sounds, a colon, the sounds themselves, and a capital letter for the writing they were
    read in. Spellings may be one name if their keys are equal up to the colon and what stands behind it is near
    (:func:`searchlib.lexicon.variants.sound_alike`).

    Args:
        stem: the name without its inflection, a normalised term.
        language: ISO 639 code of the language that it is written in.

    Example:
        >>> sound_keys("aliyev", "en"), sound_keys("əliyev", "az"), sound_keys("алиев", "ru")
        (('ALAV:alevL',), ('ALAV:älevA',), ('ALAV:alevC',))
        >>> sound_keys("gül", "tr")
        ()
    """
    name = unicodedata.normalize("NFC", stem)
    if len(name) > MAX_LETTERS or _NUMERAL.fullmatch(name):
        return ()
    keys: dict[str, None] = {}
    for spelling, writing, mark in _writings(name, language):
        letter = "A" if writing == "turkic" and _AZERBAIJANI.search(spelling) else writing[0].upper()
        letters = _letters(writing)
        for reading in letters.readings.read(_BEGINNING + letters.without_strange_marks(spelling), MAX_READINGS):
            sounds, heard = hearing().settle(reading)
            for key in _keys_of(heard):
                keys[f"{key}:{sounds}{letter}{mark}"] = None
    return tuple(keys)


def sound_group(classes: str) -> str:
    """Return what keys of the same sounds have in common: their classes with every vowel left open.

    Example:
        >>> {sound_group(key.partition(":")[0]) for key in sound_keys("karabakh", "en")}
        {'K.R.B.H'}
    """
    return classes.translate(_OPEN_VOWELS)


def group_of(filed: str) -> str:
    """Return the group of sounds; that of all their keys is the same.

    Args:
        filed: what stands behind the colon of a key.

    Example:
        >>> group_of("karabaxL")
        'K.R.B.H'
    """
    return next(map(sound_group, classes_of.__wrapped__(filed)), "")


@lru_cache(_CACHE_SIZE)
def classes_of(filed: str) -> tuple[str, ...]:
    """Return the classes of the keys of sounds, in the form in which keys hold them.

    Args:
        filed: what stands behind the colon of a key; no keys have what is no sounds by the rules of this version.

    Example:
        >>> classes_of("karabaxL"), classes_of("alevC")
        (('K.RABAH', 'KAR.BAH', 'KARAB.H'), ('ALAV',))
    """
    try:
        heard = hearing().hear(filed.rstrip(MARKS)[:-1])
    except KeyError:  # other rules filed it, or the file is damaged
        return ()
    return tuple(_keys_of(heard))


def _writings(name: str, language: str) -> Iterator[tuple[str, str, str]]:
    """Yield the spellings of a name that come into question, whose letters they are, and the mark of a guess."""
    if CYRILLIC.search(name):
        latin = to_latin(name) if language == "az" else name
        if not CYRILLIC.search(latin):
            yield latin, "turkic", ""
        elif not _LATIN.search(name):  # letters of both scripts tell nothing
            yield name, "cyrillic", ""
        return
    is_turkic = language in TURKIC or bool(_TURKIC_LETTERS.search(name))
    if is_turkic:
        yield name, "turkic", ""
    may_lack_marks = name.isascii() and len(name) >= MIN_TYPED and ("c" in name or "s" in name)
    if may_lack_marks and (is_turkic or not _FOREIGN.search(name)):
        yield name.translate(_TYPED), "turkic", GUESSED
    if not is_turkic or (language == "tr" and name.isascii() and _FOREIGN.search(name)):
        yield name, "latin", ""


def _keys_of(sounds: str) -> Iterator[str]:
    skeleton = sounds.translate(_NO_VOWELS)
    consonants = len(skeleton)
    if len(sounds) < MIN_SOUNDS or consonants < MIN_CONSONANTS:
        return
    if consonants >= CONSONANTS_ENOUGH:
        yield skeleton if sounds[0] == skeleton[0] else _ANY_VOWEL + skeleton
        return
    spoken = sounds.rstrip(_VOWELS) if consonants >= CONSONANTS_BEFORE_ENDING else sounds
    may_slip = consonants >= CONSONANTS_BEFORE_ENDING or len(sounds) >= SOUNDS_FOR_A_SLIP
    if may_slip and len(spoken) > consonants + 1:
        # Keys with one vowel left open: two names have one in common if that is all they differ in.
        yield from (spoken[:i] + _ANY_VOWEL + spoken[i + 1 :] for i, sound in enumerate(spoken) if sound in _VOWELS)
    else:
        yield spoken


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a writing.

    Attributes:
        known: those that stand alone or together.
        readings: the ways to read them, by the letter that follows.
    """

    known: frozenset[str]
    readings: Letters

    def without_strange_marks(self, name: str) -> str:
        """Return a name in which letters that are not of the writing have lost their marks."""
        if name.isascii():
            return name
        return "".join(ch if ch in self.known else unicodedata.normalize("NFD", ch)[0] for ch in name)


@cache
def hearing() -> Sounds:
    """Return what tells the classes of sounds."""
    return Sounds({sound: key for key, sounds in rows("sound_classes.tsv") for sound in sounds}, _RULES)


@cache
def _letters(writing: str) -> _Letters:
    readings: dict[str, dict[str, tuple[str, ...]]] = {}
    for name, letters, following, sounds in rows("sounds.tsv"):
        if name == writing:
            ways = tuple(sound.replace("-", "") for sound in sounds.split())
            by_following = readings.setdefault(letters, {})
            by_following.update(dict.fromkeys(("",) if following == _END else following, ways))
    return _Letters(frozenset(readings), Letters(readings))

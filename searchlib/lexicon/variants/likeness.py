"""Whether two spellings with a key in common are near enough to be one name.

Keys hold sounds alike that spellings of one name may differ in, so Cuba has a key in common with Quba, and a kiefer
with Cəfər. Two names are therefore compared sound by sound: their distance is the sum of what each consonant, and the
vowels between two consonants, differ in (``data/sound_distances.tsv``), and how much is allowed depends on the length
(``data/sound_limits.tsv``). Less is allowed where the writing explains nothing: Jansen and Johnson are two names in
English, but Azerbaijani writes Conson for one of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from math import inf
from typing import Final, NamedTuple

from searchlib.lexicon.tables import rows

DERIVED: Final = "'"
"""Stands behind the key of a form that a name would have if its end were an ending."""
GUESSED: Final = "?"
"""Stands behind the key of a form that a name would have if its letters had lost their marks."""
KNOWN: Final = "!"
"""Stands behind the key of a name that the table of exonyms tells from all others that it knows."""
MARKS: Final = DERIVED + GUESSED + KNOWN
DOUBLE: Final = "="
"""Stands behind a consonant that is written double."""

_VOWELS: Final = "aeäiıĭoöuü"
_NONE: Final = "-"
_CACHE_SIZE: Final = 1 << 14
_ROUNDING: Final = 1e-6


def sound_alike(asked: Sequence[str], filed: str) -> bool:
    """Tell whether a name is likely to be one of which a key is known.

    Args:
        asked: what stands behind the colon of those keys of a name that have the classes of the other one.
        filed: what stands behind the colon of a key of the other name.

    Example:
        >>> sound_alike(["karabaxL"], "qarabağT"), sound_alike(["kubaL", "kubaT"], "gobeL")
        (True, False)
    """
    other = _read(filed)
    if filed in asked and not other.never_equal:
        return True
    readings = [
        (distance(one.sounds, other.sounds), one)
        for one in map(_read, asked)
        if not (one.never_equal and one.never_equal & other.never_equal)
    ]
    unexplained = min((far for far, one in readings if one.writing == other.writing), default=inf) - _ROUNDING
    for far, one in readings:
        limits = _limits(min(one.length, other.length))
        allowed = limits.two_languages if far < unexplained else limits.one_language
        if one.is_known != other.is_known:
            allowed = min(allowed, (limits.one_language + limits.two_languages) / 2)
        if one.is_formed or other.is_formed:
            allowed = min(allowed, limits.formed)
        if far <= allowed + _ROUNDING:
            return True
    return False


@lru_cache(_CACHE_SIZE)
def distance(one: str, other: str) -> float:
    """Return how far the sounds of two names are from each other; 0 where one may be written for the other.

    Example:
        >>> distance("mämädov", "mamedov"), distance("kuba", "guba")
        (0.0, 0.4)
    """
    if one == other:
        return 0.0
    parts = zip_longest(_parts(one), _parts(other), fillvalue="")
    return sum(_part_distance(a, b) for a, b in parts if a != b)


class _Reading(NamedTuple):
    """What stands behind the colon of a key.

    Attributes:
        sounds: the sounds.
        writing: the letter of the writing.
        length: how many sounds there are.
        is_formed: whether a rule has made the form.
        is_known: whether the tables of exonyms have the name: of its other spellings they have most.
        never_equal: the marks of which two names that are one cannot both have the same.
    """

    sounds: str
    writing: str
    length: int
    is_formed: bool
    is_known: bool
    never_equal: frozenset[str]


class _Limits(NamedTuple):
    """How far two names of a length may be from each other."""

    one_language: float
    two_languages: float
    formed: float


@lru_cache(_CACHE_SIZE)
def _read(key: str) -> _Reading:
    name = key.rstrip(MARKS)
    marks = frozenset(key[len(name) :])
    length = len(name) - 1 - name.count(DOUBLE)
    is_formed = DERIVED in marks or GUESSED in marks
    return _Reading(name[:-1], name[-1], length, is_formed, KNOWN in marks, marks - {DERIVED})


@cache
def _limits(length: int) -> _Limits:
    fitting = [limits for least, *limits in rows("sound_limits.tsv") if int(least) <= length]
    return _Limits(*map(float, fitting[-1]))


@lru_cache(_CACHE_SIZE)
def _parts(sounds: str) -> tuple[str, ...]:
    """Return the vowels before the first consonant, the consonant, the vowels behind it, and so on."""
    parts = [""]
    for sound in sounds:
        if sound in _VOWELS:
            parts[-1] += sound
        elif sound == DOUBLE:
            parts[-2] += sound
        else:
            parts += [sound, ""]
    return tuple(parts)


@lru_cache(_CACHE_SIZE)
def _part_distance(one: str, other: str) -> float:
    """Return the smallest distance between two consonants or two runs of vowels."""
    if not one or not other:
        return sum(_difference(sound, _NONE) for sound in one + other)
    return min(
        _part_distance(one[1:], other[1:]) + _difference(one[0], other[0]),
        _part_distance(one[1:], other) + _difference(one[0], _NONE),
        _part_distance(one, other[1:]) + _difference(other[0], _NONE),
    )


def _difference(one: str, other: str) -> float:
    return 0 if one == other else _differences().get((one, other), 1)


@cache
def _differences() -> dict[tuple[str, str], float]:
    found = {(one, other): float(far) for one, other, far in rows("sound_distances.tsv")}
    return found | {(other, one): far for (one, other), far in found.items()}

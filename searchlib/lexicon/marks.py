"""Whether a word without diacritics can be one with them: which letters would have lost their marks.

Vowel harmony shows through typing without diacritics where an ending has a or e: olacak may be no form of ölmek, whose
would be typed olecek.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from searchlib.lexicon.fold import fold

_OWN_LETTERS = frozenset("çğıöşüə")
"""What the keyboards of Azerbaijani or Turkish have; other marks, as in Beyoncé, may be missing anywhere."""
_FRONT, _BACK = frozenset("eəiöü"), frozenset("aıou")
_LOW = {"e": _FRONT, "ə": _FRONT, "a": _BACK}
_HARMONIC = 4
"""Letters of a stem up to which another word is likely; longer ones are often loans that break harmony (dikkatle)."""
_TELLING = 7
"""Letters in common that no two words have which differ in diacritics only, but for a few."""


def lost_marks(marked: str, plain: str) -> AbstractSet[str]:
    """Return the letters of Azerbaijani and Turkish that lost their marks if one term was typed for another.

    Args:
        marked: the term that has diacritics.
        plain: the term that has none, of the same letters as far as they have a stem in common.

    Example:
        >>> sorted(lost_marks("kürt", "kurt")), sorted(lost_marks("erdoğan", "erdogan"))
        (['ü'], [])
    """
    folded = fold(marked)
    if len(plain) >= _TELLING and folded.startswith(plain[:_TELLING]):
        return frozenset()
    return _OWN_LETTERS.intersection(marked[: _common(folded, plain)])


def keeps_harmony(marked: str, plain: str) -> bool:
    """Tell whether a term without diacritics can be a form of one with them, by the vowel of its ending.

    Example:
        >>> keeps_harmony("ölmek", "olacak"), keeps_harmony("ölmek", "olecek"), keeps_harmony("öldü", "oldu")
        (False, True, True)
    """
    folded = fold(marked)
    if len(plain) > _HARMONIC and folded.startswith(plain[: _HARMONIC + 1]):
        return True
    common = _common(folded, plain)
    vowel = next((letter for letter in reversed(marked[:common]) if letter in _FRONT | _BACK), "")
    low = next((letter for letter in plain[common:] if letter in _LOW), "")
    return not vowel or not low or vowel in _LOW[low]


def _common(one: str, other: str) -> int:
    """Return how many letters two terms begin with in common."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length

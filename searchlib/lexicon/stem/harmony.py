"""Vowel harmony: how a suffix template is spelt after a given stem.

A Turkic suffix changes its vowels, and some of its consonants, after the last vowel and the last letter of what it
follows (Lewis, *Turkish Grammar*, 2nd ed., ch. I; Householder and Lotfi, *Basic Course in Azerbaijani*, 1965).
Templates write the changing sounds as capitals:

====  ==========================================  =====================
sign  sound                                       Azerbaijani / Turkish
====  ==========================================  =====================
A     low vowel                                   a ə / a e
I     high vowel                                  ı i u ü
K     final velar                                 q k / k
G     the same before a vowel                     ğ y / ğ
D     dental                                      d / d t
C     palatal                                     c / c ç
(x)   buffer consonant, only after a vowel        (y)A: ana-ya, ev-ə
(I)   buffer vowel, only after a consonant        (I)m: ana-m, ev-im
{V}   the rest only after a vowel, {C} consonant  {C}lA: ev-lə
====  ==========================================  =====================
"""

from typing import Final, NamedTuple

HARMONY: Final = {"a": 0, "ı": 0, "e": 1, "ə": 1, "i": 1, "o": 2, "u": 2, "ö": 3, "ü": 3}
"""Harmony class of each vowel: back unrounded, front unrounded, back rounded, front rounded."""

VOWELS: Final = frozenset(HARMONY)

VOWEL, VOICED, VOICELESS = range(3)
ENDINGS: Final = {
    letter: VOWEL if letter in HARMONY else VOICELESS if letter in "çfhkpsştqx" else VOICED
    for letter in "abcçdeəfgğhxıijkqlmnoöprsştuüvwyz"
}
"""How a stem ends: in a vowel, a voiced or a voiceless consonant, for each Latin letter of the two alphabets."""

ENDING_COUNT: Final = 3
CONTEXT_COUNT: Final = 4 * ENDING_COUNT


_CONTEXT_OF_PAIR: Final = {
    before + last: HARMONY[last if last in HARMONY else before] * ENDING_COUNT + ending
    for last, ending in ENDINGS.items()
    for before in ENDINGS
    if last in HARMONY or before in HARMONY
}
"""The context by the last two letters, for the stems with a vowel among them."""


class Phonology(NamedTuple):
    """The sounds behind the capitals of a template, each as the four letters of the four harmony classes."""

    low: str
    velar: str
    soft_velar: str
    is_dental_assimilated: bool
    """Whether D and C turn voiceless after a voiceless consonant, as they do in Turkish."""


class Spelling(NamedTuple):
    """A suffix as spelt, and the context that it makes for the next one."""

    text: str
    context: int


def context_of(stem: str) -> int:
    """The context that a suffix meets after a stem: harmony class and ending in one number, or -1 without a vowel.

    >>> context_of("ev") == HARMONY["e"] * ENDING_COUNT + VOICED
    True
    >>> context_of("1918")
    -1
    """
    context = _CONTEXT_OF_PAIR.get(stem[-2:])
    if context is not None:
        return context
    ending = ENDINGS.get(stem[-1:])
    if ending is not None:
        for letter in reversed(stem):
            if letter in HARMONY:
                return HARMONY[letter] * ENDING_COUNT + ending
    return -1


def front(context: int) -> int:
    """The context after a word whose suffixes are front although its last vowel is back, as in ``saat-i``."""
    harmony, ending = divmod(context, ENDING_COUNT)
    return (harmony | 1) * ENDING_COUNT + ending


def spell(template: str, context: int, phonology: Phonology) -> Spelling | None:
    """Spell a suffix template after a stem of the given context, or None if it cannot stand there.

    >>> azerbaijani = Phonology("aəaə", "qkqk", "ğyğy", is_dental_assimilated=False)
    >>> spell("(y)A", context_of("ana"), azerbaijani).text, spell("(y)A", context_of("ev"), azerbaijani).text
    ('ya', 'ə')
    """
    harmony, ending = divmod(context, ENDING_COUNT)
    if template.startswith("{"):
        if (template[1] == "V") != (ending == VOWEL):
            return None
        template = template[3:]
    letters = []
    position = 0
    while position < len(template):
        sign = template[position]
        position += 1
        if sign == "(":
            sign = template[position]
            position += 2
            if (sign == "I") == (ending == VOWEL):
                continue
        letter = _letter(sign, harmony, ending, phonology)
        letters.append(letter)
        harmony = HARMONY.get(letter, harmony)
        ending = ENDINGS[letter]
    return Spelling("".join(letters), harmony * ENDING_COUNT + ending)


def _letter(sign: str, harmony: int, ending: int, phonology: Phonology) -> str:
    if sign == "A":
        return phonology.low[harmony]
    if sign == "I":
        return "ıiuü"[harmony]
    if sign == "K":
        return phonology.velar[harmony]
    if sign == "G":
        return phonology.soft_velar[harmony]
    if sign in "DC":
        is_voiceless = phonology.is_dental_assimilated and ending == VOICELESS
        return {"D": "dt", "C": "cç"}[sign][is_voiceless]
    return sign

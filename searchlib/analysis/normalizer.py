"""From a token as it stands in a text to a term: letters composed, case folded, apostrophes unified.

Case is folded by the rules of the token's own language, because I is the capital of ı in Azerbaijani and
Turkish and of i everywhere else (Unicode SpecialCasing, CLDR ``tr-Lower`` and ``az-Lower``). Whatever is still
uncertain (is ILHAM in an English text İlham?) is left to folding in the lexicon, where it is a weaker reason to
match instead of a wrong term.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import cache, lru_cache

from searchlib.analysis.homoglyphs import repair
from searchlib.analysis.hyphenation import HYPHENS

TURKIC_CASING = frozenset({"az", "tr"})
"""Languages in which I is the capital of ı and İ of i."""

_CACHE_SIZE = 1 << 16
_END_OF_PLAIN = 0x2020
_END_OF_TWO_BYTES = 0x800
"""Of UTF-8."""

_PLAIN_MARKS = frozenset("0123456789,'’‘ʼ`´" + HYPHENS)
_NUMERAL_LETTERS = frozenset("ХІ")
NUMERAL_LETTER = 0x8000
"""Added to what :func:`plain_letters` gives."""

_TURKIC_I = str.maketrans({"İ": "i", "I": "ı"})
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`´＇" + HYPHENS), "'")
_DROPPED = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_COMMA_BELOW = dict(zip(map(ord, "șȘțȚ"), "şŞţŢ", strict=True))
_CHARACTERS = _APOSTROPHES | _DROPPED | _COMMA_BELOW
_COMPATIBILITY_LETTERS = re.compile("[\ufb00-\ufb06\uff01-\uff5e]+")
_STRESS_MARK = re.compile("(?<=[\u0400-\u052f])\u0301+")
_I_WITH_DOT_ABOVE = re.compile("i\u0307+")
_ABBREVIATION_STOP = re.compile(r"\.(?!\d)")


def normalize(token: str, language: str | None = None) -> str:
    """Return the term of a token.

    The term is in Normalization Form C (Unicode Standard Annex #15), lower case, with ``'`` as its only apostrophe, and
    for the hyphen before an ending, too. It is without soft hyphens and other invisible joiners, without the full stops
    of an abbreviation and the stress marks of Russian, with ligatures and fullwidth letters as plain ones, and with
    look-alike letters of another script repaired. Normalising a term again changes nothing.

    Args:
        token: the token as it stands in the text.
        language: ISO 639 code of the token's language; None where it is not known.

    Example:
        >>> normalize("Bakı’da", "az"), normalize("IŞIQ", "az"), normalize("ISRAEL", "en"), normalize("İlham")
        ("bakı'da", 'ışıq', 'israel', 'ilham')
        >>> normalize("U.S"), normalize("3.14"), normalize("v2.0"), normalize("BMT-nin", "az")
        ('us', '3.14', 'v2.0', "bmt'nin")
    """
    return _remembered(token, language in TURKIC_CASING)


def term_of(token: str, is_turkic: bool) -> str:  # noqa: FBT001  casing is one of two
    """Return the term of a token like :func:`normalize`, for a caller that remembers it.

    Args:
        token: the token as it stands in the text.
        is_turkic: whether it is in a language of :data:`TURKIC_CASING`.
    """
    # Composing first turns I + dot above, the decomposed İ, into one letter that the table knows.
    return _term(_composed(token).translate(_TURKIC_I)) if is_turkic else _term(token)


_remembered = lru_cache(_CACHE_SIZE)(term_of)


@cache
def plain_letters(is_turkic: bool) -> array[int]:  # noqa: FBT001  likewise
    """Return for each code point below 0x2020 what it becomes in a plain word, 0 for those that make a word another.

    A plain word has letters of one script, and digits, apostrophes, hyphens and commas. :data:`NUMERAL_LETTER` is added
    to the letters of which a Roman numeral may be typed in Cyrillic; a word that has no other is none. Full stops stay
    before a digit and are left out elsewhere.

    Example:
        >>> [chr(plain_letters(True)[ord(letter)]) for letter in "IİŞə5’"], plain_letters(True)[ord("ﬁ") - 0xF000]
        (['ı', 'i', 'ş', 'ə', '5', "'"], 0)
    """
    letters = array("H", bytes(2 * _END_OF_PLAIN))
    for code, letter in enumerate(map(chr, range(_END_OF_PLAIN))):
        is_letter = letter.isalpha() and unicodedata.name(letter, "").startswith(("LATIN", "CYRILLIC"))
        small = term_of(letter, is_turkic) if is_letter or letter in _PLAIN_MARKS else ""
        if len(small) == 1 and ord(small) < _END_OF_TWO_BYTES:
            letters[code] = ord(small) + (NUMERAL_LETTER if letter in _NUMERAL_LETTERS else 0)
    return letters


def _term(token: str) -> str:
    if token.isascii():
        return _without_stops(token.lower().replace("`", "'").replace("-", "'"))
    lowered = _without_stops(_composed(token).lower())
    # lower() gives İ two code points, i and a dot above; i keeps its own dot only.
    small = unicodedata.normalize("NFC", _I_WITH_DOT_ABOVE.sub("i", lowered))
    # Some small letters have look-alikes that their capitals do not have.
    return _STRESS_MARK.sub("", repair(small))


def _composed(token: str) -> str:
    """Return a token with its letters composed, plain and of one script."""
    unified = unicodedata.normalize("NFC", token).translate(_CHARACTERS)
    plain = _COMPATIBILITY_LETTERS.sub(lambda match: unicodedata.normalize("NFKC", match[0]), unified)
    # A mark that stood behind a ligature or a fullwidth letter may compose with what that became.
    return _STRESS_MARK.sub("", repair(unicodedata.normalize("NFC", plain)))


def _without_stops(token: str) -> str:
    return _ABBREVIATION_STOP.sub("", token) if "." in token else token

"""Terms as they are typed without diacritics.

Marks are taken off Latin and Greek letters (Unicode Normalization Form D, Standard Annex #15); letters that do not
decompose stand in ``data/fold.tsv``. Cyrillic keeps its marks, for й and ў are letters of their own, but ё may be
typed е. ş, ç and ğ are typed s, c and g or sh, ch and gh, so a term may have several folds. The Azerbaijani ə is typed
e (seher, Eliyev), and a in names only (Aliyev), which are folded that way apart. Numbers fold to digits with a decimal
point and without the suffix of a case or an ordinal: 10.000 and 10,000 are 10000, 2,5 is 2.5, 3'üncü is 3. The
apostrophe is often left out (oneill, ankaranın), but not of she'll, which would become a shell. Vowel points of Hebrew
and Arabic are left out, small digits typed as others (H2O), and a designation in Cyrillic letters (С400) in Latin ones.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from searchlib.lexicon.designation import latin_designation
from searchlib.lexicon.tables import rows

_CACHE_SIZE = 1 << 16
_THOUSANDS = re.compile(r"(\d+)[.,](\d{3})(?!\d)")
_APOSTROPHE = re.compile(r"'(?=[^\W\d]{2})(?!(?:ll|re|ve)$)")
"""One that stands before more than what English contracts: of she'll and we're the apostrophe stays."""
_ORDINAL = re.compile(r"(\d+)(?:s|st|nd|rd|th)")
_LONGEST_NUMBER = 40  # of a longer one no one means the value
_DECIMAL_COMMA = re.compile(r"^(\d+),(\d+)")
_AZERBAIJANI_CYRILLIC = re.compile("[әғһҹҝөүј]")
_POINTS = re.compile(
    "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]"
)
"""Vowel points of Hebrew and Arabic, and the stroke that lengthens a word."""
_WITH_MARK = frozenset("şçğ")
_NO_QUOTATION_MARKS = str.maketrans("", "", '"«»“”„‟‹›')


def folds(term: str) -> tuple[str, ...]:
    """Return the ways in which a term is typed without diacritics, the most usual first.

    Folding a fold changes nothing.

    Example:
        >>> folds("şəhər"), folds("əliyev"), folds("ёлка"), folds("istanbul")
        (('seher', 'sheher'), ('eliyev',), ('елка',), ('istanbul',))
        >>> folds("1.000.000"), folds("2,5"), folds("3'üncü"), folds("1990s")
        (('1000000',), ('2.5',), ('3',), ('1990',))
    """
    # Most terms: plain already, and not worth the place that others take in a cache.
    return (term,) if term.isascii() and term.isalpha() else _folds(term)


def name_folds(term: str) -> tuple[str, ...]:
    """Return the ways in which a name is typed without diacritics where ə is typed a.

    Example:
        >>> name_folds("əliyev"), name_folds("şəki"), name_folds("aliyev")
        (('aliyev',), ('saki', 'shaki'), ('aliyev',))
    """
    return (term,) if term.isascii() and term.isalpha() else _name_folds(term)


@lru_cache(_CACHE_SIZE)
def _folds(term: str) -> tuple[str, ...]:
    return (_plain_number(term),) if term[:1].isdecimal() else _typed_in(term, 0)


@lru_cache(_CACHE_SIZE)
def _name_folds(term: str) -> tuple[str, ...]:
    return _typed_in(term, 1)


def _typed_in(term: str, way: int) -> tuple[str, ...]:
    if "'" in term:
        term = _APOSTROPHE.sub("", term)
    if term.isascii():
        return (term,)
    if latin := latin_designation(term):
        return (latin,)
    plain, as_digraphs = _ways()[way]
    folded = term.translate(plain) or term
    if _WITH_MARK.isdisjoint(term):
        return (folded,)
    return tuple(dict.fromkeys((folded, term.translate(as_digraphs))))


def _plain_number(term: str) -> str:
    """Return a number without the marks between its thousands, with a point before its decimals, and no suffix."""
    term = term.partition("'")[0]
    if len(term) > _LONGEST_NUMBER:
        return term
    if ordinal := _ORDINAL.fullmatch(term):
        return ordinal[1]
    while match := _THOUSANDS.match(term):
        term = match[1] + match[2] + term[match.end() :]
    return _DECIMAL_COMMA.sub(r"\1.\2", term)


def is_plain(term: str) -> bool:
    """Tell whether a term has no letter that could have been typed without its diacritic.

    Example:
        >>> is_plain("qarabag"), is_plain("qarabağ"), is_plain("карабах"), is_plain("гарабағ")
        (True, False, True, False)
    """
    return folds(term)[0] == term and not _AZERBAIJANI_CYRILLIC.search(term)


def fold(term: str) -> str:
    """Return the most usual of :func:`folds`.

    Example:
        >>> fold("cənnət yuxusu")
        'cennet yuxusu'
    """
    return folds(term)[0]


def filter_value(value: str) -> str:
    """Return a source, author or tag in the form in which filters compare it: folded, case and spaces apart.

    Quotation marks, in which papers are named, do not count: they are the query's own.

    Example:
        >>> filter_value(" AZƏRTAC "), filter_value("Laman  İsmayılova"), filter_value("Газета «Вести»")
        ('azertac', 'laman ismayilova', 'газета вести')
    """
    lowered = unicodedata.normalize("NFC", value.replace("İ", "i")).lower()
    words = lowered.translate(_NO_QUOTATION_MARKS).split() or lowered.split()
    return fold(" ".join(words))


class _Typed(dict[int, str]):
    """How letters are typed without marks, for :meth:`str.translate`; worked out for each letter when it comes.

    Args:
        listed: letters that do not decompose, and the letters that are typed as two.
    """

    def __init__(self, listed: Mapping[int, str]) -> None:
        super().__init__(listed)
        self._listed = listed

    def __missing__(self, letter: int) -> str:
        typed = self[letter] = _without_mark(chr(letter)).translate(self._listed)
        return typed


def _without_mark(letter: str) -> str:
    if "\u0400" <= letter <= "\u052f":
        return letter
    if _POINTS.match(letter):
        return ""
    if letter.isdigit() and not letter.isdecimal():
        return str(unicodedata.digit(letter))
    decomposed = unicodedata.normalize("NFD", letter)
    return "".join(ch for ch in decomposed if not unicodedata.combining(ch)) or letter


@cache
def _ways() -> tuple[tuple[_Typed, _Typed], tuple[_Typed, _Typed]]:
    """Return the first and the second way of typing, each with ş as s and with ş as sh."""
    first, second, digraphs = {}, {}, {}
    for letter, typed in rows("fold.tsv"):
        ways = typed.split()
        if letter in _WITH_MARK:
            digraphs[ord(letter)] = ways[0]
        else:
            first[ord(letter)], second[ord(letter)] = ways[0], ways[-1]
    return (
        (_Typed(first), _Typed({**first, **digraphs})),
        (_Typed(second), _Typed({**second, **digraphs})),
    )

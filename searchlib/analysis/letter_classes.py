"""Classes of letters that normalising may exchange for one another.

Two letters are of one class if one of them may become the other, or lose an accent to become it: capital and small
letters, letters with accents, look-alikes of Latin and Cyrillic. So a token and its term have letters of the same
classes in the same order, once what normalising drops is left out.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from searchlib.analysis.homoglyphs import look_alikes
from searchlib.kernels.term_filter import KNOWN, SKIPPED, WILD, TermFilter

_KNOWN_CODES = (*range(0x20, 0x250), 0x259, *range(0x400, 0x530))
"""Latin and Cyrillic with what of their extensions our languages use; other letters are of no known class."""

_TURKIC_I = "iıİI"
_COMBINING_MARKS = range(0x300, 0x370)
_CYRILLIC_MARKS = range(0x483, 0x488)


def make_filter(terms: frozenset[str]) -> TermFilter:
    """Return a filter for the tokens that may be one of some terms.

    Example:
        >>> numbers, starts, ends = make_filter(frozenset({"bağ"})).tokens("Bir BAG, bir bağça, bir yol.")
        >>> list(numbers)
        [1]
    """
    # A letter with its accents may be of no known class where the letter by itself is.
    return TermFilter(_classes(), [unicodedata.normalize("NFD", term) for term in terms])


@cache
def _classes() -> bytes:
    """Return the class of each code point that the filter knows."""
    joined: dict[int, int] = {}
    codes = [code for code in _KNOWN_CODES if chr(code).isalnum()]
    known, unknowable = set(codes), set()
    for code in codes:
        for other in _exchanged(chr(code)):
            if other in known:
                _join(joined, code, other)
            else:
                unknowable.add(code)
    wild = {_root(joined, code) for code in unknowable}
    numbers: dict[int, int] = {}
    classes = bytearray([WILD]) * KNOWN
    for code in (*range(0x20), *_KNOWN_CODES, *_COMBINING_MARKS, *_CYRILLIC_MARKS):
        if not chr(code).isalnum():
            classes[code] = SKIPPED
    for code in codes:
        if _root(joined, code) in wild:
            continue
        number = numbers.setdefault(_root(joined, code), len(numbers))
        # Rare letters share a class with others where there are too many; that lets more through, never less.
        classes[code] = 1 + number % (WILD - 1)
    return bytes(classes)


def _exchanged(letter: str) -> set[int]:
    """Return the letters that a letter may become, or be made of."""
    forms = {letter.lower(), letter.upper(), *look_alikes(letter)}
    if letter in _TURKIC_I:
        forms |= set(_TURKIC_I)
    return {ord(form[0]) for form in forms} | {ord(unicodedata.normalize("NFD", form)[0]) for form in (letter, *forms)}


def _root(joined: dict[int, int], code: int) -> int:
    while joined.get(code, code) != code:
        code = joined[code]
    return code


def _join(joined: dict[int, int], one: int, other: int) -> None:
    joined[_root(joined, one)] = _root(joined, other)

"""Why and where a word of the query was found: MatchKind and Match.

These are the smallest values of the library. A :class:`MatchKind` is the reason that an indexed term may
stand for a word of the query; a :class:`Match` is one place in a text where such a term stands.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum


class MatchKind(Enum):
    """The reason that a term matched a word of the query, strongest first.

    Example:
        >>> MatchKind.EXACT.is_stronger_than(MatchKind.FOLD)
        True
        >>> MatchKind("variant")
        <MatchKind.VARIANT: 'variant'>
    """

    EXACT = "exact"
    """The same term: ``film`` for film."""
    INFLECTION = "inflection"
    """Another form with the same stem: ``filmlərin`` for film."""
    ROOT = "root"
    """Another word of the same root: ``filmçi`` for film."""
    FOLD = "fold"
    """The same letters typed without diacritics: ``Qarabag`` for Qarabağ."""
    VARIANT = "variant"
    """The same name in another script or spelling: ``Карабах`` for Karabakh."""
    PREFIX = "prefix"
    """The word was typed with a star at its end: ``filmlərin`` for fil*."""
    PATTERN = "pattern"
    """The word was typed with wildcards inside: ``film`` for f?lm."""
    FUZZY = "fuzzy"
    """A few letters differ: ``film`` for flim~1."""

    # Members are singletons. Enum's own hash is a function of Python, called thousands of times for a query.
    __hash__ = object.__hash__

    def is_stronger_than(self, other: MatchKind) -> bool:
        """Tell whether this reason comes before the other one in the order above."""
        return _STRENGTH[self] < _STRENGTH[other]


_STRENGTH = {kind: order for order, kind in enumerate(MatchKind)}


@dataclass(frozen=True, slots=True)
class Match:
    """One marked range of a text.

    Attributes:
        start, end: the range in code points of the text it belongs to, ``text[start:end]``.
        kind: why this place matched.
        word: the word or phrase of the query that it matched, as typed.
        field: the field of the article that the text is or was taken from, ``"title"`` or ``"body"``.
        term: the term of the vocabulary that stands there; of a phrase all of them, with spaces between.

    Example:
        >>> match = Match(4, 11, MatchKind.VARIANT, "Karabakh")
        >>> "The Карабах road"[match.start:match.end]
        'Карабах'
    """

    start: int
    end: int
    kind: MatchKind
    word: str
    field: str = "body"
    term: str = ""

    def moved(self, offset: int) -> Match:
        """Return the same match in a text that begins ``offset`` code points further left."""
        return replace(self, start=self.start + offset, end=self.end + offset)

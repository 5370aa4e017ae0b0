"""Words without the article that lost its vowel before them: l'Azerbaïdjan, dell'Ucraina.

The forms stand in ``data/elisions.txt`` of the lexicon. Snowball's stemmers leave them on the word.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from searchlib.lexicon.tables import rows

if TYPE_CHECKING:
    from searchlib.lexicon.stem.registry import Stemmer

ELIDING: Final = frozenset({"ca", "fr", "it", "und"})
"""Languages that elide, and texts whose language is not known."""

_MIN_WORD: Final = 3
"""Fewest letters of a word behind an article; of qu'il and s'en nothing is taken off."""


class WithoutArticle:
    """A stemmer that takes the elided article off first.

    Args:
        stemmer: stems what is left.

    Example:
        >>> from searchlib.lexicon.stem.registry import stemmer_for
        >>> stemmer_for("fr").stem("l'azerbaïdjan") == stemmer_for("fr").stem("azerbaïdjan")
        True
        >>> stemmer_for("und").stem("d'accord"), stemmer_for("und").stem("o'neill"), stemmer_for("und").stem("s'en")
        ('accord', "o'neill", "s'en")
    """

    def __init__(self, stemmer: Stemmer) -> None:
        self._stemmer = stemmer

    def stem(self, term: str) -> str:
        """Return the stem of the term without its article."""
        return self._stemmer.stem(_without_article(term))

    def root_of(self, stem: str) -> str:
        """Return the root of a stem."""
        return self._stemmer.root_of(stem)

    def root(self, term: str) -> str:
        """Return the root of the term without its article."""
        return self._stemmer.root(_without_article(term))


def _without_article(term: str) -> str:
    article, _, word = term.partition("'")
    return word if len(word) >= _MIN_WORD and article in _articles() else term


@cache
def _articles() -> frozenset[str]:
    return frozenset(article for (article,) in rows("elisions.txt"))

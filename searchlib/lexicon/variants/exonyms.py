"""Names of places and peoples that do not sound alike: Turkey and Türkiye, Germany and Almaniya."""

from __future__ import annotations

from functools import cache

from searchlib.lexicon.fold import folds
from searchlib.lexicon.tables import rows


def exonym_keys(stem: str) -> tuple[str, ...]:
    """Return a key for each place or people that a name may mean, in whatever language; none if the table has none.

    Args:
        stem: the name without its inflection, a normalised term, with or without its diacritics.

    Example:
        >>> exonym_keys("türkiye") == exonym_keys("turkiye") == exonym_keys("турция")
        True
        >>> exonym_keys("sözcük")
        ()
    """
    return _exonyms().get(stem, ())


@cache
def _exonyms() -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for names in rows("exonyms.tsv"):
        for name in names:
            for spelling in (name, *folds(name)):
                found.setdefault(spelling, {})[names[0]] = None
    return {spelling: tuple(keys) for spelling, keys in found.items()}

"""Snowball's stemmers (Porter 1980, 2001), for the languages that have no stemmer of their own here."""

from __future__ import annotations

from threading import Lock


class SnowballStemmer:
    """A Snowball stemmer; suffixes after an apostrophe are its own business.

    Args:
        algorithm: a name of https://snowballstem.org/algorithms/, as in ``data/snowball.tsv``.

    Example:
        >>> SnowballStemmer("german").stem("nachrichten")
        'nachricht'
    """

    def __init__(self, algorithm: str) -> None:
        import snowballstemmer  # noqa: PLC0415  loads thirty languages

        self._snowball = snowballstemmer.stemmer(algorithm)
        # The word being stemmed is state of the object, and searches run in threads.
        self._lock = Lock()

    def stem(self, term: str) -> str:
        """Return the Snowball stem; a term with half of a surrogate pair, which is in no language, is its own."""
        try:
            with self._lock:
                return str(self._snowball.stemWord(term))
        except UnicodeEncodeError:
            return term

    def root_of(self, stem: str) -> str:
        """Return the stem: Snowball takes derivation off as far as it goes."""
        return stem

    def root(self, term: str) -> str:
        """Return the Snowball stem."""
        return self.stem(term)

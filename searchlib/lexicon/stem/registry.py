"""The stemmer of each language."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Protocol

from searchlib.lexicon.stem.elision import ELIDING, WithoutArticle
from searchlib.lexicon.stem.snowball import SnowballStemmer
from searchlib.lexicon.tables import rows
from searchlib.lexicon.variants import to_latin

if TYPE_CHECKING:
    from searchlib.lexicon.stem.turkic import TurkicStemmer


@cache
def snowball_algorithms() -> dict[str, str]:
    """Return the names of Snowball's algorithms by ISO 639 code (https://snowballstem.org/algorithms/)."""
    return {code: algorithm for code, algorithm in rows("snowball.tsv")}  # noqa: C416  the rows are of any width to mypy


class Stemmer(Protocol):
    """What a stemmer of one language does; a pure function of the term."""

    def stem(self, term: str) -> str:
        """Return the term without its inflection."""

    def root_of(self, stem: str) -> str:
        """Return one of its stems without derivation."""

    def root(self, term: str) -> str:
        """Return the term without inflection and derivation."""


@cache
def stemmer_for(language: str) -> Stemmer:
    """Return the stemmer of a language; one that leaves terms alone for a language without.

    Example:
        >>> stemmer_for("en").stem("films"), stemmer_for("und").stem("films")
        ('film', 'films')
    """
    if language == "az":
        return AzerbaijaniInBothScripts()
    if language == "tr":
        return TurkishBesideAzerbaijani()
    if language == "ru":
        from searchlib.lexicon.stem.russian import RussianStemmer  # noqa: PLC0415  built when it is needed

        return RussianStemmer()
    if language == "en":
        from searchlib.lexicon.stem.english import EnglishStemmer  # noqa: PLC0415  built when it is needed

        return EnglishStemmer()
    algorithm = snowball_algorithms().get(language)
    stemmer: Stemmer = SnowballStemmer(algorithm) if algorithm else Unstemmed()
    return WithoutArticle(stemmer) if language in ELIDING else stemmer


@cache
def typed_stemmer_for(language: str) -> TurkicStemmer | None:
    """Return the stemmer of words typed without diacritics; None for a language that can be read without them.

    Example:
        >>> stemmer = typed_stemmer_for("tr")
        >>> stemmer and stemmer.stem("cocuklarin"), typed_stemmer_for("en")
        ('cocuk', None)
    """
    if language == "az":
        from searchlib.lexicon.stem.azerbaijani import TypedAzerbaijaniStemmer  # noqa: PLC0415  likewise

        return TypedAzerbaijaniStemmer()
    if language == "tr":
        from searchlib.lexicon.stem.turkish import TypedTurkishStemmer  # noqa: PLC0415  likewise

        return TypedTurkishStemmer()
    return None


class AzerbaijaniInBothScripts:
    """The Azerbaijani stemmer, for terms in Latin and in Cyrillic letters alike."""

    def __init__(self) -> None:
        from searchlib.lexicon.stem.azerbaijani import AzerbaijaniStemmer  # noqa: PLC0415  built when it is needed

        self._latin = AzerbaijaniStemmer()

    def stem(self, term: str) -> str:
        """Return the stem in Latin letters."""
        return self._latin.stem(to_latin(term))

    def root_of(self, stem: str) -> str:
        """Return the root of a stem, which is in Latin letters."""
        return self._latin.root_of(stem)

    def root(self, term: str) -> str:
        """Return the root in Latin letters."""
        return self.root_of(self.stem(term))


class TurkishBesideAzerbaijani:
    """The Turkish stemmer, for words with ə and q too, which only Azerbaijani has: a short text may be read as either.

    Of foreign names with a q and an apostrophe the Turkish endings come off.

    Example:
        >>> stemmer = TurkishBesideAzerbaijani()
        >>> stemmer.stem("filmler"), stemmer.stem("filmlər"), stemmer.stem("yazmaq"), stemmer.stem("nasdaq'ta")
        ('film', 'film', 'yaz', 'nasdaq')
    """

    def __init__(self) -> None:
        from searchlib.lexicon.stem.turkish import TurkishStemmer  # noqa: PLC0415  built when it is needed

        self._turkish = TurkishStemmer()

    def stem(self, term: str) -> str:
        """Return the stem, by the rules of Azerbaijani where the term has its letters."""
        return (stemmer_for("az") if _is_azerbaijani(term) else self._turkish).stem(term)

    def root_of(self, stem: str) -> str:
        """Return the root of a stem, likewise."""
        return (stemmer_for("az") if _is_azerbaijani(stem) else self._turkish).root_of(stem)

    def root(self, term: str) -> str:
        """Return the root, likewise."""
        return self.root_of(self.stem(term))


def _is_azerbaijani(term: str) -> bool:
    return "ə" in term or ("q" in term and "'" not in term)


class Unstemmed:
    """Leaves terms as they are: better unstemmed than stemmed by another language's rules."""

    def stem(self, term: str) -> str:
        """Return the term."""
        return term

    def root_of(self, stem: str) -> str:
        """Return the stem."""
        return stem

    def root(self, term: str) -> str:
        """Return the term."""
        return term

"""From a text to terms: tokens found, the language of each settled, each normalised by its own language."""

from __future__ import annotations

from dataclasses import dataclass

from searchlib.analysis.language import UNKNOWN, Identifier, shared_reader
from searchlib.analysis.normalizer import normalize, plain_letters, term_of
from searchlib.analysis.spans import TokenLanguages, shared_token_languages
from searchlib.analysis.tokenizer import Tokens
from searchlib.kernels.surface_terms import SurfaceTerms
from searchlib.kernels.texts import SurfaceText

DEFAULT_LANGUAGES = ("az", "en", "ru", "tr")
"""Languages that a quoted span or a short text is looked at for, where the user named none."""

_LIMIT_SURFACES = (1 << 19) - (1 << 13)
"""Distinct surfaces whose facts are kept, 38 MB of them: each that was dropped and is met again costs a microsecond.

The table doubles at a power of two, so there is room below it for those of an article.
"""


@dataclass(frozen=True, slots=True)
class TokenStream:
    """The analysed tokens of a text, as columns in text order.

    Attributes:
        tokens: offsets and shapes in the source text.
        terms: the normalised form of each token, the unit of the index.
        languages: the language of each token, an ISO 639 code or ``"und"``.
    """

    tokens: Tokens
    terms: list[str]
    languages: list[str]

    def __len__(self) -> int:
        return len(self.terms)


def analyze(text: str, language: str | None = None, languages: tuple[str, ...] | None = None) -> TokenStream:
    """Tokenise and normalise a text, each token by the rules of its own language.

    Args:
        text: the source text.
        language: language of the text as a whole; None to have it identified.
        languages: the only languages that come into question; None for all of them.

    Example:
        >>> stream = analyze('The film "Paradise Dream" (QIRMIZI BAĞ) by Mirbala Salimli', "en")
        >>> stream.terms
        ['the', 'film', 'paradise', 'dream', 'qırmızı', 'bağ', 'by', 'mirbala', 'salimli']
        >>> stream.languages[4:6]
        ['az', 'az']
    """
    reader, finder = shared_reader(), shared_token_languages()
    with reader.lock:
        read = reader.read(text)
        around = language or reader.identifier.identify((read,), languages)
        finder.find(read, around, languages or DEFAULT_LANGUAGES)
        tokens, codes = Tokens(text, *read.columns()), read.codes()
    terms = [normalize(surface, code) for surface, code in zip(tokens.surfaces(), codes, strict=True)]
    return TokenStream(tokens, terms, codes)


class ArticleAnalyzer:
    """Analyses one article after another for a kernel, without an object for a token; it serves one thread at a time.

    Args:
        languages: the only languages that come into question; None for all of them.

    Attributes:
        title, body: the tokens of the last article, with their languages.
        terms: finds the terms of these tokens.

    Example:
        >>> analyzer = ArticleAnalyzer(None)
        >>> analyzer.read("Qarabağda yeni yol", "Yol bu gün açıldı, qonaqlar gəldi."), len(analyzer.title)
        ('az', 3)
    """

    def __init__(self, languages: tuple[str, ...] | None) -> None:
        self._languages = languages
        self._languages_inside = languages or DEFAULT_LANGUAGES
        self._identifier = Identifier(_LIMIT_SURFACES)
        self._finder = TokenLanguages(self._identifier)
        table = self._identifier.table
        self.title, self.body = self._texts = SurfaceText(table), SurfaceText(table)
        self.terms = SurfaceTerms(table, term_of, (plain_letters(False), plain_letters(True)))  # noqa: FBT003  likewise

    def read(self, title: str, body: str, language: str | None = None) -> str:
        """Analyse an article in place of the last one, and return its language.

        Args:
            title: the headline.
            body: the running text.
            language: language of the article; None to have it identified.
        """
        identifier = self._identifier
        identifier.table.make_room()
        self.title.read(title)
        self.body.read(body)
        found = language or identifier.identify(self._texts, self._languages)
        if title:
            self._finder.find(self.title, self._title_language(found), self._languages_inside)
        self._finder.find(self.body, found, self._languages_inside)
        return found

    def forget(self) -> None:
        """Forget the words of all articles, and give their memory back, but for the terms of them."""
        self._identifier.table.clear()

    def _title_language(self, language: str) -> str:
        """Return the language of the headline: that of the article unless its letters say otherwise."""
        if self.title.text.isascii():
            return language
        guess = self._identifier.identify((self.title,), self._languages_inside)
        return language if guess == UNKNOWN else guess

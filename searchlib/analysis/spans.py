"""Languages inside one text: of sentences, of quoted and bracketed spans, of words in another script, of tokens.

News is mixed: an English report names a film "Paradise Dream" (Cənnət yuxusu), an Azerbaijani one quotes a Russian
minister in Russian. Sentences and spans of two or more words are read by character models, with odds in favour of the
language around them; a token outside the alphabet of the text around it is taken by its own letters.
"""

from __future__ import annotations

from functools import cache

from searchlib.analysis.language import Identifier, ask_py3langid, shared_reader
from searchlib.analysis.ngrams import to_units
from searchlib.kernels.texts import SurfaceText
from searchlib.kernels.token_languages import LanguageFinder

MAX_SPAN = 400
"""Longest quoted or bracketed span that is looked at on its own, in code points; longer ones are running text."""

# Odds for the language around, in bits; figures in docs/decisions/0003-language-model.md.
SPAN_ODDS_BITS = 5.0
"""What a quoted or bracketed span has to be likelier by in another language."""

SENTENCE_ODDS_BITS = 15.0
"""What a whole sentence has to be likelier by: languages change less often between sentences than in quotations."""


class TokenLanguages:
    """Finds the language of each token of texts; it serves one thread at a time.

    Args:
        identifier: what the texts are identified with.
    """

    def __init__(self, identifier: Identifier) -> None:
        self._identifier = identifier
        self._finder = LanguageFinder(
            identifier.judge,
            ask_py3langid,
            max_span=MAX_SPAN,
            span_odds=to_units(SPAN_ODDS_BITS),
            sentence_odds=to_units(SENTENCE_ODDS_BITS),
        )

    def find_around(self, text: SurfaceText, language: str, languages: tuple[str, ...]) -> None:
        """Fill in the language around each token: of the sentence, the quotation or the brackets it stands in.

        Args:
            text: the text.
            language: the language of the text as a whole.
            languages: the languages that a part of it may be in.
        """
        number = self._identifier.table.models.number(language)
        self._finder.find_around(text, number, self._identifier.candidates(languages))

    def find(self, text: SurfaceText, language: str, languages: tuple[str, ...]) -> None:
        """Fill in the language of each token: that around it, unless its own letters say otherwise."""
        identifier = self._identifier
        self._finder.find(text, identifier.table.models.number(language), identifier.candidates(languages))

    def of_token(self, token: str, shape: int, around: str) -> str:
        """Return the language of one token in a text of the language ``around``."""
        return self._finder.of_token(token, shape, around)


@cache
def shared_token_languages() -> TokenLanguages:
    """Return that of the one Reader of the process, for whoever holds its lock."""
    return TokenLanguages(shared_reader().identifier)


def token_language(token: str, shape: int, around: str) -> str:
    """Return the language of one token in a text of the language ``around``, by its letters.

    In Azerbaijani and Turkish text, where I is the capital of ı, a token with a plain capital I that is no word of
    that language is taken for English, so that its I becomes i.

    Example:
        >>> from searchlib.kernels import scan
        >>> [token_language(t, scan.scan(t)[2][0], "en") for t in ("road", "Qarabağ", "Əliyev", "Карабах", "Гарабағ")]
        ['en', 'tr', 'az', 'ru', 'az']
        >>> [token_language(t, scan.scan(t)[2][0], "az") for t in ("QIRMIZI", "INTERFAX", "Известия")]
        ['az', 'en', 'ru']
    """
    with shared_reader().lock:
        return shared_token_languages().of_token(token, shape, around)

"""From a text to terms: tokens found, the language of each settled, each normalised by its own language."""

from __future__ import annotations

from dataclasses import dataclass

from searchlib.analysis.language import UNKNOWN, identify
from searchlib.analysis.normalizer import normalize
from searchlib.analysis.spans import language_spans, token_language
from searchlib.analysis.tokenizer import Tokens, tokenize

DEFAULT_LANGUAGES = ("az", "en", "ru", "tr")
"""Languages that a quoted span or a short text is looked at for, where the user named none."""


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
    tokens = tokenize(text)
    around = language or identify(text, languages)
    token_languages = _token_languages(tokens, around, languages or DEFAULT_LANGUAGES)
    terms = [normalize(surface, code) for surface, code in zip(tokens.surfaces(), token_languages, strict=True)]
    return TokenStream(tokens, terms, token_languages)


def _token_languages(tokens: Tokens, around: str, languages: tuple[str, ...]) -> list[str]:
    spans = language_spans(tokens.text, around, languages) if around != UNKNOWN else []
    if not spans:
        pairs = zip(tokens.surfaces(), tokens.shapes, strict=True)
        return [token_language(surface, shape, around) for surface, shape in pairs]
    found = []
    remaining = iter([*spans, (len(tokens.text), len(tokens.text) + 1, around)])
    span_start, span_end, span_language = next(remaining)
    for start, surface, shape in zip(tokens.starts, tokens.surfaces(), tokens.shapes, strict=True):
        while start >= span_end:
            span_start, span_end, span_language = next(remaining)
        found.append(token_language(surface, shape, span_language if start >= span_start else around))
    return found

"""From a text to terms: tokens found, the language of each settled, each normalised by its own language."""

from __future__ import annotations

from dataclasses import dataclass

from searchlib.analysis.language import shared_reader
from searchlib.analysis.normalizer import normalize
from searchlib.analysis.spans import shared_token_languages
from searchlib.analysis.tokenizer import Tokens

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
    reader, finder = shared_reader(), shared_token_languages()
    with reader.lock:
        read = reader.read(text)
        around = language or reader.identifier.identify((read,), languages)
        finder.find(read, around, languages or DEFAULT_LANGUAGES)
        tokens, codes = Tokens(text, *read.columns()), read.codes()
    terms = [normalize(surface, code) for surface, code in zip(tokens.surfaces(), codes, strict=True)]
    return TokenStream(tokens, terms, codes)

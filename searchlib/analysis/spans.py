"""Languages inside one text: of quoted and bracketed spans, and of single tokens.

News is mixed: an English report names a film "Paradise Dream" (Cənnət yuxusu), a Russian one quotes a Turkish
paper. A span between quotation marks or brackets is looked at on its own; a token outside the alphabet of the
text around it is taken by its own letters.
"""

from __future__ import annotations

import re
from functools import lru_cache

from searchlib.analysis.language import UNKNOWN, identify
from searchlib.kernels import scan

MAX_SPAN = 400
"""Longest quoted or bracketed span that is looked at on its own, in code points; longer ones are running text."""

CYRILLIC_LANGUAGES = frozenset({"ba", "be", "bg", "ce", "cv", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"})
"""Languages written in Cyrillic letters today; text in any other takes a Cyrillic token for Russian."""

_SPAN = re.compile(r'"([^"\n]+)"|“([^”\n]+)”|„([^“”\n]+)[“”]|«([^»\n]+)»|\(([^()\n]+)\)|\[([^\[\]\n]+)\]')
_TURKIC_LETTERS = re.compile("[əƏğĞşŞıİ]")
_AZERBAIJANI_LETTERS = re.compile("[əƏ]")
_AZERBAIJANI_CYRILLIC_LETTERS = re.compile("[ҹҸҝҜғҒәӘһҺөӨүҮјЈ]")


def language_spans(text: str, language: str, languages: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Find the quoted and bracketed spans that are in another language than the text.

    Args:
        text: the text.
        language: the language of the text as a whole.
        languages: the languages that a span may be in.

    Returns:
        ``(start, end, language)`` in code points, in text order, not overlapping.

    Example:
        >>> text = 'The film "Paradise Dream" (Cənnət yuxusu) was shown.'
        >>> language_spans(text, "en", ("az", "en", "ru", "tr"))
        [(27, 40, 'az')]
    """
    found = []
    for match in _SPAN.finditer(text):
        group = match.lastindex or 0
        inner = match[group]
        if len(inner) > MAX_SPAN or " " not in inner.strip():
            continue
        span_language = _span_language(inner, language, languages)
        if span_language != language:
            found.append((match.start(group), match.end(group), span_language))
    return found


def _span_language(span: str, around: str, languages: tuple[str, ...]) -> str:
    """Return the language of a span if its letters speak against the text around it, else that of the text."""
    if span.isascii() and around not in CYRILLIC_LANGUAGES:
        # Letters say nothing, and a model is more often wrong than right on a few plain words.
        return around
    guess = identify(span, languages)
    return around if guess == UNKNOWN else guess


@lru_cache(1 << 16)
def token_language(token: str, shape: int, around: str) -> str:
    """Return the language of one token in a text of the language ``around``, by its letters.

    Example:
        >>> [token_language(t, scan.scan(t)[2][0], "en") for t in ("road", "Qarabağ", "Əliyev", "Карабах", "Гарабағ")]
        ['en', 'tr', 'az', 'ru', 'az']
    """
    if shape & scan.CYRILLIC:
        if _AZERBAIJANI_CYRILLIC_LETTERS.search(token) and around not in CYRILLIC_LANGUAGES - {"ru"}:
            return "az"
        return around if around in CYRILLIC_LANGUAGES or around == "az" else "ru"
    if not shape & scan.LATIN:
        return around
    if shape & scan.NON_ASCII and around not in ("az", "tr"):
        if _AZERBAIJANI_LETTERS.search(token):
            return "az"
        if _TURKIC_LETTERS.search(token):
            return "tr"
    return "en" if around in CYRILLIC_LANGUAGES else around

"""Languages inside one text: of sentences, of quoted and bracketed spans, of words in another script, of tokens.

News is mixed: an English report names a film "Paradise Dream" (Cənnət yuxusu), an Azerbaijani one quotes a Russian
minister in Russian. Sentences and spans of two or more words are read by character models, with odds in favour of the
language around them; a token outside the alphabet of the text around it is taken by its own letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from operator import itemgetter

from searchlib.analysis.hyphenation import HYPHENS
from searchlib.analysis.language import MODELLED, UNKNOWN, Evidence, identify, weigh
from searchlib.analysis.ngrams import read_text
from searchlib.kernels import scan

MAX_SPAN = 400
"""Longest quoted or bracketed span that is looked at on its own, in code points; longer ones are running text."""

# Odds for the language around, in bits; figures in docs/decisions/0003-language-model.md.
SPAN_ODDS_BITS = 5.0
"""What a quoted or bracketed span has to be likelier by in another language."""

SENTENCE_ODDS_BITS = 15.0
"""What a whole sentence has to be likelier by: languages change less often between sentences than in quotations."""

CAPITAL_ODDS_BITS = 6.0
"""What an Azerbaijani or Turkish token with a capital I has to be likelier by in another language."""

CYRILLIC_LANGUAGES = frozenset({"ba", "be", "bg", "ce", "cv", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk"})
"""Languages written in Cyrillic letters today; text in any other takes a Cyrillic token for Russian."""

Span = tuple[int, int, str]
"""Start and end in code points, and the language between them."""

_START = itemgetter(0)
_SPAN = re.compile(r'"([^"\n]+)"|“([^”\n]+)”|„([^“”\n]+)[“”]|«([^»\n]+)»|\(([^()\n]+)\)|\[([^\[\]\n]+)\]')
_SENTENCE = re.compile(r"\S[^\n.!?…]{14,}(?:[.!?…](?!\s)[^\n.!?…]*)*[.!?…]*")
_WORDS = r"{letters}+(?:[ ,:;–—'’-]+{letters}+)+"
_CYRILLIC_RUN = re.compile(_WORDS.format(letters="[Ѐ-ӿəƏ]"))
_LATIN_RUN = re.compile(_WORDS.format(letters="[A-Za-zÀ-ɏəƏ]"))
_TURKIC_LETTERS = re.compile("[əƏğĞşŞıİ]")
_AZERBAIJANI_LETTERS = re.compile("[əƏ]")
_AZERBAIJANI_CYRILLIC_LETTERS = re.compile("[ҹҸҝҜғҒәӘһҺөӨүҮјЈ]")
_RUSSIAN_LETTERS = re.compile("[йцщъьэюяёЙЦЩЪЬЭЮЯЁ]")
_ENDING_SIGN = re.compile(f"[{HYPHENS}']")
_TURKIC_CASING = frozenset({"az", "tr"})


def language_spans(text: str, language: str, languages: tuple[str, ...]) -> list[Span]:
    """Find the sentences and the quoted and bracketed spans that are in another language than the text.

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
    # What is judged by itself says nothing about the sentence around it.
    bare = _blanked(text, _SPAN)
    run = _LATIN_RUN if language in CYRILLIC_LANGUAGES else _CYRILLIC_RUN
    runs = [] if text.isascii() else list(_foreign(run, bare, language, languages, SPAN_ODDS_BITS))
    sentences = list(_foreign(_SENTENCE, _blanked(bare, run), language, languages, SENTENCE_ODDS_BITS))
    outside = sorted([*runs, *sentences])
    spans = list(_spans(text, language, languages, outside))
    cuts = sorted({0, len(text), *(edge for start, end, _ in (*outside, *spans) for edge in (start, end))})
    found: list[Span] = []
    for start, end in pairwise(cuts):
        code = _language_at(start, spans) or _language_at(start, outside) or language
        if code != language:
            found.append((start, end, code))
    return found


def _blanked(text: str, pattern: re.Pattern[str]) -> str:
    return pattern.sub(lambda match: " " * len(match[0]) if len(match[0]) <= MAX_SPAN else match[0], text)


def _foreign(
    pattern: re.Pattern[str], text: str, language: str, languages: tuple[str, ...], odds: float
) -> Iterator[Span]:
    for match in pattern.finditer(text):
        if len(match[0]) == len(text):
            break  # the text as a whole has been identified already
        code = _likelier_language(match[0], language, languages, odds)
        if code != language:
            yield match.start(), match.end(), code


def _spans(text: str, language: str, languages: tuple[str, ...], outside: list[Span]) -> Iterator[Span]:
    """Yield the quoted and bracketed spans in another language than what they stand in."""
    for match in _SPAN.finditer(text):
        group = match.lastindex or 0
        inner = match[group]
        if len(inner) <= MAX_SPAN and " " in inner.strip():
            around = _language_at(match.start(), outside) or language
            code = _likelier_language(inner, around, languages, SPAN_ODDS_BITS)
            if code != around:
                yield match.start(group), match.end(group), code


def _language_at(offset: int, spans: list[Span]) -> str | None:
    before = bisect_right(spans, offset, key=_START) - 1
    return spans[before][2] if before >= 0 and offset < spans[before][1] else None


def _likelier_language(text: str, around: str, languages: tuple[str, ...], odds: float) -> str:
    """Return the language that a text is in rather than in that around it, else that around it."""
    evidence = weigh(text)
    best = evidence.best(MODELLED.intersection(languages))
    if best not in (UNKNOWN, around) and _bits_ahead(evidence, best, around) >= odds:
        return best
    unmodelled = frozenset(languages) - MODELLED
    if unmodelled and evidence.margin <= -odds:
        guess = identify(text, unmodelled)
        return around if guess == UNKNOWN else guess
    return around


def _bits_ahead(evidence: Evidence, code: str, around: str) -> float:
    """Return by how many bits a language is ahead of that around, or of all others if we have no model of that."""
    if around in evidence.bits:
        return evidence.bits[around] - evidence.bits[code]
    is_of_script = (around in CYRILLIC_LANGUAGES) == (evidence.script == "cyrillic")
    return evidence.margin if is_of_script else evidence.letters


@lru_cache(1 << 16)
def token_language(token: str, shape: int, around: str) -> str:
    """Return the language of one token in a text of the language ``around``, by its letters.

    In Azerbaijani and Turkish text, where I is the capital of ı, a token with a plain capital I that is no word of
    that language is taken for English, so that its I becomes i.

    Example:
        >>> [token_language(t, scan.scan(t)[2][0], "en") for t in ("road", "Qarabağ", "Əliyev", "Карабах", "Гарабағ")]
        ['en', 'tr', 'az', 'ru', 'az']
        >>> [token_language(t, scan.scan(t)[2][0], "az") for t in ("QIRMIZI", "INTERFAX", "Известия")]
        ['az', 'en', 'ru']
    """
    if shape & scan.CYRILLIC:
        return _cyrillic_token_language(token, around)
    if not shape & scan.LATIN:
        return around
    if around in _TURKIC_CASING:
        return "en" if not shape & scan.NON_ASCII and "I" in token and _is_foreign(token, around) else around
    if shape & scan.NON_ASCII:
        if _AZERBAIJANI_LETTERS.search(token):
            return "az"
        if _TURKIC_LETTERS.search(token):
            return "tr"
    return "en" if around in CYRILLIC_LANGUAGES else around


def _cyrillic_token_language(token: str, around: str) -> str:
    if _AZERBAIJANI_CYRILLIC_LETTERS.search(token) and around not in CYRILLIC_LANGUAGES - {"ru"}:
        return "az"
    if around == "az":
        return "ru" if _RUSSIAN_LETTERS.search(token) else "az"
    return around if around in CYRILLIC_LANGUAGES else "ru"


def _is_foreign(token: str, around: str) -> bool:
    """Whether a token without its ending after an apostrophe or a hyphen is likelier in another language."""
    bits = read_text(_ENDING_SIGN.split(token, maxsplit=1)[0], "latin").bits
    others = [cost for name, cost in bits.items() if name == "en" or name.startswith(UNKNOWN)]
    return bits[around] - min(others) >= CAPITAL_ODDS_BITS

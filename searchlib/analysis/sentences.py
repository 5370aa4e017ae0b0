"""Where sentences begin and end.

:mod:`searchlib.kernels.sentences` finds the places that come into question. Behind a single full stop the words on
either side decide: initials, the number of a list item, a Turkish ordinal (11. Cumhurbaşkanı) and the abbreviations of
``data/abbreviations.tsv`` do not end a sentence, unless a word of ``data/sentence_starters.txt`` follows that hardly
ever stands with a capital inside one: "vitamin C. The". That this word tells is from Kiss and Strunk, "Unsupervised
Multilingual Sentence Boundary Detection" (2006), who learn such words from text; ours are listed by hand.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from searchlib.kernels.sentences import FIELDS, STOP, sentence_ends

_FIGURE_FOLLOWS = re.compile(r"[№#]?\d")
_FIGURE_BEFORE = re.compile("(?:\\d|\\b[IVXLCХІ]+)\\s*$")
_FIGURE_CODE_POINTS = 8
_CACHE_SIZE = 1 << 14
_LONGEST_ITEM_NUMBER = 6
_ITEM_NUMBER = re.compile(r"\d{1,3}|[IVXLC]+|\w")
_NUMBER = re.compile(r"\d{1,2}")
_NEXT_WORD = re.compile(r"[\"'“”„«‘(\[—–\s-]*([^\W\d_]+)(?!\.)")


def sentences(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Return the sentences of a text as ``(start, end)`` in code points, without the space around them.

    Args:
        text: the text.
        language: its ISO 639 code; a number with a full stop is an ordinal in Turkish, and where it is not known.

    Example:
        >>> text = "Signed on Dec. 5 by A. Karimov. Bakı, 9 noyabr. “Yes!” he said."
        >>> [text[start:end] for start, end in sentences(text)]
        ['Signed on Dec. 5 by A. Karimov.', 'Bakı, 9 noyabr.', '“Yes!” he said.']
    """
    borders = SentenceBorders(text, language)
    found = []
    span = borders.at(0)
    while span is not None:
        found.append((span.start, span.end))
        span = borders.at(span.following)
    return found


class Span(NamedTuple):
    """One sentence.

    Attributes:
        start, end: its range, in code points, without the space around it.
        following: where the next one begins; the end of the text behind the last.
        number: about how many sentences stand before it: not all that might end one were looked at.
    """

    start: int
    end: int
    following: int
    number: int


class SentenceBorders:
    """The sentences of a text, each found when it is asked for.

    Args:
        text: the text.
        language: its ISO 639 code, or None.

    Example:
        >>> SentenceBorders("Signed by A. Karimov. “Yes!” he said.").at(30)
        Span(start=22, end=37, following=37, number=2)
    """

    def __init__(self, text: str, language: str | None = None) -> None:
        self._text = text
        self._language = language
        places = sentence_ends(text)
        self._whats, self._marks, self._ends = places[0::FIELDS], places[1::FIELDS], places[2::FIELDS]
        self._followings, self._words = places[3::FIELDS], places[4::FIELDS]
        self._are_ends: dict[int, bool] = {}

    def at(self, place: int) -> Span | None:
        """Return the sentence that a place is in, or the next one if it is in none; None behind the last."""
        if place >= len(self._text):
            return None
        after = first = bisect_right(self._followings, place)
        while first and not self._is_end(first - 1):
            first -= 1
        start = self._followings[first - 1] if first else len(self._text) - len(self._text.lstrip())
        while after < len(self._ends) and not self._is_end(after):
            after += 1
        if after < len(self._ends):
            span = Span(start, self._ends[after], self._followings[after], first)
            return span if span.start < span.end else self.at(span.following)
        end = start + len(self._text[start:].rstrip())
        return Span(start, end, len(self._text), first) if start < end else None

    def before(self, span: Span) -> Span | None:
        """Return the sentence before one, or None before the first."""
        found = self.at(span.start - 1) if span.start else None
        return found if found is not None and found.start < span.start else None

    def _is_end(self, number: int) -> bool:
        """Whether a sentence ends at a place; whether one begins a little before it has to be known for that."""
        first = number
        while first and first not in self._are_ends and self._is_short(first):
            first -= 1
        for place in range(first, number + 1):
            if place not in self._are_ends:
                self._are_ends[place] = self._whats[place] != STOP or self._is_end_at_stop(place)
        return self._are_ends[number]

    def _is_short(self, number: int) -> bool:
        """Whether so little stands between a place and the one before it that it may be the number of a list item."""
        return self._marks[number] - self._followings[number - 1] <= _LONGEST_ITEM_NUMBER

    def _is_end_at_stop(self, number: int) -> bool:
        mark = self._marks[number]
        if not number or (self._is_short(number) and self._are_ends[number - 1]):
            start = self._followings[number - 1] if number else len(self._text) - len(self._text.lstrip())
            if _is_item_number(self._text, start, mark):
                return False
        return _ends_sentence(self._text, (self._words[number], mark, self._followings[number]), self._language)


def _is_item_number(text: str, start: int, mark: int) -> bool:
    """Whether what stands before a full stop is the number of a list item, with which a sentence begins."""
    return mark - start <= _LONGEST_ITEM_NUMBER and _ITEM_NUMBER.fullmatch(text, start, mark) is not None


def _ends_sentence(text: str, place: tuple[int, int, int], language: str | None) -> bool:
    """Whether a sentence ends at a full stop, given the word before it, the stop itself, and what follows."""
    word_start, mark, following = place
    rule = _rule(text[word_start:mark], language)
    if rule is None or rule == "any":
        return rule is None
    if rule == "unit" and not _FIGURE_BEFORE.search(text, max(0, word_start - _FIGURE_CODE_POINTS), word_start):
        return False
    if rule == "starter":
        return _starts_sentence(text, following)
    return _FIGURE_FOLLOWS.match(text, following) is None


@lru_cache(_CACHE_SIZE)
def _rule(word: str, language: str | None) -> str | None:
    """Return when a full stop behind a word ends no sentence, as in ``data/abbreviations.tsv``; None for never."""
    word = unicodedata.normalize("NFC", word)
    if _NUMBER.fullmatch(word):
        return "starter" if language in {None, "tr"} else None
    if word and all(len(part) == 1 and part.isupper() for part in word.split(".")):
        return "starter"
    return _abbreviations().get(word.lower())


def _starts_sentence(text: str, following: int) -> bool:
    found = _NEXT_WORD.match(text, following)
    return found is not None and found[1].replace("İ", "i").lower() in _starters()


@cache
def _abbreviations() -> dict[str, str]:
    return dict(line.split("\t") for line in _lines("abbreviations.tsv"))


@cache
def _starters() -> frozenset[str]:
    return frozenset(word for line in _lines("sentence_starters.txt") for word in line.split())


def _lines(name: str) -> list[str]:
    """Return the lines of a data file that are no comments."""
    lines = files("searchlib.analysis").joinpath(f"data/{name}").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]

"""How much a sentence is worth showing, whatever it matches: prose, or a heading, a list of tags, a plea to subscribe.

The rules look at the outside of a sentence only, and are guesses that the adversarial set of ``benchmarks/snippets``
holds against made articles.
"""

from __future__ import annotations

import re
from array import array
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from searchlib.kernels.sentence_shapes import CAPITALS, ENDED, LABELLED, SUSPECT, ShapeReader

PROSE = 1.0
FRAGMENT = 0.7
"""Of a heading, a caption, a line without an end."""

ECHO = 0.4
"""Of what the headline says already."""

JUNK = 0.2
"""Of tags, navigation, credits, pleas, stuffing and markup."""

_ECHO_SHARE = 0.8
_FEWEST_TOKENS = 4
_LIST_SEGMENTS = 4
_WORDS_TO_AN_ITEM = 2.2
_WORDS_TO_AN_ITEM_OF_PROSE = 1.5
_STUFFED_TIMES = 3
_STUFFED_SHARE = 0.25
_NAVIGATION = re.compile(r"\s[|›»•·>→/]\s")
_HASHTAG = re.compile(r"(?:^|\s)[#@]\w")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|[{}<>]{1,2}|https?://|www\.|&[a-z]+;|\[/?\w+\]|©|®")
_TIMES = 2
"""Hashtags, pieces of markup or signs between the steps of a path that make a sentence no prose."""

_DATELINE_ENDS = re.compile(r"(?:/\.?|\)\s?[-–—:.]*|\s[-–—]{1,2}|[.,:])\s+(?:[-–—]\s+)?(?=[\"'“«„]?(\w))")
_SOFT_ENDS = frozenset(".,:")
_DATELINE_CODE_POINTS = 120
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = str.maketrans("ÇĞİIÖŞÜƏÂÎÛçğıöşüəâîûЁё", "cgiiosueaiucgiosueaiuее")
_MOST_DATELINE_WORDS = 8
_ABBREVIATED_AGENCY = re.compile(r"\b[A-ZÇƏĞİÖŞÜА-ЯЁ]{2,}\b")


class Shape(NamedTuple):
    """What a sentence looks like from outside; see :meth:`ShapeReader.shape`.

    Attributes:
        words: how many words it has.
        distinct: how many of them are distinct.
        most: how often the most frequent word of four letters or more stands in it.
        in_title: how many of the distinct words stand in the headline.
        separators: how many marks that items of a list are separated by it has.
        bits: how it begins and ends, and what signs it has.
    """

    words: int
    distinct: int
    most: int
    in_title: int
    separators: int
    bits: int

    @property
    def is_ended(self) -> bool:
        """Whether it ends with a mark that prose ends with."""
        return self.bits & ENDED != 0

    @property
    def is_list(self) -> bool:
        """Whether it is short items with separators between them."""
        items = self.separators + 1
        longest = _WORDS_TO_AN_ITEM_OF_PROSE if self.is_ended else _WORDS_TO_AN_ITEM
        return items >= _LIST_SEGMENTS and self.words <= items * longest

    @property
    def is_stuffed(self) -> bool:
        """Whether one long word makes up a large part of it."""
        is_various = self.distinct > self.words * (1 - _STUFFED_SHARE)
        return not is_various and self.most >= max(_STUFFED_TIMES, self.words * _STUFFED_SHARE)

    @property
    def is_echo(self) -> bool:
        """Whether most of its words stand in the headline."""
        return 0 < self.in_title >= _ECHO_SHARE * self.distinct

    @property
    def is_fragment(self) -> bool:
        """Whether it is too short for a sentence, has no end, or shouts."""
        return self.words < _FEWEST_TOKENS or not self.is_ended or self.bits & CAPITALS != 0


class SentenceJudge:
    """Tells how much sentences of an article are worth showing, whatever they match.

    Args:
        title: the headline of the article.

    Example:
        >>> judge = SentenceJudge("")
        >>> judge.quality("A road was opened in Baku on Monday.")
        1.0
        >>> judge.quality("Tags: road, Baku, opening, Monday")
        0.2
    """

    def __init__(self, title: str) -> None:
        self._reader = _reader()
        self._title = self._reader.words(title) if title else _NO_WORDS

    def quality(self, text: str, start: int = 0, end: int | None = None) -> float:
        """Return how much showing a sentence is worth, of which 1 is prose.

        Args:
            text: the text that the sentence stands in.
            start: where it begins.
            end: where it ends; the end of the text if it is not given.
        """
        if end is None:
            end = len(text)
        shape = Shape(*self._reader.shape(text, start, end, self._title))
        if shape.bits & LABELLED or shape.is_list or shape.is_stuffed:
            return JUNK
        if shape.bits & SUSPECT and _is_markup(text[start:end]):
            return JUNK
        if shape.is_echo:
            return ECHO
        return FRAGMENT if shape.is_fragment else PROSE


_NO_WORDS = array("Q")


def _is_markup(sentence: str) -> bool:
    """Whether a sentence is hashtags, markup or the steps of a path."""
    return any(len(pattern.findall(sentence)) >= _TIMES for pattern in (_HASHTAG, _MARKUP, _NAVIGATION))


@cache
def _reader() -> ShapeReader:
    """Return a reader that knows what lines that are no text begin with, and whether a colon has to follow."""
    lines = files("searchlib.snippet").joinpath("data/boilerplate.txt").read_text("utf-8").splitlines()
    labels = [line for line in lines if line and not line.startswith("#")]
    folded = {" ".join(re.findall(r"\w+", label)).translate(_PLAIN).lower(): label.endswith(":") for label in labels}
    return ShapeReader({code: chr(letter) for code, letter in _PLAIN.items()}, folded)


def dateline_end(text: str) -> int:
    """Return where a text begins behind its dateline; 0 if it has none.

    Example:
        >>> text = "BAKU, May 5, Report – The road was opened."
        >>> text[dateline_end(text):]
        'The road was opened.'
        >>> dateline_end("The road was opened – at last.")
        0
    """
    line = text[:_DATELINE_CODE_POINTS].partition("\n")[0]
    for found in _DATELINE_ENDS.finditer(line):
        if found[0].strip() not in _SOFT_ENDS and found[1].isupper() and _is_dateline(line[: found.start()]):
            return found.end()
    return 0


def _is_dateline(place: str) -> bool:
    words = _WORD.findall(place)
    if not words or len(words) > _MOST_DATELINE_WORDS or not words[0][0].isupper():
        return False
    small = sum(word[0].islower() for word in words)
    has_figure = any(ch.isdigit() for ch in place)
    return small <= has_figure and (has_figure or _ABBREVIATED_AGENCY.search(place) is not None)

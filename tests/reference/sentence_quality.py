"""How much a sentence is worth showing, told by regular expressions and sets of words: the slow twin."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from importlib.resources import files
from itertools import islice

from searchlib.snippet.quality import ECHO, FRAGMENT, JUNK, PROSE

_ECHO_SHARE = 0.8
_FEWEST_TOKENS = 4
_LONGEST_LABEL = 6
_LIST_SEGMENTS = 4
_WORDS_TO_AN_ITEM = 2.2
_WORDS_TO_AN_ITEM_OF_PROSE = 1.5
_STUFFED_TIMES = 3
_STUFFED_SHARE = 0.25
_SEPARATOR = re.compile(r"[,;|/•·›>]|\s[-–—]\s")
_NAVIGATION = re.compile(r"\s[|›»•·>→/]\s")
_HASHTAG = re.compile(r"(?:^|\s)[#@]\w")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|[{}<>]{1,2}|https?://|www\.|&[a-z]+;|\[/?\w+\]|©|®")
_SUSPECT = re.compile(r"[#@|›»•·→/<>{}\[©®&]|https?:|www\.")
_TIMES = 2
"""Hashtags, pieces of markup or signs between the steps of a path that make a sentence no prose."""

_ENDS_AS_PROSE = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*\s*$")
_WORD = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"\w+")
_PLAIN = str.maketrans("ÇĞİIÖŞÜƏÂÎÛçğıöşüəâîûЁё", "cgiiosueaiucgiosueaiuее")


def quality(sentence: str, title_terms: frozenset[str]) -> float:
    """Return how much showing a sentence is worth, of which 1 is prose.

    Args:
        sentence: the sentence as it stands in the text.
        title_terms: the folded tokens of the headline.
    """
    words = _folded(sentence)
    if _is_boilerplate(words, sentence) or _is_list(sentence, len(words)) or _is_stuffed(words):
        return JUNK
    if _is_echo(words, title_terms):
        return ECHO
    if len(words) < _FEWEST_TOKENS or not _ENDS_AS_PROSE.search(sentence) or sentence.isupper():
        return FRAGMENT
    return PROSE


def _is_boilerplate(words: list[str], sentence: str) -> bool:
    """Whether a sentence lists tags, names sources, asks for something, or is markup."""
    if _SUSPECT.search(sentence) and any(
        len(pattern.findall(sentence)) >= _TIMES for pattern in (_HASHTAG, _MARKUP, _NAVIGATION)
    ):
        return True
    labels = _labels()
    for count in range(1, min(len(words), _LONGEST_LABEL) + 1):
        with_colon = labels.get(" ".join(words[:count]))
        if with_colon is not None and (not with_colon or _has_colon_behind(sentence, count)):
            return True
    return False


def _has_colon_behind(sentence: str, count: int) -> bool:
    """Whether a colon stands behind the first words of a sentence."""
    ends = [found.end() for found in islice(_WORDS.finditer(sentence), count)]
    return sentence[ends[-1] :].lstrip().startswith(":")


@cache
def _labels() -> dict[str, bool]:
    """Return what lines that are no text begin with, and whether a colon has to follow."""
    lines = files("searchlib.snippet").joinpath("data/boilerplate.txt").read_text("utf-8").splitlines()
    labels = [line for line in lines if line and not line.startswith("#")]
    return {" ".join(_folded(label)): label.endswith(":") for label in labels}


def _is_list(sentence: str, words: int) -> bool:
    """Whether a sentence is short items with separators between them."""
    segments = len(_SEPARATOR.findall(sentence)) + 1
    longest = _WORDS_TO_AN_ITEM_OF_PROSE if _ENDS_AS_PROSE.search(sentence) else _WORDS_TO_AN_ITEM
    return segments >= _LIST_SEGMENTS and words <= segments * longest


def _is_stuffed(words: list[str]) -> bool:
    """Whether one long word makes up a large part of a sentence."""
    if len(set(words)) > len(words) * (1 - _STUFFED_SHARE):
        return False
    counts = Counter(word for word in words if len(word) >= _FEWEST_TOKENS)
    most = max(counts.values(), default=0)
    return most >= _STUFFED_TIMES and most >= len(words) * _STUFFED_SHARE


def _is_echo(words: list[str], title_terms: frozenset[str]) -> bool:
    distinct = set(words)
    if not distinct or not title_terms:
        return False
    return len(distinct & title_terms) >= _ECHO_SHARE * len(distinct)


def terms_of_title(title: str) -> frozenset[str]:
    """Return the folded tokens of a headline."""
    return frozenset(_folded(title))


def _folded(text: str) -> list[str]:
    """Return the words of a text in small letters without diacritics, in haste."""
    return _WORDS.findall(text.translate(_PLAIN).lower())

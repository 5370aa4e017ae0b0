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
from functools import cache, lru_cache
from importlib.resources import files

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
    found = []
    start = len(text) - len(text.lstrip())
    for what, mark, end, following, word in zip(*[iter(sentence_ends(text))] * FIELDS, strict=True):
        if what == STOP and _is_item_number(text, start, mark):
            continue
        if what == STOP and not _ends_sentence(text, (word, mark, following), language):
            continue
        if start < end:
            found.append((start, end))
        start = following
    if start < len(text):
        found.append((start, start + len(text[start:].rstrip())))
    return found


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

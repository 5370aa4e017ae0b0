"""Telling the name of a person, or of a news agency, from a headline.

There is no sure way; the rules here are made up from how bylines look, and where they are not met a line is not
taken for a name:

- shape: two to four words, each with a capital letter or an initial, none of them a word of
  ``data/non_persons.tsv``, no other punctuation;
- evidence: the first word is a given name of ``data/given_names.tsv``, or a later one ends as surnames do
  (``data/surname_endings.tsv``).
"""

from __future__ import annotations

import re
from functools import cache

from searchlib.ingest.tables import folded, folded_forms

_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*\.?")
_BETWEEN_NAMES = re.compile(r"\s*,\s*|\s+(?:and|və|ve|и|&)\s+")
_PARTICLES = frozenset(
    {"oğlu", "oglu", "qızı", "qizi", "gizi", "оглы", "кызы", "de", "da", "van", "von", "al", "el", "bin"}
)
_FEWEST_WORDS, _MOST_WORDS = 2, 4
_LETTERS_BEFORE_ENDING = 3
_LONGEST_INITIAL = 3


def is_name_shaped(text: str) -> bool:
    """Return whether a text has the shape of one person's name.

    Example:
        >>> is_name_shaped("Aysel Qasımova"), is_name_shaped("Baku Summit Opens"), is_name_shaped("A. Smith")
        (True, False, True)
    """
    words = text.split()
    return (
        _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and all(_is_name_word(word) for word in words)
        and words[0].casefold() not in _PARTICLES
    )


def has_name_evidence(text: str) -> bool:
    """Return whether a name-shaped text has a known given name or the ending of a surname.

    Example:
        >>> has_name_evidence("Nərmin Zahid"), has_name_evidence("Cold Harbour")
        (True, False)
    """
    words = [folded(word) for word in text.split()]
    return words[0] in folded_forms("given_names") or any(_has_surname_ending(word) for word in words)


def are_names(text: str) -> bool:
    """Return whether a text is one or more names, as after "By"; evidence is not asked for.

    Example:
        >>> are_names("Aysel Qasımova, Murad Əliyev"), are_names("the numbers")
        (True, False)
    """
    return all(is_name_shaped(name) for name in _BETWEEN_NAMES.split(text.strip()))


def is_agency(text: str) -> bool:
    """Return whether a text is the name of a news agency or news site of ``data/agencies.tsv``.

    Example:
        >>> is_agency("AZƏRTAC"), is_agency("Karabakh")
        (True, False)
    """
    return folded(text) in folded_forms("agencies")


def _is_name_word(word: str) -> bool:
    if word.casefold() in _PARTICLES:
        return True
    if not _NAME_WORD.fullmatch(word) or not word[0].isupper():
        return False
    if word.endswith(".") and len(word) > _LONGEST_INITIAL:
        return False
    return folded(word) not in folded_forms("non_persons") and not is_agency(word)


@cache
def _endings() -> tuple[str, ...]:
    return tuple(folded_forms("surname_endings"))


def _has_surname_ending(word: str) -> bool:
    return any(word.endswith(end) and len(word) >= len(end) + _LETTERS_BEFORE_ENDING for end in _endings())

"""The English stemmer.

``stem`` takes off inflection alone: plurals and possessives of nouns, -s, -ed and -ing of verbs, -er and -est of
adjectives. The silent e that a suffix has swallowed comes back and a consonant that it has doubled is single again,
so that a stem is the word of the dictionary: past and paste, hop and hope stay apart. British spellings come down to
the American ones, for they are the same words. ``root`` takes off derivation as well.

The rules start from Porter's "An algorithm for suffix stripping" (1980) and its Snowball revision (2001), whose
e-less stems they replace; irregular forms and exceptions are our own lists, ``data/english_*``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from searchlib.kernels.affixes import Suffixes
from searchlib.lexicon.stem.english_endings import WHOLE, StemEnd, comparison, syllables, words
from searchlib.lexicon.stem.english_root import Derivation
from searchlib.lexicon.stem.sizes import STEMS_KEPT
from searchlib.lexicon.stem.suffix_chains import read_rows

_WORD = re.compile("[a-z]{3,40}")
_VOWELS: Final = frozenset("aeiouy")
_NO_PLURAL: Final = ("ss", "us", "is")
_PLURAL_IN_ES: Final = ("sses", "shes", "ches", "xes", "zzes", "tzes", "oes")
_SHORT: Final = 4
"""Letters of the longest -ies and -ied that come from -ie: ties, died."""
_LETTERS: Final = 3
"""Letters of words whose s is their own after a vowel: gas, yes, his."""
_MIN_STEM: Final = 2
_SHORTEST_PLURAL: Final = 3
"""Letters of the shortest irregular plural that ends longer words: men."""
_SHORTEST_NAME: Final = 3
"""Letters of a name before an apostrophe and a Turkic ending."""
_MIN_END: Final = 4
"""Letters of the shortest end that is spelt otherwise in American English."""
_MIN_ISE_SYLLABLES: Final = 2
"""Words in -ise that are no longer than this are spelt so everywhere: rise, noise."""


class EnglishStemmer:
    """Takes English words down to their stems.

    A stem is its own stem unless it is spelt like an irregular form of another word, as found of founded.

    Example:
        >>> stemmer = EnglishStemmer()
        >>> [stemmer.stem(word) for word in ("karabakh's", "cities", "making", "stopped", "went", "organised")]
        ['karabakh', 'city', 'make', 'stop', 'go', 'organize']
        >>> stemmer.stem("nationality"), stemmer.root("nationality")
        ('nationality', 'nation')
    """

    def __init__(self) -> None:
        self._forms = _irregular_forms()
        self._kept = frozenset(words("english_kept.txt")) | frozenset(words("english_in_s.txt"))
        self._compound_ends = Suffixes({plural: word for plural, word in read_rows("english_compound_ends.tsv")})  # noqa: C416  rows are of any width to mypy
        self._end = StemEnd()
        spellings = {row[0]: row[1] for row in read_rows("english_spelling.tsv")}
        self._american_words = {british[1:]: word for british, word in spellings.items() if british.startswith(WHOLE)}
        self._american_ends = Suffixes({end: new for end, new in spellings.items() if not end.startswith(WHOLE)})
        self._ise = frozenset(words("english_ise.txt"))
        self._turkic_endings = {last: frozenset(e.split()) for last, e in read_rows("english_turkic_endings.tsv")}
        self._derivation = Derivation()
        self._stem_of = lru_cache(STEMS_KEPT)(self._without_inflection)
        self._root_of = lru_cache(STEMS_KEPT)(self._derivation.root)

    def stem(self, term: str) -> str:
        """Return the term without its inflection."""
        return self._stem_of(term)

    def root_of(self, stem: str) -> str:
        """Return a stem without derivation."""
        return self._root_of(stem)

    def root(self, term: str) -> str:
        """Return the term without inflection and derivation."""
        return self._root_of(self._stem_of(term))

    def _without_inflection(self, term: str) -> str:
        word = self._without_apostrophe(term) if "'" in term else term
        if not _WORD.fullmatch(word):
            return word
        word = self._forms.get(word) or self._as_compound(word)
        while word not in self._kept and (shorter := self._without_suffix(word)) != word:
            word = shorter
        return self._spelt(word)

    def _without_apostrophe(self, term: str) -> str:
        """Take off a possessive, or the ending that a name has in Azerbaijani and Turkish texts."""
        name, _, ending = term.removesuffix("'").rpartition("'")
        if ending == "s":
            return name or term
        last = "vowel" if name[-1:] in _VOWELS else "consonant"
        if len(name) >= _SHORTEST_NAME and ending in self._turkic_endings[last]:
            return name
        return term.removesuffix("'") or term

    def _without_suffix(self, word: str) -> str:
        if word.endswith("s"):
            return _singular(word)
        if word.endswith("ied"):
            return word[:-1] if len(word) <= _SHORT else word[:-3] + "y"
        if word.endswith("ed") and not word.endswith("eed"):
            return self._without(word, 2)
        return self._without(word, 3) if word.endswith("ing") else word

    def _as_compound(self, word: str) -> str:
        """Return the singular of a word that ends in an irregular plural."""
        if word not in self._kept:
            for size, singular in self._compound_ends.of(word, _SHORTEST_PLURAL, len(word) - _MIN_STEM):
                return word[:-size] + singular
        return word

    def _without(self, word: str, letters: int) -> str:
        stem = word[:-letters]
        return word if len(stem) < _MIN_STEM or _VOWELS.isdisjoint(stem) else self._end.restore(stem)

    def _spelt(self, word: str) -> str:
        """Return the American spelling of a word."""
        for size, american_end in self._american_ends.of(word, _MIN_END, len(word)):
            return word[:-size] + american_end
        if american := self._american_words.get(word):
            return american
        if word.endswith("isation"):
            return word[:-7] + "ization"
        if word.endswith("ise") and word not in self._ise and syllables(word) > _MIN_ISE_SYLLABLES:
            return word[:-2] + "ze"
        return word


def _singular(word: str) -> str:
    if word.endswith(_NO_PLURAL) or (len(word) == _LETTERS and word[-2] in _VOWELS):
        return word
    if word.endswith("ies"):
        return word[:-1] if len(word) <= _SHORT else word[:-3] + "y"
    return word[:-2] if word.endswith(_PLURAL_IN_ES) else word[:-1]


def _irregular_forms() -> dict[str, str]:
    """Return the forms that no rule takes down to their words."""
    forms = {word.replace("'", ""): word for word in words("english_contractions.txt")}
    for adjective in words("english_adjectives.txt"):
        forms.update(dict.fromkeys(comparison(adjective), adjective))
    for name, ending in (("english_ie.txt", "s"), ("english_in_s.txt", "es"), ("english_plain_s.txt", "s")):
        forms.update({word + ending: word for word in words(name)})
    for word, irregular in read_rows("english_irregular.tsv"):
        forms.update(dict.fromkeys(irregular.split(), word))
    prefixes = ["", *words("english_prefixes.txt")]
    for verb, irregular in read_rows("english_irregular_verbs.tsv"):
        forms.update({prefix + form: prefix + verb for form in irregular.split() for prefix in prefixes})
    return forms

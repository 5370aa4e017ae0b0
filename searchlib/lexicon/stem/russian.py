"""The Russian stemmer.

Listed stems first, rules for all other words. Both speak of whole paradigms, after the inflectional classes of
Zaliznyak's "Grammatical dictionary of the Russian language" (1977): whatever is taken off a noun without an ending
is taken off its other cases too, by stripping again what is left. So карабах and карабаха, алиев and алиеву meet,
which they do not in Porter's Snowball stemmer (2001), where the end of a name is mistaken for an ending in the
nominative alone.

The tables are ``data/russian_*.tsv``; each says in its head how it is read.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from searchlib.kernels.affixes import Suffixes
from searchlib.lexicon.stem.russian_endings import EndingRules
from searchlib.lexicon.stem.russian_stems import VOWELS, StemLexicon
from searchlib.lexicon.stem.sizes import STEMS_KEPT
from searchlib.lexicon.stem.suffix_chains import read_rows

_RUSSIAN = re.compile("[а-я]{2,40}")
_REFLEXIVE: Final = ("ся", "сь")


class RussianStemmer:
    """Takes Russian words down to their stems.

    A stem of a verb is its infinitive or what is left without the theme vowel, that of a noun the form without an
    ending: they are keys to compare, most of them readable. ё counts as е. Terms with anything but Russian letters
    stay. About one stem in seventy is no stem of itself, where it is spelt like a form of another word: знаком, of
    знакомый, is also the instrumental of знак.

    Example:
        >>> stemmer = RussianStemmer()
        >>> stemmer.stem("карабаха"), stemmer.stem("карабах"), stemmer.stem("алиевой")
        ('карабах', 'карабах', 'алиев')
        >>> stemmer.stem("рисует"), stemmer.stem("рисовали"), stemmer.stem("отцу")
        ('рисовать', 'рисовать', 'отец')
    """

    def __init__(self) -> None:
        self._lexicon = StemLexicon()
        self._rules = EndingRules()
        self._suffixes = Suffixes(
            {
                suffix: int(fewest)
                for suffixes, fewest in read_rows("russian_derivation.tsv")
                for suffix in suffixes.split()
            }
        )

        self._stem_of = lru_cache(STEMS_KEPT)(self._without_inflection)
        self._root_of = lru_cache(STEMS_KEPT)(self._without_derivation)

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
        word = term.replace("ё", "е")
        if not _RUSSIAN.fullmatch(word):
            return word
        return self._verb_with_particle(word) or self._lexicon.find(word) or self._settled(self._rules.strip(word))

    def _without_derivation(self, root: str) -> str:
        while shorter := self._without_suffix(root):
            root = shorter
        return root

    def _without_suffix(self, stem: str) -> str | None:
        for size, fewest in self._suffixes.of(stem, 1, len(stem) - 1):
            if len(stem) - size >= fewest and not VOWELS.isdisjoint(stem[:-size]):
                return stem[:-size].rstrip("ь")
        return None

    def _verb_with_particle(self, word: str) -> str | None:
        """Return the stem of a verb in -ся or -сь; None if the word is no such verb."""
        if not word.endswith(_REFLEXIVE) or self._lexicon.find_noun(word):
            return None
        verb = word[:-2]
        stem = self._lexicon.find_verb(verb)
        stripped = self._rules.strip_verb(verb)
        return stem or (self._settled(stripped) if stripped else None)

    def _settled(self, stem: str) -> str:
        """Return what a stem comes to when it is stripped like a word without an ending, as often as it can be."""
        while (known := self._lexicon.find_bare(stem)) is None and (shorter := self._rules.strip_closed(stem)):
            stem = shorter
        return known or self._rules.spell(stem)

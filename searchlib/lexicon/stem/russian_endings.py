"""What Russian endings become where no listed stem decides."""

from __future__ import annotations

from typing import Final, NamedTuple

from searchlib.kernels.affixes import Suffixes
from searchlib.lexicon.stem.russian_stems import ADJECTIVAL, VOWELS, read_paradigms, spell_out
from searchlib.lexicon.stem.suffix_chains import read_rows

CONSONANTS: Final = frozenset("бвгджзйклмнпрстфхцчшщъь")
CLOSED: Final = CONSONANTS - {"ь"}
"""Letters at the end of a noun without an ending; ь is an ending itself."""

_CLASSES: Final = {"C": CONSONANTS, "V": VOWELS, "CV": CONSONANTS | VOWELS}


class Rule(NamedTuple):
    """What an ending becomes after some letters."""

    replacement: str
    before: frozenset[str]


Rules = dict[str, list[Rule]]
Endings = Suffixes[list[Rule]]


class EndingRules:
    """The rules for the endings of words whose stems are not listed."""

    def __init__(self) -> None:
        words, verbs, closed, finals = Rules(), Rules(), Rules(), Rules()
        adjectival = {sign: list(read_paradigms()[name]) for sign, name in ADJECTIVAL.items()}
        for kind, endings, replacement, before in read_rows("russian_rules.tsv"):
            rule = Rule("" if replacement == "-" else replacement, _letters(before))
            for ending in spell_out(endings.split(), adjectival):
                if kind != "reflexive":
                    words.setdefault(ending, []).append(rule)
                    if ending[-1] in CLOSED:
                        closed.setdefault(ending, []).append(rule)
                if kind != "noun":
                    verbs.setdefault(ending, []).append(rule)
        for final, replacement, before in read_rows("russian_finals.tsv"):
            finals.setdefault(final, []).append(Rule(replacement, _letters(before)))
        self._word, self._verb, self._closed, self._finals = map(Endings, (words, verbs, closed, finals))

    def strip(self, word: str) -> str:
        """Return a word without its ending."""
        return _replaced(self._word, word) or word

    def strip_verb(self, word: str) -> str | None:
        """Return a verb without its ending; None if the word has no ending of a verb."""
        return _replaced(self._verb, word)

    def strip_closed(self, stem: str) -> str | None:
        """Return a stem without what would have been its ending, had it been a word; None if there is nothing.

        A noun has no ending in its nominative singular or its genitive plural, and what is taken off there must be
        taken off what the other cases leave.
        """
        if stem[-1] not in CLOSED or stem.endswith(("ий", "ай")):
            return None
        shorter = _replaced(self._closed, stem)
        return None if shorter == stem else shorter

    def spell(self, stem: str) -> str:
        """Return a stem with its end as it is without a fleeting vowel."""
        return _replaced(self._finals, stem) or stem


def _replaced(rules: Endings, word: str) -> str | None:
    """Return the word with its longest ending replaced, so that a vowel stays; None if no rule holds."""
    for size, endings in rules.of(word, 1, len(word) - 1):
        for replacement, before in endings:
            if word[-size - 1] in before:
                stem = word[:-size]
                if not VOWELS.isdisjoint(stem):
                    return stem + replacement
    return None


def _letters(condition: str) -> frozenset[str]:
    return _CLASSES.get(condition) or frozenset(condition)

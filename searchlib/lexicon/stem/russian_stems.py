"""Russian stems that the rules would mistake, and verbs whose stems change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from searchlib.kernels.affixes import Prefixes
from searchlib.lexicon.stem.suffix_chains import read_rows

NONE: Final = "-"
ADJECTIVAL: Final = {"%": "hard-adjective", "@": "soft-adjective"}
WHOLE: Final = "whole"
"""The paradigm of a word that takes no ending."""
UNPREFIXED: Final = "="
FIRST_CONJUGATION: Final = "1"
HUSHING: Final = "жшчщ"
SOFT_ENDS: Final = "ьяе"
VOWELS: Final = frozenset("аоуыэеиюя")


def read_paradigms() -> dict[str, frozenset[str]]:
    """Return the endings of each paradigm.

    Example:
        >>> "ого" in read_paradigms()["adjective"], "" in read_paradigms()["noun"]
        (True, True)
    """
    listed = {name: endings.split() for name, endings in read_rows("russian_paradigms.tsv")}
    adjectival = {sign: listed[name] for sign, name in ADJECTIVAL.items()}
    return {name: frozenset(spell_out(endings, adjectival)) for name, endings in listed.items()}


def spell_out(endings: Iterable[str], adjectival: dict[str, list[str]]) -> Iterator[str]:
    """Yield endings, those of participles with each ending of an adjective.

    Example:
        >>> list(spell_out(["-", "вш@"], {"@": ["ий", "ая"]}))
        ['', 'вший', 'вшая']
    """
    for ending in endings:
        if ending[-1] in adjectival:
            yield from (ending[:-1] + last for last in adjectival[ending[-1]])
        else:
            yield "" if ending == NONE else ending


Noun = tuple[str, str]
"""What a stem of a noun comes to, and its paradigm."""
Verb = tuple[int, str, str, bool, bool]
"""The line of a verb, the verb, the paradigm of its stem, whether it takes prefixes, and whether always the same."""

Found = tuple[int, str | None]
"""How many letters of a word a listed stem has, and what it comes to."""
NOT_LISTED: Final[Found] = (0, None)


class StemLexicon:
    """The listed stems, each with the endings that it may take.

    A verb is kept without its prefixes: they come off the word. All that is kept are strings and numbers, which the
    garbage collector need not look through.
    """

    def __init__(self) -> None:
        paradigms = {WHOLE: frozenset([""]), **read_paradigms()}
        self._paradigms_with = _by_ending(paradigms)
        self._longest = max(map(len, self._paradigms_with))
        self._nouns: dict[str, tuple[Noun, ...]] = {}
        for paradigm, entries in read_rows("russian_stems.tsv"):
            for entry in entries.split():
                self._add_noun(entry, paradigm, is_bare="" in paradigms[paradigm])
        self._verbs: dict[str, tuple[Verb, ...]] = {}
        for line, row in enumerate(read_rows("russian_verbs.tsv")):
            self._add_verb(line, *row)
        self._prefixes = {
            spelling.strip(NONE): spellings.split()[0].strip(NONE)
            for (spellings,) in read_rows("russian_prefixes.txt")
            for spelling in spellings.split()
        }
        self._noun_stems, self._verb_stems = Prefixes(self._nouns), Prefixes(self._verbs)
        self._before_verbs = Prefixes({prefix: None for prefix in self._prefixes if prefix})

    def find(self, word: str) -> str | None:
        """Return what the longest listed stem of a word comes to; None if no stem of it is listed.

        Of a noun and a verb that are spelt alike the noun goes first.
        """
        noun, verb = self._longest_noun(word), self._longest_verb(word)
        return (verb if verb[0] > noun[0] else noun)[1]

    def find_verb(self, word: str) -> str | None:
        """Return the infinitive of a listed verb; None if it is not listed."""
        return self._longest_verb(word)[1]

    def find_noun(self, word: str) -> str | None:
        """Return the stem of a listed noun, adjective or pronoun; None if it is not listed."""
        return self._longest_noun(word)[1]

    def find_bare(self, stem: str) -> str | None:
        """Return what a listed noun without an ending comes to; None if it is not listed.

        A word that takes its endings at another stem, or none, is no stem of a word with an ending: of рот comes рта,
        so рота is a noun of its own.
        """
        nouns = self._nouns.get(stem)
        if nouns is None:
            return None
        bare = self._paradigms_with[""]
        found = [(noun, paradigm) for noun, paradigm in nouns if paradigm in bare]
        if found and all(paradigm == WHOLE for _, paradigm in found):
            return stem.rstrip("ь") + ("я" if stem.endswith("ь") else "а")
        return next((noun for noun, _ in found), None)

    def _add_noun(self, entry: str, paradigm: str, *, is_bare: bool) -> None:
        """Add the stems of a noun; `is_bare` says that its paradigm has a form without an ending."""
        noun, _, spellings = entry.partition(":")
        bare = noun if is_bare else noun.rstrip(SOFT_ENDS)
        if spellings or bare != noun:
            self._nouns[noun] = (*self._nouns.get(noun, ()), (noun, WHOLE))
        for spelling in spellings.split(",") if spellings else [bare]:
            stem, taken = _stem(spelling, paradigm)
            self._nouns[stem] = (*self._nouns.get(stem, ()), (noun, taken))

    def _add_verb(self, line: int, listed: str, conjugation: str, present: str, past: str) -> None:
        """Add the stems of a verb; one listed with its whole paradigm is under the first spelling of a prefix."""
        verb = listed.lstrip(UNPREFIXED)
        is_prefixed, is_one_verb = verb == listed, past != NONE and verb[-1] in "ьи"
        stems = [(verb, WHOLE)]
        stems += [_stem(stem, present_paradigm(stem, conjugation)) for stem in _listed(present)]
        stems += [_stem(stem, past_paradigm(stem)) for stem in _listed(past)]
        for stem, paradigm in stems:
            self._verbs[stem] = (*self._verbs.get(stem, ()), (line, verb, paradigm, is_prefixed, is_one_verb))

    def _longest_noun(self, word: str) -> Found:
        for size, nouns in self._noun_stems.of(word, len(word) - self._longest, len(word)):
            paradigms = self._paradigms_with.get(word[size:], ())
            for noun, paradigm in nouns:
                if paradigm in paradigms:
                    return size, noun
        return NOT_LISTED

    def _longest_verb(self, word: str) -> Found:
        """Return the verb with the longest stem, prefix and all; of several the one that is listed first."""
        found, first = NOT_LISTED, 0
        letters = len(word)
        for size, start, verbs in self._verb_stems.behind(self._before_verbs, word, letters - self._longest, letters):
            if size < found[0]:
                break
            paradigms = self._paradigms_with.get(word[size:], ())
            for line, verb, paradigm, is_prefixed, is_one_verb in verbs:
                if paradigm in paradigms and (is_prefixed or not start) and (found is NOT_LISTED or line < first):
                    prefix = self._prefixes[word[:start]] if is_one_verb else word[:start]
                    found, first = (size, prefix + verb), line
        return found


def _by_ending(paradigms: dict[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return the paradigms that have each ending."""
    found: dict[str, set[str]] = {}
    for paradigm, endings in paradigms.items():
        for ending in endings:
            found.setdefault(ending, set()).add(paradigm)
    return {ending: frozenset(having) for ending, having in found.items()}


def _stem(spelling: str, paradigm: str) -> tuple[str, str]:
    """Return a stem and its paradigm; with a point behind it, it is a whole word."""
    return (spelling.rstrip("."), WHOLE) if spelling.endswith(".") else (spelling, paradigm)


def _listed(stems: str) -> list[str]:
    return [] if stems == NONE else stems.split()


def present_paradigm(stem: str, conjugation: str) -> str:
    """Return the paradigm of a present stem.

    Example:
        >>> present_paradigm("пиш", "1"), present_paradigm("ход", "2"), present_paradigm("крич", "2")
        ('first', 'second', 'hushing')
    """
    if conjugation == FIRST_CONJUGATION:
        return "first"
    return "hushing" if stem[-1] in HUSHING else "second"


def past_paradigm(stem: str) -> str:
    """Return the paradigm of a past stem.

    Example:
        >>> past_paradigm("писа"), past_paradigm("ходи"), past_paradigm("шел"), past_paradigm("вед")
        ('broad', 'vowel', 'lateral', 'consonant')
    """
    if stem[-1] in VOWELS:
        return "broad" if stem[-1] == "а" else "vowel"
    return "lateral" if stem[-1] == "л" else "consonant"

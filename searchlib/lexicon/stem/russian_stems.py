"""Russian stems that the rules would mistake, and verbs whose stems change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from searchlib.kernels.affixes import Prefixes
from searchlib.lexicon.stem.suffix_chains import read_rows

NONE: Final = "-"
ADJECTIVAL: Final = {"%": "hard-adjective", "@": "soft-adjective"}
WHOLE: Final = frozenset({""})
UNPREFIXED: Final = "="
FIRST_CONJUGATION: Final = "1"
HUSHING: Final = "жшчщ"
SOFT_ENDS: Final = "ьяе"
VOWELS: Final = frozenset("аоуыэеиюя")

Entry = tuple[str, frozenset[str]]
"""What a stem comes to, and the endings that it takes."""
Stems = dict[str, list[Entry]]
"""By its spelling, what a stem comes to there."""


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


class StemLexicon:
    """The listed stems, each with the endings that it may take."""

    def __init__(self) -> None:
        self._paradigms = read_paradigms()
        self._longest = max(len(ending) for endings in self._paradigms.values() for ending in endings)
        self._nouns: Stems = {}
        self._verbs: Stems = {}
        for paradigm, entries in read_rows("russian_stems.tsv"):
            for entry in entries.split():
                self._add_noun(entry, self._paradigms[paradigm])
        prefixes = [[p.strip(NONE) for p in row[0].split()] for row in read_rows("russian_prefixes.txt")]
        for verb, conjugation, present, past in read_rows("russian_verbs.tsv"):
            stems = [(stem, _present_paradigm(stem, conjugation)) for stem in _listed(present)]
            stems += [(stem, _past_paradigm(stem)) for stem in _listed(past)]
            for spellings in [[""]] if verb.startswith(UNPREFIXED) else prefixes:
                self._add_verb(verb.lstrip(UNPREFIXED), stems, spellings, is_whole=past != NONE and verb[-1] in "ьи")
        self._noun_stems, self._verb_stems = Prefixes(self._nouns), Prefixes(self._verbs)
        # Of a noun and a verb that are spelt alike the noun goes first.
        both = self._nouns.keys() | self._verbs.keys()
        self._stems = Prefixes({stem: self._nouns.get(stem, []) + self._verbs.get(stem, []) for stem in both})

    def find(self, word: str) -> str | None:
        """Return what the longest listed stem of a word comes to; None if no stem of it is listed."""
        return self._longest_stem(word, self._stems)

    def find_verb(self, word: str) -> str | None:
        """Return the infinitive of a listed verb; None if it is not listed."""
        return self._longest_stem(word, self._verb_stems)

    def find_noun(self, word: str) -> str | None:
        """Return the stem of a listed noun, adjective or pronoun; None if it is not listed."""
        return self._longest_stem(word, self._noun_stems)

    def find_bare(self, stem: str) -> str | None:
        """Return what a listed noun without an ending comes to; None if it is not listed.

        A word that takes its endings at another stem, or none, is no stem of a word with an ending: of рот comes рта,
        so рота is a noun of its own.
        """
        found = [(noun, endings) for noun, endings in self._nouns.get(stem, ()) if "" in endings]
        if found and all(endings is WHOLE for _, endings in found):
            return stem.rstrip("ь") + ("я" if stem.endswith("ь") else "а")
        return next((noun for noun, _ in found), None)

    def _add_noun(self, entry: str, endings: frozenset[str]) -> None:
        noun, _, spellings = entry.partition(":")
        bare = noun if "" in endings else noun.rstrip(SOFT_ENDS)
        if spellings or bare != noun:
            _add(self._nouns, noun, (noun, WHOLE))
        for spelling in spellings.split(",") if spellings else [bare]:
            _add(self._nouns, spelling, (noun, endings))

    def _add_verb(self, verb: str, stems: list[tuple[str, str]], prefixes: list[str], *, is_whole: bool) -> None:
        """Add a verb with the spellings of a prefix; one listed with its whole paradigm under the first of them."""
        for prefix in prefixes:
            infinitive = (prefixes[0] if is_whole else prefix) + verb
            _add(self._verbs, prefix + verb, (infinitive, WHOLE))
            for stem, paradigm in stems:
                _add(self._verbs, prefix + stem, (infinitive, self._paradigms[paradigm]))

    def _longest_stem(self, word: str, stems: Prefixes[list[Entry]]) -> str | None:
        for size, entries in stems.of(word, len(word) - self._longest, len(word)):
            ending = word[size:]
            for stem, endings in entries:
                if ending in endings:
                    return stem
        return None


def _add(stems: Stems, spelling: str, entry: Entry) -> None:
    is_whole = spelling.endswith(".")
    stems.setdefault(spelling.rstrip("."), []).append((entry[0], WHOLE) if is_whole else entry)


def _listed(stems: str) -> list[str]:
    return [] if stems == NONE else stems.split()


def _present_paradigm(stem: str, conjugation: str) -> str:
    if conjugation == FIRST_CONJUGATION:
        return "first"
    return "hushing" if stem[-1] in HUSHING else "second"


def _past_paradigm(stem: str) -> str:
    if stem[-1] in VOWELS:
        return "broad" if stem[-1] == "а" else "vowel"
    return "lateral" if stem[-1] == "л" else "consonant"

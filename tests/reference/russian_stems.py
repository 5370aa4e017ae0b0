"""The slow, obvious twin of the lexicon of Russian stems: every verb with every prefix, a look-up for every length."""

from __future__ import annotations

from searchlib.lexicon.stem.russian_stems import SOFT_ENDS, past_paradigm, present_paradigm, read_paradigms
from searchlib.lexicon.stem.suffix_chains import read_rows

Entries = dict[str, list[tuple[str, frozenset[str]]]]
"""By the letters of a stem, what it comes to and the endings that it takes."""

WHOLE = frozenset([""])


class StemDictionary:
    def __init__(self) -> None:
        self.nouns: Entries = {}
        self.verbs: Entries = {}
        self._paradigms = read_paradigms()
        for paradigm, entries in read_rows("russian_stems.tsv"):
            for entry in entries.split():
                self._add_noun(entry, self._paradigms[paradigm])
        prefixes = [[prefix.strip("-") for prefix in row[0].split()] for row in read_rows("russian_prefixes.txt")]
        for verb, conjugation, present, past in read_rows("russian_verbs.tsv"):
            for spellings in [[""]] if verb.startswith("=") else prefixes:
                self._add_verb(verb, conjugation, present, past, spellings)

    def find_noun(self, word: str) -> str | None:
        return self._longest(word, self.nouns)[1]

    def find_verb(self, word: str) -> str | None:
        return self._longest(word, self.verbs)[1]

    def find(self, word: str) -> str | None:
        noun, verb = self._longest(word, self.nouns), self._longest(word, self.verbs)
        return (verb if verb[0] > noun[0] else noun)[1]

    def find_bare(self, stem: str) -> str | None:
        found = [(noun, endings) for noun, endings in self.nouns.get(stem, []) if "" in endings]
        if found and all(endings is WHOLE for _, endings in found):
            return stem[:-1] + "я" if stem[-1] == "ь" else stem + "а"
        return found[0][0] if found else None

    @staticmethod
    def _longest(word: str, entries: Entries) -> tuple[int, str | None]:
        for size in range(len(word), 0, -1):
            for stem, endings in entries.get(word[:size], ()):
                if word[size:] in endings:
                    return size, stem
        return 0, None

    def _add_noun(self, entry: str, endings: frozenset[str]) -> None:
        noun, _, spellings = entry.partition(":")
        bare = noun if "" in endings else noun.rstrip(SOFT_ENDS)
        if spellings or bare != noun:
            _add(self.nouns, noun, noun, WHOLE)
        for spelling in spellings.split(",") if spellings else [bare]:
            _add(self.nouns, spelling, noun, endings)

    def _add_verb(self, listed: str, conjugation: str, present: str, past: str, prefixes: list[str]) -> None:
        verb, is_one_verb = listed.lstrip("="), past != "-" and listed[-1] in "ьи"
        for prefix in prefixes:
            infinitive = (prefixes[0] if is_one_verb else prefix) + verb
            _add(self.verbs, prefix + verb, infinitive, WHOLE)
            for stem in present.replace("-", "").split():
                _add(self.verbs, prefix + stem, infinitive, self._paradigms[present_paradigm(stem, conjugation)])
            for stem in past.replace("-", "").split():
                _add(self.verbs, prefix + stem, infinitive, self._paradigms[past_paradigm(stem)])


def _add(entries: Entries, spelling: str, stem: str, endings: frozenset[str]) -> None:
    is_whole = spelling.endswith(".")
    entries.setdefault(spelling.rstrip("."), []).append((stem, WHOLE if is_whole else endings))

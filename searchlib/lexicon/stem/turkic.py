"""The method of the two stemmers: strip the suffix chain that leaves the best stem.

Every ending that the morphotactic graph allows after the rest of the word gives a candidate stem. The stem is chosen by
what is known of it, the longer one first:

1. a root of the lexicon (``kitab-ı`` → *kitab*);
2. a root of the lexicon with derivational suffixes (``film-çi-lər`` → *filmçi*);
3. an ending typical of loanwords and names (``fraksiya-nın`` → *fraksiya*);
4. otherwise the shortest stem that is not shorter than its ending asks for, and then the same again.

The idea of longest-match stripping without a full dictionary is that of Eryiğit and Adalı (2004); a small lexicon as
referee follows Solak and Can, "Effects of stemming on Turkish text retrieval" (1994).
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from searchlib.lexicon.stem.harmony import CONTEXT_COUNT, ENDING_COUNT, ENDINGS, HARMONY, VOWEL, context_of
from searchlib.lexicon.stem.roots import NOUN, VERB, Root, RootLexicon
from searchlib.lexicon.stem.suffix_chains import KNOWN_ONLY, NEVER, ChainTable

APOSTROPHE: Final = "'"
LONGEST_WORD: Final = 80
"""Letters beyond which a term is no word; the longest that Turkish is known for has 70."""
SHORTEST_NAME: Final = 2
SHORT_NAME: Final = 3
"""Letters before an apostrophe: at least, and where only a usual ending counts (``mə'na`` is one word)."""
SHORTEST_LOAN: Final = 5
"""Letters of a word with one of the endings typical of loanwords."""
NO_VERB_VOWELS: Final = "ıiuüoö"
RARE_SEAMS: Final = frozenset(("os", "us"))
"""Words in o and u are few and seldom possessed, names in -os and -us many: ``barbados-u``."""
NO_FINAL_VOWEL: Final = "ö"
"""No Turkic word of several syllables ends in this vowel, so ``kadıköye`` is not ``kadıkö-ye``."""


class Morphology(NamedTuple):
    """What a language brings: its chains, its roots and its spelling rules."""

    inflection: ChainTable
    derived_nouns: ChainTable
    derived_verbs: ChainTable
    voices: ChainTable
    roots: RootLexicon
    irregular: Mapping[str, str]
    final_endings: tuple[str, ...]
    restore: Callable[[str], str]


class TurkicStemmer:
    """A stemmer over a `Morphology`: pure, deterministic, without a cache. The two languages subclass it."""

    def __init__(self, morphology: Morphology) -> None:
        self._morphology = morphology

    def stem(self, term: str) -> str:
        """The term without its inflection: case, number, possession, person, tense.

        Args:
            term: a normalised term, NFC and lower-cased by the language's rules; any other string is accepted and
                comes back as it is unless it happens to end like a word of the language.
        """
        if len(term) > LONGEST_WORD:
            return term
        if APOSTROPHE in term:
            term = self._without_apostrophe(term)
            if APOSTROPHE in term:
                return term
        while True:
            shorter = self._inflection_off(term)
            if shorter not in self._morphology.roots:
                shorter = self._morphology.restore(shorter)
            if shorter == term:
                return term
            term = shorter

    def root(self, term: str) -> str:
        """The stem without its derivational suffixes: what *film* and *filmçi* have in common."""
        stem = self.stem(term)
        while True:
            shorter = self.stem(self._derivation_off(stem))
            if shorter == stem or len(shorter) > len(stem):
                return stem
            stem = shorter

    def _without_apostrophe(self, term: str) -> str:
        """Take off an ending written after an apostrophe, which proper names have in Turkish.

        A derivational suffix joins the name (``istanbul'lular`` → ``istanbullular``). Names are often pronounced unlike
        their letters, so harmony is not asked for.
        """
        while True:
            name, _, ending = term.rpartition(APOSTROPHE)
            if len(name) < SHORTEST_NAME:
                return term
            if self._may_follow_name(self._morphology.inflection, name, ending):
                term = name
            elif self._is_derived_ending(name, ending):
                term = name + ending
            else:
                return term

    def _is_derived_ending(self, name: str, ending: str) -> bool:
        return any(
            self._may_follow_name(self._morphology.derived_nouns, name, ending[:end])
            and (end == len(ending) or ending[end:] in self._morphology.inflection)
            for end in range(2, len(ending) + 1)
        )

    @staticmethod
    def _may_follow_name(table: ChainTable, name: str, ending: str) -> bool:
        profile = table.get(ending)
        if profile is None:
            return False
        is_vowel_final = ENDINGS.get(name[-1]) == VOWEL
        contexts = range(VOWEL, CONTEXT_COUNT, ENDING_COUNT) if is_vowel_final else range(CONTEXT_COUNT)
        need = min(profile[context] for context in contexts)
        return need < KNOWN_ONLY or (need == KNOWN_ONLY and len(name) > SHORT_NAME)

    def _inflection_off(self, term: str) -> str:
        morphology = self._morphology
        irregular = morphology.irregular.get(term)
        if irregular is not None:
            return irregular
        if term in morphology.roots:
            return term
        roots = morphology.roots.prefixes(term)
        return self._known_root(term, roots) or self._derived_stem(term, roots) or self._unknown_stem(term)

    def _known_root(self, term: str, roots: Iterable[Root]) -> str | None:
        """The longest root that the inflection leads to from, if need be through a voice of the verb."""
        inflection = self._morphology.inflection
        second_choice = None
        for root in roots:
            profile = inflection.get(term[root.size :])
            if profile is not None and _fits(profile, root.kinds, root.context):
                if second_choice is None and _may_be_plural(term, root):
                    second_choice = root.text
                    continue
                return root.text
            if root.kinds & VERB and self._has_voice(term, root):
                return root.text
        return second_choice

    def _has_voice(self, term: str, root: Root) -> bool:
        """Whether a voice, or a voice and a verbal ending, leads from the root to the term."""
        voices = self._morphology.voices
        inflection = self._morphology.inflection
        if not voices.may_begin(term, root.size):
            return False
        for end in range(root.size + 1, min(len(term), root.size + voices.longest) + 1):
            profile = voices.get(term[root.size : end])
            if profile is not None and profile[CONTEXT_COUNT + root.context] < NEVER:
                if end == len(term):
                    return True
                ending = inflection.get(term[end:])
                if ending is not None and _fits(ending, VERB, context_of(term[:end])):
                    return True
        return False

    def _derived_stem(self, term: str, roots: Iterable[Root]) -> str | None:
        """The longest stem that derivation builds on a known root and inflection leads on from."""
        inflection = self._morphology.inflection
        tables = ((NOUN, self._morphology.derived_nouns), (VERB, self._morphology.derived_verbs))
        for root in roots:
            for kind, table in tables:
                if not table.may_begin(term, root.size):
                    continue
                for end in range(min(len(term), root.size + table.longest), root.size, -1):
                    profile = table.get(term[root.size : end])
                    if profile is None or not _fits(profile, root.kinds, root.context):
                        continue
                    if end == len(term):
                        return term
                    ending = inflection.get(term[end:])
                    if ending is not None and _fits(ending, kind, context_of(term[:end])):
                        return term[:end]
        return None

    def _unknown_stem(self, term: str) -> str:
        """The shortest stem that its ending allows, unless a longer one looks like a loanword or a name."""
        inflection = self._morphology.inflection
        final_endings = self._morphology.final_endings
        size = len(term)
        best = term
        if size >= SHORTEST_LOAN and term.endswith(final_endings):
            return term
        for start in range(size - 1, max(1, size - inflection.longest - 1), -1):
            profile = inflection.get(term[start:])
            if profile is None:
                continue
            stem = term[:start]
            context = context_of(stem)
            if context < 0:
                break
            if start >= SHORTEST_LOAN and stem.endswith(final_endings) and profile[context] <= start:
                return stem
            is_noun = profile[context] <= start and not _is_no_noun(stem)
            is_verb = profile[context + CONTEXT_COUNT] <= start and not _is_no_verb(stem)
            if (is_noun or is_verb) and (stem[-1] + term[start]) not in RARE_SEAMS and stem[-1] != NO_FINAL_VOWEL:
                best = stem
        return best

    def _derivation_off(self, stem: str) -> str:
        """One derivational chain off: down to a known root, or else the longest chain that an unknown stem allows."""
        tables = (self._morphology.derived_nouns, self._morphology.derived_verbs)
        for root in self._morphology.roots.prefixes(stem):
            for table in tables:
                profile = table.get(stem[root.size :])
                if profile is not None and _fits(profile, root.kinds, root.context):
                    return root.text
        if stem in self._morphology.roots:
            return stem
        for table in tables:
            for start in range(max(1, len(stem) - table.longest), len(stem)):
                profile = table.get(stem[start:])
                context = context_of(stem[:start])
                if profile is not None and context >= 0 and profile[context] <= start:
                    return stem[:start]
        return stem


def _fits(profile: bytes, kinds: int, context: int) -> bool:
    """Whether an ending may stand after a known stem of one of the given kinds."""
    return context >= 0 and bool(
        (kinds & NOUN and profile[context] < NEVER) or (kinds & VERB and profile[CONTEXT_COUNT + context] < NEVER)
    )


def _may_be_plural(term: str, root: Root) -> bool:
    """Whether the aorist of a verb in -la may as well be the plural of its noun: ``parça-lar``, not ``parçala-r``."""
    return root.kinds == VERB and root.text[-2] == "l" and term[root.size] == "r"


def _is_no_noun(stem: str) -> bool:
    """Whether an unknown stem cannot be a noun: none ends in a consonant and l, so ``buzlu`` is not ``buzl-u``."""
    return stem[-1] == "l" and stem[-2:-1] not in HARMONY


def _is_no_verb(stem: str) -> bool:
    """Whether an unknown stem cannot be a verb.

    No Turkic verb ends in a consonant and d, so ``bildirdi`` is not ``bild-irdi``; those that end in another vowel than
    the low ones are few and in the lexicon, so ``təkidi`` is not ``təki-di``.
    """
    return stem[-1] in NO_VERB_VOWELS or (stem[-1] == "d" and stem[-2:-1] not in HARMONY)

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

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from searchlib.kernels.chains import Chains
from searchlib.lexicon.stem.harmony import CONTEXT_COUNT, ENDING_COUNT, ENDINGS, HARMONY, VOWEL, context_of
from searchlib.lexicon.stem.phonotactics import NO_NOUN_ENDS, NO_VERB_ENDS
from searchlib.lexicon.stem.roots import Roots, RootTable
from searchlib.lexicon.stem.sizes import ROOTS_KEPT
from searchlib.lexicon.stem.suffix_chains import KNOWN_ONLY, NEVER, NOWHERE, SHORTEST_STEM

APOSTROPHE: Final = "'"
LONGEST_WORD: Final = 80
"""Letters beyond which a term is no word; the longest that Turkish is known for has 70."""
SHORTEST_NAME: Final = 2
SHORT_NAME: Final = 3
"""Letters before an apostrophe: at least, and where only a usual ending counts (``mə'na`` is one word)."""
POSSESSIVE_VOWELS: Final = "ıiuü"
JOINING: Final = "n"
"""What a possessive of the third person ends in, and what stands between it and the ending of a case."""
SILENT: Final = "e"
"""The vowel that is not heard at the end of many English names: ``google'ın``."""
SHORTEST_LOAN: Final = 5
"""Letters of a word with one of the endings typical of loanwords."""
NOUN, VERB = 0, CONTEXT_COUNT
"""Where the part of a profile begins that is about nouns, and the one about verbs."""
FINAL_LETTERS: Final = 2
"""Letters of the shortest of these endings."""
RARE_SEAMS: Final = frozenset(("os", "us"))
"""Words in o and u are few and seldom possessed, names in -os and -us many: ``barbados-u``."""
BEFORE_FINAL_U: Final = "cçl"
"""Consonants of suffixes in u: ``oxucu-su``."""
NAMES_IN_I: Final = ("ski", "rki", "rri", "dze")
"""Ends of names in a vowel, whose genitive looks like a name in -in: ``zelenski-nin``."""
INITIALS: Final = "dlnsy"
"""Consonants that endings after a vowel begin with."""
CLUSTERS: Final = frozenset(("ld", "nd", "rd", "ft", "ht", "kt", "pt", "st", "şt", "xt"))
"""Those with the d or t of the locative: ``leonard-a``, ``leonar-da``."""
PLURAL_REST: Final = ("ar", "ər", "er")
NO_FINAL_VOWEL: Final = "ö"
"""No Turkic word of several syllables ends in this vowel, so ``kadıköye`` is not ``kadıkö-ye``."""


class Morphology(NamedTuple):
    """What a language brings: its chains, its roots and its spelling rules."""

    inflection: Chains
    derived_nouns: Chains
    derived_verbs: Chains
    voices: Chains
    roots: RootTable
    own_roots: frozenset[str]
    """Words that derivation is not to be taken off, for they only look derived."""
    irregular: Mapping[str, str]
    final_endings: tuple[str, ...]
    restore: Callable[[str], str]
    foreign_endings: tuple[str, ...] = ()
    """A vowel and a consonant each, which are part of a name where no suffix would have that vowel: ``puşkin-in``."""
    homographs: Mapping[str, str] = {}
    """Words that are spelt like a form of another, and the stem of that: what they have in common is a root."""
    unmarked: Sequence[tuple[str, str]] = ()
    """Letters whose marks writers set or leave out, and the letters without."""


class TurkicStemmer:
    """A stemmer over a `Morphology`: pure and deterministic. The two languages subclass it."""

    def __init__(self, morphology: Morphology) -> None:
        self._irregular = morphology.irregular
        self._unmarked = morphology.unmarked
        self._restore = morphology.restore
        self._roots = morphology.roots
        self._own_roots = morphology.own_roots
        self._settled = frozenset(morphology.roots).difference(morphology.irregular)
        self._inflection = morphology.inflection
        self._derived_nouns = morphology.derived_nouns
        self._derived = ((NOUN, morphology.derived_nouns), (VERB, morphology.derived_verbs))
        self._voices = morphology.voices
        self._final_endings = morphology.final_endings
        self._foreign_endings = morphology.foreign_endings
        all_endings = (*morphology.final_endings, *morphology.foreign_endings)
        self._final_tails = frozenset(ending[-FINAL_LETTERS:] for ending in all_endings)
        self._homographs = morphology.homographs
        self._latest = ("", "")
        self._root_of = lru_cache(maxsize=ROOTS_KEPT)(self._root_of_stem)

    def stem(self, term: str) -> str:
        """The term without its inflection: case, number, possession, person, tense.

        Args:
            term: a normalised term, NFC and lower-cased by the language's rules; any other string is accepted and
                comes back as it is unless it happens to end like a word of the language.
        """
        latest, stem = self._latest
        if term != latest:
            stem = self._stem_of(term)
            self._latest = (term, stem)
        return stem

    def is_root(self, stem: str) -> bool:
        """Whether a stem is a word of the table of roots."""
        return stem in self._roots

    def root(self, term: str) -> str:
        """The stem without its derivational suffixes: what *film* and *filmçi* have in common."""
        return self._root_of(self.stem(term))

    def root_of(self, stem: str) -> str:
        """One of its stems without derivational suffixes."""
        return self._root_of(stem)

    def _stem_of(self, term: str) -> str:
        if len(term) > LONGEST_WORD:
            return term
        for marked, plain in self._unmarked:
            if marked in term:
                term = term.replace(marked, plain)
        if APOSTROPHE in term:
            term = self._without_apostrophe(term)
            if APOSTROPHE in term:
                return term
        settled = self._settled
        while term not in settled:
            shorter = self._inflection_off(term)
            if shorter not in settled:
                shorter = self._restore(shorter)
                if shorter == term:
                    break
            term = shorter
        return term

    def _root_of_stem(self, stem: str) -> str:
        while True:
            shorter = self._stem_of(self._derivation_off(stem))
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
            if self._may_follow_name(self._inflection, name, ending) or self._may_follow_possessed(name, ending):
                term = name
            elif self._is_derived_ending(name, ending):
                term = name + ending
            else:
                return term

    def _is_derived_ending(self, name: str, ending: str) -> bool:
        return any(
            self._may_follow_name(self._derived_nouns, name, ending[:end])
            and (end == len(ending) or self._inflection.profile(ending, end) is not None)
            for end in range(2, len(ending) + 1)
        )

    def _may_follow_possessed(self, name: str, ending: str) -> bool:
        """Whether an ending stands after the n that joins it to a possessive: ``bankası'ndan``, ``imamoğlu'na``."""
        is_joined = name[-1] in POSSESSIVE_VOWELS and ending[:1] == JOINING
        return is_joined and self._may_follow_name(self._inflection, name + JOINING, ending[1:])

    @staticmethod
    def _may_follow_name(table: Chains, name: str, ending: str) -> bool:
        profile = table.profile(ending, 0)
        if profile is None:
            return False
        is_vowel_final = ENDINGS.get(name[-1]) == VOWEL and name[-1] != SILENT
        contexts = range(VOWEL, CONTEXT_COUNT, ENDING_COUNT) if is_vowel_final else range(CONTEXT_COUNT)
        need = min(profile[context] for context in contexts)
        return need < KNOWN_ONLY or (need == KNOWN_ONLY and len(name) > SHORT_NAME)

    def _inflection_off(self, term: str) -> str:
        irregular = self._irregular.get(term)
        if irregular is not None:
            return irregular
        found = self._roots.beginning(term)
        if found:
            stem = self._known_root(term, found) or self._derived_stem(term, found)
            if stem:
                return stem
        return self._unknown_stem(term)

    def _known_root(self, term: str, found: Sequence[tuple[int, Roots]]) -> str | None:
        """The longest root that the inflection leads to from, if need be through a voice of the verb."""
        second_choice = None
        for start, roots in found:
            profile = self._inflection.profile(term, start)
            for root in roots:
                _, _, noun, verb, followed_by = root
                if followed_by and not term.startswith(followed_by, start):
                    continue
                if profile is not None and (profile[noun] < NEVER or profile[verb] < NEVER):
                    if second_choice is None and noun == NOWHERE and _may_be_plural(term, start):
                        second_choice = root.text(term[:start])
                        continue
                    return root.text(term[:start])
                if verb != NOWHERE and self._has_voice(term, start, verb):
                    return root.text(term[:start])
        return second_choice

    def _has_voice(self, term: str, start: int, verb: int) -> bool:
        """Whether a voice, or a voice and a verbal ending, leads from a root to the term."""
        for end, profile in self._voices.beginning(term, start):
            if profile[verb] == NEVER:
                continue
            if end == len(term) or (not _is_plural(term, end) and self._may_end(term, end, VERB)):
                return True
        return False

    def _may_end(self, term: str, start: int, kind: int) -> bool:
        """Whether an ending stands from a place in a term on, after a known stem of the given kind."""
        profile = self._inflection.profile(term, start)
        if profile is None:
            return False
        context = context_of(term[:start])
        return context >= 0 and profile[kind + context] < NEVER

    def _derived_stem(self, term: str, found: Sequence[tuple[int, Roots]]) -> str | None:
        """The longest stem that derivation builds on a known root and inflection leads on from."""
        length = len(term)
        for start, roots in found:
            for _, _, noun, verb, followed_by in roots:
                if followed_by and not term.startswith(followed_by, start):
                    continue
                for kind, table in self._derived:
                    for end, profile in table.beginning(term, start):
                        if profile[noun] == NEVER and profile[verb] == NEVER:
                            continue
                        if end == length:
                            return term
                        if self._may_end(term, end, kind):
                            return term[:end]
        return None

    def _unknown_stem(self, term: str) -> str:
        """The shortest stem that its ending allows, unless a longer one looks like a loanword or a name."""
        length = len(term)
        best = term
        if length >= SHORTEST_LOAN and self._is_final(term):
            return term
        for start, profile in self._inflection.ending(term, SHORTEST_STEM):
            stem = term[:start]
            context = context_of(stem)
            if context < 0:
                break
            is_noun = profile[context] <= start
            is_verb = profile[VERB + context] <= start
            if is_noun and start >= SHORTEST_LOAN and self._is_final(stem):
                return stem
            if (
                ((is_noun and stem[-2:] not in NO_NOUN_ENDS) or (is_verb and stem[-2:] not in NO_VERB_ENDS))
                and stem[-1] != NO_FINAL_VOWEL
                and (term[start - 1 : start + 1] not in RARE_SEAMS or stem[-2] in BEFORE_FINAL_U)
            ):
                best = stem
        return best

    def _is_final(self, stem: str) -> bool:
        """Whether a stem ends like a loanword or a name; two letters tell mostly that it does not."""
        if stem[-FINAL_LETTERS:] not in self._final_tails:
            return False
        return stem.endswith(self._final_endings) or self._is_foreign(stem)

    def _is_foreign(self, stem: str) -> bool:
        """Whether a stem has an end that would be a suffix but for its vowel."""
        if not stem.endswith(self._foreign_endings) or stem[:-1].endswith(NAMES_IN_I):
            return False
        before = context_of(stem[:-FINAL_LETTERS])
        return before >= 0 and before // ENDING_COUNT != context_of(stem) // ENDING_COUNT

    def _derivation_off(self, stem: str) -> str:
        """One derivational chain off: down to a known root, or else the longest chain that an unknown stem allows."""
        if stem in self._own_roots:
            return stem
        if stem in self._homographs:
            return self._homographs[stem]
        root = self._derived_from(stem)
        if root is not None:
            return root
        if stem in self._roots:
            return stem
        shorter = self._underived(stem)
        if shorter != stem or not _may_be_cut(stem):
            return shorter
        cut = self._stem_of(stem[:-1])
        return stem if cut in self._roots else cut

    def _derived_from(self, stem: str) -> str | None:
        """The longest known root that one chain leads from to the stem."""
        for start, roots in self._roots.beginning(stem):
            for root in roots:
                _, _, noun, verb, followed_by = root
                if followed_by and not stem.startswith(followed_by, start):
                    continue
                for _, table in self._derived:
                    profile = table.profile(stem, start)
                    if profile is not None and (profile[noun] < NEVER or profile[verb] < NEVER):
                        return root.text(stem[:start])
        return None

    def _underived(self, stem: str) -> str:
        """An unknown stem without the longest chain that it allows."""
        for _, table in self._derived:
            for start, profile in reversed(table.ending(stem, SHORTEST_STEM)):
                context = context_of(stem[:start])
                if context >= 0 and profile[context] <= start:
                    return stem[:start]
        return stem


def _may_be_cut(stem: str) -> bool:
    """Whether other forms of an unknown word may have lost its last consonant, taken for that of an ending.

    *kapitanın* is read as ``kapita-nın``, *ixtisası* as ``ixtisa-sı``, but *kapitan* and *ixtisas* as they are.
    """
    if len(stem) < SHORTEST_LOAN:
        return False
    return stem[-1] in INITIALS if stem[-2] in HARMONY else stem[-2:] in CLUSTERS


def _is_plural(term: str, end: int) -> bool:
    """Whether the l of a voice begins a plural: no passive has an aorist in -ar: ``uyarı-lar``, not ``uyar-ıl-ar``."""
    return term[end - 1] == "l" and term.startswith(PLURAL_REST, end)


def _may_be_plural(term: str, end: int) -> bool:
    """Whether the aorist of a verb in -la or -l may be the plural of its noun: ``parça-lar``, not ``parçala-r``."""
    if term[end - 1] == "l":
        return term.startswith(PLURAL_REST, end)
    return term[end - 2] == "l" and term.startswith("r", end)

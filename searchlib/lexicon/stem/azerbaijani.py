"""The Azerbaijani stemmer (Latin script)."""

from functools import cache
from typing import Final

from searchlib.lexicon.stem.harmony import VOWELS, Phonology
from searchlib.lexicon.stem.roots import RootLexicon
from searchlib.lexicon.stem.suffix_chains import read_chains, read_rows
from searchlib.lexicon.stem.turkic import Morphology, TurkicStemmer
from searchlib.lexicon.stem.typed import typed_morphology

PHONOLOGY: Final = Phonology(low="aəaə", velar="qkqk", soft_velar="ğyğy", is_dental_assimilated=False)
SOFTENING: Final = {"q": "ğ", "k": "y"}
VERB_SOFTENING: Final = {"t": "d"}
RESTORED: Final = frozenset("dlğy")
"""The last letters of stems that may end otherwise as a word."""
SOFTENED_VERBS: Final = ("lad", "ləd")
SHORT: Final = 3
FRONT_VOWELS: Final = "əiöü"
"""Those that a final k stands after; no Azerbaijani word of several syllables ends in -ek."""


class AzerbaijaniStemmer(TurkicStemmer):
    """Takes Azerbaijani words down to their stems.

    Example:
        >>> stemmer = AzerbaijaniStemmer()
        >>> stemmer.stem("filmçilərin"), stemmer.root("filmçilərin")
        ('filmçi', 'film')
    """

    def __init__(self) -> None:
        super().__init__(morphology())


class TypedAzerbaijaniStemmer(TurkicStemmer):
    """Takes Azerbaijani words typed without diacritics down to their stems, typed likewise.

    Example:
        >>> TypedAzerbaijaniStemmer().stem("seherlerimizden"), TypedAzerbaijaniStemmer().stem("usaginin")
        ('seher', 'usaq')
    """

    def __init__(self) -> None:
        super().__init__(typed_morphology(morphology(), restore_typed))


@cache
def morphology() -> Morphology:
    """Read what the language brings."""
    return Morphology(
        inflection=read_chains("azerbaijani_inflection"),
        derived_nouns=read_chains("azerbaijani_derived_nouns"),
        derived_verbs=read_chains("azerbaijani_derived_verbs"),
        voices=read_chains("azerbaijani_voices"),
        roots=RootLexicon("azerbaijani_roots.txt", SOFTENING, verb_softening=VERB_SOFTENING),
        own_roots=frozenset(word for (line,) in read_rows("azerbaijani_own_roots.txt") for word in line.split()),
        irregular={row[0]: row[1] for row in read_rows("azerbaijani_irregular.tsv")},
        final_endings=tuple(ending for (ending,) in read_rows("azerbaijani_final_endings.txt")),
        restore=restore,
        foreign_endings=tuple(ending for (ending,) in read_rows("azerbaijani_foreign_endings.txt")),
        homographs={row[0]: row[1] for row in read_rows("azerbaijani_homographs.tsv")},
    )


def restore_typed(stem: str) -> str:
    """Do the same to a stem typed without diacritics, whose g may be a ğ: ``usag`` → ``usaq``."""
    if len(stem) <= SHORT or VOWELS.isdisjoint(stem[:-2]):
        return stem
    if stem.endswith("ogl"):
        return stem + "u"
    return stem[:-1] + "q" if stem[-1] == "g" else restore(stem)


def restore(stem: str) -> str:
    """Give a stem of several syllables the end of a word: ``uşağ`` → ``uşaq``, ``genişləd`` → ``genişlət``."""
    if stem[-1:] not in RESTORED or len(stem) <= SHORT or VOWELS.isdisjoint(stem[:-2]):
        return stem
    if stem.endswith("oğl"):
        return stem + "u"
    if stem[-1] == "ğ":
        return stem[:-1] + "q"
    if stem[-1] == "y" and stem[-2] in FRONT_VOWELS:
        return stem[:-1] + "k"
    return stem[:-1] + "t" if stem.endswith(SOFTENED_VERBS) else stem

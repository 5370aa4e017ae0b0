"""The Turkish stemmer."""

from functools import cache
from typing import Final

from searchlib.lexicon.stem.harmony import ENDING_COUNT, ENDINGS, VOWEL, VOWELS, Phonology, context_of
from searchlib.lexicon.stem.roots import RootLexicon
from searchlib.lexicon.stem.suffix_chains import read_chains, read_rows
from searchlib.lexicon.stem.turkic import Morphology, TurkicStemmer
from searchlib.lexicon.stem.typed import typed, typed_morphology

PHONOLOGY: Final = Phonology(low="aeae", velar="kkkk", soft_velar="ğğğğ", is_dental_assimilated=True)
NARROWED_BEFORE: Final = ("ıyor", "iyor", "uyor", "üyor")
SOFTENING: Final = {"p": "b", "ç": "c", "k": "ğ"}
HARDENING: Final = {"b": "p", "c": "ç", "d": "t", "ğ": "k"}
RESTORED: Final = frozenset("l").union(HARDENING)
"""The last letters of stems that may end otherwise as a word."""
SHORT: Final = 3


class TurkishStemmer(TurkicStemmer):
    """Takes Turkish words down to their stems.

    Example:
        >>> stemmer = TurkishStemmer()
        >>> stemmer.stem("kitapçıların"), stemmer.root("kitapçıların")
        ('kitapçı', 'kitap')
    """

    def __init__(self) -> None:
        super().__init__(morphology())


class TypedTurkishStemmer(TurkicStemmer):
    """Takes Turkish words typed without diacritics down to their stems, typed likewise.

    Example:
        >>> TypedTurkishStemmer().stem("cocuklarimizin"), TypedTurkishStemmer().stem("gunlugu")
        ('cocuk', 'gunluk')
    """

    def __init__(self) -> None:
        super().__init__(typed_morphology(morphology(), restore_typed))


@cache
def morphology() -> Morphology:
    """Read what the language brings."""
    return Morphology(
        inflection=read_chains("turkish_inflection"),
        derived_nouns=read_chains("turkish_derived_nouns"),
        derived_verbs=read_chains("turkish_derived_verbs"),
        voices=read_chains("turkish_voices"),
        roots=RootLexicon("turkish_roots.txt", SOFTENING, narrowed_before=NARROWED_BEFORE),
        own_roots=frozenset(word for (line,) in read_rows("turkish_own_roots.txt") for word in line.split()),
        irregular={row[0]: row[1] for row in read_rows("turkish_irregular.tsv")},
        final_endings=tuple(ending for (ending,) in read_rows("turkish_final_endings.txt")),
        restore=restore,
        foreign_endings=tuple(ending for (ending,) in read_rows("turkish_foreign_endings.txt")),
        homographs={row[0]: row[1] for row in read_rows("turkish_homographs.tsv")},
        unmarked=(("â", "a"), ("î", "i"), ("û", "u")),
    )


def restore_typed(stem: str) -> str:
    """Do the same to a stem typed without diacritics, whose g may be a ğ: ``gunlug`` → ``gunluk``."""
    if len(stem) <= SHORT or VOWELS.isdisjoint(stem[:-2]) or stem.endswith("og"):
        return stem
    if stem.endswith("ogl"):
        return stem + "u"
    return stem[:-1] + "k" if stem[-1] == "g" else typed(restore(stem))


def restore(stem: str) -> str:
    """Give a stem the end that it has as a word: ``çocuğ`` → ``çocuk``, ``tıkl`` (from ``tıklıyor``) → ``tıkla``."""
    last = stem[-1:]
    if last not in RESTORED or len(stem) <= SHORT or VOWELS.isdisjoint(stem[:-2]):
        return stem
    if stem.endswith("oğl"):
        return stem + "u"
    if stem.endswith("oğ"):
        return stem[:-1] + "g"
    if last in HARDENING:
        return stem[:-1] + HARDENING[last]
    if stem[-2] not in VOWELS and ENDINGS.get(stem[-2], VOWEL) != VOWEL:
        return stem + PHONOLOGY.low[context_of(stem) // ENDING_COUNT]
    return stem

"""The Turkish stemmer."""

from typing import Final

from searchlib.lexicon.stem.harmony import ENDING_COUNT, ENDINGS, VOWEL, VOWELS, Phonology, context_of
from searchlib.lexicon.stem.roots import RootLexicon
from searchlib.lexicon.stem.suffix_chains import ChainTable, read_rows
from searchlib.lexicon.stem.turkic import Morphology, TurkicStemmer

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
        super().__init__(
            Morphology(
                inflection=ChainTable("turkish_inflection"),
                derived_nouns=ChainTable("turkish_derived_nouns"),
                derived_verbs=ChainTable("turkish_derived_verbs"),
                voices=ChainTable("turkish_voices"),
                roots=RootLexicon("turkish_roots.txt", SOFTENING, narrowed_before=NARROWED_BEFORE),
                own_roots=frozenset(word for (line,) in read_rows("turkish_own_roots.txt") for word in line.split()),
                irregular={row[0]: row[1] for row in read_rows("turkish_irregular.tsv")},
                final_endings=tuple(ending for (ending,) in read_rows("turkish_final_endings.txt")),
                restore=restore,
                unmarked=(("â", "a"), ("î", "i"), ("û", "u")),
            )
        )


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

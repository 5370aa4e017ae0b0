"""The Turkish stemmer."""

from typing import Final

from searchlib.lexicon.stem.harmony import ENDING_COUNT, ENDINGS, VOWEL, VOWELS, Phonology, context_of
from searchlib.lexicon.stem.roots import RootLexicon
from searchlib.lexicon.stem.suffix_chains import ChainTable, read_rows
from searchlib.lexicon.stem.turkic import Morphology, TurkicStemmer

PHONOLOGY: Final = Phonology(low="aeae", velar="kkkk", soft_velar="ğğğğ", is_dental_assimilated=True)
SOFTENING: Final = {"p": "b", "ç": "c", "k": "ğ"}
HARDENING: Final = {"b": "p", "c": "ç", "d": "t", "ğ": "k"}
SHORT: Final = 3
CIRCUMFLEX: Final = str.maketrans("âîû", "aiu")


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
                roots=RootLexicon("turkish_roots.txt", SOFTENING, narrowing="yor"),
                irregular={row[0]: row[1] for row in read_rows("turkish_irregular.tsv")},
                final_endings=tuple(ending for (ending,) in read_rows("turkish_final_endings.txt")),
                restore=restore,
            )
        )

    def stem(self, term: str) -> str:
        """The term without its inflection; circumflexes, which writers use or leave out, do not count."""
        return super().stem(term.translate(CIRCUMFLEX))


def restore(stem: str) -> str:
    """Give a stem the end that it has as a word: ``çocuğ`` → ``çocuk``, ``tıkl`` (from ``tıklıyor``) → ``tıkla``."""
    if len(stem) > SHORT and any(letter in VOWELS for letter in stem[:-2]):
        last = stem[-1]
        if stem.endswith("oğl"):
            return stem + "u"
        if last == "l" and stem[-2] not in VOWELS and ENDINGS.get(stem[-2], VOWEL) != VOWEL:
            return stem + PHONOLOGY.low[context_of(stem) // ENDING_COUNT]
        if stem.endswith("oğ"):
            return stem[:-1] + "g"
        if last in HARDENING:
            return stem[:-1] + HARDENING[last]
    return stem

"""How no Turkic word ends: two letters that tell that what is left of an unknown word is no stem.

A syllable loses in sonority from its vowel to its end (Selkirk, "On the major class features and syllable theory",
1984). Turkic words keep to that, and where Arabic ones do not they get a vowel (fikr, *fikir*); loans from European
languages have a few ends of their own.
"""

from typing import Final

from searchlib.lexicon.stem.harmony import ENDINGS, VOWELS

SONORITY: Final = ("bcçdgkpqt", "fhjsşvxzğ", "mn", "lr", "wy")
"""Consonants by how much of a vowel they are: stops, fricatives, nasals, liquids, glides."""
RISING_ENDS: Final = frozenset(("tr", "dr", "zm", "sm", "tm", "ks", "ps", "ts", "vr"))
"""Ends of loanwords in which sonority rises: ``teatr``, ``ritm``, ``kompleks``."""
DOUBLED_ENDS: Final = frozenset(("ss", "tt"))
"""The only consonants that loanwords end in twice; names in -ll are a matter of their own."""
NO_NOUN_RIMES: Final = frozenset(("əl", "əv", "ıc", "ic", "uc", "üc"))
"""What is left of adjectives and nouns in -əli, -əvi and -ici: ``səmərəl-i`` is ``səmərə-li``."""
VERB_VOWEL_ENDS: Final = frozenset(("la", "lə", "le", "sa", "sə", "se"))
"""The vowels that a verb outside the lexicon ends in, those of -la and -sa: ``qədəmə`` is not ``qədə-mə``."""
LIQUIDS: Final = "rln"
VOICELESS: Final = "çkpqst"
"""The consonants that a verb may end in two of: one of the first and one of the second, as ``sürt-``."""
CONSONANTS: Final = tuple(letter for letter in ENDINGS if letter not in VOWELS)


def _is_no_noun_end(before: str, last: str) -> bool:
    """Whether no noun ends in two consonants.

    None ends in a consonant and l or ğ: ``buzlu`` is not ``buzl-u``, nor ``qırğın`` ``qırğ-ın``; ç stands after liquids
    only, so ``emekçi`` is not ``emekç-i``.
    """
    if last in "lğ" or (last == "ç" and before not in LIQUIDS):
        return True
    if last == before:
        return last + last not in DOUBLED_ENDS
    return _sonority(before) < _sonority(last) and before + last not in RISING_ENDS


def _is_no_verb_end(before: str, last: str) -> bool:
    """Whether no verb outside the lexicon ends so: ``bildirdi`` is not ``bild-irdi``, ``təkidi`` not ``təki-di``."""
    if last in VOWELS:
        return before + last not in VERB_VOWEL_ENDS
    return before not in VOWELS and last != "l" and (before not in LIQUIDS or last not in VOICELESS)


def _sonority(consonant: str) -> int:
    return next(rank for rank, consonants in enumerate(SONORITY) if consonant in consonants)


NO_NOUN_ENDS: Final = NO_NOUN_RIMES.union(
    before + last for before in CONSONANTS for last in CONSONANTS if _is_no_noun_end(before, last)
)
"""The last two letters that an unknown noun does not have."""
NO_VERB_ENDS: Final = frozenset(
    before + last for before in ENDINGS for last in ENDINGS if _is_no_verb_end(before, last)
)
"""The last two letters that an unknown verb does not have."""

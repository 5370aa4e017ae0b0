"""Which language is a text in?

Azerbaijani (in Latin and in Cyrillic letters), English, Russian and Turkish are told by character models of our own
(:mod:`searchlib.analysis.ngrams`), which load in milliseconds and know text typed without diacritics. They also tell
when a text is in none of the four; only then py3langid is asked (Lui and Baldwin, "langid.py: An off-the-shelf
language identification tool", ACL 2012 demonstrations), which takes over half a second to load.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from searchlib.analysis.ngrams import FOLDED_SUFFIX, read_text

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"
"""ISO 639 code for "undetermined": no language could be told."""

MODELLED = frozenset({"az", "en", "ru", "tr"})
"""Languages that we have character models of."""

SAMPLE_CODE_POINTS = 2000
"""How much of a text is looked at: some three hundred words, where a dozen are enough."""

# Chosen on the odd-numbered lines of Lingua's test files; figures in docs/decisions/0003-language-model.md.
MIN_LETTERS = 8
"""Shorter texts are in no language, unless one of few is asked for: "Bakı" stands in many."""

BITS_AGAINST = {"az-ascii": 3.0, "tr-ascii": 3.0, "az-cyrillic": 8.0, "tr": 1.0}
"""What speaks against a model from the outset: text without diacritics, and Cyrillic Azerbaijani, are rare."""

MIN_MARGIN_BITS = {"latin": 2.0, "cyrillic": 0.0}
"""By how much a language has to be likelier than the models of all others, by script; below, py3langid decides."""

MIN_MARKED_MARGIN_BITS = -8.0
"""The same for a text with letters of Azerbaijani; Serbian and Macedonian have ј too, and fall 20 bits behind."""

MAX_BITS_PER_SYMBOL = {"az": 3.6, "en": 3.5, "ru": 4.1, "tr": 3.5}
"""A text that costs more a letter or word end is asked of py3langid: Uzbek and Turkmen cost 3.4 to 5.4 as Turkish."""

MIN_SHARE_OF_SCHWA = 1 / 60
"""Running Azerbaijani has one ə in eleven letters; a text in another language with a name in it has fewer than this."""

MIN_CONFIDENCE = 0.5
"""Below this probability an answer of py3langid counts for nothing."""


_MARKS = {"latin": "əƏ", "cyrillic": "ҹҸҝҜјЈ"}

# Turkish in Windows-1254 is often read as Latin-1: yalnýz for yalnız. Icelandic has ý, þ, ð beside other accents.
_LATIN_1_LETTERS = re.compile("[ýþðÝÞÐ]")
_LETTERS_BESIDE_LATIN_1 = re.compile("[^\\W\\d_a-zA-ZýþðÝÞÐçöüÇÖÜâîûÂÎÛ]")
_TURKISH_OF_LATIN_1 = str.maketrans("ýþðÝÞÐ", "ışğİŞĞ")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What character models say of a text.

    Attributes:
        bits: cost of the text in each language of :data:`MODELLED` that its script is written for, in bits.
        margin: by how many bits the best of them is cheaper than every other language.
        letters, words: letters of the script that prevails, and words made of them.
        script: that script, ``"latin"`` or ``"cyrillic"``; ``"latin"`` too for a text in any other.
        is_marked: whether letters stand in it that only Azerbaijani has, as often as in running text.
    """

    bits: dict[str, float]
    margin: float
    letters: int
    words: int
    script: str
    is_marked: bool = False

    def best(self, languages: Iterable[str] = MODELLED) -> str:
        """Return the likeliest of some languages, ``"und"`` if none of them is written in the script of the text."""
        bits = {code: self.bits[code] for code in sorted(languages) if code in self.bits}
        return min(bits, key=bits.__getitem__) if bits else UNKNOWN

    def is_sure(self) -> bool:
        """Whether the text is in one of the modelled languages for sure, and in no other."""
        if self.is_marked and self.best() == "az" and self.margin >= MIN_MARKED_MARGIN_BITS:
            return True
        if self.letters < MIN_LETTERS or self.margin < MIN_MARGIN_BITS[self.script]:
            return False
        best = self.best()
        return self.bits[best] <= MAX_BITS_PER_SYMBOL[best] * (self.letters + self.words)


def identify(text: str, languages: Iterable[str] | None = None) -> str:
    """Return the ISO 639 code of the language that a text is in, or ``"und"`` if it cannot be told.

    Args:
        text: the text; the first 2,000 code points are looked at.
        languages: the only languages that come into question; None for every language that is known.

    Example:
        >>> identify("Qarabağda yeni yolun tikintisi başa çatıb.")
        'az'
        >>> identify("Azerbaycanda yeni film cekilir"), identify("Гарабағда јени јол чәкилир, дејә назир билдирди.")
        ('az', 'az')
        >>> identify("Die Preise sind letzte Woche wieder gestiegen."), identify("42")
        ('de', 'und')
    """
    sample = text[:SAMPLE_CODE_POINTS]
    evidence = weigh(sample)
    if languages is None:
        return _identify_any(sample, evidence)
    closed = frozenset(languages)
    if closed <= MODELLED:
        return evidence.best(closed)
    best = evidence.best(closed & MODELLED)
    return best if best == evidence.best() and evidence.is_sure() else _ask_py3langid(sample, closed)


def language_scores(text: str) -> dict[str, float]:
    """Return how likely each of the modelled languages is, given that the text is in one of them.

    Empty for a text whose letters are of none of their scripts.

    Example:
        >>> {code: round(score, 2) for code, score in language_scores("yeni film").items()}
        {'az': 0.15, 'en': 0.0, 'tr': 0.85}
    """
    bits = weigh(text[:SAMPLE_CODE_POINTS]).bits
    if not bits:
        return {}
    least = min(bits.values())
    weights = {code: 2.0 ** (least - bits[code]) for code in sorted(bits)}
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def weigh(text: str) -> Evidence:
    """Return what the character models say of a text, as a whole."""
    if _LATIN_1_LETTERS.search(text) and not _LETTERS_BESIDE_LATIN_1.search(text):
        text = text.translate(_TURKISH_OF_LATIN_1)
    script, reading = "latin", read_text(text, "latin")
    if reading.others:
        if reading.others > reading.letters:
            # Cyrillic Azerbaijani is often typed with the Latin ə that has its own key.
            script, reading = "cyrillic", read_text(text.replace("ə", "ә").replace("Ə", "Ә"), "cyrillic")
        elif "ә" in text:
            reading = read_text(text.replace("ә", "ə").replace("Ә", "Ə"), "latin")
    if not reading.letters or reading.others > reading.letters:
        return Evidence({}, -math.inf, reading.letters + reading.others, 0, "latin")
    bits: dict[str, float] = {}
    rest = math.inf
    for name, cost in reading.bits.items():
        code, against = _role(name, script)
        if code == UNKNOWN:
            rest = min(rest, cost)
        elif code not in bits or cost + against < bits[code]:
            bits[code] = cost + against
    is_marked = sum(map(text.count, _MARKS[script])) >= reading.letters * MIN_SHARE_OF_SCHWA
    return Evidence(bits, rest - min(bits.values()), reading.letters, reading.words, script, is_marked)


@cache
def _role(model: str, script: str) -> tuple[str, float]:
    """Return the language that a model stands for, ``"und"`` for all others, and what speaks against it."""
    code = model.removesuffix(FOLDED_SUFFIX)
    if code not in MODELLED:
        return UNKNOWN, 0.0
    return code, BITS_AGAINST.get("az-cyrillic" if (code, script) == ("az", "cyrillic") else model, 0.0)


def _identify_any(sample: str, evidence: Evidence) -> str:
    if evidence.is_sure():
        return evidence.best()
    if evidence.letters < MIN_LETTERS:
        return UNKNOWN
    guess = _ask_py3langid(sample, None)
    if guess not in MODELLED | {UNKNOWN}:
        return guess
    # It knows of no other language, so ours stands if it is likelier than others.
    return evidence.best() if guess == evidence.best() or evidence.margin >= 0 else UNKNOWN


def _ask_py3langid(sample: str, languages: frozenset[str] | None) -> str:
    model = _py3langid(languages)
    if model is None or not any(map(str.isalpha, sample)):
        return UNKNOWN
    found, confidence = model.classify(sample)
    return str(found) if confidence >= MIN_CONFIDENCE else UNKNOWN


@lru_cache(maxsize=8)
def _py3langid(languages: frozenset[str] | None) -> LanguageIdentifier | None:
    """Load the model, restricted to some languages; None if it knows none of them."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  it takes over half a second

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if languages is not None:
        known = languages & set(model.nb_classes)
        if not known:
            return None
        model.set_languages(set(known))
    return model

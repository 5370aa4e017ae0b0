"""Which language is a text in?

Azerbaijani (in Latin and in Cyrillic letters), English, Russian and Turkish are told by character models of our own
(:mod:`searchlib.analysis.ngrams`), which load in milliseconds and know text typed without diacritics. They also tell
when a text is in none of the four; only then py3langid is asked (Lui and Baldwin, "langid.py: An off-the-shelf
language identification tool", ACL 2012 demonstrations), which takes over half a second to load.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from searchlib.analysis.ngrams import UNITS_PER_BIT, load_models, to_units
from searchlib.kernels.evidence import Judge
from searchlib.kernels.surfaces import SurfaceTable
from searchlib.kernels.texts import Candidates, SurfaceText, likeliest, weigh

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


CAPITAL_ODDS_BITS = 6.0
"""What an Azerbaijani or Turkish token with a capital I has to be likelier by in another language."""

MARKED_LANGUAGE = "az"
"""The language that has ə in Latin and ҹ, ҝ, ј in Cyrillic letters."""

_LIMIT_SURFACES = 1 << 14
_LONGEST_TOKEN = 300


class Evidence(NamedTuple):
    """What character models say of a text.

    Attributes:
        bits: cost of the text in each language of :data:`MODELLED` that its script is written for, in bits.
        margin: by how many bits the best of them is cheaper than every other language.
        letters: letters of the script that prevails, Latin or Cyrillic.
        is_sure: whether the text is in the best of them for sure, and in no other.
    """

    bits: dict[str, float]
    margin: float
    letters: int
    is_sure: bool

    def best(self, languages: Iterable[str] = MODELLED) -> str:
        """Return the likeliest of some languages, ``"und"`` if none of them is written in the script of the text."""
        bits = {code: self.bits[code] for code in sorted(languages) if code in self.bits}
        return min(bits, key=bits.__getitem__) if bits else UNKNOWN


class Identifier:
    """Tells the language of texts that were read into surfaces; it serves one thread at a time.

    Args:
        limit_surfaces: how many distinct surfaces to keep the facts of, 64 bytes each.

    Attributes:
        judge: what says so.
        table: the surfaces that texts are read into.
    """

    def __init__(self, limit_surfaces: int) -> None:
        models = load_models(UNKNOWN)
        self.table = SurfaceTable(models, to_units(CAPITAL_ODDS_BITS), limit_surfaces)
        self.judge = Judge(
            self.table,
            min_letters=MIN_LETTERS,
            min_margins=(to_units(MIN_MARGIN_BITS["latin"]), to_units(MIN_MARGIN_BITS["cyrillic"])),
            max_bits_per_symbol=[MAX_BITS_PER_SYMBOL[code] for code in sorted(MODELLED)],
            marked_language=MARKED_LANGUAGE,
            min_marked_margin=to_units(MIN_MARKED_MARGIN_BITS),
            min_share_of_marks=MIN_SHARE_OF_SCHWA,
        )
        self._candidates: dict[tuple[str, ...], Candidates] = {}

    def candidates(self, languages: tuple[str, ...]) -> Candidates:
        """Return some languages as the kernels take them."""
        found = self._candidates.get(languages)
        if found is None:
            found = self._candidates[languages] = Candidates(self.judge, languages)
        return found

    def identify(self, texts: tuple[SurfaceText, ...], languages: tuple[str, ...] | None) -> str:
        """Return the language that texts, taken as the lines of one, are in, or ``"und"`` if it cannot be told."""
        candidates = None if languages is None else self.candidates(languages)
        number = likeliest(self.judge, texts, SAMPLE_CODE_POINTS, candidates)
        if number >= 0:
            return self.table.models.codes[number]
        sample = "\n".join(text.text for text in texts)[:SAMPLE_CODE_POINTS]
        if languages is not None:
            return ask_py3langid(sample, frozenset(languages))
        return _identify_any(sample, self.weigh(texts))

    def weigh(self, texts: tuple[SurfaceText, ...]) -> Evidence:
        """Return what the character models say of texts, taken as the lines of one."""
        costs, margin, letters, is_sure = weigh(self.judge, texts, SAMPLE_CODE_POINTS)
        pairs = zip(self.table.models.codes, costs, strict=False)
        bits = {code: cost / UNITS_PER_BIT for code, cost in pairs if cost >= 0}
        return Evidence(bits, margin / UNITS_PER_BIT, letters, is_sure)


class Reader:
    """What texts are read with one at a time, by whoever holds its lock."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.identifier = Identifier(_LIMIT_SURFACES)
        self.text = SurfaceText(self.identifier.table)

    def read(self, text: str) -> SurfaceText:
        """Read a text in place of the last one."""
        self.identifier.table.make_room()
        self.text.read(text)
        return self.text


@cache
def shared_reader() -> Reader:
    """Return the one Reader of the process."""
    return Reader()


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
    reader = shared_reader()
    with reader.lock:
        return reader.identifier.identify((reader.read(_beginning(text)),), _sorted(languages))


def language_scores(text: str) -> dict[str, float]:
    """Return how likely each of the modelled languages is, given that the text is in one of them.

    Empty for a text whose letters are of none of their scripts.

    Example:
        >>> {code: round(score, 2) for code, score in language_scores("yeni film").items()}
        {'az': 0.33, 'en': 0.0, 'tr': 0.67}
    """
    reader = shared_reader()
    with reader.lock:
        bits = reader.identifier.weigh((reader.read(_beginning(text)),)).bits
    if not bits:
        return {}
    least = min(bits.values())
    weights = {code: 2.0 ** (least - bits[code]) for code in sorted(bits)}
    total = sum(weights.values())
    return {code: weight / total for code, weight in weights.items()}


def _beginning(text: str) -> str:
    """Return the part of a text that is looked at, with the whole of its last token."""
    return text[: SAMPLE_CODE_POINTS + _LONGEST_TOKEN]


def _sorted(languages: Iterable[str] | None) -> tuple[str, ...] | None:
    return None if languages is None else tuple(sorted(set(languages)))


def _identify_any(sample: str, evidence: Evidence) -> str:
    if evidence.letters < MIN_LETTERS:
        return UNKNOWN
    guess = ask_py3langid(sample, None)
    if guess not in MODELLED | {UNKNOWN}:
        return guess
    # It knows of no other language, so ours stands if it is likelier than others.
    return evidence.best() if guess == evidence.best() or evidence.margin >= 0 else UNKNOWN


def ask_py3langid(sample: str, languages: frozenset[str] | None) -> str:
    """Return the language of a text by py3langid, ``"und"`` if it cannot tell either; None for all it knows."""
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

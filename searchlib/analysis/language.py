"""Which language is a text in? Letters first, then a statistical model.

Letters settle most short Azerbaijani texts (ə stands in no other language written here) and all Azerbaijani in
Cyrillic letters (ҹ, ҝ and ј beside ә, ғ and ө). What they leave open is asked of py3langid (Lui and Baldwin,
"langid.py: An off-the-shelf language identification tool", ACL 2012 demonstrations).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNKNOWN = "und"
"""ISO 639 code for "undetermined": no language could be told."""

_SAMPLE_CODE_POINTS = 4000
_MIN_LETTERS = 12
_MIN_CONFIDENCE = 0.5
_AZERBAIJANI_LATIN = re.compile("[əƏ]")
_AZERBAIJANI_CYRILLIC = re.compile("[ҹҸҝҜ]|[јЈ](?![\\u0300-\\u036f])")
_SERBIAN_MACEDONIAN = re.compile("[ђћљњџѓќѕЂЋЉЊЏЃЌЅ]")
_LETTER = re.compile(r"[^\W\d_]")
_SHARE_OF_SCHWA = 1 / 60


def identify(text: str, languages: Iterable[str] | None = None) -> str:
    """Return the ISO 639 code of the language that a text is in, or ``"und"`` if it cannot be told.

    Args:
        text: the text; the first 4,000 code points are looked at.
        languages: the only languages that come into question; None for every language that the model knows.

    Example:
        >>> identify("Qarabağda yeni yolun tikintisi başa çatıb.")
        'az'
        >>> identify("Гарабағда јени јол чәкилир, дејә назир билдирди.")
        'az'
        >>> identify("42")
        'und'
    """
    sample = text[:_SAMPLE_CODE_POINTS]
    closed = None if languages is None else tuple(sorted(set(languages)))
    if (closed is None or "az" in closed) and _has_azerbaijani_letters(sample):
        return "az"
    if len(_LETTER.findall(sample)) < _MIN_LETTERS and closed is None:
        return UNKNOWN
    if not _LETTER.search(sample):
        return UNKNOWN
    model = _model(closed)
    if not model.nb_classes:  # it knows none of the languages that come into question
        return UNKNOWN
    found, confidence = model.classify(sample)
    return str(found) if confidence >= _MIN_CONFIDENCE else UNKNOWN


def _has_azerbaijani_letters(text: str) -> bool:
    """Whether letters that only Azerbaijani has stand in the text as often as in running Azerbaijani."""
    marked = len(_AZERBAIJANI_LATIN.findall(text))
    if not marked and not _SERBIAN_MACEDONIAN.search(text):
        marked = len(_AZERBAIJANI_CYRILLIC.findall(text))
    return bool(marked) and marked >= len(_LETTER.findall(text)) * _SHARE_OF_SCHWA


@lru_cache(maxsize=8)
def _model(languages: tuple[str, ...] | None) -> LanguageIdentifier:
    # Loading takes over half a second, which only indexing has to pay.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  see above

    model = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if languages is not None:
        model.set_languages(set(languages) & set(model.nb_classes))
    return model

"""Which rules a lexicon was built by, told by what they do.

A version number says nothing about behaviour: a library that stems may change below us, and most versions change
nothing. So the fingerprint of a language's rules is a hash of the keys that they give to a few words chosen to show
every part of them (``data/fingerprint.tsv``), and that of the analysis is a hash of the terms of the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2s

from searchlib.analysis import normalize
from searchlib.analysis.tokenizer import tokenize
from searchlib.lexicon.keys import name_keys, stem_keys
from searchlib.lexicon.tables import rows

ANALYSIS = "analysis"
"""Name under which the fingerprint of tokenising and normalising is kept beside those of the languages."""

_DIGEST_BYTES = 6


def fingerprints(languages: Iterable[str]) -> dict[str, str]:
    """Return the fingerprint of the rules of each language, and of the analysis.

    Example:
        >>> sorted(fingerprints(["az", "en"]))
        ['analysis', 'az', 'en']
    """
    return {ANALYSIS: _of_analysis(), **{language: _of_language(language) for language in languages}}


@cache
def _of_language(language: str) -> str:
    words = [normalize(word, code) for code, word in rows("fingerprint.tsv") if code == language]
    # A language without words of its own shows what it does to those of the others.
    words = words or [normalize(word, language) for _, word in rows("fingerprint.tsv")]
    keys = (key for word in words for key in (*stem_keys(word, [language]), *name_keys(word, [language])))
    return _digest(keys)


@cache
def _of_analysis() -> str:
    text = " ".join(word for _, word in rows("fingerprint.tsv")) + " U.S. 3,5 30.01.2021 so\u00adft Nagorno-Karabakh"
    return _digest(normalize(surface, code) for surface in tokenize(text).surfaces() for code in ("az", "en"))


def _digest(parts: Iterable[str]) -> str:
    return blake2s("\n".join(parts).encode(), digest_size=_DIGEST_BYTES).hexdigest()

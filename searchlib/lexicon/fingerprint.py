"""Which rules a lexicon was built by, told by what they do.

A version number says nothing about behaviour: a library that stems may change below us, and most versions change
nothing. So the fingerprint of a language's rules is a hash of the keys that they give to a few words chosen to show
their parts (``data/fingerprint.tsv``), and of the tables they read, for no few words show every line of a table. That
of the analysis is a hash of the terms of the same words.

Working that out takes tens of milliseconds, which a query on the command line should not pay each time. So the state of
the installed files is kept too, and where it is the same nothing needs to be worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2s
from importlib.util import find_spec
from pathlib import Path

from searchlib.analysis import normalize
from searchlib.analysis.language import UNKNOWN
from searchlib.analysis.tokenizer import tokenize
from searchlib.lexicon.fold import filter_value
from searchlib.lexicon.keys import filed_keys
from searchlib.lexicon.name_keys import name_keys
from searchlib.lexicon.tables import rows

ANALYSIS = "analysis"
"""Name under which the fingerprint of tokenising and normalising is kept beside those of the languages."""

INSTALLATION = "installation"
"""Name under which the state of the files that hold the rules is kept."""

_PACKAGES = ("searchlib.analysis", "searchlib.kernels", "searchlib.lexicon", "snowballstemmer")
_TABLE_PREFIXES = {"az": "azerbaijani_", "en": "english_", "ru": "russian_", "tr": "turkish_"}
_NO_RULES = frozenset({"weights.tsv", "fingerprint.tsv", "sound_distances.tsv", "sound_limits.tsv"})
"""Tables that are read when a word is looked up, not when the lexicon is built."""

_DIGEST_BYTES = 6


def fingerprints(languages: Iterable[str]) -> dict[str, str]:
    """Return the fingerprint of the rules of each language, of the analysis, and of the installation.

    Example:
        >>> sorted(fingerprints(["az", "en"]))
        ['analysis', 'az', 'en', 'installation']
    """
    of_languages = {language: _of_language(language) for language in languages}
    return {INSTALLATION: installation(), ANALYSIS: _of_analysis(), **of_languages}


def differing(built: Mapping[str, str]) -> frozenset[str]:
    """Return the languages whose rules are not those of these fingerprints, and ``"analysis"`` likewise.

    Example:
        >>> sorted(differing({**fingerprints(["az", "en"]), "installation": "another", "en": "0"}))
        ['en']
    """
    if built.get(INSTALLATION) == installation():
        return frozenset()
    now = fingerprints(built.keys() - {INSTALLATION, ANALYSIS})
    return frozenset(name for name, mark in built.items() if name != INSTALLATION and now[name] != mark)


@cache
def installation() -> str:
    """Return a hash of names, sizes and times of the files that hold the rules: equal files, equal rules."""
    packages = [Path(spec.origin).parent for name in _PACKAGES if (spec := find_spec(name)) and spec.origin]
    entries = ((path, path.stat()) for package in packages for path in sorted(package.rglob("*.*")))
    return _digest(f"{path.name} {stat.st_size} {stat.st_mtime_ns}" for path, stat in entries if path.suffix != ".pyc")


@cache
def _of_language(language: str) -> str:
    words = [normalize(word, code) for code, word in rows("fingerprint.tsv") if code == language]
    # A language without words of its own shows what it does to those of the others.
    words = words or [normalize(word, language) for _, word in rows("fingerprint.tsv")]
    keys = (key for word in words for key in (*filed_keys(word, [language]), *name_keys(word, [language])))
    return _digest((*keys, *_tables_of(language)))


def _tables_of(language: str) -> Iterator[str]:
    """Yield the names and hashes of the tables that the rules of a language may read: not those of another one.

    Words of no known language may be read as any.
    """
    others = tuple(name for code, name in _TABLE_PREFIXES.items() if language not in {code, UNKNOWN})
    for path in sorted(Path(__file__).parent.rglob("data/*")):
        if path.is_file() and path.name not in _NO_RULES and not path.name.startswith(others):
            yield f"{path.name} {blake2s(path.read_bytes()).hexdigest()}"


@cache
def _of_analysis() -> str:
    words = " ".join(word for _, word in rows("fingerprint.tsv"))
    text = f"{words} U.S. 3,5 30.01.2021 so\u00adft Nagorno-Karabakh BMT-nin"
    terms = (normalize(surface, code) for surface in tokenize(text).surfaces() for code in ("az", "en"))
    return _digest([*terms, filter_value("Qəzet «Yeni  Yol»")])


def _digest(parts: Iterable[str]) -> str:
    return blake2s("\n".join(parts).encode(), digest_size=_DIGEST_BYTES).hexdigest()

"""The keys of a term: what it shares with the terms that may stand for it.

A key is a letter for the reason, a colon and what is shared: ``s:az:film`` the stem film in Azerbaijani, ``r:az:film``
the root, ``f:az:eliyev`` a fold of the stem, ``f::eliyevi`` a fold of the term, ``a:aliyev`` a fold of a name,
``n:ALAV:alevL`` the sound of a name, ``e:turkey`` a name of the tables. A term of the vocabulary is filed under
all of its keys; a word of a query is looked up under the same. Sounds need not be equal behind the second colon: those
that are near (:func:`searchlib.lexicon.variants.sound_alike`) lead to a name, too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache

from searchlib.analysis.language import UNKNOWN, language_scores
from searchlib.codec.lexicon import LETTERS
from searchlib.lexicon.fold import folds, name_folds
from searchlib.lexicon.stem.registry import stemmer_for, typed_stemmer_for
from searchlib.lexicon.stem.typed import known_stem
from searchlib.lexicon.variants import (
    ANY_USE,
    Use,
    Written,
    base_forms,
    derived_forms,
    exonym_keys,
    is_exonym,
    sound_keys,
    to_latin,
)
from searchlib.lexicon.variants.likeness import DERIVED, KNOWN
from searchlib.lexicon.variants.sounds import TURKIC
from searchlib.matches import MatchKind

REASONS = {
    "s": MatchKind.INFLECTION,
    "r": MatchKind.ROOT,
    "f": MatchKind.FOLD,
    "a": MatchKind.FOLD,
    "n": MatchKind.VARIANT,
    "e": MatchKind.VARIANT,
}
"""The kind of match that each letter stands for."""

EXONYM = "e"
"""The letter of keys of names that do not sound alike."""

SOUND = "n"
"""The letter of keys that lead to the terms whose sounds are near, not to those with the same key only."""

BORROWED_FROM = "en"
"""The language of words that stand in texts of another as they are."""

_FOREIGN_LETTERS = {"az": frozenset("w"), "tr": frozenset("qwx")}
_TURKISH, _RUSSIAN = "tr", "ru"
_CYRILLIC_NAME_RULES = frozenset({"az", "ru"})
_NAME_RULES = TURKIC | {"ru"}
"""Languages with rules of their own for names."""
_MIN_STEM = 4
_MIN_SCORE = 0.1
"""Least probability of a language that a term of no known one is read in."""
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN_ONLY = frozenset({"en", "tr"})
_CYRILLIC_ONLY = frozenset({"ru"})


@cache
def kinds_of(letters: int) -> tuple[MatchKind, ...]:
    """Return the kinds of match that the letters of keys stand for."""
    return tuple(dict.fromkeys(kind for letter, kind in REASONS.items() if letters & LETTERS.get(letter, 0)))


def is_name(name_votes: int) -> bool:
    """Tell whether a term is written like a name: with a capital letter as often as not, where that tells anything.

    Args:
        name_votes: see :class:`searchlib.codec.lexicon.TermFacts`; 0 for a term that was seen at the beginning of
            sentences only, which may be a name.
    """
    return name_votes >= 0


def written(name_votes: int) -> Written:
    """Return how a term is written, by its votes.

    Example:
        >>> written(-2).name, written(0).name, written(7).name
        ('ANY', 'CAPITAL', 'CAPITALS')
    """
    return Written.ANY if name_votes < 0 else Written.CAPITALS if name_votes else Written.CAPITAL


def is_cyrillic(term: str) -> bool:
    """Tell whether a term has a Cyrillic letter."""
    return not term.isascii() and _CYRILLIC.search(term) is not None


def written_in(term: str, languages: Iterable[str]) -> Iterator[str]:
    """Yield the languages that a term can be in by its letters; the rules of the others have nothing to say of it.

    Example:
        >>> list(written_in("film", ["az", "en", "ru"])), list(written_in("фильм", ["az", "en", "ru"]))
        (['az', 'en'], ['az', 'ru'])
    """
    foreign = _LATIN_ONLY if is_cyrillic(term) else _CYRILLIC_ONLY
    return (language for language in languages if language not in foreign)


def borrowed_from(term: str, languages: Sequence[str]) -> tuple[str, ...]:
    """Return English for a term with a letter that none of its languages has: a title or a name that is left as it is.

    Example:
        >>> borrowed_from("wars", ["tr"]), borrowed_from("wars", ["en", "tr"]), borrowed_from("taxi", ["az"])
        (('en',), (), ())
    """
    is_foreign = bool(languages) and all(
        code in _FOREIGN_LETTERS and not _FOREIGN_LETTERS[code].isdisjoint(term) for code in languages
    )
    return (BORROWED_FROM,) if is_foreign else ()


def languages_like(term: str, languages: Collection[str]) -> Sequence[str]:
    """Return languages of a term, and those that it looks like if it is in none of them that we know.

    A text of a word or two seldom tells its language, and a word with letters of two scripts tells a wrong one.

    Example:
        >>> languages_like("londonda", ["en"]), "az" in languages_like("londonda", ["und"])
        (('en',), True)
        >>> languages_like("ankara'da", ["ru"])
        ('ru', 'tr')
    """
    if any(language != UNKNOWN for language in written_in(term, languages)):
        return tuple(languages)
    return (*languages, *(code for code, score in language_scores(term).items() if score >= _MIN_SCORE))


def stem_keys(term: str, languages: Iterable[str]) -> Iterator[str]:
    """Yield the keys of stem, root and folds.

    Example:
        >>> list(stem_keys("films", ["en"]))
        ['s:en:film', 'r:en:film', 'f:en:film', 'f::films']
    """
    for language in written_in(term, languages):
        stemmer = stemmer_for(language)
        stem = stemmer.stem(term)
        yield f"s:{language}:{stem}"
        yield f"r:{language}:{stemmer.root_of(stem)}"
        for folded in folds(stem):
            yield f"f:{language}:{folded}"
    for folded in folds(term):
        yield f"f::{folded}"


def typed_keys(term: str, languages: Iterable[str]) -> Iterator[str]:
    """Yield the keys of the words that one typed without diacritics, or in Cyrillic letters, may be meant for.

    Of the latter nothing is taken off, for most of them are Russian.

    Example:
        >>> list(typed_keys("gozlerin", ["az", "tr"])), list(typed_keys("ушаг", ["az"]))
        (['f:az:goz', 'f:tr:goz'], ['s:az:uşaq'])
    """
    for language in written_in(term, languages):
        if is_cyrillic(term):
            yield f"s:{language}:{to_latin(term)}"
        elif stemmer := typed_stemmer_for(language):
            yield f"f:{language}:{known_stem(term, stemmer) or stemmer.stem(term)}"


def filed_keys(term: str, languages: Sequence[str]) -> Iterator[str]:
    """Yield the keys of stem, root and folds that a term of the vocabulary is filed under.

    They are its stem keys, and one more where the rules of its language find no root but those of words typed without
    diacritics do, for its text may be typed so.

    Example:
        >>> list(filed_keys("muellimleri", ["az"]))
        ['s:az:muellimler', 'r:az:muellimler', 'f:az:muellimler', 'f::muellimleri', 'f:az:muellim']
    """
    languages = languages_like(term, languages)
    yield from stem_keys(term, [*languages, *borrowed_from(term, languages)])
    for language in languages if term.isascii() else ():
        if stemmer := typed_stemmer_for(language):
            stem = known_stem(term, stemmer)
            if stem and not stemmer.is_root(stemmer_for(language).stem(term)):
                yield f"f:{language}:{stem}"


def name_keys(term: str, languages: Iterable[str], use: Use = ANY_USE) -> Iterator[str]:
    """Yield the keys under which other spellings of a name are found.

    Args:
        term: a normalised term.
        languages: the languages that it may be in.
        use: what else is known of it.

    Example:
        >>> list(name_keys("bozdag", ["en"]))
        ['a:bozdag', 'n:B.ZDAK:bozdagL', 'n:BUZD.K:bozdagL']
    """
    keys = dict.fromkeys([f"a:{folded}" for folded in name_folds(term)])
    # Terms in other letters, but without ə, are found by their folds without a rule of names.
    may_have_lost_a_letter = term.isascii() or "ə" in term or bool(_CYRILLIC.search(term))
    for rules, stem, (name, *derived) in _readings(term, languages):
        # What may be a form of a name of the tables is no other name that they have.
        mark = KNOWN if any(map(is_exonym, (term, name, stem, *derived))) else ""
        keys.update(_sounds(name, rules, mark))
        # Outside Turkic, stemmers cut names short: a stem is looked up in the table only.
        for form in (stem, *derived) if rules in TURKIC else derived:
            if form != name:
                keys.update(_sounds(form, rules, f"{DERIVED}{mark}"))
        for form in (name, stem, *derived) if may_have_lost_a_letter else ():
            if len(form) >= _MIN_STEM or form == name or "ə" in form:
                keys.update(dict.fromkeys([f"a:{folded}" for folded in name_folds(form)]))
    yield from keys
    yield from place_keys(term, languages, use)


def place_keys(term: str, languages: Iterable[str], use: Use = ANY_USE) -> Iterator[str]:
    """Yield those of the keys of a name that lead to names of the tables; see :func:`name_keys`.

    Example:
        >>> list(place_keys("türkiyədə", ["az"]))
        ['e:turkey']
    """
    found: dict[str, None] = {}
    for rules, stem, (name, *derived) in _readings(term, languages):
        # What is a name as it stands is no form of a shorter one: Turkiye, not Türki-ye.
        forms = (name,) if is_exonym(name) else (name, stem, *derived)
        if rules == _RUSSIAN and not any(map(is_exonym, forms)):
            forms = tuple(derived_forms(name))
        for form in forms:
            found.update(dict.fromkeys(exonym_keys(form, use)))
        if rules in TURKIC and not is_exonym(name):
            found.update(dict.fromkeys(_exonyms_beginning(name, stem, use)))
    return (f"{EXONYM}:{place}" for place in found)


def forms_of(term: str, languages: Iterable[str]) -> frozenset[str]:
    """Return the forms that a name may have without its inflection, itself among them.

    Example:
        >>> sorted(forms_of("afrikada", ["az"]))
        ['afrika', 'afrikada']
    """
    readings = _readings(term, languages)
    return frozenset([term]).union(*({stem, *forms} for _, stem, forms in readings))


def _readings(term: str, languages: Iterable[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield the languages by whose rules for names a term is read, each with its stem and its base forms there.

    All languages that have no such rules are one, for they differ in nothing but stems.
    """
    spoken = written_in(term, _with_likely(term, languages))
    read = dict.fromkeys(_stem_of_name(term, language) for language in spoken)
    return ((rules, stem, base_forms(term, rules, stem)) for rules, stem in read)


def _stem_of_name(term: str, language: str) -> tuple[str, str]:
    """Return the rules for names of a language, and the stem of a term by them.

    Some stemmers take marks off, too: German makes a Kuba of Küba.
    """
    stem = stemmer_for(language).stem(term)
    if language in _NAME_RULES:
        return language, stem
    return UNKNOWN, stem if term.startswith(stem) else term


def _with_likely(term: str, languages: Iterable[str]) -> Iterable[str]:
    """Return languages, and those that a name is likely to be in for all that is known of it.

    An apostrophe is that of Turkish endings if no language is known; Cyrillic letters that are not Azerbaijani may be
    Russian, for short texts are taken for Bulgarian or Ukrainian, and these have much the same cases.
    """
    known = dict.fromkeys(languages)
    if known.keys() == {UNKNOWN}:
        known = dict.fromkeys(languages_like(term, known))
    if "'" in term and UNKNOWN in known:
        return [*known, _TURKISH]
    if is_cyrillic(term) and _CYRILLIC_NAME_RULES.isdisjoint(known):
        return [*known, _RUSSIAN]
    return known


def parted(keys: Iterable[str]) -> tuple[list[str], dict[str, list[str]]]:
    """Return the keys that lead to the terms with the same key, and the sounds of the others by their classes.

    Example:
        >>> parted(["a:quba", "n:KUBA:qubaA", "n:KUBA:qubaT'"])
        (['a:quba'], {'KUBA': ['qubaA', "qubaT'"]})
    """
    shared, sounds = [], dict[str, list[str]]()
    for key in keys:
        if key[0] == SOUND:
            _, classes, heard = key.split(":")
            sounds.setdefault(classes, []).append(heard)
        else:
            shared.append(key)
    return shared, sounds


def _exonyms_beginning(term: str, stem: str, use: Use) -> Iterator[str]:
    """Yield the keys of the names that a term begins with, if a stemmer has cut it shorter still: Vyanada."""
    return (key for end in range(len(stem) + 1, len(term)) for key in exonym_keys(term[:end], use))


def _sounds(form: str, language: str, marks: str) -> dict[str, None]:
    return dict.fromkeys([f"{SOUND}:{key}{marks}" for key in sound_keys(form, language)])

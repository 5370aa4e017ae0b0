"""The keys under which other spellings of a name are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from searchlib.analysis.language import UNKNOWN
from searchlib.lexicon.fold import name_folds
from searchlib.lexicon.keys import EXONYM, SOUND
from searchlib.lexicon.stem.registry import stemmer_for
from searchlib.lexicon.term_languages import is_cyrillic, languages_like, written_in
from searchlib.lexicon.variants import (
    ANY_USE,
    Use,
    base_forms,
    derived_forms,
    exonym_keys,
    has_exonym,
    is_exonym,
    sound_keys,
)
from searchlib.lexicon.variants.likeness import DERIVED, KNOWN
from searchlib.lexicon.variants.sounds import TURKIC

_TURKISH, _RUSSIAN = "tr", "ru"
_CYRILLIC_NAME_RULES = frozenset({"az", "ru"})
_NAME_RULES = TURKIC | {"ru"}
"""Languages with rules of their own for names."""
_MIN_STEM = 4

_Reading = tuple[str, str, tuple[str, ...]]
"""The language by whose rules for names a term is read, its stem there, and its base forms."""


def name_keys(term: str, languages: Iterable[str], use: Use = ANY_USE) -> list[str]:
    """Return the keys under which other spellings of a name are found.

    Args:
        term: a normalised term.
        languages: the languages that it may be in.
        use: what else is known of it.

    Example:
        >>> name_keys("bozdag", ["en"])
        ['a:bozdag', 'n:B.ZDAK:bozdagL', 'n:BUZD.K:bozdagL']
    """
    readings = _readings(term, languages)
    keys = dict.fromkeys(_folds_of_name(term))
    # Terms in other letters, but without ə, are found by their folds without a rule of names.
    may_have_lost_a_letter = term.isascii() or "ə" in term or is_cyrillic(term)
    for rules, stem, (name, *derived) in readings:
        # What may be a form of a name of the tables is no other name that they have.
        mark = KNOWN if has_exonym((term, name, stem, *derived)) else ""
        keys.update(_sounds(name, rules, mark))
        # Outside Turkic, stemmers cut names short: a stem is looked up in the table only.
        for form in (stem, *derived) if rules in TURKIC else derived:
            if form != name:
                keys.update(_sounds(form, rules, f"{DERIVED}{mark}"))
        for form in (name, stem, *derived) if may_have_lost_a_letter else ():
            if form != term and (len(form) >= _MIN_STEM or form == name or "ə" in form):
                keys.update(dict.fromkeys(_folds_of_name(form)))
    return [*keys, *_place_keys(readings, use)]


def place_keys(term: str, languages: Iterable[str], use: Use = ANY_USE) -> list[str]:
    """Return those of the keys of a name that lead to names of the tables; see :func:`name_keys`.

    Example:
        >>> place_keys("türkiyədə", ["az"])
        ['e:turkey']
    """
    return _place_keys(_readings(term, languages), use)


def forms_of(term: str, languages: Iterable[str]) -> frozenset[str]:
    """Return the forms that a name may have without its inflection, itself among them.

    Example:
        >>> sorted(forms_of("afrikada", ["az"]))
        ['afrika', 'afrikada']
    """
    readings = _readings(term, languages)
    return frozenset([term]).union(*({stem, *forms} for _, stem, forms in readings))


def _place_keys(readings: Sequence[_Reading], use: Use) -> list[str]:
    found: dict[str, None] = {}
    for rules, stem, (name, *derived) in readings:
        is_known = is_exonym(name)
        # What is a name as it stands is no form of a shorter one: Turkiye, not Türki-ye.
        forms: Iterable[str] = (name,) if is_known else (name, stem, *derived)
        if rules == _RUSSIAN and not has_exonym(forms):
            forms = derived_forms(name)
        for form in forms:
            found.update(dict.fromkeys(exonym_keys(form, use)))
        if rules in TURKIC and not is_known:
            found.update(dict.fromkeys(_exonyms_beginning(name, stem, use)))
    return [f"{EXONYM}:{place}" for place in found]


def _readings(term: str, languages: Iterable[str]) -> list[_Reading]:
    """Return the languages by whose rules for names a term is read, each with its stem and its base forms there.

    All languages that have no such rules are one, for they differ in nothing but stems.
    """
    spoken = written_in(term, _with_likely(term, tuple(languages)))
    read = dict.fromkeys([_stem_of_name(term, language) for language in spoken])
    return [(rules, stem, base_forms(term, rules, stem)) for rules, stem in read]


def _stem_of_name(term: str, language: str) -> tuple[str, str]:
    """Return the rules for names of a language, and the stem of a term by them.

    Some stemmers take marks off, too: German makes a Kuba of Küba.
    """
    stem = stemmer_for(language).stem(term)
    if language in _NAME_RULES:
        return language, stem
    return UNKNOWN, stem if term.startswith(stem) else term


def _with_likely(term: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return languages, and those that a name is likely to be in for all that is known of it.

    An apostrophe is that of Turkish endings if no language is known; Cyrillic letters that are not Azerbaijani may be
    Russian, for short texts are taken for Bulgarian or Ukrainian, and these have much the same cases.
    """
    if languages == (UNKNOWN,):
        languages = languages_like(term, languages)
    if "'" in term and UNKNOWN in languages:
        return (*languages, _TURKISH)
    if is_cyrillic(term) and _CYRILLIC_NAME_RULES.isdisjoint(languages):
        return (*languages, _RUSSIAN)
    return languages


def _exonyms_beginning(name: str, stem: str, use: Use) -> Iterator[str]:
    """Yield the keys of the names that a name begins with, if a stemmer has cut it shorter still: Vyanada."""
    return (key for end in range(len(stem) + 1, len(name)) for key in exonym_keys(name[:end], use))


def _sounds(form: str, language: str, marks: str) -> dict[str, None]:
    return dict.fromkeys([f"{SOUND}:{key}{marks}" for key in sound_keys(form, language)])


def _folds_of_name(name: str) -> list[str]:
    return [f"a:{folded}" for folded in name_folds(name)]

"""Names without what their case adds, for languages whose stemmers take off too much or too little of a name.

A Russian stemmer takes Захаров and Захарова, but also Саратов, for cases of something shorter. A name is therefore
read in all the ways that a table of case endings allows (``data/russian_cases.tsv``, the declensions of Zaliznyak,
"Grammatical Dictionary of Russian", 1977), and the texts decide: only a form that sounds like a name in them finds one.
So with the surnames of women, which Azerbaijani, Turkish and English take over as they are: Əliyeva.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from searchlib.lexicon.tables import rows
from searchlib.lexicon.variants.exonyms import is_exonym
from searchlib.lexicon.variants.transliteration import CYRILLIC, to_latin

_MIN_STEM = 3
_MIN_PLACE = 5
"""Fewest letters of a place without what makes an adjective of it."""
_ADJECTIVE = "ский"
_APOSTROPHE = "'"
_POSSESSIVES = ("'s", "'")
_INFLECTED_AT_APOSTROPHE = frozenset({"az", "tr"})
"""Languages whose endings may stand behind an apostrophe."""
_FEMININE = re.compile("...[eo]va$")
"""What surnames of women end in; that of the family is without the last letter."""
_CACHE_SIZE = 1 << 16


@lru_cache(_CACHE_SIZE)
def base_forms(term: str, language: str, stem: str) -> tuple[str, ...]:
    """Return the forms that a name may have in the nominative, itself among them.

    Args:
        term: a normalised term.
        language: ISO 639 code of the language that it is written in.
        stem: what the stemmer of the language makes of it, who knows what may stand behind an apostrophe.

    Example:
        >>> base_forms("bakı'da", "az", "bakı"), base_forms("aliyev's", "en", "aliyev")
        (('bakı',), ('aliyev',))
        >>> base_forms("shi'ite", "en", "shi'ite"), base_forms("əliyeva", "az", "əliyeva")
        (("shi'ite",), ('əliyeva', 'əliyev'))
        >>> base_forms("шуше", "ru", "шуш")
        ('шуше', 'шуш', 'шуша')
    """
    name = _without_apostrophe(term, language, stem)
    if language == "az":
        name = to_latin(name)
    if is_exonym(name):
        return (name,)
    if not CYRILLIC.search(name):
        return (name, name[:-1]) if _FEMININE.search(name) else (name,)
    if language != "ru":
        return (name,)
    forms = {name: None}
    for length in range(1, min(_longest_ending(), len(name) - _MIN_STEM) + 1):
        for nominative in _russian_cases().get(name[-length:], ()):
            forms[name[:-length] + nominative] = None
    return tuple(forms)


def derived_forms(name: str) -> Iterator[str]:
    """Yield the plurals, and the places, that a Russian name may be a form of.

    Example:
        >>> list(derived_forms("немцев"))
        ['немцевы', 'немцеви', 'немцеве', 'немцы', 'немци']
    """
    for length in range(min(_longest_derived(), len(name) - _MIN_STEM) + 1):
        if length >= len(_ADJECTIVE) and len(name) - length < _MIN_PLACE:
            break  # польский is of no Поль
        for nominative in _russian_derived().get(name[len(name) - length :], ()):
            yield name[: len(name) - length] + nominative


def _without_apostrophe(term: str, language: str, stem: str) -> str:
    if _APOSTROPHE not in term:
        return term
    if language in _INFLECTED_AT_APOSTROPHE:
        return term.rsplit(_APOSTROPHE, term.count(_APOSTROPHE) - stem.count(_APOSTROPHE))[0] or term
    possessive = next(filter(term.endswith, _POSSESSIVES), "")
    return term.removesuffix(possessive) or term


@cache
def _russian_cases() -> dict[str, tuple[str, ...]]:
    return _endings("russian_cases.tsv")


@cache
def _russian_derived() -> dict[str, tuple[str, ...]]:
    return _endings("russian_derived.tsv")


def _endings(table: str) -> dict[str, tuple[str, ...]]:
    """Return for each ending those that may stand in its place."""
    lines = ([ending.replace("-", "") for ending in line] for line in rows(table))
    return {ending: tuple(ends) for ending, *ends in lines}


@cache
def _longest_ending() -> int:
    return max(map(len, _russian_cases()))


@cache
def _longest_derived() -> int:
    return max(map(len, _russian_derived()))

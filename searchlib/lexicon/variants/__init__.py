"""One name in several scripts and spellings.

A name is written as it sounds, by each language in its own letters: Karabakh, Qarabağ, Карабах. Spellings meet in
keys: of the sounds (``sounds``), which are then compared more closely (``likeness``), and, where a place or a people
is called by names that do not sound alike, of tables (``exonyms``, ``names_of_words``). Azerbaijani in Cyrillic letters
is read letter by letter (``transliteration``), and the cases of Russian names and what stands behind an apostrophe are
taken off first (``inflection``).
"""

from searchlib.lexicon.variants.exonyms import (
    ANY_USE,
    Use,
    Written,
    exonym_keys,
    has_exonym,
    is_exonym,
    may_begin_exonym,
)
from searchlib.lexicon.variants.inflection import base_forms, derived_forms
from searchlib.lexicon.variants.likeness import sound_alike
from searchlib.lexicon.variants.names_of_words import keys_of_words, may_begin_name, names_of
from searchlib.lexicon.variants.sounds import classes_of, group_of, hearing, sound_group, sound_keys
from searchlib.lexicon.variants.transliteration import to_latin

__all__ = [
    "ANY_USE",
    "Use",
    "Written",
    "base_forms",
    "classes_of",
    "derived_forms",
    "exonym_keys",
    "group_of",
    "has_exonym",
    "hearing",
    "is_exonym",
    "keys_of_words",
    "may_begin_exonym",
    "may_begin_name",
    "names_of",
    "sound_alike",
    "sound_group",
    "sound_keys",
    "to_latin",
]

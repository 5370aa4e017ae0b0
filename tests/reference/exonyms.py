"""The slow, obvious twin of the tables of names: every name of every line is looked at for every word."""

from __future__ import annotations

from typing import NamedTuple

from searchlib.lexicon.fold import folds
from searchlib.lexicon.tables import rows
from searchlib.lexicon.variants import Use, Written
from searchlib.lexicon.variants.exonyms import TABLES, lowered


class Line(NamedTuple):
    """One line of the tables: its first name, its names of one word, each with a language or none, and the others."""

    key: str
    names: list[tuple[str, str]]
    rows: list[tuple[str, ...]]


def _line(columns: tuple[str, ...]) -> Line:
    parted = [(column.rpartition(":")[0], column.rpartition(":")[2]) for column in columns]
    names = [(language, name) for language, name in parted if " " not in name]
    return Line(lowered(parted[0][1]), names, [tuple(lowered(name).split()) for _, name in parted if " " in name])


LINES = [_line(columns) for table in TABLES for columns in rows(table)]


def _spellings(name: str) -> tuple[str, ...]:
    term = lowered(name)
    return (term,) if term.isascii() else (term, *folds(term))


NAMES = [(line.key, language, name, _spellings(name)) for line in LINES for language, name in line.names]


def exonym_keys(stem: str, use: Use) -> tuple[str, ...]:
    found = (
        key
        for key, language, name, spellings in NAMES
        if stem in spellings and _counts(language, name, use, is_typed=stem != spellings[0])
    )
    return tuple(dict.fromkeys(found))


def is_exonym(stem: str) -> bool:
    return any(stem in spellings for *_, spellings in NAMES)


def may_begin_exonym(term: str, written: Written) -> bool:
    return any(
        _needs(name) <= written and len(spelling[:4]) > 1 and term.startswith(spelling[:4])
        for _, _, name, spellings in NAMES
        for spelling in spellings
    )


def _counts(language: str, name: str, use: Use, *, is_typed: bool) -> bool:
    languages = {language} if language else set[str]()
    if is_typed and not languages and len(_spellings(name)[1]) < 5:
        languages = {"az", "tr"}
    return (
        (use.may_lack_marks or not is_typed)
        and (not languages or use.languages is None or not languages.isdisjoint(use.languages))
        and (_needs(name) < Written.CAPITALS or use.word is None or use.word.startswith(name))
        and _needs(name) <= use.written
    )


def _needs(name: str) -> Written:
    if name.isupper():
        return Written.CAPITALS
    return Written.CAPITAL if name[0].isupper() else Written.ANY

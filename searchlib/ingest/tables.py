"""Reading the tables of ``searchlib/ingest/data``: tab-separated rows; lines that begin with ``#`` are comments."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

_DOTTED_AND_DOTLESS_I = str.maketrans("İıI", "iii")


@cache
def table(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table.

    Example:
        >>> table("months")[0]
        ('1', 'en', 'January')
    """
    text = (files("searchlib.ingest") / "data" / f"{name}.tsv").read_text(encoding="utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))


@cache
def folded_forms(name: str) -> frozenset[str]:
    """Return the last column of a table, folded for comparing.

    Example:
        >>> "bütün xəbərlər" in folded_forms("navigation")
        True
    """
    return frozenset(folded(row[-1]) for row in table(name))


def folded(text: str) -> str:
    """Fold text for comparing: composed, without case, every i alike, single spaces.

    Headings are often set in capitals by rules of another language (``TÜM HABERLER``, ``ANA SƏHİFƏ``), so the
    Turkic i with and without a dot are one letter here.

    Example:
        >>> folded("ANA  SƏHİFƏ") == folded("Ana səhifə")
        True
    """
    composed = unicodedata.normalize("NFC", text).translate(_DOTTED_AND_DOTLESS_I)
    return " ".join(composed.casefold().split())

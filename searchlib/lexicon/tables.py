"""The tables of this package: tab-separated lines in ``data/``, ``#`` before a comment."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the lines of a table, each as its columns.

    Example:
        >>> rows("weights.tsv")[0]
        ('exact', '1.0')
    """
    text = files("searchlib.lexicon").joinpath("data", name).read_text("utf-8")
    return tuple(tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#"))

"""The slow, obvious twin of the collector of keys: a list of terms for each key."""

from __future__ import annotations

from collections.abc import Iterable


def key_lists(filings: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    lists: dict[str, set[int]] = {}
    for key, term_ord in filings:
        lists.setdefault(key, set()).add(term_ord)
    return {key: sorted(term_ords) for key, term_ords in lists.items()}

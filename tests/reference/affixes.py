"""The slow, obvious twin of the affix kernels: a look-up for every length."""

from __future__ import annotations

from collections.abc import Mapping


def prefixes_of(table: Mapping[str, int], word: str, least: int, most: int) -> list[tuple[int, int]]:
    sizes = range(min(most, len(word)), max(least, 1) - 1, -1)
    return [(size, table[word[:size]]) for size in sizes if word[:size] in table]


def suffixes_of(table: Mapping[str, int], word: str, least: int, most: int) -> list[tuple[int, int]]:
    sizes = range(min(most, len(word)), max(least, 1) - 1, -1)
    return [(size, table[word[-size:]]) for size in sizes if word[-size:] in table]

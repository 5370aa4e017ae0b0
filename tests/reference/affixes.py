"""The slow, obvious twin of the affix kernels: a look-up for every length."""

from __future__ import annotations

from collections.abc import Mapping


def prefixes_of(table: Mapping[str, int], word: str, least: int, most: int) -> list[tuple[int, int]]:
    sizes = range(min(most, len(word)), max(least, 1) - 1, -1)
    return [(size, table[word[:size]]) for size in sizes if word[:size] in table]


def suffixes_of(table: Mapping[str, int], word: str, least: int, most: int) -> list[tuple[int, int]]:
    sizes = range(min(most, len(word)), max(least, 1) - 1, -1)
    return [(size, table[word[-size:]]) for size in sizes if word[-size:] in table]


def prefixes_behind(
    table: Mapping[str, int], heads: Mapping[str, int], word: str, least: int, most: int
) -> list[tuple[int, int, int]]:
    starts = [start for start in range(len(word) + 1) if start == 0 or word[:start] in heads]
    ends = range(min(most, len(word)), max(least, 1) - 1, -1)
    return [(end, start, table[word[start:end]]) for end in ends for start in starts if word[start:end] in table]

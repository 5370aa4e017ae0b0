"""Columns of numbers as lists of lists: one list of ranks for each document."""

from __future__ import annotations

from itertools import compress

Lists = list[list[int]]


def select(lists: Lists, wanted: list[int]) -> list[int]:
    return [int(any(wanted[rank] for rank in ranks)) for ranks in lists]


def count(lists: Lists, limit: int, mask: list[int]) -> list[int]:
    return [sum(rank in ranks for ranks in compress(lists, mask)) for rank in range(limit)]


def renumber(lists: Lists, numbers: list[int], mask: list[int]) -> Lists:
    return [[numbers[rank] for rank in ranks] for ranks in compress(lists, mask)]

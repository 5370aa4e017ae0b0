"""All documents that match a query, for what is asked of all of them: facets, and the order of their dates."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, islice
from operator import itemgetter
from typing import NamedTuple

from searchlib.codec.segment import SegmentReader


class Matching(NamedTuple):
    """The documents of a segment that match.

    Attributes:
        segment: the segment.
        mask: 1 for each document that matches, 0 for each other, by number.
        scores: by number; of a document that matches.
    """

    segment: SegmentReader
    mask: bytearray
    scores: array[float]


# ---------------------------------------------------------------- facets

FACETS = ("language", "source", "author", "tags", "year")
"""What matching documents can be counted by."""

_YEAR_DIGITS = 4


def count_facet(facet: str, matching: Sequence[Matching], spelling: Callable[[str, str], str]) -> dict[str, int]:
    """Count how many of the documents that match have each value, the most frequent first; years the latest first.

    Values that a filter takes for one are counted as one, written as in the first article that has it.

    Args:
        facet: one of FACETS.
        matching: the documents.
        spelling: gives a value of a field as it is written.
    """
    if facet == "year":
        years: Counter[str] = Counter()
        for day, count in _counts("date", matching).items():
            years[day[:_YEAR_DIGITS]] += count
        return dict(sorted(years.items(), reverse=True))
    counts = _counts(facet, matching)
    order = sorted(sorted(counts.items()), key=itemgetter(1), reverse=True)  # of one count in the order of values
    return {spelling(facet, value): count for value, count in order}


def _counts(field: str, matching: Sequence[Matching]) -> Counter[str]:
    """Count how many of the documents that match have each value of a column."""
    found: Counter[str] = Counter()
    for segment, mask, _ in matching:
        found.update(segment.value_counts(field, mask))
    return found


# ---------------------------------------------------------------- order of dates


def newest(matching: Sequence[Matching], stop: int) -> list[tuple[int, float]]:
    """Return so many documents, the latest day first; of one day those first that were added first, undated ones last.

    Returns:
        Pairs of number in the index and score.
    """
    return _in_order(matching, dict(sorted(_counts("date", matching).items(), reverse=True)), stop)


def oldest(matching: Sequence[Matching], stop: int) -> list[tuple[int, float]]:
    """Return so many documents, the earliest day first; otherwise as :func:`newest`."""
    return _in_order(matching, dict(sorted(_counts("date", matching).items())), stop)


def _in_order(matching: Sequence[Matching], days: Mapping[str, int], stop: int) -> list[tuple[int, float]]:
    """Take the documents of days in their order: those of whole days together, then what is wanted of one more."""
    ends = accumulate(days.values())
    ranks = {day: rank for rank, (day, end) in enumerate(zip(days, ends, strict=True)) if end <= stop}
    found: list[tuple[int, float]] = []
    if ranks:
        dated = sorted(_dated(matching, min(ranks), max(ranks)), key=lambda document: ranks[document[0]])
        found += [document for _, document in dated]
    for day in islice(days, len(ranks), len(ranks) + 1):
        found += [document for _, document in islice(_dated(matching, day, day), stop - len(found))]
    found += islice(_undated(matching), stop - len(found))
    return found


def _dated(matching: Sequence[Matching], low: str, high: str) -> Iterator[tuple[str, tuple[int, float]]]:
    """Yield documents from one day to another, both included, as they were added, each with its day."""
    for segment, mask, scores in matching:
        days, ordinals = segment.columns.values("date"), segment.columns.ordinals("date")
        for docnum in _both(mask, segment.columns.mask_between("date", low, high)):
            yield days[ordinals[docnum] - 1], (segment.doc_base + docnum, scores[docnum])


def _undated(matching: Sequence[Matching]) -> Iterator[tuple[int, float]]:
    for segment, mask, scores in matching:
        dated = segment.columns.mask_between("date", None, None)
        for docnum in _both(mask, dated.translate(_TURNED)):
            yield segment.doc_base + docnum, scores[docnum]


_TURNED = bytes.maketrans(b"\0\1", b"\1\0")


def _both(one: bytearray, other: bytearray) -> Iterator[int]:
    """Yield the places at which two masks are 1."""
    both = (int.from_bytes(one, "little") & int.from_bytes(other, "little")).to_bytes(len(one), "little")
    place = both.find(1)
    while place >= 0:
        yield place
        place = both.find(1, place + 1)

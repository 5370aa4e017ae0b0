"""Which runs of a stored body are read for a snippet.

A short body is read whole. Of a long one, which is stored in pieces, the positions of the index tell where words of the
query stand close together; only the text around the best such places is read.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from searchlib.analysis.clusters import boundary_after, boundary_before
from searchlib.analysis.tokenizer import tokenize
from searchlib.codec.segment import SegmentReader
from searchlib.codec.stored_document import StoredDocument
from searchlib.kernels.dense_places import dense_places
from searchlib.lexicon import TermGroup
from searchlib.query.plan import GroupPlan, PhrasePlan
from searchlib.query.proximity import phrase_places

FIELD = "body"
_NEAR_TOKENS = 40
"""Words of the query in so many tokens may stand in one snippet."""

_MOST_PLACES = 4
"""Places that are read: more than a snippet shows, since some turn out to be lists of tags."""

_APART_TOKENS = 120
_MOST_SIGHTINGS = 100
"""Occurrences of each word of the query that are looked at first."""

_LEAST_CONTEXT = 300
_MOST_CONTEXT = 1200


class Run(NamedTuple):
    """A run of a body.

    Attributes:
        text: the run.
        start: where it begins in the body, in code points.
        is_opening, is_closing: whether it begins and ends where a sentence does.
    """

    text: str
    start: int
    is_opening: bool
    is_closing: bool


def runs(
    document: StoredDocument, segment: SegmentReader, docnum: int, plans: Sequence[tuple[GroupPlan | PhrasePlan, int]]
) -> list[Run]:
    """Return the runs of an article's body that a snippet is made from, in text order.

    Args:
        document: the article.
        segment: the segment that it is in.
        docnum: its number there.
        plans: what is looked for, each with its bit.
    """
    if not document.piece_count:
        return [Run(document.body, 0, is_opening=True, is_closing=True)]
    sightings = sorted(_sightings(segment, docnum, plans))
    tokens, units = (array("I", column) for column in (zip(*sightings, strict=True) if sightings else ((), ())))
    found: list[Run] = []
    for token in dense_places(tokens, units, within=_NEAR_TOKENS, apart=_APART_TOKENS, most=_MOST_PLACES):
        _read_around(document, token, found)
    if not found:
        found.append(_lead(document))
    return sorted(found, key=lambda run: run.start)


def _lead(document: StoredDocument) -> Run:
    return Run(document.text(0, 1), 0, is_opening=True, is_closing=document.piece_count == 1)


def _sightings(
    segment: SegmentReader, docnum: int, plans: Sequence[tuple[GroupPlan | PhrasePlan, int]]
) -> Iterator[tuple[int, int]]:
    """Yield the tokens of a document that show something of a query, each with the number of what it shows."""
    found = []
    for plan, unit in plans:
        if all(name != FIELD for name, _ in plan.fields):
            continue
        if isinstance(plan, GroupPlan):
            tokens = _tokens_of(plan.group, segment, docnum)
        else:
            columns = [_tokens_of(group, segment, docnum) for group in plan.groups]
            tokens = [min(places) for places in phrase_places(columns, plan.slop)]
        if tokens:
            found.append((tokens, unit.bit_length() - 1))
    rarest = min((tokens for tokens, _ in found), key=len, default=[])
    for tokens, unit in found:
        yield from ((token, unit) for token in _worth_a_look(tokens, rarest))


def _worth_a_look(tokens: list[int], rarest: list[int]) -> list[int]:
    """Return the first occurrences of a word, and of a frequent one those besides that a rarer word stands near to."""
    near = [token for token in tokens[_MOST_SIGHTINGS:] if _is_near(token, rarest)] if tokens is not rarest else []
    return tokens[:_MOST_SIGHTINGS] + near[:_MOST_SIGHTINGS]


def _is_near(token: int, rarest: list[int]) -> bool:
    place = bisect_left(rarest, token - _NEAR_TOKENS)
    return place < len(rarest) and rarest[place] <= token + _NEAR_TOKENS


def _tokens_of(group: TermGroup, segment: SegmentReader, docnum: int) -> list[int]:
    """Return where terms of a group stand in a document, as token numbers in ascending order."""
    tokens: list[int] = []
    for member in group.members:
        tokens += segment.positions_in(FIELD, member.term, docnum)
    tokens.sort()
    return tokens


def _read_around(document: StoredDocument, token: int, found: list[Run]) -> None:
    """Read the text around a token and add it to the runs, less what is in one of them."""
    piece = document.piece_with(token)
    text = document.text(piece, piece + 1)
    place = tokenize(text).starts[token - document.first_token(piece)]
    first = piece - (place < _MOST_CONTEXT and piece > 0)
    stop = piece + 1 + (len(text) - place < _MOST_CONTEXT and piece + 1 < document.piece_count)
    if stop - first > 1:
        text = document.text(first, stop)
        place += document.start(piece) - document.start(first)
    base = document.start(first)
    if any(run.start <= base + place < run.start + len(run.text) - _LEAST_CONTEXT for run in found):
        return
    begin, is_opening = _begin(text, place, is_opening=first == 0)
    end, is_closing = _end(text, place, is_closing=stop == document.piece_count)
    begin, end = boundary_before(text, begin), boundary_after(text, end)
    if begin == 0 < first:
        # A piece begins behind a space, to which its first characters may belong.
        begin = min(place, boundary_after(f" {text[:place]}", 1) - 1)
    for run in found:
        if run.start < base + begin < run.start + len(run.text):
            begin, is_opening = run.start + len(run.text) - base, run.is_closing
        if base + begin <= run.start < base + end:
            end, is_closing = run.start - base, run.is_opening
    found.append(Run(text[begin:end], base + begin, is_opening, is_closing))


def _begin(text: str, place: int, *, is_opening: bool) -> tuple[int, bool]:
    """Return where to begin in front of a place, and whether a sentence begins there, as far as a glance tells."""
    low, high = max(0, place - _MOST_CONTEXT), max(0, place - _LEAST_CONTEXT)
    for mark in ("\n", ". "):
        if (found := text.rfind(mark, low, high)) >= 0:
            return found + len(mark), True
    if low == 0:
        return 0, is_opening
    found = max(text.rfind(" ", low, high), text.rfind("\n", low, place))
    return (found + 1, False) if found >= 0 else (low, False)


def _end(text: str, place: int, *, is_closing: bool) -> tuple[int, bool]:
    """Return where to end behind a place, and whether a sentence ends there, as far as a glance tells."""
    low, high = place + _LEAST_CONTEXT, place + _MOST_CONTEXT
    for mark in ("\n", ". "):
        if (found := text.find(mark, low, high)) >= 0:
            return found + len(mark), True
    if len(text) <= high:
        return len(text), is_closing
    found = text.rfind(" ", place, high)
    return (found + 1, False) if found >= 0 else (high, False)

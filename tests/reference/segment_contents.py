"""Everything that a segment holds, as plain Python values: two segments are the same if these are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from searchlib.codec.layout import FIELD_WEIGHTS, FILTER_COLUMNS
from searchlib.codec.segment import SegmentReader
from searchlib.codec.terms import TermInfo
from searchlib.codec.vocabulary import TermFacts, Vocabulary


class Contents(NamedTuple):
    """What a segment holds; records are compared byte by byte."""

    terms: dict[str, list[tuple[Any, ...]]]
    lengths: dict[str, list[int]]
    columns: dict[str, list[list[str]]]
    values: dict[str, list[str]]
    stored: list[bytes]
    vocabulary: dict[str, TermFacts]
    followers: set[tuple[str, str]]


def contents_of(segment: SegmentReader) -> Contents:
    """Read a whole segment, and check every file of it."""
    for file in (segment.terms, segment.postings, segment.positions, segment.norms, segment.stored, segment.columns):
        assert not list(file.check())
    assert not list(segment.lexicon.check())
    documents = range(segment.doc_count_all)
    fields = {field for field, facts in segment.terms.fields.items() if facts.terms}
    vocabulary = segment.lexicon.vocabulary()
    return Contents(
        {field: list(_terms(segment, field)) for field in sorted(fields)},
        {field: list(segment.lengths(field)) for field in FIELD_WEIGHTS} | {"scored": list(segment.norms.scored())},
        # In lists of values Whoosh's writer does not keep the order.
        {field: [sorted(segment.columns.values_of(field, docnum)) for docnum in documents] for field in FILTER_COLUMNS},
        {field: segment.columns.values(field) for field in FILTER_COLUMNS},
        list(segment.stored),
        facts_of(vocabulary),
        {
            (vocabulary.term(first), vocabulary.term(second))
            for first, second in zip(*vocabulary.followers, strict=True)
        },
    )


def facts_of(vocabulary: Vocabulary) -> dict[str, TermFacts]:
    """Return the terms of a vocabulary with what is known of each."""
    columns = zip(vocabulary.counts, vocabulary.name_votes, vocabulary.language_masks, strict=True)
    return {
        vocabulary.term(n): TermFacts.of_mask(count, votes, mask, vocabulary.codes)
        for n, (count, votes, mask) in enumerate(columns)
    }


def _terms(segment: SegmentReader, field: str) -> Iterator[tuple[Any, ...]]:
    kind = segment.terms.fields[field].kind
    for term, info in segment.terms.items(field):
        found = segment.posting_list(field, term.decode())
        places = segment.term_positions(field, term.decode(), set(found.docnums)) if kind == "positions" else None
        record = bytes(segment.postings.records[info.posting_offset : info.posting_offset + info.posting_size])
        yield term, kind, _numbers(info), list(found.docnums), list(found.frequencies), places, record


def _numbers(info: TermInfo) -> tuple[int, ...]:
    return info.doc_freq, info.total_freq, info.docnum, info.posting_size, info.position_size

"""Segments into one: documents renumbered past deleted ones, everything else taken over as arrays and blocks."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from itertools import compress
from pathlib import Path
from typing import Final, NamedTuple

from searchlib.codec import stored
from searchlib.codec.column import Column, EncodedColumn
from searchlib.codec.columnar import ColumnarSegment
from searchlib.codec.layout import FIELD_WEIGHTS, Layout
from searchlib.codec.segment import SegmentFiles
from searchlib.codec.stored import StoredWriter
from searchlib.codec.terms import KINDS, Kind, TermColumns
from searchlib.codec.toc import INDEX_NAME
from searchlib.codec.vocabulary import MAX_LANGUAGES, Vocabulary
from searchlib.errors import damaged
from searchlib.indexing.options import DEFAULT, Options
from searchlib.indexing.segment_files import InvertedWriter, file_of, write_columns, write_lexicon, write_norms
from searchlib.kernels.field_merger import FieldMerger
from searchlib.kernels.vocabulary_merger import merge_vocabularies
from searchlib.lexicon.build import Source
from searchlib.lexicon.fingerprint import ANALYSIS, fingerprints

_DELETED: Final = 0xFFFFFFFF
_NO_RANK: Final = 0xFFFFFFFF
_MOST_CODES: Final = MAX_LANGUAGES
_EVIDENCE: Final = -1 << MAX_LANGUAGES & 0xFFFFFFFFFFFFFFFF
"""The bits of a mask of languages that stand for none."""


class Part(NamedTuple):
    """A segment that is merged.

    Attributes:
        files: of the segment.
        live: for each document whether it is there still; None if all are.
        new_docnums: u32, the new number of each document, the largest number for deleted ones.
    """

    files: SegmentFiles
    live: bytes | None
    new_docnums: array[int]


def merge_segments(folder: Path, segments: Sequence[ColumnarSegment], options: Options = DEFAULT) -> ColumnarSegment:
    """Write one segment of all documents that are left in several, all its files brought to the disk.

    Args:
        folder: the folder of the index.
        segments: in order of document numbers; at least one document is left in them.
        options: its layout, and the kinds of match that its lexicon is for.

    Raises:
        IndexCorruptError: a file of one of them is damaged.
    """
    try:
        return _merged(folder, segments, options)
    except ValueError as error:
        raise damaged(folder, error) from error


def _merged(folder: Path, segments: Sequence[ColumnarSegment], options: Options) -> ColumnarSegment:
    layout = options.layout
    merged = ColumnarSegment(INDEX_NAME, layout)
    merged.set_doc_count(sum(segment.doc_count() for segment in segments))
    parts = _parts(folder, segments)
    base = folder / merged.segment_id()
    with StoredWriter(file_of(base, stored.EXTENSION)) as writer:
        for part in parts:
            writer.add_all(part.files.stored, part.live)
        writer.finish()
    lengths = {field: _joined(parts, [part.files.norms.lengths(field) for part in parts]) for field in FIELD_WEIGHTS}
    scored = _joined(parts, [part.files.norms.scored() for part in parts])
    write_norms(base, lengths, scored)
    encoded = {field: _column(parts, field, layout) for field in layout.columns}
    with InvertedWriter(base, layout, scored) as inverted:
        kept = [
            inverted.add(field, "positions", _field_merger(parts, field, "positions", scored, layout))
            for field in FIELD_WEIGHTS
        ]
        for field, column in encoded.items():
            inverted.add_values(field, column)
        inverted.finish()
    write_columns(base, encoded, merged.doc_count_all())
    vocabulary, sources = _vocabulary(parts, kept)
    write_lexicon(base, vocabulary, options.kinds, _analysis(parts), sources)
    return merged


def _parts(folder: Path, segments: Sequence[ColumnarSegment]) -> list[Part]:
    parts, next_docnum = [], 0
    for segment in segments:
        documents = segment.doc_count_all()
        live = None
        new_docnums = array("I", range(next_docnum, next_docnum + segment.doc_count()))
        if segment.deleted_count():
            mask = bytearray(b"\1") * documents
            for docnum in segment.deleted_docs():
                mask[docnum] = 0
            live = bytes(mask)
            numbers = iter(new_docnums)
            new_docnums = array("I", [next(numbers) if is_live else _DELETED for is_live in mask])
        parts.append(Part(SegmentFiles(folder, segment.segment_id()), live, new_docnums))
        next_docnum += segment.doc_count()
    return parts


def _joined(parts: Sequence[Part], numbers: Sequence[array[int]]) -> array[int]:
    """Return what segments have of each document, one behind the other, without deleted documents."""
    joined = array("I")
    for part, column in zip(parts, numbers, strict=True):
        joined.extend(column if part.live is None else array("I", compress(column, part.live)))
    return joined


def _column(parts: Sequence[Part], field: str, layout: Layout) -> EncodedColumn:
    column = Column(layout.columns[field])
    for part in parts:
        column.extend(part.files.columns, field, part.live)
    return column.encoded()


def _field_merger(parts: Sequence[Part], field: str, kind: Kind, scored: array[int], layout: Layout) -> FieldMerger:
    sources = [
        (
            part.files.terms.dictionary(field),
            part.files.postings.records,
            part.files.positions.records,
            part.files.postings.block_size,
            part.new_docnums,
        )
        for part in parts
    ]
    return FieldMerger(sources, KINDS.index(kind), scored, layout.block_size)


def _analysis(parts: Sequence[Part]) -> str | None:
    """Return the fingerprint of an analysis that is not that of this version, if it made terms of the segments."""
    ours = fingerprints([])[ANALYSIS]
    others = (part.files.lexicon.rules[ANALYSIS] for part in parts)
    return next((analysis for analysis in others if analysis != ours), None)


def _vocabulary(parts: Sequence[Part], kept: Sequence[TermColumns]) -> tuple[Vocabulary, list[Source]]:
    """Return the vocabulary of the terms that are kept, and the lexicons of the segments that know them."""
    found = [part.files.lexicon.vocabulary() for part in parts]
    codes: list[str] = []
    sources = [
        (one.blob, one.offsets, one.counts, one.name_votes, _renumbered(one.language_masks, one.codes, codes))
        for one in found
    ]
    blob, offsets, counts, votes, masks, ranks = merge_vocabularies(
        sources, [(field.terms, field.offsets) for field in kept]
    )
    pairs: set[tuple[int, int]] = set()
    for one, new_ranks in zip(found, ranks, strict=True):
        firsts, seconds = one.followers
        pairs.update(zip((new_ranks[n] for n in firsts), (new_ranks[n] for n in seconds), strict=True))
    known = sorted(pair for pair in pairs if _NO_RANK not in pair)
    followers = (array("I", (first for first, _ in known)), array("I", (second for _, second in known)))
    lexicons = [part.files.lexicon for part in parts]
    known_by = [Source(*source) for source in zip(lexicons, found, ranks, strict=True)]
    return Vocabulary(blob, offsets, counts, votes, masks, codes, followers), known_by


def _renumbered(masks: array[int], codes: Sequence[str], all_codes: list[str]) -> array[int]:
    """Return masks whose bits stand for all codes, to which those that are missing are added."""
    for code in codes:
        if code not in all_codes and len(all_codes) < _MOST_CODES:
            all_codes.append(code)
    # Of more than 62 languages the last stands for all others.
    places = [all_codes.index(code) if code in all_codes else _MOST_CODES - 1 for code in codes]
    if places == list(range(len(codes))):
        return masks
    known: dict[int, int] = {}
    for mask in set(masks):
        known[mask] = sum({1 << place for bit, place in enumerate(places) if mask >> bit & 1}) | mask & _EVIDENCE
    return array("Q", map(known.__getitem__, masks))

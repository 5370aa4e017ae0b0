"""Segments made of documents that are lists of words, written term by term."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from searchlib.codec.norms import NormsReader, NormsWriter
from searchlib.codec.positions import PositionsReader, PositionsWriter
from searchlib.codec.postings import PostingsReader, PostingsWriter
from searchlib.codec.terms import Kind, TermsReader, TermsWriter
from searchlib.kernels.searched_segment import SearchedSegment
from searchlib.query.plan import FIELD_BOOSTS

Words = Mapping[str, Sequence[str]]
KINDS: Mapping[str, Kind] = {"title": "positions", "body": "positions", "language": "existence"}


def scored_length(document: Words) -> int:
    """Return what the frequencies of a document are compared with."""
    return sum(int(boost) * len(document[field]) for field, boost in FIELD_BOOSTS.items())


def write_segment(path: Path, documents: Sequence[Words], block_size: int) -> None:
    """Write the files of a segment, named ``path`` and their extensions."""
    lengths = array("I", map(scored_length, documents))
    with (
        TermsWriter(path.with_suffix(".trm")) as terms,
        PostingsWriter(path.with_suffix(".pst"), block_size) as postings,
        PositionsWriter(path.with_suffix(".pos"), block_size) as positions,
        NormsWriter(path.with_suffix(".nrm"), len(documents)) as norms,
    ):
        norms.add_scored(lengths)
        for field, kind in KINDS.items():
            terms.start_field(field, kind)
            for term in sorted({word for document in documents for word in document[field]}, key=str.encode):
                where = {
                    docnum: [at for at, word in enumerate(document[field]) if word == term]
                    for docnum, document in enumerate(documents)
                    if term in document[field]
                }
                _write_term(term, where, lengths, (terms, postings, positions), has_positions=kind == "positions")
        for writer in (norms, terms, postings, positions):
            writer.finish()


def _write_term(
    term: str,
    where: Mapping[int, Sequence[int]],
    lengths: array[int],
    writers: tuple[TermsWriter, PostingsWriter, PositionsWriter],
    *,
    has_positions: bool,
) -> None:
    terms, postings, positions = writers
    docnums = array("I", where)
    frequencies = array("I", map(len, where.values())) if has_positions else None
    size, ends = 0, None
    if frequencies is not None:
        size, ends = positions.add(frequencies, array("I", [at for places in where.values() for at in places]))
    written = postings.add(docnums, frequencies, lengths, ends) if len(docnums) > 1 else 0
    terms.add(
        term.encode(),
        len(docnums),
        sum(frequencies or ()),
        docnum=docnums[0],
        posting_size=written,
        position_size=size,
    )


def open_segment(
    path: Path, norm: tuple[float, float], doc_base: int, deleted: Collection[int] = ()
) -> SearchedSegment:
    """Open the files of a segment for searching."""
    terms = TermsReader(path.with_suffix(".trm"))
    postings, positions = PostingsReader(path.with_suffix(".pst")), PositionsReader(path.with_suffix(".pos"))
    lengths = NormsReader(path.with_suffix(".nrm")).scored()
    return SearchedSegment(
        {field: terms.dictionary(field) for field in KINDS},
        (postings.records, positions.records),
        postings.block_size,
        lengths,
        bytes(docnum not in deleted for docnum in range(len(lengths))),
        norm,
        doc_base,
    )

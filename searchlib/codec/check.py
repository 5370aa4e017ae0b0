"""Proves that an index on disk is what a commit wrote: every byte by its checksum, and every file by the others.

Each problem is one sentence that names the file. What is proved, beside the checksums and what each reader's ``check``
tells: postings ascend, are in the segment and add up to the frequencies and lengths on record; records of postings and
positions follow each other without gaps; no block promises less than it holds; positions ascend and are in their field;
scored lengths are those of the fields, weighted; columns have the documents that the terms of their field have; the
lexicon has the terms of the text fields; stored articles are articles, and those that are not deleted differ in id.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from searchlib.codec import columns, lexicon, norms, positions, postings, stored, terms
from searchlib.codec.columns import ColumnsReader
from searchlib.codec.layout import FIELD_WEIGHTS, FILTER_COLUMNS
from searchlib.codec.lexicon import LexiconReader
from searchlib.codec.norms import NormsReader
from searchlib.codec.positions import PositionsReader
from searchlib.codec.postings import PostingsReader
from searchlib.codec.segment import SegmentReader
from searchlib.codec.stored import StoredReader
from searchlib.codec.terms import TermInfo, TermsReader
from searchlib.codec.toc import SegmentEntry, newest_generation, read_toc
from searchlib.errors import IndexCorruptError
from searchlib.kernels.posting_encoder import postings_record
from searchlib.kernels.postings import Postings

_ATTEMPTS = 20
_MOST_PROBLEMS = 5
"""Sentences about one segment after which the rest is not told: they have one cause."""


class _Checked(Protocol):
    """A reader that checks its file."""

    def check(self) -> Iterator[str]:
        """Give a sentence for each problem."""


READERS: dict[str, Callable[[Path], _Checked]] = {
    terms.EXTENSION: TermsReader,
    postings.EXTENSION: PostingsReader,
    positions.EXTENSION: PositionsReader,
    norms.EXTENSION: NormsReader,
    stored.EXTENSION: StoredReader,
    columns.EXTENSION: ColumnsReader,
    lexicon.EXTENSION: LexiconReader,
}
"""What reads each file of a segment."""


def check_folder(folder: Path) -> list[str]:
    """Check the last commit of an index; return a sentence for each problem, none if all is well.

    Raises:
        IndexNotFoundError: there is no index.
    """
    for _ in range(_ATTEMPTS):
        generation = newest_generation(folder)
        problems = list(_problems(folder, generation))
        # A commit meanwhile removes files; look again.
        if not problems or newest_generation(folder) == generation:
            return problems
    return problems


def _problems(folder: Path, generation: int) -> Iterator[str]:
    try:
        toc = read_toc(folder, generation)
    except (IndexCorruptError, FileNotFoundError) as error:
        yield str(error)
        return
    doc_base = 0
    ids: dict[str, str] = {}
    for entry in toc.segments:
        problems = list(_file_problems(folder, entry.name))
        yield from problems
        if not problems:
            yield from _segment_problems(folder, entry, ids, doc_base)
        doc_base += entry.documents


def _file_problems(folder: Path, name: str) -> Iterator[str]:
    """Check each file of a segment for itself."""
    for extension, reader in READERS.items():
        try:
            yield from reader(folder / f"{name}{extension}").check()
        except IndexCorruptError as error:
            yield str(error)


def _segment_problems(folder: Path, entry: SegmentEntry, ids: dict[str, str], doc_base: int) -> Iterator[str]:
    """Check the files of a segment against each other; ids are those of the segments before, and get these."""
    try:
        segment = SegmentReader(folder, entry.name, doc_base, entry.deleted)
        if segment.doc_count_all != entry.documents:
            yield f"{folder / entry.name} has {segment.doc_count_all} documents, not {entry.documents}"
            return
        for number, problem in enumerate(SegmentCheck(segment, ids).problems()):
            if number == _MOST_PROBLEMS:
                yield f"{folder / entry.name} has more such problems"
                return
            yield problem
    except (IndexCorruptError, UnicodeDecodeError) as error:
        yield str(error)


class SegmentCheck:
    """Checks the files of a segment against each other.

    Args:
        segment: the segment; each of its files is sound for itself.
        ids: the segment of each id in those before this one; the ids of this one are added.
    """

    def __init__(self, segment: SegmentReader, ids: dict[str, str]) -> None:
        self._segment = segment
        self._ids = ids
        self._scored = segment.norms.scored()
        self._posting_end = self._position_end = 0

    def problems(self) -> Iterator[str]:
        """Give a sentence for each problem."""
        for field in self._segment.terms.fields:
            yield from self._field(field)
        yield from self._ends()
        yield from self._scored_lengths()
        yield from self._lexicon()
        yield from self._articles()

    def _field(self, field: str) -> Iterator[str]:
        """Check every term of a field, and what they add up to."""
        segment = self._segment
        lengths = array("I", bytes(4 * segment.doc_count_all))
        values: list[list[int]] = [[] for _ in lengths] if field in FILTER_COLUMNS else []
        for term_ord, (term, info) in enumerate(segment.terms.items(field)):
            docnums, frequencies, problem = self._read(field, info)
            problem = problem or self._places(field, info, docnums, frequencies)
            if problem:
                yield f"{problem} of term {term!r} of field {field!r}"
            for docnum, frequency in zip(docnums, frequencies, strict=True):
                lengths[docnum] += frequency
                if values:
                    values[docnum].append(term_ord)
        if field in FIELD_WEIGHTS and lengths != segment.norms.lengths(field):
            yield f"{segment.norms.path} has other lengths of field {field!r} than its postings come to"
        if field in FILTER_COLUMNS:
            yield from self._column(field, values)

    def _read(self, field: str, info: TermInfo) -> tuple[array[int], array[int], str]:
        """Return docnums and frequencies of a term, and what is wrong with them."""
        segment = self._segment
        if info.doc_freq == 1:
            listing = Postings.single(info.docnum, info.total_freq)
        else:
            has_frequencies = segment.terms.fields[field].kind != "existence"
            listing = segment.postings.open(
                info.posting_offset, info.posting_size, info.doc_freq, has_frequencies=has_frequencies
            )
            begin, self._posting_end = self._posting_end, info.posting_offset + info.posting_size
            if info.posting_offset != begin:
                return array("I"), array("I"), f"{segment.postings.path} has a gap before the postings"
        docnums, frequencies = array("I"), array("I")
        for block in range(listing.blocks):
            some_docnums, some_frequencies = segment.postings.decode(listing, block)
            docnums += some_docnums
            frequencies += some_frequencies
        if docnums[-1] >= segment.doc_count_all or any(a >= b for a, b in pairwise(docnums)):
            return array("I"), array("I"), f"{segment.postings.path} has documents out of order or none of the segment"
        if sum(frequencies) != info.total_freq or len(docnums) != info.doc_freq:
            return docnums, frequencies, f"{segment.terms.path} has a wrong frequency"
        if info.doc_freq > 1 and not self._bounds_hold(listing, docnums, frequencies):
            return docnums, frequencies, f"{segment.postings.path} has a block that holds more than its bounds"
        return docnums, frequencies, ""

    def _bounds_hold(self, listing: Postings, docnums: array[int], frequencies: array[int]) -> bool:
        block_size = self._segment.postings.block_size
        record = postings_record(docnums, frequencies, self._scored, block_size=block_size)
        exact = Postings(record, len(docnums), block_size)
        for block in range(listing.blocks):
            found, least = listing.maxima(block), exact.maxima(block)
            assert found is not None is not least  # noqa: S101  lists of two postings or more have them
            if found[0] > least[0] or found[1] > least[1] or found[2] < least[2] or found[3] > least[3]:
                return False
        return True

    def _places(self, field: str, info: TermInfo, docnums: array[int], frequencies: array[int]) -> str:
        """Return what is wrong with the positions of a term."""
        segment = self._segment
        if segment.terms.fields[field].kind != "positions":
            return ""
        begin, self._position_end = self._position_end, info.position_offset + info.position_size
        if info.position_offset != begin:
            return f"{segment.positions.path} has a gap before the positions"
        lengths = segment.norms
        for docnum, places in segment.read_positions(info, docnums, frequencies):
            if any(a >= b for a, b in pairwise(places)) or places[-1] >= lengths.length(field, docnum):
                return f"{segment.positions.path} has positions out of order, or outside of document {docnum},"
        return ""

    def _ends(self) -> Iterator[str]:
        """Check that the last records end the files."""
        segment = self._segment
        for file, end in ((segment.postings, self._posting_end), (segment.positions, self._position_end)):
            if len(file.records) != end:
                yield f"{file.path} has {len(file.records)} bytes of records, and its terms have {end}"

    def _column(self, field: str, values: list[list[int]]) -> Iterator[str]:
        """Check that a column has the terms of its field in the documents that the terms have."""
        segment = self._segment
        column = segment.columns
        if [value.encode() for value in column.values(field)] != [term for term, _ in segment.terms.items(field)]:
            yield f"{column.path} has other values of field {field!r} than its terms"
        elif any(
            sorted(column.values_of(field, docnum)) != [column.value(field, term_ord) for term_ord in row]
            for docnum, row in enumerate(values)
        ):
            yield f"{column.path} has other documents with values of field {field!r} than its postings"

    def _scored_lengths(self) -> Iterator[str]:
        segment = self._segment
        lengths = [(weight, segment.norms.lengths(field)) for field, weight in FIELD_WEIGHTS.items()]
        for docnum, scored in enumerate(self._scored):
            if scored != sum(weight * column[docnum] for weight, column in lengths):
                yield f"{segment.norms.path} has a scored length of document {docnum} that is not that of its fields"
                return

    def _lexicon(self) -> Iterator[str]:
        """Check that the lexicon has the terms of the text fields."""
        segment = self._segment
        found = {term.decode() for field in FIELD_WEIGHTS for term, _ in segment.terms.items(field)}
        if sorted(found) != list(segment.lexicon.terms()):
            yield f"{segment.lexicon.path} has other terms than the text fields"

    def _articles(self) -> Iterator[str]:
        """Check that every document is an article, with the id of its column, and that no other has it."""
        segment = self._segment
        live = segment.live()
        for docnum in range(segment.doc_count_all):
            article_id = segment.article(docnum).id
            if segment.columns.values_of("id", docnum) != (article_id,):
                yield f"{segment.stored.path} has an article {article_id!r} whose column has another id"
            elif live[docnum] and article_id in self._ids:
                yield f"{segment.stored.path} has an article {article_id!r} that {self._ids[article_id]} has already"
            elif live[docnum]:
                self._ids[article_id] = segment.name

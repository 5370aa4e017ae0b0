"""The terms of every field of a segment (``.trm``): where the postings of a term are, and how many.

A field has three sections in the file, ``N/blob``, ``N/blocks`` and ``N/heads``, N being its number: the dictionary
that :mod:`searchlib.kernels.terms` reads. Records of postings and positions follow each other in their files in the
order of the fields and terms here, so their places are sums of sizes. docs/FORMAT.md describes the bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Literal, NamedTuple, Self, TypeAlias, get_args

from searchlib.codec.section_file import Buffer, SectionFile, SectionFileWriter
from searchlib.errors import IndexCorruptError
from searchlib.kernels.term_encoder import encode_terms
from searchlib.kernels.terms import Dictionary, TermInfo, TermRecords

__all__ = ["KINDS", "FieldFacts", "Kind", "TermColumns", "TermInfo", "TermRecords", "TermsReader", "TermsWriter"]

EXTENSION = ".trm"
MAGIC = b"SLIBTRM\n"
VERSION = 1
PER_BLOCK = 16
"""Terms in a block: fewer make the file larger, more make finding a term slower."""

Kind: TypeAlias = Literal["existence", "frequencies", "positions"]
"""What is known of a term in a document: that it stands there; how often, too; and where, too."""

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""The kinds by their numbers, which kernels know."""

_BATCH = 256
"""Blocks that are encoded, or decoded in iteration, at a time."""


class FieldFacts(NamedTuple):
    """What the file tells of a field.

    Attributes:
        terms: how many it has.
        kind: what is known of a term in a document.
        tokens: occurrences of all its terms; of kind existence the sum of their document frequencies.
    """

    terms: int
    kind: Kind
    tokens: int


class TermColumns(NamedTuple):
    """Terms of one field in ascending order, and what is to be written of each.

    Attributes:
        terms: their bytes, one after another.
        offsets: u32, one more than terms: term ``i`` is ``terms[offsets[i]:offsets[i + 1]]``.
        doc_freqs: u32, how many documents each stands in.
        total_freqs: u64, how often it occurs; not looked at in a field of kind existence.
        docnums: u32, its document if it stands in one only; not looked at otherwise.
        posting_sizes: u32, bytes of its record in the file of postings; 0 for a term of one document.
        position_sizes: u32, bytes of its record in the file of positions; not looked at without positions.
    """

    terms: Buffer
    offsets: Buffer
    doc_freqs: Buffer
    total_freqs: Buffer
    docnums: Buffer
    posting_sizes: Buffer
    position_sizes: Buffer


class TermsWriter:
    """Writes the terms of a segment, field after field, each field's in ascending order of bytes.

    Leaving the ``with`` block before ``finish`` was called leaves nothing behind.

    Args:
        path: the file.
        per_block: terms in a block.

    Raises:
        ValueError: from every method, for terms that do not ascend and numbers that cannot be.
        OverflowError: the terms of one field take more than 4 GB.

    Example:
        >>> with TermsWriter(Path("news.trm")) as writer:
        ...     writer.start_field("body", "frequencies")
        ...     writer.add("bağ".encode(), 1, total_freq=3, docnum=7)
        ...     writer.add("yol".encode(), 5, total_freq=9, posting_size=20)
        ...     writer.finish()
        >>> TermsReader(Path("news.trm")).find("body", b"yol")
        TermInfo(term_ord=1, doc_freq=5, total_freq=9, docnum=-1, posting_offset=0, posting_size=20,
                 position_offset=0, position_size=0)
    """

    def __init__(self, path: Path, per_block: int = PER_BLOCK) -> None:
        self._file = SectionFileWriter(path, MAGIC, VERSION)
        self._per_block = per_block
        self._fields: dict[str, FieldFacts] = {}
        self._field: _FieldWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def start_field(self, name: str, kind: Kind) -> None:
        """Begin a field; those before it are whole."""
        ends = self._end_field()
        if name in self._fields:
            raise ValueError(f"the field {name!r} is written already")
        self._fields[name] = FieldFacts(0, kind, 0)
        self._field = _FieldWriter(self._file, len(self._fields) - 1, kind, self._per_block, ends)

    def add(
        self,
        term: bytes,
        doc_freq: int,
        total_freq: int = 0,
        *,
        docnum: int = 0,
        posting_size: int = 0,
        position_size: int = 0,
    ) -> None:
        """Write the next term of the field.

        Args:
            term: UTF-8.
            doc_freq: how many documents it stands in, 1 or more.
            total_freq: how often it occurs.
            docnum: its document if that is the only one.
            posting_size: bytes of its record in the file of postings; 0 if it stands in one document.
            position_size: bytes of its record in the file of positions.
        """
        self._current().add(term, (doc_freq, total_freq, docnum, posting_size, position_size))

    def add_many(self, columns: TermColumns) -> None:
        """Write all terms of the field, or the next ones: each call but the last brings whole blocks."""
        self._current().add_many(columns)

    def _current(self) -> _FieldWriter:
        if self._field is None:
            raise ValueError("no field was started")
        return self._field

    def _end_field(self) -> tuple[int, int]:
        """Write what is left of the field; return where its records end in the files of postings and positions."""
        if self._field is None:
            return 0, 0
        self._fields[next(reversed(self._fields))] = self._field.finish()
        return self._field.ends

    def finish(self) -> None:
        """Write the rest, bring the file to the disk and give it its name."""
        self._end_field()
        fields = {name: field._asdict() for name, field in self._fields.items()}
        self._file.finish({"fields": fields, "per_block": self._per_block})


class _FieldWriter:
    """Writes one field. Terms that come one by one wait for others, so that many blocks are encoded at a time."""

    def __init__(self, file: SectionFileWriter, number: int, kind: Kind, per_block: int, ends: tuple[int, int]) -> None:
        self._file, self._number, self._kind, self._per_block = file, number, kind, per_block
        self._place = (0, *ends, 0)
        self._blocks: array[int] = array("I")
        self._heads: array[int] = array("Q")
        self._terms = 0
        self._last: bytes | None = None
        self._forget()
        file.append(f"{number}/blob", b"")

    @property
    def ends(self) -> tuple[int, int]:
        return self._place[1:3]

    def _forget(self) -> None:
        self._waiting = bytearray()
        self._offsets = array("I", [0])
        self._numbers: tuple[array[int], ...] = tuple(array(code) for code in "IQIII")

    def add(self, term: bytes, numbers: tuple[int, ...]) -> None:
        for column, number in zip(self._numbers, numbers, strict=True):
            column.append(number)
        self._waiting += term
        self._offsets.append(len(self._waiting))
        if len(self._numbers[0]) == self._per_block * _BATCH:
            self._write_waiting()

    def _write_waiting(self) -> None:
        if waiting := len(self._numbers[0]):
            self._write(TermColumns(self._waiting, self._offsets, *self._numbers), waiting)
            self._forget()

    def add_many(self, columns: TermColumns) -> None:
        self._write_waiting()
        if count := len(columns.doc_freqs):
            self._write(columns, count)

    def _write(self, columns: TermColumns, count: int) -> None:
        if self._terms % self._per_block:
            raise ValueError(f"more terms behind {self._terms}, which are no whole blocks of {self._per_block}")
        blob, blocks, heads, self._place = encode_terms(columns, KINDS.index(self._kind), self._per_block, self._place)
        terms, offsets = memoryview(columns.terms), columns.offsets
        first = bytes(terms[offsets[0] : offsets[1]])
        if self._last is not None and first <= self._last:
            raise ValueError(f"the term {first!r} comes behind {self._last!r}; terms must ascend")
        self._last = bytes(terms[offsets[count - 1] : offsets[count]])
        self._terms += count
        self._blocks.extend(blocks)
        self._heads.extend(heads)
        self._file.append(f"{self._number}/blob", blob)

    def finish(self) -> FieldFacts:
        self._write_waiting()
        blob_size, _, _, tokens = self._place
        self._blocks.append(blob_size)
        self._file.add(f"{self._number}/blocks", self._blocks)
        self._file.add(f"{self._number}/heads", self._heads)
        return FieldFacts(self._terms, self._kind, tokens)


class TermsReader:
    """A mapped file of terms; nothing in it changes, so any number of threads may read it.

    A field that the segment does not have is one without terms.

    Args:
        path: the file.

    Attributes:
        path: the file.
        fields: what is known of each field.

    Raises:
        IndexCorruptError: the file is missing, shortened or something else; every method: it is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._file = SectionFile(path, MAGIC, VERSION)
        self.path = path
        try:
            facts: Mapping[str, Any] = self._file.facts
            self.fields = {name: FieldFacts(**field) for name, field in facts["fields"].items()}
            self._dictionaries = {
                name: Dictionary(
                    self._file.section(f"{number}/blob"),
                    self._file.section(f"{number}/blocks", "I"),
                    self._file.section(f"{number}/heads", "Q"),
                    (field.terms, facts["per_block"], KINDS.index(field.kind)),
                )
                for number, (name, field) in enumerate(self.fields.items())
            }
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise self._file.corrupt(f"holds facts that make no sense ({error!r})") from error

    def dictionary(self, field: str) -> Dictionary:
        """Return the dictionary of a field, as other kernels read it."""
        return self._dictionaries.get(field, _EMPTY)

    def find(self, field: str, term: bytes) -> TermInfo | None:
        """Return what is known of a term, or None if the segment does not have it."""
        try:
            return self.dictionary(field).find(term)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged in field {field!r} ({error})") from error

    def find_many(self, field: str, terms: list[bytes]) -> TermRecords:
        """Return what is known of many terms: by their place in the list a TermInfo, or None."""
        try:
            return self.dictionary(field).find_many(terms)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged in field {field!r} ({error})") from error

    def lower_bound(self, field: str, term: bytes) -> int:
        """Return the term_ord of the first term that is not before one; the number of terms if there is none."""
        try:
            return self.dictionary(field).lower_bound(term)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged in field {field!r} ({error})") from error

    def term(self, field: str, term_ord: int) -> bytes:
        """Return the term of a term_ord.

        Raises:
            IndexError: there are not so many terms.
        """
        if not 0 <= term_ord < self.count(field):
            raise IndexError(f"field {field!r} has {self.count(field)} terms, none has number {term_ord}")
        return self._items(field, term_ord, term_ord + 1)[0][0]

    def count(self, field: str) -> int:
        """Return how many terms a field has."""
        return len(self.dictionary(field))

    def items(self, field: str, start_ord: int = 0) -> Iterator[tuple[bytes, TermInfo]]:
        """Go through the terms of a field in order, from a term_ord on, with what is known of each."""
        count, step = self.count(field), PER_BLOCK * _BATCH
        for start in range(start_ord, count, step):
            yield from self._items(field, start, min(count, start + step))

    def _items(self, field: str, start_ord: int, stop_ord: int) -> list[tuple[bytes, TermInfo]]:
        try:
            return self.dictionary(field).items(start_ord, stop_ord)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged in field {field!r} ({error})") from error

    def check(self) -> Iterator[str]:
        """Compare every byte with its checksum and read every term; give a sentence for each problem."""
        problems = list(self._file.check())
        yield from problems
        for field in () if problems else self.fields:
            try:
                yield from self._check_field(field)
            except IndexCorruptError as error:
                yield str(error)

    def _check_field(self, field: str) -> Iterator[str]:
        before, tokens = None, 0
        for term, info in self.items(field):
            if before is not None and term <= before:
                yield f"{self.path} has terms of field {field!r} out of order: {term!r} behind {before!r}"
            before, tokens = term, tokens + info.total_freq
        if tokens != self.fields[field].tokens:
            yield f"{self.path} has {tokens} tokens in field {field!r} instead of {self.fields[field].tokens}"


_EMPTY = Dictionary(b"", array("I", [0]), array("Q"), (0, PER_BLOCK, 0))

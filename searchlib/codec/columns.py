"""Columns (``.col``): the values of a field by document, for filters, facets and sorting.

The values of a field are sorted and each document has their ordinals, so that a filter compares numbers, a facet
counts numbers and sorting sorts numbers. A single column has at most one value for each document, a list column any
number of them. docs/FORMAT.md describes the sections.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple, Self, TypeAlias, cast

from searchlib.codec.section_file import Buffer, SectionFile, SectionFileWriter
from searchlib.errors import IndexCorruptError
from searchlib.kernels import columns, vocabulary

if TYPE_CHECKING:
    from searchlib.codec.column import EncodedColumn, Kind

EXTENSION = ".col"
MAGIC = b"SLIBCOL\n"
VERSION = 1

NumberType: TypeAlias = Literal["B", "H", "I"]
"""What ordinals and offsets are written in, as in :mod:`array`."""


class ColumnFacts(NamedTuple):
    """What the file tells of a field.

    Attributes:
        kind: how many values a document may have.
        values: how many different values there are.
        ordinal_type: type of the ordinals, as in :mod:`array`.
        offset_type: type of the offsets of a list column.
    """

    kind: Kind
    values: int
    ordinal_type: NumberType
    offset_type: NumberType


class ColumnsWriter:
    """Writes the columns of a segment.

    Leaving the ``with`` block before ``finish`` was called leaves nothing behind.

    Args:
        path: the file.
        documents: how many the segment has.

    Example:
        >>> from searchlib.codec.column import Column
        >>> tags = Column("list")
        >>> tags.append(["yol", "film"])
        >>> tags.append([])
        >>> with ColumnsWriter(Path("news.col"), 2) as writer:
        ...     writer.add("tags", tags.encoded())
        ...     writer.finish()
        >>> reader = ColumnsReader(Path("news.col"))
        >>> reader.values("tags"), reader.values_of("tags", 0), list(reader.mask_of("tags", ["film"]))
        (['film', 'yol'], ('yol', 'film'), [1, 0])
    """

    def __init__(self, path: Path, documents: int) -> None:
        self._file = SectionFileWriter(path, MAGIC, VERSION)
        self._documents = documents
        self._fields: dict[str, ColumnFacts] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def add(self, field: str, column: EncodedColumn) -> None:
        """Write the column of a field; a field without any value takes no room.

        Raises:
            ValueError: the column has not as many documents as the segment, or the field is written already.
        """
        if field in self._fields:
            raise ValueError(f"the column of field {field!r} is written already")
        kind, values, value_offsets, ordinals, offsets = column
        if column.documents != self._documents:
            raise ValueError(f"a column of {column.documents} documents for a segment of {self._documents}")
        narrow_ordinals, narrow_offsets = columns.narrow(ordinals)[0], columns.narrow(offsets)[0]
        number = len(self._fields)
        types = (cast("NumberType", numbers.typecode) for numbers in (narrow_ordinals, narrow_offsets))
        self._fields[field] = ColumnFacts(kind, column.value_count, *types)
        if column.value_count:
            self._file.add(f"{number}/values", values)
            self._file.add(f"{number}/value_offsets", value_offsets)
            self._file.add(f"{number}/ordinals", narrow_ordinals)
        if column.value_count and kind == "list":
            self._file.add(f"{number}/offsets", narrow_offsets)

    def finish(self) -> None:
        """Bring the file to the disk and give it its name."""
        fields = {name: list(facts) for name, facts in self._fields.items()}
        self._file.finish({"documents": self._documents, "fields": fields})


class _Sections(NamedTuple):
    """What the file holds of a field."""

    values: memoryview
    value_offsets: memoryview
    ranks: memoryview
    offsets: memoryview
    """Of a list column; empty for a single one."""


_NOTHING = _Sections(*[memoryview(b"")] * 4)


class ColumnsReader:
    """A mapped file of columns; nothing in it changes, so any number of threads may read it.

    A field that the segment does not have has no values. Masks are bytes, one for each document, 0 or 1.

    Args:
        path: the file.

    Attributes:
        path: the file.
        documents: how many the segment has.
        fields: what is known of each field.

    Raises:
        IndexCorruptError: the file is missing, shortened or something else; every method: it is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._file = file = SectionFile(path, MAGIC, VERSION)
        self.path = path
        try:
            self.documents: int = file.facts["documents"]
            self.fields = {name: ColumnFacts(*facts) for name, facts in file.facts["fields"].items()}
            self._sections = {
                name: self._opened(number, facts)
                for number, (name, facts) in enumerate(self.fields.items())
                if facts.values
            }
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise file.corrupt(f"holds facts that make no sense ({error!r})") from error

    def _opened(self, number: int, facts: ColumnFacts) -> _Sections:
        file = self._file
        ranks = file.section(f"{number}/ordinals", facts.ordinal_type)
        offsets = file.section(f"{number}/offsets", facts.offset_type) if facts.kind == "list" else ranks[:0]
        values, value_offsets = file.section(f"{number}/values"), file.section(f"{number}/value_offsets", "I")
        lengths = {"list": len(offsets) - 1, "single": len(ranks)}
        if lengths[facts.kind] != self.documents or len(value_offsets) != facts.values + 1:
            raise ValueError(f"a column of {lengths[facts.kind]} documents and {len(value_offsets) - 1} values")
        return _Sections(values, value_offsets, ranks, offsets)

    def _damaged(self, field: str, error: Exception) -> IndexCorruptError:
        return self._file.corrupt(f"is damaged in the column of field {field!r} ({error})")

    def value(self, field: str, ordinal: int) -> str:
        """Return a value by its ordinal.

        Raises:
            IndexError: there are not so many values.
        """
        if not 0 <= ordinal < self.count(field):
            raise IndexError(f"field {field!r} has {self.count(field)} values, none has number {ordinal}")
        values, offsets, *_ = self._sections[field]
        try:
            return str(values[offsets[ordinal] : offsets[ordinal + 1]], "utf-8")
        except UnicodeDecodeError as error:
            raise self._damaged(field, error) from error

    def count(self, field: str) -> int:
        """Return how many different values a field has."""
        return self.fields[field].values if field in self.fields else 0

    def values(self, field: str) -> list[str]:
        """Return the different values of a field in order."""
        return [self.value(field, ordinal) for ordinal in range(self.count(field))]

    def lower_bound(self, field: str, value: str) -> int:
        """Return the ordinal of the first value that is not before one; the number of values if there is none."""
        if field not in self._sections:
            return 0
        try:
            return vocabulary.lower_bound(*self._sections[field][:2], value.encode())
        except ValueError as error:
            raise self._damaged(field, error) from error

    def find(self, field: str, value: str) -> int | None:
        """Return the ordinal of a value, or None if no document has it."""
        ordinal = self.lower_bound(field, value)
        return ordinal if ordinal < self.count(field) and self.value(field, ordinal) == value else None

    def ordinals(self, field: str) -> memoryview:
        """Return for each document of a single column the ordinal of its value plus 1, or 0 if it has none.

        Raises:
            ValueError: the field has lists of values.
        """
        if field in self.fields and self.fields[field].kind == "list":
            raise ValueError(f"field {field!r} of {self.path} has lists of values; ask for the values of a document")
        return self._sections[field].ranks if field in self._sections else memoryview(bytes(self.documents))

    def values_of(self, field: str, docnum: int) -> tuple[str, ...]:
        """Return the values of a document, in the order in which they were given.

        Raises:
            IndexError: there are not so many documents.
        """
        if not 0 <= docnum < self.documents:
            raise IndexError(f"there are {self.documents} documents, none has number {docnum}")
        if field not in self._sections:
            return ()
        _, _, ranks, offsets = self._sections[field]
        try:
            if self.fields[field].kind == "list":
                return tuple(self.value(field, rank) for rank in ranks[offsets[docnum] : offsets[docnum + 1]])
            return (self.value(field, ranks[docnum] - 1),) if ranks[docnum] else ()
        except IndexError as error:
            raise self._damaged(field, error) from error

    def counts(self, field: str, mask: Buffer) -> array[int]:
        """Return how many of the documents in a mask have each value, by its ordinal."""
        if field not in self._sections:
            return array("I")
        _, _, ranks, offsets = self._sections[field]
        try:
            if self.fields[field].kind == "list":
                return columns.count_lists(offsets, ranks, self.count(field), mask)
            return columns.count(ranks, self.count(field) + 1, mask)[1:]
        except ValueError as error:
            raise self._damaged(field, error) from error

    def value_counts(self, field: str, mask: Buffer) -> dict[str, int]:
        """Return how many of the documents in a mask have each value, in order, without values that none has."""
        counts = self.counts(field, mask)
        values, offsets, *_ = self._sections.get(field, _NOTHING)
        try:
            return {
                str(values[offsets[ordinal] : offsets[ordinal + 1]], "utf-8"): count
                for ordinal, count in enumerate(counts)
                if count
            }
        except UnicodeDecodeError as error:
            raise self._damaged(field, error) from error

    def mask_of(self, field: str, values: Iterable[str]) -> bytearray:
        """Return a mask of the documents that have any of these values."""
        wanted = bytearray(self.count(field))
        for value in values:
            ordinal = self.find(field, value)
            if ordinal is not None:
                wanted[ordinal] = 1
        return self._mask(field, wanted)

    def mask_between(self, field: str, low: str | None, high: str | None) -> bytearray:
        """Return a mask of the documents that have a value from low to high, both included; None is no bound."""
        begin = 0 if low is None else self.lower_bound(field, low)
        # Nothing stands between a value and the value with a zero behind it.
        end = self.count(field) if high is None else self.lower_bound(field, high + "\0")
        length = max(0, end - begin)
        return self._mask(field, bytearray(begin) + b"\1" * length + bytes(self.count(field) - begin - length))

    def _mask(self, field: str, wanted: bytearray) -> bytearray:
        if not any(wanted):
            return bytearray(self.documents)
        _, _, ranks, offsets = self._sections[field]
        try:
            if self.fields[field].kind == "list":
                return columns.select_lists(offsets, ranks, wanted)
            return columns.select(ranks, b"\0" + wanted)
        except ValueError as error:
            raise self._damaged(field, error) from error

    def renumbered(
        self, field: str, numbers_of: Callable[[Buffer, Buffer], array[int]], mask: Buffer
    ) -> tuple[array[int], array[int]]:
        """Return the numbers that replace ordinals, for the documents in a mask, and the lengths of their lists.

        In a single column they are numbers plus 1, or 0, and there are no lengths.

        Args:
            field: the field, which the segment has.
            numbers_of: gives the numbers of values that stand one after another, u32, by the bytes and their offsets.
            mask: the documents.
        """
        if field not in self._sections:
            documents = sum(1 for is_kept in mask if is_kept)
            zeros = array("I", bytes(4 * documents))
            return (array("I"), zeros) if self.fields[field].kind == "list" else (zeros, array("I"))
        values, value_offsets, ranks, offsets = self._sections[field]
        try:
            str(values, "utf-8")  # raises if they are none
            numbers = numbers_of(values, value_offsets)
            if self.fields[field].kind == "list":
                return columns.renumber_lists(offsets, ranks, numbers, mask)
            places = array("I", [0, *(number + 1 for number in numbers)])
            return columns.renumber(ranks, places, mask), array("I")
        except ValueError as error:
            raise self._damaged(field, error) from error

    def check(self) -> Iterator[str]:
        """Compare every byte with its checksum and read every value; give a sentence for each problem."""
        problems = list(self._file.check())
        yield from problems
        for field in () if problems else self.fields:
            try:
                values = self.values(field)
                counts = self.counts(field, bytes([1]) * self.documents)
            except IndexCorruptError as error:
                yield str(error)
                continue
            if any(a >= b for a, b in pairwise(values)) or not all(counts):
                yield f"{self.path} has values of field {field!r} out of order, or that no document has"

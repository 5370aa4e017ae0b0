"""The values of a field by document in memory: collected by a writer, and as they are written."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from searchlib.kernels.column_collector import ColumnCollector

if TYPE_CHECKING:
    from searchlib.codec.columns import ColumnsReader
    from searchlib.codec.section_file import Buffer

Kind: TypeAlias = Literal["single", "list"]
"""How many values a document may have: one at most, or any number."""


class EncodedColumn(NamedTuple):
    """The values of a field by document, as they are written.

    Attributes:
        kind: how many values a document may have.
        values: the different values in order, UTF-8, one after another.
        value_offsets: u32, where each of them begins in values, and where the last one ends.
        ordinals: u32; of a single column the rank of the value of each document plus 1, or 0; of a list column the
            ranks of all values, document after document.
        offsets: u32; of a list column where the values of each document begin in ordinals, and where the last ones
            end; empty for a single column.
    """

    kind: Kind
    values: bytes
    value_offsets: array[int]
    ordinals: array[int]
    offsets: array[int]

    @property
    def value_count(self) -> int:
        """Number of different values."""
        return len(self.value_offsets) - 1

    @property
    def documents(self) -> int:
        """Number of documents."""
        return len(self.ordinals) if self.kind == "single" else len(self.offsets) - 1


class Column:
    """The values of a field by document, in memory: what a writer collects.

    Args:
        kind: how many values a document may have.

    Attributes:
        values: the kernel that collects them.

    Example:
        >>> column = Column("single")
        >>> for values in (["ru"], [], ["az"], ["ru"]):
        ...     column.append(values)
        >>> len(column), column.encoded()[1:4]
        (4, (b'azru', array('I', [0, 2, 4]), array('I', [2, 0, 1, 2])))
    """

    def __init__(self, kind: Kind) -> None:
        self.kind: Kind = kind
        self.values = ColumnCollector(kind == "list")

    def __len__(self) -> int:
        return len(self.values)

    def memory_bytes(self) -> int:
        """Return how much memory the column takes."""
        return self.values.memory_bytes()

    def append(self, values: Iterable[str]) -> None:
        """Add the values of the next document; one that comes twice counts once.

        Raises:
            ValueError: a document of a single column has more than one.
        """
        if self.kind == "list":
            self.values.add_list(values)
            return
        distinct = [*dict.fromkeys(values)]
        if len(distinct) > 1:
            raise ValueError(f"document {len(self)} has {len(distinct)} values where one is possible: {distinct}")
        self.values.add(distinct[0] if distinct else None)

    def extend(self, reader: ColumnsReader, field: str, live: Buffer | None = None) -> None:
        """Add the values of all documents of a segment but those for which live is 0.

        Raises:
            ValueError: the field is of the other kind there.
            IndexCorruptError: the segment is damaged.
        """
        mask = bytes([1]) * reader.documents if live is None else live
        if field not in reader.fields:
            nothing = array("I", bytes(4 * sum(1 for is_live in mask if is_live)))
            self.values.extend(*((array("I"), nothing) if self.kind == "list" else (nothing, array("I"))))
            return
        if reader.fields[field].kind != self.kind:
            raise ValueError(
                f"field {field!r} of {reader.path} is of kind {reader.fields[field].kind}, not {self.kind}"
            )
        self.values.extend(*reader.renumbered(field, self.values.numbers_of, mask))

    def encoded(self) -> EncodedColumn:
        """Return the column as it is written, without the values of deleted documents."""
        return EncodedColumn(self.kind, *self.values.encoded())

r"""The positions of a segment (``.pos``): where in a document a term stands.

One section, ``records``: the records of all terms of fields with positions, one after another in the order of the
fields and terms of the ``.trm`` file, which knows where each is. A term that stands in one document has one too.
:mod:`searchlib.kernels.positions` reads and writes a record, and docs/FORMAT.md describes its bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from searchlib.codec.section_file import Buffer, SectionFile, SectionFileWriter
from searchlib.kernels.positions import block_positions, positions_record, posting_positions

EXTENSION = ".pos"
MAGIC = b"SLIBPOS\n"
VERSION = 1
_RECORDS = "records"


class PositionsWriter:
    """Writes the positions of a segment, in the order of its terms.

    Leaving the ``with`` block before ``finish`` was called leaves nothing behind.

    Args:
        path: the file.
        block_size: postings to a block, as in the file of postings.

    Attributes:
        size: bytes of all records so far.

    Example:
        >>> with PositionsWriter(Path("news.pos")) as writer:
        ...     size, _ = writer.add(array("I", [1, 3]), array("I", [12, 0, 5, 6]))
        ...     writer.finish()
        >>> positions = PositionsReader(Path("news.pos"))
        >>> positions.block(positions.open(0, size), 0, array("I", [1, 3]))
        array('I', [12, 0, 5, 6])
    """

    def __init__(self, path: Path, block_size: int = 128) -> None:
        self.block_size = block_size
        self.size = 0
        self._file = SectionFileWriter(path, MAGIC, VERSION)
        self._file.append(_RECORDS, b"")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def add(self, frequencies: array[int], positions: array[int]) -> tuple[int, array[int]]:
        """Write the positions of the next term; return the bytes of its record and where in it each full block ends.

        Args:
            frequencies: u32, how many positions each of its postings has, 1 or more.
            positions: u32, those of all its postings, one posting after another; ascending within each.

        Raises:
            ValueError: the numbers are no positions.
        """
        record, ends = positions_record(frequencies, positions, block_size=self.block_size)
        self.append(record)
        return len(record), ends

    def append(self, records: Buffer) -> None:
        """Write the records of the next terms, which a kernel has encoded with the same block size."""
        self._file.append(_RECORDS, records)
        self.size += memoryview(records).nbytes

    def finish(self) -> None:
        """Bring the file to the disk and give it its name."""
        self._file.finish({})


class PositionsReader:
    """The mapped positions of a segment; any number of threads may read them.

    Attributes:
        path: the file.
        records: the bytes of all records, for kernels.

    Raises:
        IndexCorruptError: the file is missing, shortened, or something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = SectionFile(path, MAGIC, VERSION)
        self.records = self._file.section(_RECORDS)

    def open(self, offset: int, size: int) -> memoryview:
        """Return the record of a term without decoding it.

        Args:
            offset: where it begins.
            size: its bytes.

        Raises:
            IndexCorruptError: it is not in the file.
        """
        record = self.records[offset : offset + size]
        if len(record) != size:
            raise self._file.corrupt(f"has no {size} bytes of positions at {offset}")
        return record

    def block(self, record: memoryview, begin: int, frequencies: array[int]) -> array[int]:
        """Return the positions of a block's postings, one posting after another.

        Args:
            record: of the term, from ``open``.
            begin: where the block begins in it, ``Postings.position_begin``.
            frequencies: those of the block's postings.

        Raises:
            IndexCorruptError: the record is damaged.
        """
        try:
            return block_positions(record, begin, frequencies)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged ({error})") from error

    def posting(self, record: memoryview, begin: int, frequencies: array[int], index: int) -> array[int]:
        """Return the positions of one of a block's postings, which costs less than those of all.

        Args:
            record: of the term, from ``open``.
            begin: where the block begins in it, ``Postings.position_begin``.
            frequencies: those of the block's postings.
            index: of the posting in the block.

        Raises:
            IndexCorruptError: the record is damaged.
            IndexError: the block has no such posting.
        """
        try:
            return posting_positions(record, begin, frequencies, index)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged ({error})") from error

    def check(self) -> Iterator[str]:
        """Compare every byte with its checksum; give a sentence for each part that is damaged."""
        return self._file.check()

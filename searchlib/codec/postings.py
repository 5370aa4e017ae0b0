r"""The posting lists of a segment (``.pst``): which documents a term stands in, and how often.

One section, ``records``: the records of all terms that stand in two documents or more, one after another in the order
of the fields and terms of the ``.trm`` file, which knows where each is. :mod:`searchlib.kernels.postings` reads a
record, :mod:`searchlib.kernels.posting_encoder` writes it, and docs/FORMAT.md describes its bytes.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from searchlib.codec.section_file import Buffer, SectionFile, SectionFileWriter
from searchlib.kernels.posting_encoder import postings_record
from searchlib.kernels.postings import Postings

__all__ = ["BLOCK_SIZE", "Postings", "PostingsReader", "PostingsWriter"]

EXTENSION = ".pst"
MAGIC = b"SLIBPST\n"
VERSION = 1
BLOCK_SIZE = 128
"""Postings to a block; blocks of this size are packed, smaller ones are for tests."""
_RECORDS = "records"


class PostingsWriter:
    """Writes the posting lists of a segment, in the order of its terms.

    Leaving the ``with`` block before ``finish`` was called leaves nothing behind.

    Args:
        path: the file.
        block_size: postings to a block, a power of two up to 128.

    Attributes:
        size: bytes of all records so far.

    Raises:
        ValueError: the block size is none.

    Example:
        >>> with PostingsWriter(Path("news.pst")) as writer:
        ...     size = writer.add(array("I", [3, 7, 8]), array("I", [1, 4, 1]), array("I", [90] * 9))
        ...     writer.finish()
        >>> PostingsReader(Path("news.pst")).read(0, size, 3)
        (array('I', [3, 7, 8]), array('I', [1, 4, 1]))
    """

    def __init__(self, path: Path, block_size: int = BLOCK_SIZE) -> None:
        if block_size not in _BLOCK_SIZES:
            raise ValueError(f"blocks of {block_size} postings: the size has to be a power of two up to {BLOCK_SIZE}")
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

    def add(
        self,
        docnums: array[int],
        frequencies: array[int] | None,
        scored_lengths: array[int] | memoryview | None,
        position_ends: array[int] | None = None,
    ) -> int:
        """Write the list of the next term that stands in two documents or more; return the bytes of its record.

        Args:
            docnums: u32, ascending.
            frequencies: u32, 1 or more; None in a field that does not count them.
            scored_lengths: u32, the lengths of all documents, by docnum; None for bounds that hold for any length.
            position_ends: u32, where the positions of each full block end in their record, if the field has positions.

        Raises:
            ValueError: the numbers are no posting list.
        """
        record = postings_record(docnums, frequencies, scored_lengths, position_ends, block_size=self.block_size)
        self.append(record)
        return len(record)

    def append(self, records: Buffer) -> None:
        """Write the records of the next terms, which a kernel has encoded with the same block size."""
        self._file.append(_RECORDS, records)
        self.size += memoryview(records).nbytes

    def finish(self) -> None:
        """Bring the file to the disk and give it its name."""
        self._file.finish({"block_size": self.block_size})


_BLOCK_SIZES = tuple(1 << bits for bits in range(BLOCK_SIZE.bit_length()))


class PostingsReader:
    """The mapped posting lists of a segment; any number of threads may read them.

    Attributes:
        path: the file.
        block_size: postings to a block.
        records: the bytes of all records, for kernels.

    Raises:
        IndexCorruptError: the file is missing, shortened, or something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = SectionFile(path, MAGIC, VERSION)
        self.records = self._file.section(_RECORDS)
        self.block_size: int = self._file.facts.get("block_size", 0)
        if self.block_size not in _BLOCK_SIZES:
            raise self._file.corrupt(f"has blocks of {self.block_size!r} postings")

    def open(self, offset: int, size: int, doc_freq: int, *, has_frequencies: bool = True) -> Postings:
        """Open the list of a term without decoding it.

        Its methods raise ValueError where a block is damaged; ``read`` and ``decode`` name the file.

        Args:
            offset: where its record begins.
            size: bytes of the record.
            doc_freq: its number of postings, 2 or more.
            has_frequencies: whether the field counts them.

        Raises:
            IndexCorruptError: the record is damaged or not in the file.
        """
        record = self.records[offset : offset + size]
        if len(record) != size:
            raise self._file.corrupt(f"has no {size} bytes of postings at {offset}")
        try:
            return Postings(record, doc_freq, self.block_size, has_frequencies=has_frequencies)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged at {offset} ({error})") from error

    def decode(self, postings: Postings, block: int) -> tuple[array[int], array[int]]:
        """Return the docnums and frequencies of a block of an opened list.

        Raises:
            IndexCorruptError: the block is damaged.
        """
        try:
            return postings.decode(block)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged ({error})") from error

    def read(
        self, offset: int, size: int, doc_freq: int, *, has_frequencies: bool = True
    ) -> tuple[array[int], array[int]]:
        """Return all docnums and frequencies of a term; frequencies of 1 in a field that does not count them.

        Raises:
            IndexCorruptError: the record is damaged.
        """
        postings = self.open(offset, size, doc_freq, has_frequencies=has_frequencies)
        docnums, frequencies = array("I"), array("I")
        for block in range(postings.blocks):
            some_docnums, some_frequencies = self.decode(postings, block)
            docnums += some_docnums
            frequencies += some_frequencies
        return docnums, frequencies

    def check(self) -> Iterator[str]:
        """Compare every byte with its checksum; give a sentence for each part that is damaged."""
        return self._file.check()

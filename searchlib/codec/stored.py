"""Stored documents (``.sto``): the article of each, compressed in small blocks.

A block is compressed behind a dictionary, the beginning of the first documents of the segment, so that even a block
of a few documents finds the words that come in all of them. A merge takes whole blocks over as they are, with their
dictionary; therefore a file may have several. A long article ends its block, and each piece of its body is a block of
its own behind it, so that pieces are read one by one; :mod:`searchlib.codec.stored_document` cuts it.
docs/FORMAT.md describes the sections.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Self

from searchlib.codec.section_file import Buffer, SectionFile, SectionFileWriter
from searchlib.codec.stored_document import StoredDocument, piece_sizes, record_size
from searchlib.errors import IndexCorruptError
from searchlib.kernels.lz4 import Compressor, decompress
from searchlib.kernels.record_encoder import RecordBlock, encode_record
from searchlib.kernels.stored_blocks import StoredBlocks

EXTENSION = ".sto"
MAGIC = b"SLIBSTO\n"
VERSION = 2
BLOCK_BYTES = 2048
"""A block is closed when its documents have so many bytes: larger ones compress better and are slower to read."""

DICTIONARY_BYTES = 16384
_WORTH_A_DICTIONARY = 8 * DICTIONARY_BYTES
"""Bytes of documents below which a segment has no dictionary: it would take more than it saves."""

_WORTH_KEEPING = 64
"""Blocks to a dictionary below which a merge compresses documents anew: a guess."""

_MAX_DICTIONARIES = 0xFFFF


class StoredWriter:
    """Writes the documents of a segment in the order of their docnums.

    Leaving the ``with`` block before ``finish`` was called leaves nothing behind.

    Args:
        path: the file.
        block_bytes: size at which a block is closed.

    Example:
        >>> from searchlib.article import Article
        >>> from searchlib.codec.article_encoder import encode_article
        >>> with StoredWriter(Path("news.sto")) as writer:
        ...     writer.add(encode_article(Article("n1", "Bağ", "Bağ."), [0]))
        ...     writer.finish()
        0
        >>> StoredReader(Path("news.sto")).open(0).title
        'Bağ'
    """

    def __init__(self, path: Path, block_bytes: int = BLOCK_BYTES) -> None:
        self._file = SectionFileWriter(path, MAGIC, VERSION)
        self._file.append("blocks", b"")
        self._block_bytes = block_bytes
        self._waiting: list[bytes] = []
        self._waiting_bytes = 0
        self._block = RecordBlock()
        self._compressor: Compressor | None = None
        self._dictionaries: list[bytes] = []
        self._own_dictionary = 0
        self._ends = array("I")
        self._block_ends = array("Q", [0])
        self._first_documents = array("I", [0])
        self._block_dictionaries = array("H")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def add(self, document: bytes) -> int:
        """Write the next document and return its docnum.

        Args:
            document: an article, encoded by :func:`searchlib.codec.article_encoder.encode_article`.

        Raises:
            ValueError: it is no encoded article.
            OverflowError: it has more than 1 GB before its pieces.
        """
        docnum = len(self._ends) + len(self._waiting) + len(self._block)
        if self._compressor is not None:
            self._append(document)
            return docnum
        record_size(document)
        self._waiting.append(document)
        self._waiting_bytes += len(document)
        if self._waiting_bytes >= _WORTH_A_DICTIONARY:
            self._write_waiting()
        return docnum

    def add_whole(self, head: tuple[str | None, ...], title: str, body: str) -> None:
        """Write the next document, whose body is not cut.

        Args:
            head: of :func:`searchlib.codec.article_encoder.head_of`.
            title: what is stored of the title.
            body: what is stored of the body.
        """
        if self._compressor is None:
            self.add(encode_record(head, title, body))
        elif self._block.add(head, title, body) >= self._block_bytes:
            self._close_block()

    def _append(self, document: bytes) -> None:
        """Add a document to the block that is being made."""
        size = record_size(document)
        if self._block.append(document[:size]) >= self._block_bytes or size < len(document):
            self._close_block()
            self._write_pieces(document, size)

    def _close_block(self) -> None:
        if self._block:
            self._compress(*self._block.take())

    def add_all(self, reader: StoredReader, live: Sequence[int] | None = None) -> None:
        """Write the documents of another segment.

        Args:
            reader: its documents.
            live: 0 for each document that is to be left out; None keeps all.
        """
        known = self._take_dictionaries(reader)
        for block in reader.blocks():
            documents = reader.documents_of(block)
            if known is not None and (live is None or all(live[documents.start : documents.stop])):
                self._write_waiting()
                for each in (block, *reader.pieces_behind(block)):
                    self._write_block(reader.compressed(each), known + reader.dictionary_of(each), reader.ends(each))
            else:
                for docnum, document in zip(documents, reader.read_block(block), strict=True):
                    if live is None or live[docnum]:
                        self.add(document)

    def _take_dictionaries(self, reader: StoredReader) -> int | None:
        """Return the number that another segment's first dictionary has here; None if they are not worth it."""
        count = len(reader.dictionaries)
        if reader.block_count < count * _WORTH_KEEPING or len(self._dictionaries) + count > _MAX_DICTIONARIES:
            return None
        self._write_waiting()
        self._dictionaries += map(bytes, reader.dictionaries)
        return len(self._dictionaries) - count

    def _write_waiting(self) -> None:
        """Write the documents that wait, in blocks."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._choose_dictionary(waiting)
        for document in waiting:
            self._append(document)
        self._close_block()

    def _write_pieces(self, document: bytes, begin: int) -> None:
        """Write the pieces of a document, each as a block in which no document ends."""
        for size in piece_sizes(document):
            self._compress(document[begin : begin + size], array("I"))
            begin += size

    def _choose_dictionary(self, documents: list[bytes]) -> None:
        if not self._dictionaries:
            beginning = b"".join(documents)
            self._dictionaries.append(beginning[:DICTIONARY_BYTES] if len(beginning) >= _WORTH_A_DICTIONARY else b"")
        self._own_dictionary = len(self._dictionaries) - 1
        self._compressor = Compressor(self._dictionaries[self._own_dictionary])

    def _compress(self, block: bytes, ends: array[int]) -> None:
        assert self._compressor is not None  # noqa: S101  chosen before the first block
        self._write_block(self._compressor.compress(block), self._own_dictionary, ends)

    def _write_block(self, compressed: Buffer, dictionary: int, ends: Buffer) -> None:
        self._file.append("blocks", compressed)
        self._ends.extend(ends)
        self._block_ends.append(self._block_ends[-1] + len(compressed))
        self._first_documents.append(len(self._ends))
        self._block_dictionaries.append(dictionary)

    def finish(self) -> None:
        """Write the rest, bring the file to the disk and give it its name."""
        self._write_waiting()
        sizes = array("I", map(len, self._dictionaries))
        self._file.add("block_ends", self._block_ends)
        self._file.add("block_dictionaries", self._block_dictionaries)
        self._file.add("first_documents", self._first_documents)
        self._file.add("ends", self._ends)
        self._file.add("dictionaries", b"".join(self._dictionaries))
        self._file.finish({"documents": len(self._ends), "dictionary_sizes": sizes.tolist()})


class StoredReader:
    """A mapped file of documents; nothing in it changes, so any number of threads may read it.

    Args:
        path: the file.

    Attributes:
        path: the file.
        block_count: how many blocks it has.
        dictionaries: what blocks are compressed behind.

    Raises:
        IndexCorruptError: the file is missing, shortened or something else; every method: it is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._file = file = SectionFile(path, MAGIC, VERSION)
        self.path = path
        self._blocks, self._block_ends = file.section("blocks"), file.section("block_ends", "Q")
        self._first_documents = file.section("first_documents", "I")
        self._block_dictionaries = file.section("block_dictionaries", "H")
        self._ends = file.section("ends", "I")
        self.block_count = len(self._block_dictionaries)
        try:
            self.dictionaries = list(_split(file.section("dictionaries"), file.facts["dictionary_sizes"]))
            is_whole = len(self._ends) == file.facts["documents"]
        except (LookupError, TypeError, ValueError) as error:
            raise file.corrupt(f"holds facts that make no sense ({error!r})") from error
        if not is_whole or not self.block_count == len(self._block_ends) - 1 == len(self._first_documents) - 1:
            raise file.corrupt("has sections that do not fit together")
        self._records = StoredBlocks(
            self._blocks,
            self._block_ends,
            self._first_documents,
            self._block_dictionaries,
            self._ends,
            self.dictionaries,
        )

    def __len__(self) -> int:
        return len(self._ends)

    def read(self, docnum: int) -> bytes:
        """Return a document as it was given to the writer.

        Raises:
            IndexError: there are not so many documents.
        """
        block = self._block_of(docnum)
        record = self._record(block, docnum)
        return record + b"".join(self._pieces(block, record))

    def open(self, docnum: int) -> StoredDocument:
        """Return a document whose pieces are read when they are asked for.

        Raises:
            IndexError: there are not so many documents.
        """
        block = self._block_of(docnum)
        return StoredDocument(self._record(block, docnum), partial(self._piece, block), self._file.corrupt)

    def _block_of(self, docnum: int) -> int:
        if not 0 <= docnum < len(self._ends):
            raise IndexError(f"there are {len(self._ends)} stored documents, none has number {docnum}")
        try:
            return self._records.block_of(docnum)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged ({error})") from error

    def _record(self, block: int, docnum: int) -> bytes:
        try:
            return self._records.record(block, docnum)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged in its documents ({error})") from error

    def _pieces(self, block: int, record: bytes) -> Iterator[bytes]:
        """Yield the pieces of a document, the record of which ends a block."""
        try:
            sizes = piece_sizes(record)
        except ValueError as error:
            raise self._file.corrupt(f"holds {error}") from error
        return (self._piece(block, number, size) for number, size in enumerate(sizes))

    def _piece(self, block: int, number: int, size: int) -> bytes:
        place = block + 1 + number
        if not place < self.block_count or self.documents_of(place):
            raise self._file.corrupt(f"lacks piece {number} of the document before block {block + 1}")
        return self._decompress(place, size)

    def _decompress(self, block: int, size: int) -> bytes:
        """Return the beginning of the text of a block."""
        try:
            return decompress(self.compressed(block), self.dictionaries[self._block_dictionaries[block]], size)
        except (LookupError, ValueError) as error:
            raise self._file.corrupt(f"is damaged in block {block} of documents ({error})") from error

    def blocks(self) -> Iterator[int]:
        """Yield the numbers of the blocks in which documents end."""
        return (block for block in range(self.block_count) if self.documents_of(block))

    def pieces_behind(self, block: int) -> range:
        """Return the numbers of the blocks with pieces of the last document of a block."""
        stop = block + 1
        while stop < self.block_count and not self.documents_of(stop):
            stop += 1
        return range(block + 1, stop)

    def compressed(self, block: int) -> memoryview:
        """Return a block as it is in the file."""
        return self._blocks[self._block_ends[block] : self._block_ends[block + 1]]

    def dictionary_of(self, block: int) -> int:
        """Return which dictionary a block was compressed behind."""
        return self._block_dictionaries[block]

    def documents_of(self, block: int) -> range:
        """Return the docnums of the documents in a block."""
        return range(self._first_documents[block], self._first_documents[block + 1])

    def ends(self, block: int) -> memoryview:
        """Return where each document of a block ends in it."""
        return self._ends[self._first_documents[block] : self._first_documents[block + 1]]

    def read_block(self, block: int) -> list[bytes]:
        """Return the documents that end in a block."""
        ends = [0, *self.ends(block)]
        text = self._decompress(block, ends[-1])
        if ends != sorted(ends) or len(ends) - 1 != len(self.documents_of(block)):
            raise self._file.corrupt(f"is damaged in the sizes of the documents of block {block}")
        found = [text[begin:end] for begin, end in pairwise(ends)]
        if found:
            found[-1] += b"".join(self._pieces(block, found[-1]))
        return found

    def __iter__(self) -> Iterator[bytes]:
        for block in self.blocks():
            yield from self.read_block(block)

    def check(self) -> Iterator[str]:
        """Compare every byte with its checksum and read every document; give a sentence for each problem."""
        problems = list(self._file.check())
        yield from problems
        if not problems:
            try:
                found = sum(1 for _ in self)
            except IndexCorruptError as error:
                yield str(error)
            else:
                if found != len(self):
                    yield f"{self.path} has {found} documents in its blocks instead of {len(self)}"


def _split(blob: memoryview, sizes: list[int]) -> Iterator[memoryview]:
    begin = 0
    for size in sizes:
        if not 0 <= size <= len(blob) - begin:
            raise ValueError(f"a dictionary of {size} bytes at {begin} in {len(blob)}")
        yield blob[begin : begin + size]
        begin += size

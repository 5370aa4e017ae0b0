"""The container of every file of a segment: named sections of bytes, checksummed and mapped.

Layout, all integers little-endian::

    magic        8 bytes, another for each kind of file
    sections     each begins on a multiple of 8 bytes; the bytes between two of them are zero
    directory    JSON, begins on a multiple of 8 bytes: {"facts": {...}, "sections": {name: [offset, size, CRC-32]}}
    trailer      24 bytes: offset and size of the directory, its CRC-32, the format version, "SLIB"

The directory stands at the end, so that sections are written as they come. Opening reads trailer and directory only;
a section is a view of the mapped file. What is damaged inside a section is met when it is used, or by ``check``.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeAlias

from searchlib.errors import IndexCorruptError

Json: TypeAlias = "None | bool | int | float | str | Sequence[Json] | Mapping[str, Json]"
"""What JSON can hold."""

Buffer: TypeAlias = Any
"""Bytes, or an array or view of any items in one piece; Python 3.11 has no type for these."""

TypeCode: TypeAlias = Literal["B", "H", "I", "Q", "b", "h", "i", "q"]
"""What a section is made of, as in :mod:`struct`."""

_TRAILER = struct.Struct("<QIII4s")
_END = b"SLIB"
_ALIGNMENT = 8


def _gap(offset: int) -> int:
    """Return how many bytes there are to the next place where a section may begin."""
    return -offset % _ALIGNMENT


class SectionFileWriter:
    r"""Writes a file section by section, under a temporary name until it is whole.

    Leaving the ``with`` block before ``finish`` was called, by an error or not, leaves nothing behind.

    Args:
        path: the file; one that is there already is replaced by ``finish``.
        magic: 8 bytes that tell one kind of file from another.
        version: number of the format; a reader of another number refuses the file.

    Example:
        >>> with SectionFileWriter(Path("numbers.xyz"), b"NUMBERS\n", 1) as writer:
        ...     writer.append("small", bytes([1, 2]))
        ...     writer.append("small", bytes([3]))
        ...     writer.finish({"count": 3})
        >>> numbers = SectionFile(Path("numbers.xyz"), b"NUMBERS\n", 1)
        >>> numbers.facts["count"], list(numbers.section("small"))
        (3, [1, 2, 3])
    """

    def __init__(self, path: Path, magic: bytes, version: int) -> None:
        if len(magic) != _ALIGNMENT:
            raise ValueError(f"the magic of {path} has {len(magic)} bytes, not {_ALIGNMENT}: {magic!r}")
        self.path = path
        self._version = version
        self._temporary = path.with_name(path.name + ".tmp")
        self._places: dict[str, tuple[int, int, int]] = {}
        self._current: str | None = None
        self._offset = 0
        self._file = self._temporary.open("wb")
        self._write(magic)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.abandon()

    def abandon(self) -> None:
        """Leave nothing behind, unless the file is whole already."""
        # Closing writes what is buffered, which may fail and does not matter; nor does it if the file stays.
        with suppress(OSError):
            self._file.close()
        with suppress(OSError):
            self._temporary.unlink()

    def _write(self, data: Buffer) -> None:
        try:
            self._file.write(data)
        except BaseException:
            self.abandon()
            raise
        self._offset += len(data)

    def add(self, name: str, data: Buffer) -> None:
        """Write a whole section.

        Raises:
            ValueError: there is a section of this name already.
        """
        self._begin(name)
        self.append(name, data)
        self._current = None

    def append(self, name: str, data: Buffer) -> None:
        """Write the next piece of a section; the pieces of one section follow each other.

        Raises:
            ValueError: another section was begun after this one.
        """
        if name != self._current:
            self._begin(name)
        piece = memoryview(data).cast("B")
        offset, size, checksum = self._places[name]
        self._write(piece)
        self._places[name] = (offset, size + len(piece), zlib.crc32(piece, checksum))

    def _begin(self, name: str) -> None:
        if name in self._places:
            raise ValueError(f"section {name!r} of {self.path} is written already")
        self._pad()
        self._places[name] = (self._offset, 0, 0)
        self._current = name

    def _pad(self) -> None:
        self._write(bytes(_gap(self._offset)))

    def finish(self, facts: Mapping[str, Json]) -> None:
        """Write the directory, bring the file to the disk and give it its name.

        The folder is not brought to the disk: a commit does that once for all its files.
        """
        self._pad()
        directory = json.dumps({"facts": facts, "sections": self._places}, separators=(",", ":")).encode()
        trailer = _TRAILER.pack(self._offset, len(directory), zlib.crc32(directory), self._version, _END)
        self._write(directory + trailer)
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._temporary.replace(self.path)


class SectionFile:
    """A mapped file; nothing in it changes, so any number of threads may read it.

    Args:
        path: the file.
        magic: what kind of file it must be.
        version: the number its format must have.

    Attributes:
        path: the file.
        size: its size in bytes.
        facts: what was given to ``SectionFileWriter.finish``.

    Raises:
        IndexCorruptError: the file is missing, shortened, or of another kind or version.
    """

    def __init__(self, path: Path, magic: bytes, version: int) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._view = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError) as error:
            raise self.corrupt(f"cannot be read ({error})") from error
        self.size = len(self._view)
        try:
            directory = json.loads(self._directory(magic, version))
            self.facts: dict[str, Any] = dict(directory["facts"])
            self._places: dict[str, tuple[int, int, int]] = self._checked_places(directory["sections"])
        except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise self.corrupt(f"has a directory that makes no sense ({error!r})") from error

    def _directory(self, magic: bytes, version: int) -> bytes:
        if self.size < len(magic) + _TRAILER.size or self._view[-len(_END) :] != _END:
            raise self.corrupt("does not end as a file of an index does: it is cut off, or something else")
        self._end, size, checksum, found, _ = _TRAILER.unpack_from(self._view, self.size - _TRAILER.size)
        if self._view[: len(magic)] != magic:
            raise self.corrupt(f"begins with {bytes(self._view[: len(magic)])!r} instead of {magic!r}")
        if found != version:
            raise self.corrupt(f"has format {found}, and this version of searchlib reads format {version}")
        directory = bytes(self._view[self._end : self._end + size])
        if self._end + size + _TRAILER.size != self.size or zlib.crc32(directory) != checksum:
            raise self.corrupt("has a damaged directory")
        return directory

    def _checked_places(self, places: dict[str, tuple[int, int, int]]) -> dict[str, tuple[int, int, int]]:
        """Return the places of the sections if they follow each other and fill the file."""
        begin = _ALIGNMENT
        for name, place in places.items():
            offset, size, _ = place
            if not all(type(number) is int for number in place) or offset != begin or size < 0:
                raise ValueError(f"section {name!r} is {place}, and should begin at {begin}")
            begin += size + _gap(size)
        if begin != self._end:
            raise ValueError(f"the sections end at {begin}, the directory begins at {self._end}")
        return places

    def section(self, name: str, typecode: TypeCode = "B") -> memoryview:
        """Return a section as a read-only view of items of one type.

        Raises:
            IndexCorruptError: there is no such section, or no whole number of items in it.
        """
        if name not in self._places:
            raise self.corrupt(f"has no section {name!r}")
        offset, size, _ = self._places[name]
        try:
            return self._view[offset : offset + size].cast(typecode)
        except TypeError as error:
            raise self.corrupt(f"has a section {name!r} of {size} bytes, which are no items {typecode!r}") from error

    def check(self) -> Iterator[str]:
        """Compare every byte with its checksum; give a sentence for each section that is damaged."""
        for name, (offset, size, checksum) in self._places.items():
            end = offset + size
            if zlib.crc32(self._view[offset:end]) != checksum:
                yield f"{self.path} is damaged in its section {name!r} ({size} bytes at {offset})"
            if any(self._view[end : end + _gap(end)]):
                yield f"{self.path} is damaged behind its section {name!r}, at {end}"

    def corrupt(self, problem: str) -> IndexCorruptError:
        """Return the error that says what is wrong with this file."""
        return IndexCorruptError(f"{self.path} {problem}; index the articles anew", self.path)

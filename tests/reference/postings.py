"""Posting lists and positions as bytes, by their description in docs/FORMAT.md: one number after the other.

Every reader raises ``DamagedError`` where the bytes cannot have been written.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

PACKED = 128
NO_DOCNUM = 2**32 - 1
NO_LENGTH = 255


class DamagedError(Exception):
    """The bytes are none that a writer writes."""


def length_of_code(code: int) -> int:
    """Return the smallest length of a code."""
    return code if code < 64 else (8 + (code - 64) % 8) << ((code - 64) // 8 + 3)


def floor_code(length: int) -> int:
    """Return the largest code that stands for no more than a length."""
    return max(code for code in range(NO_LENGTH) if length_of_code(code) <= length)


# ---------------------------------------------------------------- numbers


def varint(number: int) -> bytes:
    """Return a number in 7 bits a byte, low bits first."""
    return bytes([number % 128 + 128]) + varint(number // 128) if number >= 128 else bytes([number])


def pack(numbers: Sequence[int]) -> tuple[int, bytes]:
    """Return the width of the largest of 128 numbers and all of them packed, each lane a whole number of its own."""
    width = max(numbers).bit_length()
    lanes = [sum(number << i * width for i, number in enumerate(numbers[lane::4])) for lane in range(4)]
    words = [(lanes[lane] >> 32 * k) % 2**32 for k in range(width) for lane in range(4)]
    return width, struct.pack(f"<{4 * width}I", *words)


class Source:
    """Bytes that are read from front to back."""

    def __init__(self, data: bytes) -> None:
        self.left = data

    def take(self, size: int) -> bytes:
        """Return the next bytes."""
        if size > len(self.left):
            raise DamagedError
        taken, self.left = self.left[:size], self.left[size:]
        return taken

    def varint(self) -> int:
        """Return a number in 5 bytes at most."""
        digits: list[int] = []
        while not digits or digits[-1] >= 128:
            digits += self.take(1)
        if len(digits) > 5:
            raise DamagedError
        return sum(digit % 128 << 7 * i for i, digit in enumerate(digits))

    def word(self) -> int:
        """Return a number that 32 bits hold."""
        if (number := self.varint()) >= 2**32:
            raise DamagedError
        return number

    def width(self) -> int:
        """Return a number of bits."""
        if (width := self.take(1)[0]) > 32:
            raise DamagedError
        return width

    def packed(self, width: int) -> list[int]:
        """Return 128 numbers of a width."""
        words = struct.unpack(f"<{4 * width}I", self.take(16 * width))
        lanes = [sum(word << 32 * k for k, word in enumerate(words[lane::4])) for lane in range(4)]
        return [lanes[i % 4] >> i // 4 * width & (1 << width) - 1 for i in range(PACKED)]


# ---------------------------------------------------------------- postings


def gaps(numbers: Iterable[int], before: int) -> list[int]:
    """Return how many numbers are left out before each."""
    found = []
    for number in numbers:
        found.append(number - before - 1)
        before = number
    return found


def maxima(lengths: Sequence[int], frequencies: Sequence[int]) -> bytes:
    """Return the four bytes that bound the scores of some postings."""
    pairs = list(zip(lengths, frequencies, strict=True))

    def least(frequency: int) -> int:
        return min((floor_code(length) for length, one in pairs if one >= frequency), default=NO_LENGTH)

    most = max(frequencies)
    return bytes([least(1), least(2), min(most, 255) if most >= 3 else 0, least(3)])


def block(docnums: Sequence[int], frequencies: Sequence[int] | None, before: int, *, full: bool) -> bytes:
    """Return the postings of one block, packed if it is a full one of 128."""
    between = gaps(docnums, before)
    if full and len(docnums) == PACKED:
        parts = [pack(between)] if frequencies is None else [pack(between), pack([one - 1 for one in frequencies])]
        return bytes(width for width, _ in parts) + b"".join(data for _, data in parts)
    if frequencies is None:
        return b"".join(map(varint, between))
    return b"".join(
        varint(gap << 1 | (frequency == 1)) + (varint(frequency) if frequency > 1 else b"")
        for gap, frequency in zip(between, frequencies, strict=True)
    )


def postings_record(
    docnums: Sequence[int],
    frequencies: Sequence[int] | None,
    lengths: Sequence[int],
    position_ends: Sequence[int],
    block_size: int,
) -> bytes:
    """Return the record of a term; ``lengths`` are those of its documents, not of all."""
    skips, data, before = b"", b"", -1
    for start in range(0, len(docnums), block_size):
        part = slice(start, start + block_size)
        full = start + block_size <= len(docnums)
        own = None if frequencies is None else frequencies[part]
        data += block(docnums[part], own, before, full=full)
        bounds = maxima(lengths[part], own or [1] * len(docnums[part]))
        before = docnums[part][-1]
        head = struct.pack("<III", before, len(data), position_ends[start // block_size]) if full else b""
        skips += head + bounds
    return skips + data


@dataclass
class Record:
    """A record taken apart: the skip entries as numbers, the rest as bytes."""

    skips: list[tuple[int, int, int, bytes]]
    rest_maxima: bytes | None
    data: bytes
    rest: int
    block_size: int
    has_frequencies: bool

    @classmethod
    def open(cls, record: bytes, doc_freq: int, block_size: int, *, has_frequencies: bool) -> Record:
        """Take the heads of a record apart."""
        source = Source(record)
        skips = [struct.unpack("<III4s", source.take(16)) for _ in range(doc_freq // block_size)]
        rest = doc_freq % block_size
        found = cls(skips, source.take(4) if rest else None, source.left, rest, block_size, has_frequencies)
        behind = len(found.data) - found.end(len(skips))
        if behind < rest or (behind and not rest):
            raise DamagedError
        return found

    @property
    def blocks(self) -> int:
        """Number of blocks, the rest counted as one."""
        return len(self.skips) + bool(self.rest)

    def last(self, number: int) -> int:
        """Return the last docnum of a block; -1 before the first."""
        return -1 if number < 0 else self.skips[number][0] if number < len(self.skips) else NO_DOCNUM

    def end(self, blocks: int) -> int:
        """Return where so many full blocks end."""
        return self.skips[blocks - 1][1] if blocks else 0

    def find(self, docnum: int, from_block: int) -> int:
        """Return the first block that may hold a docnum."""
        return next((one for one in range(from_block, self.blocks) if self.last(one) >= docnum), self.blocks)

    def decode(self, number: int) -> tuple[list[int], list[int]]:
        """Return the docnums and frequencies of a block."""
        full = number < len(self.skips)
        begin, end = self.end(number), self.end(number + 1) if full else len(self.data)
        if not begin <= end <= len(self.data):
            raise DamagedError
        source = Source(self.data[begin:end])
        between, frequencies = self._postings(source, full=full)
        docnums, before = [], self.last(number - 1)
        for gap in between:
            before += gap + 1
            docnums.append(before)
        known = self.last(number) if full else before
        if source.left or before >= NO_DOCNUM or before != known or min(frequencies) < 1 or max(frequencies) >= 2**32:
            raise DamagedError
        return docnums, frequencies

    def _postings(self, source: Source, *, full: bool) -> tuple[list[int], list[int]]:
        count = self.block_size if full else self.rest
        if full and self.block_size == PACKED:
            width, frequency_width = source.width(), source.width() if self.has_frequencies else 0
            return source.packed(width), [one + 1 for one in source.packed(frequency_width)]
        if not self.has_frequencies:
            return [source.varint() for _ in range(count)], [1] * count
        between, frequencies = [], []
        for _ in range(count):
            number = source.varint()
            between.append(number >> 1)
            frequencies.append(1 if number & 1 else source.varint())
        return between, frequencies


# ---------------------------------------------------------------- positions


def positions_record(documents: Sequence[Sequence[int]], block_size: int) -> tuple[bytes, list[int]]:
    """Return the positions of documents, and where those of each full block end."""
    data, ends = b"", []
    for start in range(0, len(documents), block_size):
        part = documents[start : start + block_size]
        between = [gap for positions in part for gap in gaps(positions, -1)]
        for first in range(0, len(between), PACKED):
            run = between[first : first + PACKED]
            if len(run) == PACKED:
                width, packed = pack(run)
                data += bytes([width]) + packed
            else:
                data += b"".join(map(varint, run))
        if len(part) == block_size:
            ends.append(len(data))
    return data, ends


def block_positions(record: bytes, begin: int, frequencies: Sequence[int]) -> list[list[int]]:
    """Return the positions of each document of a block."""
    if begin > len(record):
        raise DamagedError
    source, count = Source(record[begin:]), sum(frequencies)
    between: list[int] = []
    while len(between) + PACKED <= count:
        between += source.packed(source.width())
    between += [source.word() for _ in range(count - len(between))]
    left, documents = iter(between), []
    for frequency in frequencies:
        positions, before = [], -1
        for gap in islice(left, frequency):
            before += gap + 1
            positions.append(before)
        if before >= 2**32:
            raise DamagedError
        documents.append(positions)
    return documents

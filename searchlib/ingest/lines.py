"""Lines of row formats: one at a time, numbered, none longer than a limit, each decoded for itself."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from searchlib.ingest.compression import ARCHIVE_ERRORS, archive_message, with_head
from searchlib.ingest.decoding import byte_order_mark, check_signature, has_ascii_lines, undecodable_message
from searchlib.ingest.skipped import UnreadableError

LINE_LIMIT_BYTES = 64 * 2**20
_PIECE_BYTES = 2**20
_CHUNK_BYTES = 2**16
# Made up: one zero byte among 64 is a damaged row, more of them are no rows at all.
_ZERO_BYTE_SHARE = 64


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file.

    Attributes:
        number: counted from 1.
        text: without its line end; bytes that could not be decoded stand as lone surrogates, so that rows of
            several lines keep their shape.
        problem: why the line cannot be used, or None.
    """

    number: int
    text: str
    problem: str | None = None


def read_lines(stream: IO[bytes], encoding: str | None, limit_bytes: int = LINE_LIMIT_BYTES) -> Iterator[Line]:
    """Yield the lines of a file; a line that cannot be used comes with the reason and the rest follows.

    Raises:
        UnreadableError: the file is not text at all, or its encoding broke off where lines cannot be told apart.
    """
    head, stream = with_head(stream)
    check_signature(head)
    mark = byte_order_mark(head)
    encoding = mark[0] if mark else encoding or "utf-8"
    offset = len(stream.read(mark[1])) if mark else 0
    if not has_ascii_lines(encoding):
        stream = io.BufferedReader(_Utf8Reader(stream, encoding))
        encoding = "utf-8"
    elif head.count(0) > 1 and head.count(0) * _ZERO_BYTE_SHARE > len(head):
        raise UnreadableError("not a text file: it is full of zero bytes; if it is UTF-16, pass --encoding utf-16-le")
    number = 0
    while data := _read_line(stream, limit_bytes + 1, number + 1):
        number += 1
        if len(data) <= limit_bytes:
            yield _decoded_line(number, data, encoding, offset)
        else:
            yield _too_long(number, limit_bytes)
        offset += len(data)
        while not data.endswith(b"\n") and (data := _read_line(stream, _PIECE_BYTES, number)):
            offset += len(data)


def _read_line(stream: IO[bytes], limit_bytes: int, number: int) -> bytes:
    try:
        return stream.readline(limit_bytes)
    except ARCHIVE_ERRORS as error:
        raise UnreadableError(archive_message(error), line=number) from error


def _decoded_line(number: int, data: bytes, encoding: str, offset: int) -> Line:
    data = data.removesuffix(b"\n").removesuffix(b"\r")
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        text = data.decode("utf-8", "surrogateescape")
        return Line(number, text, undecodable_message(encoding, offset + getattr(error, "start", 0)))
    if "\0" in text:
        return Line(number, text, "the line holds a NUL character; remove it")
    return Line(number, text)


def _too_long(number: int, limit_bytes: int) -> Line:
    size = f"{limit_bytes / 2**20:g} MiB"
    return Line(number, "", f"the line is longer than {size}; put each article on a line of its own")


class _Utf8Reader(io.RawIOBase):
    """Turns UTF-16, UTF-32 and the like into UTF-8, in which lines end with one byte."""

    def __init__(self, stored: IO[bytes], encoding: str) -> None:
        super().__init__()
        self._stored = stored
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._bytes_done = 0
        self._lines_done = 0
        self._output = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401  a writable buffer has no name before Python 3.12
        data = b"more"
        while not self._output and data:
            data = self._stored.read(_CHUNK_BYTES)
            self._output = self._decoded(data)
        count = min(len(buffer), len(self._output))
        buffer[:count], self._output = self._output[:count], self._output[count:]
        return count

    def _decoded(self, data: bytes) -> bytes:
        try:
            output = self._decoder.decode(data, final=not data).encode()
        except UnicodeError as error:
            offset = self._bytes_done + getattr(error, "start", 0)
            message = undecodable_message(self._encoding, offset) + "; the rest of the file was not read"
            raise UnreadableError(message, line=self._lines_done + 1) from error
        self._bytes_done += len(data)
        self._lines_done += output.count(b"\n")
        return output

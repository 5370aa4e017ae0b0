"""Opening stored files: plain, .gz, .xz and .zst, members one after the other, memory bounded.

Sources: RFC 1952 (gzip), RFC 8878 (Zstandard), the .xz file format 1.2.
"""

from __future__ import annotations

import gzip
import io
import lzma
import sys
import zlib
from collections.abc import Callable
from typing import IO, Any, BinaryIO, cast

from searchlib.ingest.skipped import UnreadableError

# A block of four bytes may stand for 128 KiB (RFC 8878, 3.1.1.2), so what one step takes in bounds memory.
ZSTD_STEP_BYTES = 1024

HEAD_BYTES = 8192
_BUFFER_BYTES = 2**18

# MemoryError: an .xz header may ask for a dictionary of 4 GiB.
ARCHIVE_ERRORS = (EOFError, zlib.error, lzma.LZMAError, gzip.BadGzipFile, MemoryError)


def decompressed(raw: IO[bytes], compression: str) -> IO[bytes]:
    """Return a stream of the content of a stored file.

    Args:
        raw: the bytes as stored.
        compression: ``".gz"``, ``".xz"``, ``".zst"``, or ``""`` for none.

    Raises:
        UnreadableError: .zst files cannot be read because the package for them is missing.
    """
    if compression == ".gz":
        return io.BufferedReader(cast("io.RawIOBase", gzip.GzipFile(fileobj=raw)))
    if compression == ".xz":
        return io.BufferedReader(cast("io.RawIOBase", lzma.LZMAFile(cast("BinaryIO", raw))))
    if compression == ".zst":
        return io.BufferedReader(ZstdReader(raw, *_zstd()))
    return raw


def with_head(stream: IO[bytes]) -> tuple[bytes, io.BufferedReader]:
    """Return the first bytes of a stream, and a stream that begins with them again.

    Raises:
        UnreadableError: the bytes as stored are damaged.
    """
    head = b""
    try:
        # A pipe gives what it has; a byte order mark may come in two pieces.
        while len(head) < HEAD_BYTES and (data := stream.read(HEAD_BYTES - len(head))):
            head += data
    except ARCHIVE_ERRORS as error:
        raise UnreadableError(archive_message(error)) from error
    return head, io.BufferedReader(_Rejoined(head, stream), buffer_size=_BUFFER_BYTES)


def archive_message(error: BaseException) -> str:
    """Say what is wrong with a compressed file.

    Example:
        >>> archive_message(EOFError())
        'the compressed file ends too early; copy or download it again'
    """
    if isinstance(error, EOFError):
        return "the compressed file ends too early; copy or download it again"
    return f"the compressed file is damaged ({error}); copy or download it again"


class _Rejoined(io.RawIOBase):
    """Reads bytes that were taken from a stream already, and then the stream."""

    def __init__(self, head: bytes, stream: IO[bytes]) -> None:
        super().__init__()
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401  a writable buffer has no name before Python 3.12
        data = self._head or self._stream.read(len(buffer))
        count = min(len(buffer), len(data))
        buffer[:count] = data[:count]
        self._head = self._head[count:]
        return count


class ZstdReader(io.RawIOBase):
    """Reads Zstandard frames one after the other and notices a file that ends inside one.

    Args:
        stored: the compressed bytes.
        new_decompressor: makes a decompressor for one frame.
        frame_error: what such a decompressor raises on damage.
    """

    def __init__(self, stored: IO[bytes], new_decompressor: Callable[[], Any], frame_error: type[Exception]) -> None:
        super().__init__()
        self._stored = stored
        self._new_decompressor = new_decompressor
        self._frame_error = frame_error
        self._frame: Any = None
        self._input = b""
        self._output = memoryview(b"")

    def readable(self) -> bool:
        """Return True: this stream is there to be read."""
        return True

    def readinto(self, buffer: Any, /) -> int:  # noqa: ANN401  a writable buffer has no name before Python 3.12
        """Fill the buffer and return how many bytes it got; 0 at the end."""
        while not self._output:
            if not self._step():
                return 0
        count = min(len(buffer), len(self._output))
        buffer[:count] = self._output[:count]
        self._output = self._output[count:]
        return count

    def _step(self) -> bool:
        """Decompress the next few bytes and return False at the end of the file."""
        self._input = self._input or self._stored.read(ZSTD_STEP_BYTES)
        if not self._input:
            if self._frame is not None:
                raise EOFError
            return False
        self._frame = self._frame or self._new_decompressor()
        try:
            self._output = memoryview(self._frame.decompress(self._input))
        except self._frame_error as error:
            raise zlib.error(str(error)) from error
        self._input = b""
        if self._frame.eof:
            self._input = self._frame.unused_data
            self._frame = None
        return True


def _zstd() -> tuple[Callable[[], Any], type[Exception]]:
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415  only .zst files need it

        return zstd.ZstdDecompressor, zstd.ZstdError
    try:
        import zstandard  # noqa: PLC0415  an extra, and only .zst files need it
    except ImportError:
        raise UnreadableError('reading .zst files needs another package; install "searchlib[zstd]"') from None
    return zstandard.ZstdDecompressor().decompressobj, zstandard.ZstdError

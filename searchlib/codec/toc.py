"""The table of contents (``_MAIN_N.toc``): the segments and the schema of commit number N, in Whoosh's format.

It is the one file of an index that is pickled, because Whoosh reads it. Here it is read without Whoosh and without
running anything from it: whatever a pickle names becomes a stand-in that does nothing.

What survives. A commit brings all its new files to the disk, then its table of contents, then the names in the folder,
and removes what the commit before it needed only after that. So after ``kill -9`` or a loss of power at any time the
newest table of contents that has its name is whole and so is everything it names: either the new commit, or the one
before it. A table of contents that is damaged all the same means that the disk or another program damaged it; that is
an error and never passed over in silence.
"""

from __future__ import annotations

import io
import os
import pickle
import re
import struct
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final, NamedTuple

from searchlib.errors import IndexCorruptError, IndexNotFoundError, StorageError

INDEX_NAME: Final = "MAIN"
"""Whoosh's name of an index that is given none."""

_NAME = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.toc")
_SEGMENT_FILE = re.compile(rf"({INDEX_NAME}_[0-9a-z]+)\.[A-Za-z0-9_.]+")
_SIZES = (4, 8, 4)
"""Bytes of Whoosh's int, long and float, which it writes down."""

_ORDER = -12345
_VERSION = -111
_INT = struct.Struct("!i")
_SEGMENT_CLASS = ("searchlib.codec.columnar", "ColumnarSegment")
_KNOWN_PACKAGES = frozenset(
    {"whoosh", "searchlib", "re", "copyreg", "copy_reg", "builtins", "__builtin__", "collections", "_codecs"}
)
"""Packages that the pickle of a schema names; nothing of them is called."""


class SegmentEntry(NamedTuple):
    """A segment as the table of contents has it.

    Attributes:
        name: what the names of its files begin with.
        documents: how many it has, deleted ones included.
        deleted: docnums of the deleted ones, ascending, u32 as bytes.
        state: all that is written of it.
    """

    name: str
    documents: int
    deleted: bytes
    state: dict[str, Any]


class Toc(NamedTuple):
    """The contents of one commit.

    Attributes:
        generation: number of the commit.
        segments: in order of document numbers.
    """

    generation: int
    segments: tuple[SegmentEntry, ...]


def has_toc(names: Iterable[str]) -> bool:
    """Return whether there is a table of contents among the names of a folder, which makes it an index.

    Example:
        >>> has_toc(["_MAIN_7.toc", "searchlib.json"]), has_toc(["news.toc"])
        (True, False)
    """
    return any(map(_NAME.fullmatch, names))


def toc_path(folder: Path, generation: int) -> Path:
    """Return the path of a table of contents."""
    return folder / f"_{INDEX_NAME}_{generation}.toc"


def newest_generation(folder: Path) -> int:
    """Return the number of the last commit.

    Raises:
        IndexNotFoundError: there is no index.
        IndexCorruptError: there are segments, but nothing that says which of them count.
    """
    # A commit while the folder is listed may hide both its new name and the one it replaces; the second look finds one.
    generations = _generations(folder) or _generations(folder)
    if not generations:
        raise _lost(folder)
    return max(generations)


def _generations(folder: Path) -> list[int]:
    try:
        with os.scandir(folder) as entries:
            return [int(match[1]) for entry in entries if (match := _NAME.fullmatch(entry.name))]
    except (FileNotFoundError, NotADirectoryError):
        return []


def _lost(folder: Path) -> StorageError:
    """Return the error for a folder without a table of contents."""
    if next(folder.glob(f"{INDEX_NAME}_*.trm"), None) is None:
        return IndexNotFoundError(f"the index {folder} is gone; run `searchlib index` to make one", folder)
    missing = toc_path(folder, 0).name.replace("0", "*")
    return IndexCorruptError(f"{folder / missing} is missing; index the articles anew", folder)


def read_toc(folder: Path, generation: int) -> Toc:
    """Read the table of contents of a commit.

    Raises:
        FileNotFoundError: a later commit has removed it.
        IndexCorruptError: it is damaged, or another program has written one of its segments.
    """
    path = toc_path(folder, generation)
    data = path.read_bytes()
    try:
        segments = _segments(data, generation)
    except Exception as error:  # damaged pickles raise anything
        raise IndexCorruptError(f"{path} is damaged ({error!r}); index the articles anew", path) from error
    return Toc(generation, tuple(_entry(segment, path) for segment in segments))


def _segments(data: bytes, generation: int) -> list[Any]:
    stream = io.BytesIO(data)
    if tuple(_varint(stream) for _ in _SIZES) != _SIZES or _int(stream) != _ORDER or _int(stream) != _VERSION:
        raise ValueError("it does not begin as a table of contents does")
    for _ in range(3):  # the release of Whoosh
        _varint(stream)
    schema = _varint(stream)
    if len(stream.read(schema)) != schema:
        raise ValueError("it is cut off in the schema")
    if _int(stream) != generation:
        raise ValueError("it is of another generation than its name says")
    _int(stream)
    segments = _StandInUnpickler(stream).load()
    if not isinstance(segments, list):
        raise TypeError(f"its segments are {segments!r:.100}")
    if (rest := stream.read()) and rest != _trailer(data[: -len(rest)]):
        raise ValueError("its checksum is wrong, or there is something behind its end")
    return segments


def _trailer(contents: bytes) -> bytes:
    """Return what stands behind the contents that Whoosh reads: a checksum. Where Whoosh alone wrote them, nothing."""
    return struct.pack("<4sI", b"SLIB", zlib.crc32(contents))


def _int(stream: io.BytesIO) -> int:
    number: int = _INT.unpack(stream.read(_INT.size))[0]
    return number


def _varint(stream: io.BytesIO) -> int:
    number = shift = 0
    while True:
        byte = stream.read(1)[0]
        number |= (byte & 0x7F) << shift
        if byte < 0x80:  # noqa: PLR2004  the high bit says that there is more
            return number
        shift += 7


def _entry(segment: Any, path: Path) -> SegmentEntry:  # noqa: ANN401  whatever the pickle made
    if not isinstance(segment, _ColumnarStandIn):
        name = getattr(type(segment), "stands_for", type(segment).__name__)
        raise IndexCorruptError(
            f"{path} has a segment of {name}, which another program wrote with Whoosh alone and searchlib does not "
            "read; index the articles anew",
            path,
        )
    state = vars(segment)
    try:
        entry = SegmentEntry(f"{INDEX_NAME}_{state['segid']}", state["documents"], state["deleted"], state)
        is_sound = _SEGMENT_FILE.fullmatch(entry.name + ".x") and type(entry.documents) is int
        is_sound = bool(is_sound) and type(entry.deleted) is bytes and len(entry.deleted) % 4 == 0
    except KeyError:
        is_sound = False
    if not is_sound or state.get("version") != 1:
        raise IndexCorruptError(f"{path} has a segment that makes no sense; index the articles anew", path)
    return entry


class _StandIn:
    """Takes whatever a pickle does to an object, and does nothing."""

    stands_for = ""

    def __new__(cls, *_: object, **__: object) -> _StandIn:  # noqa: PYI034  an instance of the class it is called on
        return super().__new__(cls)

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def __setstate__(self, _: object) -> None:
        pass

    def append(self, _: object) -> None:
        pass

    def add(self, _: object) -> None:
        pass

    def __setitem__(self, _: object, __: object) -> None:
        pass


class _ColumnarStandIn(_StandIn):
    """Keeps the state of a segment of ours, without importing Whoosh, which its class needs."""

    def __setstate__(self, state: object) -> None:
        if isinstance(state, dict):
            vars(self).update(state)


class _StandInUnpickler(pickle.Unpickler):
    """Reads a pickle without importing anything."""

    def find_class(self, module: str, name: str) -> type[_StandIn]:
        """Return a stand-in for what a pickle names."""
        if (module, name) == _SEGMENT_CLASS:
            return _ColumnarStandIn
        if module.partition(".")[0] not in _KNOWN_PACKAGES:
            raise pickle.UnpicklingError(f"it names {module}.{name}, which no index needs")
        return type(name, (_StandIn,), {"stands_for": f"{module}.{name}"})


def write_toc(folder: Path, contents: bytes, generation: int) -> None:
    """Write a table of contents and bring it to the disk with all names in the folder.

    Args:
        folder: the index; the files of all segments are on the disk already.
        contents: as Whoosh writes it.
        generation: number of the commit.
    """
    # First the names of the new segments' files, so that the table of contents never names what is not there.
    sync_folder(folder)
    write_durably(toc_path(folder, generation), contents + _trailer(contents))


def write_durably(path: Path, contents: bytes) -> None:
    """Write a new file: it is there whole or not at all, whatever happens, and stays once this has returned."""
    temporary = path.with_name(path.name + ".tmp")
    made = temporary
    try:
        with temporary.open("wb") as file:
            file.write(contents)
            file.flush()
            os.fsync(file.fileno())
        made = temporary.replace(path)
        sync_folder(path.parent)
    except BaseException:
        # What says that it failed must not be there.
        with suppress(OSError):
            made.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def remove_leftovers(folder: Path, generation: int, segments: Sequence[str]) -> None:
    """Remove what no commit needs any more, after one has become durable.

    Args:
        folder: the index.
        generation: of the last commit.
        segments: names of its segments.
    """
    names = sorted((path.name for path in folder.iterdir()), key=_age)
    for name in names:
        toc, segment = _NAME.fullmatch(name), _SEGMENT_FILE.fullmatch(name)
        is_old = (toc and int(toc[1]) != generation) or (segment and segment[1] not in segments)
        if is_old or (name.startswith(f"_{INDEX_NAME}_") and name.endswith(".tmp")):
            try:
                (folder / name).unlink()
            except OSError:
                # It is tried again after the next commit. Older tables of contents must go before newer ones: that
                # the next one is missing tells readers that theirs is the last.
                if toc:
                    return


def _age(name: str) -> tuple[bool, int]:
    toc = _NAME.fullmatch(name)
    return toc is None, int(toc[1]) if toc else 0

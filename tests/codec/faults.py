"""What goes wrong under a commit: operations of the file system that fail, and a disk that forgets.

Everything a commit does to files goes through ``Path.open``, ``Path.replace``, ``Path.unlink`` and ``os.fsync``;
:class:`FileSystem` stands in their place, counts the operations and keeps a journal of them.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

import pytest


@dataclass
class Operation:
    """Something that was done: to the contents of a file or to the names in a folder.

    Attributes:
        verb: ``sync`` (contents of a file reached the disk), ``sync folder`` (names did), ``rename``, ``remove``.
        name: of the file.
        target: its new name, of ``rename``.
        contents: what reached the disk, of ``sync``.
    """

    verb: str
    name: str = ""
    target: str = ""
    contents: bytes = b""


@dataclass
class FileSystem:
    """The operations on one folder.

    Attributes:
        folder: the folder.
        failing: numbers of the operations that fail.
        count: how many there were.
        journal: those that succeeded, in order, writing excepted.
    """

    folder: Path
    failing: range = range(0)
    count: int = 0
    journal: list[Operation] = field(default_factory=list)

    def operate(self) -> None:
        """Count an operation, which may fail.

        Raises:
            OSError: it fails.
        """
        self.count += 1
        if self.count - 1 in self.failing:
            raise OSError(errno.ENOSPC, "no space left in this test")

    def concerns(self, path: Path) -> bool:
        return path.parent == self.folder and not path.name.endswith("LOCK")

    @contextmanager
    def installed(self) -> Iterator[FileSystem]:
        """Take the place of the real operations."""
        real_open, real_replace, real_unlink = Path.open, Path.replace, Path.unlink

        def opened(path: Path, mode: str = "r", *args: Any, **options: Any) -> Any:
            if "w" not in mode or not self.concerns(path):
                return real_open(path, mode, *args, **options)
            self.operate()
            return FaultyFile(real_open(path, mode, *args, **options), self)

        def replace(path: Path, target: Path) -> Path:
            if self.concerns(path):
                self.operate()
                self.journal.append(Operation("rename", path.name, target.name))
            return real_replace(path, target)

        def unlink(path: Path, missing_ok: bool = False) -> None:  # noqa: FBT001, FBT002  as pathlib has it
            if self.concerns(path):
                self.operate()
                if path.exists():
                    self.journal.append(Operation("remove", path.name))
            real_unlink(path, missing_ok)

        def sync(descriptor: int) -> None:
            # The real disk is spared: what would reach it is in the journal.
            self.operate()
            if stat.S_ISDIR(os.fstat(descriptor).st_mode):
                self.journal.append(Operation("sync folder"))
            else:
                path = Path(f"/proc/self/fd/{descriptor}").readlink()
                self.journal.append(Operation("sync", path.name, contents=path.read_bytes()))

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "open", opened)
            patch.setattr(Path, "replace", replace)
            patch.setattr(Path, "unlink", unlink)
            patch.setattr(os, "fsync", sync)
            yield self


class FaultyFile:
    """A file that is written; writing may fail."""

    def __init__(self, file: Any, system: FileSystem) -> None:
        self._file = file
        self._system = system

    def write(self, data: Any) -> int:
        self._system.operate()
        return int(self._file.write(data))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


class Disk:
    """What a folder may hold after the power was lost.

    Contents that were not brought to the disk may be there, or half of them, or nothing; names that were not may be the
    old ones or the new ones, each for itself.

    Args:
        before: the files, all on the disk, before the journal began.
    """

    def __init__(self, before: dict[str, bytes]) -> None:
        self._contents: list[bytes | None] = list(before.values())
        self._names = {name: number for number, name in enumerate(before)}
        self._durable_names = dict(self._names)
        self._pending: list[tuple[str, int | None]] = []

    def play(self, journal: Sequence[Operation]) -> None:
        """Do what a journal says."""
        for operation in journal:
            getattr(self, "_" + operation.verb.replace(" ", "_"))(operation)

    def _sync(self, operation: Operation) -> None:
        # Only files under new names are synced, each once.
        self._contents.append(operation.contents)
        self._set(operation.name, len(self._contents) - 1)

    def _sync_folder(self, _: Operation) -> None:
        self._durable_names = dict(self._names)
        self._pending.clear()

    def _rename(self, operation: Operation) -> None:
        number = self._names.get(operation.name)
        if number is None:  # never synced
            self._contents.append(None)
            number = len(self._contents) - 1
        self._set(operation.target, number)
        self._set(operation.name, None)

    def _remove(self, operation: Operation) -> None:
        self._set(operation.name, None)

    def _set(self, name: str, number: int | None) -> None:
        if number is None:
            self._names.pop(name, None)
        else:
            self._names[name] = number
        self._pending.append((name, number))

    @property
    def uncertain(self) -> int:
        """How many changes of names may be lost."""
        return len(self._pending)

    def lose_power(self, kept: Sequence[bool], folder: Path) -> None:
        """Write what is left, if of the uncertain changes these were kept, into an empty folder."""
        names = dict(self._durable_names)
        for (name, number), is_kept in zip(self._pending, kept, strict=True):
            if is_kept and number is not None:
                names[name] = number
            elif is_kept:
                names.pop(name, None)
        for name, number in names.items():
            (folder / name).write_bytes(self._contents[number] or b"")

"""What a reading reports besides articles: inputs skipped, and how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Skipped:
    """One input that was not read: a whole file, or one place in it.

    Attributes:
        path: the file or folder, or ``"<stdin>"``.
        line: line number counted from 1, or None where the whole file is meant.
        reason: what is wrong and what to do next, without the place.

    Example:
        >>> print(Skipped("news.jsonl", 7, "this line is empty"))
        news.jsonl:7: this line is empty
    """

    path: Path | str
    line: int | None
    reason: str

    def __str__(self) -> str:
        # A file name may hold bytes that are no UTF-8; showing it must not fail.
        text = f"{place(self.path, self.line)}: {self.reason}"
        return text.encode(errors="backslashreplace").decode()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reading has come.

    Attributes:
        files_done, files_total: files, read or skipped, out of those found.
        bytes_done, bytes_total: bytes of those files as stored, so of the compressed ones where they are
            compressed; standard input counts as 0.
        articles: articles yielded so far.
    """

    files_done: int
    files_total: int
    bytes_done: int
    bytes_total: int
    articles: int


class UnreadableError(Exception):
    """Raised inside ``ingest`` where an input cannot be read; the reading turns it into a :class:`Skipped`.

    Attributes:
        reason: what is wrong and what to do next.
        line: line number counted from 1, or None.
    """

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


def place(path: Path | str, line: int | None) -> str:
    """Name a place as ``path:line``, or the path alone where there is no line.

    Example:
        >>> place("a.csv", 3), place("a.csv", None)
        ('a.csv:3', 'a.csv')
    """
    return str(path) if line is None else f"{path}:{line}"

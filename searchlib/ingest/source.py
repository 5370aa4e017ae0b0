"""Which files there are to read: paths and folders in, sources in a fixed order out.

Folders are walked in sorted order. Hidden files and folders (leading dot) inside them are not visited; files whose
names tell no format, such as pictures, and folders that are an index are passed over, where they are not named
themselves. Symbolic links are followed, and what has been reached once is not read again, which also ends loops.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from searchlib.codec.toc import has_toc
from searchlib.ingest.input_format import InputFormat, name_parts, unknown_format_message
from searchlib.ingest.skipped import Skipped

STDIN = "<stdin>"


@dataclass(frozen=True, slots=True)
class Source:
    """One file to read.

    Attributes:
        path: where it is, or ``"<stdin>"``.
        article_id: id of its article, or the start of the ids of its rows.
        input_format: how to read it; None only for standard input whose format is to be guessed.
        compression: ``".gz"``, ``".xz"``, ``".zst"`` or ``""``.
        size: bytes as stored.
    """

    path: Path | str
    article_id: str
    input_format: InputFormat | None
    compression: str = ""
    size: int = 0


class _NotMeant(NamedTuple):
    """What is passed over inside a folder, and reported where it was named itself."""

    report: Skipped


class SourceFinder:
    """Finds the sources under paths, each real file and folder once.

    Args:
        input_format: read every file as this, whatever its name; None tells the format from the name.
        on_pass_over: called with each file and folder inside a folder that is not meant to be read.
    """

    def __init__(self, input_format: InputFormat | None, on_pass_over: Callable[[Skipped], None]) -> None:
        self._input_format = input_format
        self._on_pass_over = on_pass_over
        self._reached: dict[str, Path] = {}

    def find(self, paths: Iterable[Path | str]) -> Iterator[Source | Skipped]:
        """Yield a source for each file to read and a report for each path that cannot be read."""
        for path in paths:
            if str(path) == "-":
                yield Source(STDIN, "stdin", self._input_format)
            else:
                yield from self._visit(Path(path))

    def _visit(self, root: Path) -> Iterator[Source | Skipped]:
        # A stack of our own: folders may be nested deeper than Python's calls.
        stack: list[tuple[Path, str, bool]] = [(root, root.name, False)]
        while stack:
            path, name, is_inside = stack.pop()
            try:
                found = self._look_at(path, name, is_inside=is_inside)
            except (OSError, ValueError) as error:  # ValueError: a NUL in the path
                found = Skipped(path, None, unreadable_message(error))
            if isinstance(found, list):
                prefix = f"{name}/" if is_inside else ""
                stack.extend((path / child, prefix + child, True) for child in found)
            elif not isinstance(found, _NotMeant):
                yield found
            elif is_inside:
                self._on_pass_over(found.report)
            else:
                yield found.report

    def _look_at(self, path: Path, name: str, *, is_inside: bool) -> Source | Skipped | _NotMeant | list[str]:
        """Return the source at a path, why there is none, or what is in a folder to be walked."""
        status = path.stat()
        real = os.path.realpath(path)
        if real in self._reached:
            what = "folder" if stat.S_ISDIR(status.st_mode) else "file"
            return Skipped(path, None, f"this {what} was already reached as {self._reached[real]}; it is read once")
        self._reached[real] = path
        if stat.S_ISDIR(status.st_mode):
            names = _visible_names(path)
            reason = "this folder is an index; keep articles in another"
            return _NotMeant(Skipped(path, None, reason)) if has_toc(names) else names
        # A pipe named by the caller is meant; one met on the way would block for ever.
        if is_inside and not stat.S_ISREG(status.st_mode):
            return Skipped(path, None, "not a regular file; name it directly to read it")
        return self._source(path, name, status.st_size)

    def _source(self, path: Path, name: str, size: int) -> Source | _NotMeant:
        parts = name_parts(path.name)
        input_format = self._input_format or parts.input_format
        if input_format is None:
            return _NotMeant(Skipped(path, None, unknown_format_message(path.name)))
        article_id = name[: len(name) - len(path.name)] + parts.stem
        return Source(path, article_id, input_format, parts.compression, size)


def _visible_names(folder: Path) -> list[str]:
    # Reversed, because the walk takes from the end of its stack.
    return sorted((name for name in os.listdir(folder) if not name.startswith(".")), reverse=True)  # noqa: PTH208  names, not paths, are sorted and joined


def unreadable_message(error: Exception) -> str:
    """Say why the system does not let a path be read.

    Example:
        >>> unreadable_message(FileNotFoundError())
        'there is no such file or folder'
    """
    if isinstance(error, FileNotFoundError):
        return "there is no such file or folder"
    reason = getattr(error, "strerror", None) or str(error)
    return f"cannot be read ({reason}); check the path and its permissions"

"""Where the measuring data are: other people's texts, no part of the project, needed for measuring only."""

from __future__ import annotations

import gzip
import lzma
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO

DATA = Path(os.environ.get("SEARCHLIB_DATA", Path(__file__).parents[2] / "shared" / "data"))
"""The folder named by SEARCHLIB_DATA; ``../shared/data`` beside the checkout by default."""

_COMPRESSIONS = ("", ".gz", ".xz")


def stored(path: Path) -> Path | None:
    """Return the file of a path, which may be compressed (``.gz``, ``.xz``); None if there is none."""
    candidates = (path.with_name(path.name + ending) for ending in _COMPRESSIONS)
    return next(filter(Path.is_file, candidates), None)


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a text file that may be compressed, without their ends.

    Raises:
        FileNotFoundError: there is no such file, compressed or not.
    """
    found = stored(path)
    if found is None:
        raise FileNotFoundError(f"{path} is not there; set SEARCHLIB_DATA to the folder of measuring data")
    with _open(found) as lines:
        for line in lines:
            yield line.rstrip("\r\n")


def _open(path: Path) -> IO[str]:
    match path.suffix:
        case ".gz":
            return gzip.open(path, "rt", encoding="utf-8")
        case ".xz":
            return lzma.open(path, "rt", encoding="utf-8")
        case _:
            return path.open(encoding="utf-8")

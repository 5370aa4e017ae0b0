"""Reading files in a test: what came out, and what was reported."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchlib.article import Article
from searchlib.ingest import Skipped, read_articles

Read = Callable[..., tuple[list[Article], list[Skipped]]]


@pytest.fixture
def read() -> Read:
    """Return a function that reads paths and gives back articles and reports."""

    def read_all(*paths: Path | str, **options: Any) -> tuple[list[Article], list[Skipped]]:
        skipped: list[Skipped] = []
        return list(read_articles(paths, on_skip=skipped.append, **options)), skipped

    return read_all


@pytest.fixture
def read_bytes(tmp_path: Path, read: Read) -> Read:
    """Return a function that writes bytes to a file of a given name and reads it."""

    def read_file(name: str, data: bytes | str, **options: Any) -> tuple[list[Article], list[Skipped]]:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read(path, **options)

    return read_file

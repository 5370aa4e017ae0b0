"""A writer of an index for one commit: locked, with the settings as they are now."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from searchlib.codec.settings import read_settings
from searchlib.indexing.options import Options
from searchlib.indexing.writer import ArticleWriter, lock
from searchlib.matches import MatchKind


@contextmanager
def open_writer(folder: Path, processes: int, memory_mb: int, timeout_s: float) -> Iterator[ArticleWriter]:
    """Open a writer that commits at the end of the block, and changes nothing if the block fails.

    Args:
        folder: the folder of the index.
        processes: how many processes index articles.
        memory_mb: about how much memory they may take, in MB.
        timeout_s: how long to wait for another writer, in seconds.

    Raises:
        IndexNotFoundError: the folder is gone.
        IndexLockedError: another writer holds the index.
    """
    with lock(folder, timeout_s):
        # Read again: another process may have changed them since the index was opened.
        settings = read_settings(folder)
        kinds = frozenset(map(MatchKind, settings.expand))
        options = Options(settings.languages, settings.store_text, kinds, memory_mb * 1_000_000, processes)
        writer = ArticleWriter(folder, options)
        try:
            yield writer
            writer.commit()
        except BaseException:
            writer.cancel()
            raise

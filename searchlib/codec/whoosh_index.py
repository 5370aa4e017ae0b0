"""The index as Whoosh's writers see it, opened without running anything from the folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC, FileIndex

from searchlib.codec.columnar import ColumnarSegment
from searchlib.codec.toc import INDEX_NAME, newest_generation, read_toc, remove_leftovers, toc_path, write_toc

if TYPE_CHECKING:
    from whoosh.fields import Schema


class WhooshIndex(FileIndex):
    """What a Whoosh writer needs of the index in a folder.

    Whoosh itself would read schema and segments from pickles. Here the schema is given and the segments are read by
    :mod:`searchlib.codec.toc`.

    Args:
        folder: the index.
        schema: its fields.
    """

    def __init__(self, folder: Path, schema: Schema) -> None:
        # Not called: FileIndex.__init__ reads the table of contents in Whoosh's way.
        self.folder = folder
        self.storage = FileStorage(str(folder))
        self.indexname = INDEX_NAME
        self._schema = schema

    def _read_toc(self) -> TOC:
        toc = read_toc(self.folder, newest_generation(self.folder))
        segments = [ColumnarSegment.of(entry, INDEX_NAME) for entry in toc.segments]
        return TOC(self._schema, segments, toc.generation)


def commit(folder: Path, schema: Schema, segments: Sequence[ColumnarSegment], generation: int) -> None:
    """Make segments the contents of the index, so that neither kill -9 nor a loss of power leaves half a commit.

    Args:
        folder: the index; the files of the segments are on the disk, their names need not be yet.
        schema: the fields.
        segments: in order of document numbers.
        generation: number of the commit, one more than the one before.

    Raises:
        OSError: it failed, and the commit before is the last one still.
    """
    storage = RamStorage()
    TOC(schema, list(segments), generation).write(storage, INDEX_NAME)
    name = toc_path(folder, generation).name
    write_toc(folder, bytes(storage.open_file(name).get(0, storage.file_length(name))), generation)
    remove_leftovers(folder, generation, [segment.segment_id() for segment in segments])

"""The lock of writers: one at a time, and none where the folder is gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from searchlib import Article, Index, IndexLockedError, IndexNotFoundError
from searchlib.indexing.writer import lock


def test_a_second_writer_is_told_to_wait_until_the_first_has_finished(tmp_path: Path) -> None:
    folder = Index.create(tmp_path / "news").path
    with lock(folder, 0), pytest.raises(IndexLockedError, match="another process is writing"), lock(folder, 0):
        pass
    with lock(folder, 0):
        pass


def test_writing_into_a_folder_that_is_gone_says_so(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        index.add([Article("n1", "", "alma")])
        shutil.rmtree(index.path)
        for write in (lambda: index.add([Article("n2", "", "armud")]), lambda: index.delete(["n1"]), index.merge):
            with pytest.raises(IndexNotFoundError, match="is gone; run `searchlib index`"):
                write()

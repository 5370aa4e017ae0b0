"""searchlib merge: one segment of all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import searchlib
from searchlib.cli import terminal


def test_it_leaves_one_segment_and_changes_no_answer(run: Any, own_news: Path) -> None:
    with searchlib.Index.open(own_news) as index:
        index.add([searchlib.Article("n1", "Yeni film", "", language="az")])
        before = [hit.article.id for hit in index.search("karabakh film")]
        segments = index.stats().segments
    result = run("merge", "--index", own_news)
    with searchlib.Index.open(own_news) as index:
        size = terminal.size(index.stats().size_bytes)
        assert (result.exit_code, result.stdout) == (
            0,
            f"{own_news} has 1 segment instead of {segments}; its size is {size}\n",
        )
        assert [hit.article.id for hit in index.search("karabakh film")] == before


def test_one_segment_is_said_to_be_one_already(run: Any, own_news: Path) -> None:
    result = run("merge", "--index", own_news)
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{own_news} has 1 segment already; its size is ")

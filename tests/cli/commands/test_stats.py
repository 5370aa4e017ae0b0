"""searchlib stats: what is in the index."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import searchlib


def test_json_is_the_statistics_of_the_index(run: Any, news: Path) -> None:
    with searchlib.Index.open(news) as index:
        assert json.loads(run("stats", "--index", news, "--json").stdout) == asdict(index.stats())


def test_a_pipe_gets_a_line_for_each_figure_and_each_language(run: Any, news: Path) -> None:
    lines = run("stats", "--index", news).stdout.splitlines()
    assert f"index     {news}" in lines
    assert "articles  5" in lines
    assert "dates     2023-07-30 to 2024-03-02" in lines
    assert "en        2 (40 %)" in lines
    assert "az        1 (20 %)" in lines


def test_articles_that_are_deleted_do_not_count(run: Any, own_news: Path) -> None:
    run("delete", "--index", own_news, "yol-tr")
    assert run("stats", "--index", own_news).stdout.splitlines()[1] == "articles  4"


def test_a_terminal_gets_a_table_with_a_bar_for_each_language(terminal: Any, news: Path) -> None:
    status, shown = terminal("stats", "--index", news)
    assert status == 0
    assert "\x1b[" in shown
    bars = {line.count("█") for line in shown.splitlines()} - {0}
    assert bars == {30, 15}

"""searchlib delete: by id, by query, and never by accident."""

from __future__ import annotations

import os
import pty
from pathlib import Path
from typing import Any

import pytest

import searchlib
from searchlib.cli.exit_code import ExitCode


def _ids(folder: Path) -> set[str]:
    with searchlib.Index.open(folder) as index:
        return {article.id for article in index}


def test_it_deletes_by_id_and_says_how_many(run: Any, own_news: Path) -> None:
    result = run("delete", "--index", own_news, "film-az", "film-ru")
    assert (result.exit_code, result.stdout) == (0, f"2 articles deleted from {own_news}\n")
    assert _ids(own_news) == {"road-en", "festival-en", "yol-tr"}


def test_unknown_ids_are_named_and_the_others_deleted(run: Any, own_news: Path) -> None:
    result = run("delete", "--index", own_news, "nobody", "film-az")
    assert result.exit_code == ExitCode.NO_ARTICLE
    assert "no article with id 'nobody'" in result.stderr
    assert "1 article deleted" in result.stdout
    assert "film-az" not in _ids(own_news)


def test_with_yes_it_deletes_what_a_query_matches(run: Any, own_news: Path) -> None:
    result = run("delete", "--index", own_news, "yol-tr", "--query", "film lang:en", "--yes")
    assert (result.exit_code, result.stdout) == (0, f"3 articles deleted from {own_news}\n")
    assert _ids(own_news) == {"film-az", "film-ru"}


def test_without_a_terminal_and_without_yes_a_query_is_refused(run: Any, own_news: Path) -> None:
    before = _ids(own_news)
    result = run("delete", "--index", own_news, "film-az", "--query", "film", input="y\n")
    assert result.exit_code == ExitCode.USAGE
    assert "3 articles match 'film'" in result.stderr
    assert "--yes" in result.stderr
    assert _ids(own_news) == before


def test_where_nothing_matches_there_is_nothing_to_ask(run: Any, own_news: Path) -> None:
    result = run("delete", "--index", own_news, "--query", "nowheretobefound")
    assert (result.exit_code, result.stdout) == (0, f"0 articles deleted from {own_news}\n")


def test_a_query_that_is_not_well_formed_deletes_nothing_even_with_yes(run: Any, own_news: Path) -> None:
    before = _ids(own_news)
    result = run("delete", "--index", own_news, "--query", "film AND (road", "--yes")
    assert result.exit_code == ExitCode.USAGE
    assert "^" in result.stderr
    assert _ids(own_news) == before


def test_with_neither_ids_nor_a_query_it_is_a_usage_error(run: Any, own_news: Path) -> None:
    assert run("delete", "--index", own_news).exit_code == ExitCode.USAGE


@pytest.mark.parametrize(("answer", "left"), [(b"y\n", {"film-ru", "yol-tr"}), (b"n\n", None), (b"\n", None)])
def test_on_a_terminal_it_asks_with_the_number_of_articles(
    program: Any, own_news: Path, answer: bytes, left: set[str] | None
) -> None:
    before = _ids(own_news)
    ours, theirs = pty.openpty()
    try:
        os.write(ours, answer)
        result = program("delete", "--index", own_news, "--query", "film", stdin=theirs)
    finally:
        os.close(ours)
        os.close(theirs)
    assert result.returncode == 0
    assert "Delete 3 articles that match 'film'? [y/N]" in result.stdout + result.stderr
    assert _ids(own_news) == (before if left is None else left)
    assert ("nothing was deleted" in result.stdout) is (left is None)

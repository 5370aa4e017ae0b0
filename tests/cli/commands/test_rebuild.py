"""searchlib rebuild: a new lexicon for the same articles."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest

import searchlib
from searchlib.cli.exit_code import ExitCode


def test_it_says_how_many_terms_there_are_and_changes_no_answer(run: Any, own_news: Path) -> None:
    with searchlib.Index.open(own_news) as index:
        terms = index.stats().terms
        before = [hit.article.id for hit in index.search("karabakh film")]
    result = run("rebuild", "--index", own_news)
    assert (result.exit_code, result.stdout) == (
        0,
        f"the lexicon of {own_news} was made anew and holds {terms:,} terms\n",
    )
    with searchlib.Index.open(own_news) as index:
        assert [hit.article.id for hit in index.search("karabakh film")] == before


def test_it_adds_the_kinds_of_match_that_a_note_of_a_query_names(run: Any, tmp_path: Path) -> None:
    folder = tmp_path / "my news"
    with searchlib.Index.create(folder, expand=["inflection"]) as index:
        index.add([searchlib.Article("n1", "Qarabağda yeni filmçi", "", language="az")])
    asked = ("query", "--index", folder, "Qarabagda", "--expand", "fold,root")
    told = run(*asked).stdout
    note = f"the lexicon of {folder} was built without fold, root; run `"
    assert told.startswith("no article matches")
    assert note in told
    program, *command = shlex.split(told.partition(note)[2].partition("`")[0])
    assert (program, command) == (
        "searchlib",
        ["rebuild", "--index", str(folder), "--expand", "fold,inflection,root"],
    )
    assert run(*command).exit_code == 0
    assert run(*asked).stdout.startswith("1 article matches")
    assert "note: " not in run(*asked).stdout


def test_without_the_option_the_kinds_stay_and_with_exact_there_are_none(run: Any, own_news: Path) -> None:
    def found() -> int:
        with searchlib.Index.open(own_news) as index:
            return index.search("filmi").total

    before = found()
    run("rebuild", "--index", own_news)
    assert found() == before > 0
    run("rebuild", "--index", own_news, "--expand", "exact")
    assert found() < before


@pytest.mark.parametrize("kinds", ["fuzzy", "stem", ""])
def test_what_is_no_kind_of_match_of_a_plain_word_is_refused(run: Any, own_news: Path, kinds: str) -> None:
    result = run("rebuild", "--index", own_news, "--expand", kinds)
    assert result.exit_code == ExitCode.USAGE
    assert "exact, inflection, root, fold, variant" in result.stderr

"""searchlib completion: scripts for three shells, and what they get to offer."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from searchlib.cli.exit_code import ExitCode


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_script_for_each_shell(run: Any, shell: str) -> None:
    result = run("completion", shell)
    assert result.exit_code == 0
    assert f"_SEARCHLIB_COMPLETE={shell}_complete" in result.stdout
    assert "_searchlib_completion" in result.stdout


def test_other_shells_are_refused(run: Any) -> None:
    assert run("completion", "tcsh").exit_code == ExitCode.USAGE


@pytest.fixture
def offers(program: Any) -> Any:
    """Return a function that completes the last word of a command line as bash would."""

    def complete(*words: str | Path) -> set[str]:
        line = " ".join(["searchlib", *map(str, words)])
        variables = {
            "_SEARCHLIB_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words)),
        }  # fmt: skip
        result = program(env={**os.environ, **variables})
        assert result.stderr == ""
        return {line.partition(",")[2] for line in result.stdout.splitlines() if line}

    return complete


def test_commands_and_options_are_completed(offers: Any) -> None:
    assert offers("st") == {"stats"}
    assert offers("query", "--l") == {"--limit", "--lang"}


def test_ids_are_completed_from_the_index(offers: Any, news: Path) -> None:
    assert offers("show", "--index", news, "film") == {"film-az", "film-ru"}
    assert offers("delete", "--index", news, "film-az", "y") == {"yol-tr"}


def test_languages_are_completed_after_each_comma(offers: Any, news: Path) -> None:
    assert offers("query", "--index", news, "--lang", "") == {"en", "az", "ru", "tr"}
    assert offers("query", "--index", news, "--lang", "az,t") == {"az,tr"}


def test_without_an_index_nothing_is_offered_and_nothing_said(offers: Any, tmp_path: Path) -> None:
    assert offers("show", "--index", tmp_path, "") == set()
    assert offers("query", "--index", tmp_path, "--lang", "") == set()

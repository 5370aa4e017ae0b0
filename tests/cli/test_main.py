"""The group: its commands, its messages and the status it ends with."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest

import searchlib
from searchlib.cli.exit_code import ExitCode, exit_code_of
from searchlib.cli.main import COMMANDS, group


def test_help_names_every_command_and_every_status(run: Any) -> None:
    shown = run("--help").stdout
    assert all(f"\n  {name}  " in shown for name in COMMANDS)
    assert all(f"{int(code):>5}  {code.meaning}\n" in shown for code in ExitCode)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_spellings(run: Any, name: str) -> None:
    long, short = run(name, "--help"), run(name, "-h")
    assert long.exit_code == short.exit_code == 0
    assert long.stdout == short.stdout
    assert f"{name} [OPTIONS]" in long.stdout


def test_summaries_of_the_commands_fit_on_their_lines(run: Any) -> None:
    assert "..." not in run("--help").stdout.partition("Commands:")[2]


def test_a_mistyped_command_is_answered_with_the_nearest_one(run: Any) -> None:
    result = run("stast")
    assert result.exit_code == ExitCode.USAGE
    assert "Did you mean 'stats'?" in result.stderr


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *((name, "index") for name in ("add", "insert", "update", "import", "load")),
        *((name, "delete") for name in ("remove", "rm")),
        *((name, "query") for name in ("search", "find")),
    ],
)
def test_what_other_programs_call_a_command_is_answered_with_its_name(run: Any, typed: str, meant: str) -> None:
    result = run(typed, "x")
    assert result.exit_code == ExitCode.USAGE
    assert f"No such command {typed!r}. Did you mean {meant!r}?" in result.stderr


def test_a_query_without_its_command_is_answered_with_the_command(run: Any) -> None:
    result = run("Qarabağ")
    assert result.exit_code == ExitCode.USAGE
    assert "query WORDS..." in result.stderr


def test_the_version_is_that_of_the_package(run: Any) -> None:
    from importlib.metadata import version  # noqa: PLC0415  only here

    assert run("--version").stdout == f"searchlib, version {version('searchlib')}\n"


def test_the_environment_names_the_index(run: Any, news: Path) -> None:
    result = run("stats", "--json", env={"SEARCHLIB_INDEX": str(news)})
    assert result.exit_code == 0
    assert '"articles": 5' in result.stdout


def test_the_option_is_stronger_than_the_environment(run: Any, news: Path, tmp_path: Path) -> None:
    result = run("stats", "--index", news, env={"SEARCHLIB_INDEX": str(tmp_path)})
    assert result.exit_code == 0


def test_without_either_the_index_is_in_the_current_folder(
    run: Any, own_news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(own_news.parent)
    own_news.rename("searchlib-index")
    assert run("stats").exit_code == 0


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (searchlib.IndexNotFoundError("", "x"), ExitCode.NO_INDEX),
        (searchlib.ArticleNotFoundError("a", "x"), ExitCode.NO_ARTICLE),
        (searchlib.IndexCorruptError("", "x"), ExitCode.CORRUPT),
        (searchlib.IndexLockedError("", "x"), ExitCode.LOCKED),
        (searchlib.IndexExistsError("", "x"), ExitCode.USAGE),
        (searchlib.QueryError("", source="", start=0, end=0), ExitCode.USAGE),
        (searchlib.ArticleError("", field="id"), ExitCode.SKIPPED),
        (searchlib.InputError("x", ""), ExitCode.SKIPPED),
        (PermissionError(13, "no"), ExitCode.SYSTEM),
    ],
)
def test_every_error_has_its_status(error: Exception, code: ExitCode) -> None:
    assert exit_code_of(error) is code


# ---------------------------------------------------------------- as a program


def test_status_0_when_a_query_finds_something_or_nothing(program: Any, news: Path) -> None:
    found, nothing = (program("query", "--index", news, word) for word in ("film", "zzzz"))
    assert (found.returncode, found.stderr) == (0, "")
    assert (nothing.returncode, nothing.stderr) == (0, "")
    assert nothing.stdout.startswith("no article matches 'zzzz'")


def test_status_1_when_input_was_skipped(program: Any, tmp_path: Path) -> None:
    result = program("index", "--index", tmp_path / "news", tmp_path / "nowhere.txt")
    assert result.returncode == ExitCode.SKIPPED
    assert f"{tmp_path / 'nowhere.txt'}: there is no such file or folder" in result.stderr


def test_status_2_when_an_option_is_mistyped(program: Any, news: Path) -> None:
    result = program("query", "--index", news, "film", "--limt", "3")
    assert result.returncode == ExitCode.USAGE
    assert "No such option" in result.stderr
    assert "--limit" in result.stderr.partition("No such option")[2]


def test_status_3_when_there_is_no_index_and_the_message_has_the_command_to_run(program: Any, tmp_path: Path) -> None:
    folder = tmp_path / "my news"
    result = program("query", "--index", folder, "film")
    assert result.returncode == ExitCode.NO_INDEX
    assert result.stderr == (
        f"searchlib: there is no index in {folder}; "
        f"make one with: python -m searchlib index --index '{folder}' PATH...\n"
    )


def test_status_4_when_there_is_no_such_article(program: Any, news: Path) -> None:
    result = program("show", "--index", news, "nobody")
    assert result.returncode == ExitCode.NO_ARTICLE
    assert result.stderr == f"searchlib: no article with id 'nobody' in the index {news}\n"


def test_status_5_when_the_index_is_damaged(program: Any, own_news: Path) -> None:
    (own_news / "searchlib.json").write_text("{", "utf-8")
    result = program("stats", "--index", own_news)
    assert result.returncode == ExitCode.CORRUPT
    assert result.stderr.startswith("searchlib: ")
    assert "Traceback" not in result.stderr


def test_status_6_when_another_process_writes(program: Any, own_news: Path) -> None:
    results = []

    def articles() -> Any:
        results.append(program("delete", "--index", own_news, "road-en"))
        yield from ()

    with searchlib.Index.open(own_news) as index:
        index.add(articles())
    assert results[0].returncode == ExitCode.LOCKED
    assert "another process is writing" in results[0].stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_status_7_when_the_disk_is_full(program: Any, news: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = program("query", "--index", news, "film", stdout=full)
    assert (result.returncode, result.stderr) == (ExitCode.SYSTEM, "searchlib: No space left on device\n")


@pytest.mark.parametrize(
    "command", [["query", "film"], ["query", "film", "--json"], ["stats"], ["stats", "--color", "always"]]
)
def test_status_141_without_a_word_when_nobody_reads_the_output(program: Any, news: Path, command: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = program(*command, "--index", news, stdout=writing)
    finally:
        os.close(writing)
    assert (result.returncode, result.stderr) == (ExitCode.BROKEN_PIPE, "")


def test_the_script_and_the_module_name_themselves_in_usage(program: Any) -> None:
    script = [str(Path(sys.executable).with_name("searchlib")), "query"]
    as_script = subprocess.run(script, check=False, capture_output=True, encoding="utf-8", timeout=60)  # noqa: S603  our own program
    as_module = program("query")
    assert as_script.stderr.startswith("Usage: searchlib query ")
    assert as_module.stderr.startswith("Usage: python -m searchlib query ")
    assert as_script.returncode == as_module.returncode == ExitCode.USAGE


def test_what_the_encoding_of_the_terminal_lacks_is_escaped(program: Any, news: Path) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    result = program("query", "--index", news, "film", "--lang", "az", env=environment, encoding="latin-1")
    assert result.returncode == 0
    assert "  1. Qaraba\\u011fda yeni **film**" in result.stdout


def test_a_query_loads_neither_the_readers_of_files_nor_rich(news: Path) -> None:
    code = (
        "import sys; from searchlib.cli.main import group; "
        f"group(['query', '--index', {str(news)!r}, 'film'], standalone_mode=False); "
        "print([name for name in ('rich', 'searchlib.ingest', 'dateparser', 'py3langid') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=60)  # noqa: S603  our own program
    assert result.stdout.splitlines()[-1] == "[]"


def test_commands_are_the_modules_of_their_folder() -> None:
    import searchlib.cli.commands as package  # noqa: PLC0415  only here

    modules = {path.stem for path in Path(package.__path__[0]).glob("*.py")} - {"__init__"}
    context = click.Context(group, **group.context_settings)
    assert modules == set(COMMANDS)
    assert all(isinstance(group.get_command(context, name), click.Command) for name in COMMANDS)

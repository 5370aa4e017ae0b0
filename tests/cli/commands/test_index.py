"""searchlib index: what it reads, what it says, and what Ctrl-C leaves behind."""

from __future__ import annotations

import contextlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, get_args

import pytest

import searchlib
from searchlib.cli.commands.index import FORMATS, UNKNOWN_FIELDS
from searchlib.cli.exit_code import ExitCode
from searchlib.ingest.row import UnknownFields

PATIENCE_S = 60


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an index that is not there yet."""
    return tmp_path / "index"


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Return a function that writes a file of JSON Lines; a string stands for itself."""

    def write_lines(name: str, *lines: dict[str, Any] | str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
        return path

    return write_lines


def _article(number: int) -> dict[str, str]:
    return {"id": f"a{number}", "title": f"Road {number}", "body": "The road is open.", "language": "en"}


def _ids(folder: Path) -> set[str]:
    with searchlib.Index.open(folder) as index:
        return {article.id for article in index}


# ---------------------------------------------------------------- reading


def test_it_makes_the_index_and_later_adds_and_replaces(run: Any, folder: Path, write: Any) -> None:
    first = run("index", "--index", folder, write("one.jsonl", _article(1), _article(2)))
    second = run("index", "--index", folder, write("two.jsonl", _article(2), _article(3)))
    assert first.exit_code == second.exit_code == 0
    assert first.stdout.startswith("2 added, 0 replaced, 0 skipped in ")
    assert second.stdout.startswith("1 added, 1 replaced, 0 skipped in ")
    assert second.stdout.endswith(f"articles/s); 3 articles are in {folder}\n")
    assert _ids(folder) == {"a1", "a2", "a3"}


def test_a_hyphen_is_standard_input(run: Any, folder: Path, write: Any) -> None:
    lines = write("one.jsonl", _article(1)).read_text("utf-8")
    # The reader takes bytes from sys.stdin.buffer, which click's runner provides.
    assert run("index", "--index", folder, "-", input=lines).exit_code == 0
    assert _ids(folder) == {"a1"}


def test_format_and_encoding_are_handed_to_the_reader(run: Any, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "news.dump").write_bytes("id,title,body\nr1,Фильм,Премьера\n".encode("cp1251"))
    result = run("index", "--index", folder, "--format", "csv", "--encoding", "cp1251", tmp_path / "news.dump")
    assert result.exit_code == 0
    with searchlib.Index.open(folder) as index:
        assert index.get("r1").title == "Фильм"


def test_formats_are_those_of_the_reader() -> None:
    assert tuple(item.value for item in searchlib.InputFormat) == FORMATS


def test_choices_for_unknown_fields_are_those_of_the_reader() -> None:
    assert get_args(UnknownFields) == UNKNOWN_FIELDS


def test_unknown_fields_are_refused_until_they_are_asked_for(run: Any, folder: Path, write: Any) -> None:
    path = write("one.jsonl", _article(1) | {"section": "Roads"})
    refused = run("index", "--index", folder, path)
    assert refused.exit_code == ExitCode.SKIPPED
    assert "--unknown-fields extra" in refused.stderr
    assert run("index", "--index", folder, "--unknown-fields", "extra", path).exit_code == 0
    with searchlib.Index.open(folder) as index:
        assert index.get("a1").extra == {"section": "Roads"}


def test_an_encoding_that_python_does_not_have_is_refused_before_anything_is_read(
    run: Any, folder: Path, write: Any
) -> None:
    result = run("index", "--index", folder, "--encoding", "klingon", write("one.jsonl", _article(1)))
    assert result.exit_code == ExitCode.USAGE
    assert "unknown encoding 'klingon'" in result.stderr
    assert not folder.exists()


def test_batches_are_commits_of_their_own(run: Any, folder: Path, write: Any) -> None:
    path = write("five.jsonl", *map(_article, range(5)))
    assert run("index", "--index", folder, "--batch", 2, path).stdout.startswith("5 added")
    with searchlib.Index.open(folder) as index:
        assert len(index) == 5
        assert index.stats().generation == 3


def test_languages_are_a_closed_set_told_when_the_index_is_made(run: Any, folder: Path, write: Any) -> None:
    path = write("one.jsonl", _article(1))
    assert run("index", "--index", folder, "--languages", "tr,az", path).exit_code == 0
    with searchlib.Index.open(folder) as index:
        assert index.languages == ("az", "tr")
    assert run("index", "--index", folder, "--languages", "az,tr", path).exit_code == 0
    assert run("index", "--index", folder, path).exit_code == 0
    refused = run("index", "--index", folder, "--languages", "az", path)
    assert refused.exit_code == ExitCode.USAGE
    assert "was made for az,tr" in refused.stderr


def test_the_index_itself_is_passed_over_when_it_lies_in_the_folder(run: Any, tmp_path: Path, write: Any) -> None:
    write("news/one.jsonl", _article(1))
    for expected in ("1 added, 0 replaced, 0 skipped in", "0 added, 1 replaced, 0 skipped, 1 passed over in"):
        result = run("index", "--index", tmp_path / "news" / "index", tmp_path / "news")
        assert result.exit_code == 0
        assert result.stdout.startswith(expected)


def test_pictures_in_a_folder_are_passed_over_and_shown_if_that_is_asked_for(
    run: Any, folder: Path, write: Any, tmp_path: Path
) -> None:
    write("news/one.jsonl", _article(1))
    picture = write("news/road.png", "…")
    result = run("index", "--index", folder, tmp_path / "news")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("1 added, 0 replaced, 0 skipped, 1 passed over in")
    shown = run("index", "--index", folder, "--verbose", tmp_path / "news")
    assert shown.exit_code == 0
    assert shown.stderr.startswith(f"passed over {picture}: the name 'road.png' does not tell the format")
    assert run("index", "--index", folder, picture).exit_code == ExitCode.SKIPPED


# ---------------------------------------------------------------- skipping


def test_what_was_skipped_is_named_with_file_and_line(run: Any, folder: Path, write: Any) -> None:
    path = write("some.jsonl", _article(1), "{broken", _article(3))
    result = run("index", "--index", folder, path)
    assert result.exit_code == ExitCode.SKIPPED
    assert result.stderr.startswith(f"{path}:2: ")
    assert result.stdout.startswith("2 added, 0 replaced, 1 skipped")
    assert _ids(folder) == {"a1", "a3"}


def test_skip_errors_makes_it_a_success(run: Any, folder: Path, write: Any) -> None:
    result = run("index", "--index", folder, "--skip-errors", write("some.jsonl", _article(1), "{broken"))
    assert result.exit_code == 0
    assert "some.jsonl:2: " in result.stderr


def test_after_twenty_lines_the_skipped_are_only_counted(run: Any, folder: Path, write: Any) -> None:
    path = write("bad.jsonl", _article(0), *["{broken"] * 25)
    lines = run("index", "--index", folder, path).stderr.splitlines()
    assert len(lines) == 21
    assert lines[-1] == "… and 5 more skipped; --verbose shows them all"
    assert len(run("index", "--index", folder, "--verbose", path).stderr.splitlines()) == 25


def test_nothing_read_makes_no_index(run: Any, folder: Path, tmp_path: Path) -> None:
    result = run("index", "--index", folder, tmp_path / "nowhere")
    assert result.exit_code == ExitCode.SKIPPED
    assert f"there is no index in {folder} yet" in result.stdout
    assert not folder.exists()


# ---------------------------------------------------------------- progress


def test_there_is_no_progress_where_standard_error_is_no_terminal(program: Any, folder: Path, write: Any) -> None:
    result = program("index", "--index", folder, write("five.jsonl", *map(_article, range(5))))
    assert (result.returncode, result.stderr) == (0, "")
    assert "\x1b" not in result.stdout
    assert len(result.stdout.splitlines()) == 1


def test_a_terminal_has_a_progress_bar_with_the_skipped_above_it(terminal: Any, folder: Path, write: Any) -> None:
    status, shown = terminal("index", "--index", folder, write("some.jsonl", *map(_article, range(5)), "{broken"))
    assert status == ExitCode.SKIPPED
    assert "━" in shown
    assert "articles" in shown
    assert "some.jsonl:6: " in shown
    assert "5 added, 0 replaced, 1 skipped" in shown


def test_quiet_shows_only_what_was_skipped(terminal: Any, folder: Path, write: Any) -> None:
    path = write("some.jsonl", _article(1), "{broken")
    status, shown = terminal("index", "--index", folder, "--quiet", path)
    assert status == ExitCode.SKIPPED
    assert shown.startswith(f"{path}:2: ")
    assert len(shown.splitlines()) == 1


# ---------------------------------------------------------------- Ctrl-C


@contextlib.contextmanager
def _indexing(folder: Path, *options: str, stdin: int = subprocess.PIPE) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "searchlib", "index", "--index", str(folder), *options, "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, bufsize=0, stdin=stdin, stdout=pipe, stderr=pipe) as process:  # noqa: S603  our own program
        try:
            yield process
        finally:
            process.kill()


@contextlib.contextmanager
def _indexing_a_stream(folder: Path, batch: int) -> Iterator[subprocess.Popen[bytes]]:
    """Index an endless stream; the block begins when the first batch is committed."""
    searchlib.Index.create(folder).close()
    with _indexing(folder, "--batch", str(batch), "--format", "jsonl") as process:
        pouring = threading.Thread(target=_pour, args=(process.stdin,))
        pouring.start()
        try:
            _wait_for_articles(folder, batch)
            yield process
        finally:
            process.kill()
            pouring.join()


def _pour(stream: IO[bytes]) -> None:
    """Write articles until nobody reads them any more."""
    with contextlib.suppress(BrokenPipeError):
        for start in range(0, 10_000_000, 100):
            lines = (json.dumps(_article(number)) for number in range(start, start + 100))
            stream.write("".join(f"{line}\n" for line in lines).encode())


def _press_ctrl_c(process: subprocess.Popen[bytes]) -> None:
    """Send SIGINT, and again if that changes nothing: Python loses one that comes while it runs a callback."""
    process.send_signal(signal.SIGINT)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=PATIENCE_S / 4)
        return
    process.send_signal(signal.SIGINT)


def _shell_status(process: subprocess.Popen[bytes]) -> int:
    """Wait for the end of a process, and return its status as shells tell it.

    A Ctrl-C that meets Python in the middle of an ``exec``, as in the import of a named tuple, ends it by the signal
    itself, however it was handled.
    """
    status = process.wait(timeout=PATIENCE_S)
    return 128 - status if status < 0 else status


def _wait_for_articles(folder: Path, count: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        with searchlib.Index.open(folder) as index:
            if len(index) >= count:
                return
        time.sleep(0.05)
    pytest.fail(f"{count} articles were not there after {PATIENCE_S} s")


def test_ctrl_c_keeps_the_batches_committed_and_drops_the_one_under_way(folder: Path) -> None:
    with _indexing_a_stream(folder, batch=300) as process:
        _press_ctrl_c(process)
        status = _shell_status(process)
        assert process.stderr is not None
        message = process.stderr.read().decode()
    with searchlib.Index.open(folder) as index:
        count = len(index)
        assert count % 300 == 0
        assert {article.id for article in index} == {f"a{number}" for number in range(count)}
        assert index.search("road", limit=0, count_to=None).total == count
    assert status == ExitCode.INTERRUPTED
    told = re.fullmatch(
        r".*; of ([\d,]+) articles read, ([\d,]+) were dropped; ([\d,]+) articles are in (.+)\n", message
    )
    assert told is not None
    assert told[4] == str(folder)
    read, dropped, held = (int(figure.replace(",", "")) for figure in told.groups()[:3])
    assert held == count == read - dropped
    assert dropped < 300


def test_after_ctrl_c_the_index_takes_more_articles(run: Any, folder: Path, write: Any) -> None:
    with _indexing_a_stream(folder, batch=100) as process:
        _press_ctrl_c(process)
        assert _shell_status(process) == ExitCode.INTERRUPTED
    assert run("index", "--index", folder, write("one.jsonl", _article(1) | {"id": "late"})).exit_code == 0
    assert "late" in _ids(folder)


def test_ctrl_c_while_standard_input_is_waited_for_makes_no_index(folder: Path) -> None:
    ours, theirs = pty.openpty()
    try:
        with _indexing(folder, stdin=theirs) as process:
            assert process.stderr is not None
            notice = b"reading articles from the keyboard; end with Ctrl-D\n"
            assert process.stderr.read(len(notice)) == notice
            _press_ctrl_c(process)
            assert _shell_status(process) == ExitCode.INTERRUPTED
            assert b"Traceback" not in process.stderr.read()
    finally:
        os.close(ours)
        os.close(theirs)
    assert not folder.exists()


def test_several_processes_index_what_one_does(run: Any, folder: Path, write: Any) -> None:
    path = write("news.jsonl", "".join(f'{{"id": "n{n}", "title": "Yol {n}"}}\n' for n in range(30)))
    assert run("index", "--index", folder, "--processes", 2, path).stdout.startswith("30 added")
    assert run("query", "--index", folder, "yol").exit_code == 0


def test_an_index_without_texts_stays_one(run: Any, folder: Path, write: Any) -> None:
    path = write("news.jsonl", '{"id": "n1", "title": "Yol", "source": "TASS"}\n')
    assert run("index", "--index", folder, "--no-store-text", path).exit_code == 0
    assert "TASS" in run("query", "--index", folder, "yol").stdout
    assert run("index", "--index", folder, path).exit_code == 0
    refused = run("index", "--index", folder, "--store-text", path)
    assert refused.exit_code == 2
    assert "was made without texts" in refused.stderr

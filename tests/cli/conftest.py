"""A small index, and three ways to run the command line: in this process, as a program, and on a terminal."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import searchlib
from searchlib.cli.main import group

ARTICLES = (
    searchlib.Article(
        "film-az",
        "Qarabağda yeni film",
        "Yeni filmin çəkilişləri Qarabağda başlayıb. Rejissor filmi payıza bitirmək istəyir.",
        language="az",
        date=dt.date(2024, 3, 1),
        source="Xəzər Səhəri",
    ),
    searchlib.Article(
        "film-ru",
        "Фильм снимут в горах",
        "Съёмки фильма пройдут в Карабахе. Премьера ожидается осенью.",
        language="ru",
        date=dt.date(2024, 3, 2),
    ),
    searchlib.Article(
        "road-en",
        "A new road was opened",
        "The road leads through Karabakh to the river. No film was shown at the opening.",
        language="en",
        date=dt.date(2023, 7, 30),
        tags=("roads",),
        extra={"page": 3},
    ),
    searchlib.Article("festival-en", "Festival opens", "The festival shows one film a day.", language="en"),
    searchlib.Article("yol-tr", "Yeni yol açıldı", "Karabağ'da açılan yol köyleri birleştiriyor.", language="tr"),
)

Run = Callable[..., Result]
Program = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an index that no test changes."""
    folder = tmp_path_factory.mktemp("cli") / "news"
    with searchlib.Index.create(folder) as index:
        index.add(ARTICLES)
    return folder


@pytest.fixture
def own_news(tmp_path: Path) -> Path:
    """Return the folder of an index that the test may change."""
    folder = tmp_path / "news"
    with searchlib.Index.create(folder) as index:
        index.add(ARTICLES)
    return folder


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep what the caller has set from changing what the tests see."""
    for name in ("SEARCHLIB_INDEX", "NO_COLOR", "FORCE_COLOR", "PYTHONWARNINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def run() -> Run:
    """Return a function that runs a command line in this process."""

    def invoke(*args: str | Path, **options: str | dict[str, str]) -> Result:
        return CliRunner().invoke(group, [str(arg) for arg in args], **options)  # type: ignore[arg-type]

    return invoke


def _program_args(*args: str | Path) -> list[str]:
    """Return the arguments that run the command line as a program."""
    return [sys.executable, "-m", "searchlib", *(str(arg) for arg in args)]


@pytest.fixture
def program() -> Program:
    """Return a function that runs a command line as a program, its output caught in pipes."""

    def run_program(*args: str | Path, **options: str | int) -> subprocess.CompletedProcess[str]:
        command = _program_args(*args)
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8", "timeout": 60, **options}
        return subprocess.run(  # type: ignore[call-overload, no-any-return]  # noqa: S603  our own program
            command, check=False, **options
        )

    return run_program


@pytest.fixture
def terminal() -> Callable[..., tuple[int, str]]:
    """Return a function that runs a command line on a terminal of its own: status, and all that was shown."""

    def run_on_terminal(*args: str | Path) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        try:
            process = subprocess.Popen(_program_args(*args), stdin=theirs, stdout=theirs, stderr=theirs)  # noqa: S603  our own program
        finally:
            os.close(theirs)
        with os.fdopen(ours, "rb", buffering=0) as screen:
            shown = bytearray()
            with contextlib.suppress(OSError):  # EIO is how Linux tells that the program has closed the terminal
                while chunk := screen.read(4096):
                    shown += chunk
            return process.wait(timeout=60), shown.decode()

    return run_on_terminal

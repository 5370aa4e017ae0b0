"""Several processes index what one would, fail loudly, and leave nothing of a commit that failed."""

from __future__ import annotations

import dataclasses
import datetime as dt
import fcntl
import pickle
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from searchlib import Article, Index, WorkerError
from searchlib.codec.layout import NEWS
from searchlib.indexing import worker_pool
from searchlib.indexing.options import Options
from searchlib.indexing.worker import Row
from searchlib.indexing.worker_pool import WorkerPool


def news(count: int, text: str = "Qarabağda yol açıldı") -> list[Article]:
    return [Article(f"n{number}", f"Yol {number}", f"{text} {number % 7}", language="az") for number in range(count)]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that were started."""
    found: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen[bytes]):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, **options)
            found.append(self)

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    return found


def are_ended(processes: list[subprocess.Popen[bytes]]) -> bool:
    return len(processes) > 0 and all(process.returncode is not None for process in processes)


def test_a_row_has_the_fields_of_an_article() -> None:
    assert set(Row._fields) == {field.name for field in dataclasses.fields(Article)}


def test_processes_find_what_one_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_pool, "_BATCH_ARTICLES", 30)
    articles = [*news(2000), *news(700, "ikinci dəfə")]
    with Index.create(tmp_path / "one") as one, Index.create(tmp_path / "three") as three:
        assert three.add(articles, processes=3) == one.add(articles)
        assert three.stats().segments > 1
        assert {a.id: a for a in three} == {a.id: a for a in one}
        for query in ("yol", "ikinci", "açıldı 3", '"Qarabağda yol"'):
            assert three.search(query, limit=0).total == one.search(query, limit=0).total
        assert three.add(articles[:10], processes=2).replaced == 10
        assert not list(three.check())


def test_the_last_article_of_an_id_stays_whichever_process_had_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_pool, "_BATCH_ARTICLES", 30)
    articles = [Article(f"n{number % 50}", f"Yol {number}", "film " * 20) for number in range(3000)]
    with Index.create(tmp_path / "news") as index:
        report = index.add(articles, processes=3)
        assert (report.added, report.replaced) == (50, 2950)
        assert {a.title for a in index} == {f"Yol {number}" for number in range(2950, 3000)}


def test_a_killed_process_fails_the_commit(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    with Index.create(tmp_path / "news") as index:
        index.add(news(5))

        def deadly() -> Iterator[Article]:
            yield from news(1000)
            started[0].send_signal(signal.SIGKILL)
            yield from news(1000)

        with pytest.raises(WorkerError, match=r"status -9.*as it was"):
            index.add(deadly(), processes=2)
        assert len(index) == 5
        assert are_ended(started)
        assert {file.name.partition(".")[0] for file in index.path.glob("MAIN_*.*")} == {
            segment.name for segment in index._view().snapshot.segments
        }
        assert index.add(news(10), processes=2).replaced == 5


def test_a_process_that_fails_says_why(tmp_path: Path) -> None:
    options = Options(processes=2, layout=dataclasses.replace(NEWS, block_size=3))
    with WorkerPool(tmp_path, options) as pool, pytest.raises(WorkerError, match="ValueError: blocks of 3 postings"):
        pool.index(news(3))  # few enough that the other process has them all


def test_articles_that_the_others_have_no_room_for_are_indexed_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_pool, "_BATCH_ARTICLES", 1)
    is_read = threading.Event()
    monkeypatch.setattr(worker_pool._Worker, "_feed", lambda *_: is_read.wait())
    with WorkerPool(tmp_path, Options(processes=2)) as pool:
        kept = [number for number, _ in islice(pool._kept(news(100)), 98)]
        is_read.set()
    assert kept == list(range(2, 100))


def test_long_articles_are_handed_over_in_smaller_batches() -> None:
    articles = [Article(f"n{number}", "", "yol " * 100_000) for number in range(5)]
    assert list(map(len, worker_pool._batches(articles))) == [2, 2, 1]


def test_an_error_in_the_share_of_this_process_ends_the_others(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker_pool, "_BATCH_ARTICLES", 10)
    layout = dataclasses.replace(NEWS, block_size=3)
    with WorkerPool(tmp_path, Options(processes=2)) as pool:
        pool._share = pool._share._replace(layout=layout)
        with pytest.raises(ValueError, match="blocks of 3 postings"):
            pool.index(news(3000))
    assert are_ended(started)


def test_an_error_among_the_articles_ends_all_processes(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    def broken() -> Iterator[Article]:
        yield from news(600)
        raise KeyboardInterrupt

    with Index.create(tmp_path / "news") as index:
        with pytest.raises(KeyboardInterrupt):
            index.add(broken(), processes=2)
        assert are_ended(started)
        assert len(index) == 0
        assert not list(index.path.glob("MAIN_*.*"))


def test_a_process_that_cannot_be_started_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Index.create(tmp_path / "news") as index, pytest.raises(FileNotFoundError):
        index.add(news(3), processes=2)


@pytest.mark.parametrize(("name", "value"), [("processes", 0), ("processes", 1000), ("memory_mb", 0)])
def test_numbers_that_cannot_be_are_refused(tmp_path: Path, name: str, value: int) -> None:
    with Index.create(tmp_path / "news") as index, pytest.raises(ValueError, match=name):
        index.add(news(1), **{name: value})


def test_an_article_that_cannot_be_handed_over_fails_the_commit(
    tmp_path: Path, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Day(dt.date):
        """A date that no other process has the class of."""

    monkeypatch.setattr(worker_pool, "_BATCH_ARTICLES", 1)
    articles = [dataclasses.replace(article, date=Day(2021, 5, 16)) for article in news(50)]
    with Index.create(tmp_path / "news") as index:
        with pytest.raises(WorkerError, match=r"could not be handed to another process: .*Day"):
            index.add(articles, processes=2)
        assert are_ended(started)
        assert len(index) == 0


def test_pipes_may_be_narrower_than_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError("the user has many wide pipes already")

    monkeypatch.setattr(fcntl, "fcntl", refuse)
    with Index.create(tmp_path / "news") as index:
        assert index.add(news(5), processes=3).added == 5


def test_a_pool_that_is_not_used_ends(tmp_path: Path, started: list[subprocess.Popen[bytes]]) -> None:
    with WorkerPool(tmp_path, Options(processes=2)):
        assert len(started) == 1
    assert are_ended(started)


@pytest.mark.parametrize("sent", ["nothing", "half a batch", "all"])
def test_a_process_whose_starter_is_gone_ends_without_a_word(tmp_path: Path, sent: str) -> None:
    handed = pickle.dumps((tmp_path, Options())) + pickle.dumps(None)
    begun = {"nothing": b"", "half a batch": handed[:-2] + b"\x80", "all": handed}[sent]
    worker = subprocess.Popen(
        [sys.executable, "-m", "searchlib.indexing.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert worker.stdin is not None
    assert worker.stdout is not None
    worker.stdout.close()  # as the end of its starter closes both
    _, said = worker.communicate(begun, timeout=60)
    assert (worker.returncode, said) == (0, b"")

"""Several processes that index the articles of one commit, each its share of them.

The process that has the articles is one of them: it hands them over as long as the others have room for more, and
indexes itself what they cannot take. So all cores are busy, and nothing is handed over that need not be.
"""

from __future__ import annotations

import fcntl
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import IO, Final, Self

from searchlib.article import Article
from searchlib.errors import WorkerError
from searchlib.indexing.options import Options
from searchlib.indexing.share import Share, index_share
from searchlib.indexing.worker import Batch, Row, sentence_of

_BATCH_ARTICLES: Final = 1024
_BATCH_LETTERS: Final = 1 << 19
"""Articles, and letters of their bodies, that are handed over at once: enough for many milliseconds of work, as a
thread waits for some each time it needs the interpreter that indexes beside it; few enough that all end together."""

_WAITING_BATCHES: Final = 2
"""Batches for each of the other processes that wait to be handed over."""

_PIPE_BYTES: Final = 1 << 20
"""What a pipe holds, where the system lets it be chosen: a batch, so that writing it waits for nothing."""

_WAIT_S: Final = 0.1
_columns_of = tuple(map(attrgetter, Row._fields))
_START = "import sys; sys.path[:] = {path!r}; from searchlib.indexing.worker import main; main()"


class WorkerPool:
    """This process and others, which wait for articles.

    Leaving the ``with`` block ends the others; what they wrote stays.

    Args:
        folder: the folder of the index.
        options: how articles are indexed, and in how many processes.
    """

    def __init__(self, folder: Path, options: Options) -> None:
        self._folder = folder
        self._share = options._replace(processes=1, memory_bytes=options.memory_bytes // options.processes)
        others = options.processes - 1
        self._batches: queue.Queue[Batch | None] = queue.Queue(_WAITING_BATCHES * others)
        self._workers: list[_Worker] = []
        try:
            for _ in range(others):
                self._workers.append(_Worker(folder, self._share, self._batches))
        except BaseException:
            self._end()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def _end(self) -> None:
        for worker in self._workers:
            worker.kill()
        with suppress(queue.Empty):
            while True:
                self._batches.get_nowait()
        for _ in self._workers:
            self._batches.put(None)
        for worker in self._workers:
            worker.close()

    def index(self, articles: Iterable[Article]) -> list[Share]:
        """Index articles, and return the segments that were written.

        Raises:
            WorkerError: another process failed or was ended.
        """
        own = index_share(self._folder, self._share, self._kept(articles))
        return [*own, *(share for worker in self._workers for share in worker.shares())]

    def _kept(self, articles: Iterable[Article]) -> Iterator[tuple[int, Article]]:
        """Hand articles over, and yield those that the others have no room for, each with its number."""
        first = 0
        for batch in _batches(articles):
            self._check()
            try:
                self._batches.put_nowait(Batch(first, tuple(list(map(column_of, batch)) for column_of in _columns_of)))
            except queue.Full:
                yield from enumerate(batch, first)
            first += len(batch)
        for _ in self._workers:
            self._put_end()

    def _put_end(self) -> None:
        while True:
            self._check()
            try:
                return self._batches.put(None, timeout=_WAIT_S)
            except queue.Full:
                continue

    def _check(self) -> None:
        for worker in self._workers:
            worker.check()


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    batch: list[Article] = []
    letters = 0
    for article in articles:
        batch.append(article)
        letters += len(article.body)
        if len(batch) == _BATCH_ARTICLES or letters >= _BATCH_LETTERS:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


class _Worker:
    """A process, and a thread that hands batches to it."""

    def __init__(self, folder: Path, options: Options, batches: queue.Queue[Batch | None]) -> None:
        self._folder = folder
        self._batches = batches
        self._problem: str | None = None
        self._shares: list[Share] | None = None
        self._process = subprocess.Popen(  # noqa: S603  our own module, in this Python
            [sys.executable, "-c", _START.format(path=sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        _widen(_pipe(self._process.stdin))
        self._thread = threading.Thread(target=self._run, args=(options,), daemon=True, name="searchlib worker")
        self._thread.start()

    def _run(self, options: Options) -> None:
        try:
            with suppress(OSError):  # of a process that has ended; what it said before is read below
                self._feed(_pipe(self._process.stdin), options)
        except Exception as error:  # noqa: BLE001  whoever waits for this thread is told, or would wait for ever
            self._process.kill()
            self._problem = f"articles could not be handed to another process: {sentence_of(error)}"
            return
        try:
            answer = pickle.load(_pipe(self._process.stdout))  # noqa: S301  from our own process
        except Exception:  # noqa: BLE001  of half an answer any
            answer = f"it ended before it was done, with status {self._process.wait()}"
        if isinstance(answer, str):
            self._problem = f"an indexing process failed: {answer}"
        else:
            self._shares = answer

    def _feed(self, pipe: IO[bytes], options: Options) -> None:
        pickle.dump((self._folder, options), pipe, pickle.HIGHEST_PROTOCOL)
        while (batch := self._batches.get()) is not None:
            # In one piece, which is written without the interpreter.
            pipe.write(pickle.dumps(batch, pickle.HIGHEST_PROTOCOL))
        pickle.dump(None, pipe)
        pipe.flush()

    def check(self) -> None:
        """Raise WorkerError if the process has failed."""
        if self._problem is not None:
            raise WorkerError(
                f"{self._problem}; nothing of this commit was kept, and the index {self._folder} is as it was",
                self._folder,
            )

    def shares(self) -> list[Share]:
        """Wait for the segments that the process has written."""
        self._thread.join()
        self.check()
        assert self._shares is not None  # noqa: S101  there is a problem or an answer
        return self._shares

    def kill(self) -> None:
        """End the process if it runs still."""
        self._process.kill()
        self._process.wait()

    def close(self) -> None:
        """Wait for the thread, whose process has ended, and close the pipes."""
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            with suppress(OSError):  # what is buffered cannot be written any more
                _pipe(pipe).close()


def _widen(pipe: IO[bytes]) -> None:
    """Let a pipe hold a batch, if the system grants it: it limits what the pipes of one user hold together."""
    if sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101  it was asked for
    return pipe

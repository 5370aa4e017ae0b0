"""A process that indexes a share of the articles of one commit.

It is started by :mod:`searchlib.indexing.worker_pool` as a Python of its own, not as a copy of the process that starts
it: that may have threads, and its main module may be anything. It reads pickles from its standard input, which only
that process writes to, and answers on its standard output: first the folder and :class:`Options`, then batches of
articles with their numbers, then None; the answer is a list of :class:`Share`, or a sentence that says what went wrong.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple, cast

from searchlib.article import Article
from searchlib.indexing.share import Share, index_share


class Row(NamedTuple):
    """The fields of an article as they are handed over: checked already, and many times as fast to pickle."""

    id: str
    title: str
    body: str
    language: str | None
    date: Any
    source: str | None
    author: str | None
    url: str | None
    tags: tuple[str, ...]
    extra: dict[str, Any]


class Batch(NamedTuple):
    """Some articles.

    Attributes:
        first: number of the first one among all articles of the commit.
        columns: what :class:`Row` has, of all of them, field by field: faster to pickle than row by row.
    """

    first: int
    columns: tuple[list[Any], ...]


def _articles(source: BinaryIO) -> Iterator[tuple[int, Article]]:
    while (batch := pickle.load(source)) is not None:  # noqa: S301  from the process that started this one
        rows = map(Row._make, zip(*batch.columns, strict=True))
        yield from cast("Iterator[tuple[int, Article]]", enumerate(rows, batch.first))


def sentence_of(error: Exception) -> str:
    """Return an error in one sentence, with its kind, as it is told in the other process."""
    return "".join(traceback.format_exception_only(error)).strip()


def main() -> None:
    """Index what comes on standard input."""
    # Ctrl-C reaches all processes of a terminal; the one that started this one decides what becomes of the commit.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    source, answer = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        folder, options = pickle.load(source)  # noqa: S301  likewise
        result: list[Share] | str = index_share(folder, options, _articles(source))
    except EOFError:
        return  # the process that started this one has ended or given up
    except Exception as error:  # noqa: BLE001  whatever it is, it is told there
        result = sentence_of(error)
    with suppress(BrokenPipeError), answer:  # likewise, and there is nobody to tell anything
        pickle.dump(result, answer)


if __name__ == "__main__":
    main()

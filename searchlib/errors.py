"""What can go wrong, as exception classes: one class for each situation a caller handles differently.

::

    SearchlibError
    ├── ArticleError            an article that cannot be indexed: which field, and why
    ├── InputError              a file, or a place in one, that could not be read as articles
    ├── QueryError              a query that strict parsing refuses; points at the place
    ├── ArticleNotFoundError    no article has this id
    └── StorageError             the index on disk
        ├── WorkerError         a process that was indexing a share of the articles failed
        ├── IndexNotFoundError  nothing there: run ``searchlib index``
        ├── IndexExistsError    something is there already
        ├── IndexLockedError    another process is writing
        └── IndexCorruptError   bytes that are not what was written; names the file

Every message says what failed, on what, and what to do next.
"""

from __future__ import annotations

from pathlib import Path
from unicodedata import combining, east_asian_width


class SearchlibError(Exception):
    """Base class of every error that searchlib raises on purpose."""


class ArticleError(SearchlibError):
    """An article cannot be indexed as it is.

    Attributes:
        field: name of the offending field, for example ``"date"``.
        article_id: id of the article, or None where the id itself is the problem.
    """

    def __init__(self, message: str, *, field: str, article_id: str | None = None) -> None:
        super().__init__(message)
        self.field = field
        self.article_id = article_id


class InputError(SearchlibError):
    """A file, or one place in it, cannot be read as articles.

    Attributes:
        path: the file, or ``"<stdin>"``.
        line: line number counted from 1, or None where the whole file is meant.
        reason: what is wrong and what to do next, without the place.
    """

    def __init__(self, path: Path | str, reason: str, *, line: int | None = None) -> None:
        place = f"{path}:{line}" if line is not None else str(path)
        super().__init__(f"{place}: {reason}")
        self.path = path
        self.line = line
        self.reason = reason


class QueryError(SearchlibError):
    """A query that strict parsing refuses.

    The message shows the query with a caret under the offending characters.

    Attributes:
        source: the whole query string.
        start, end: the offending span, in code points.
        reason: what is wrong, without the picture.
    """

    def __init__(self, reason: str, *, source: str, start: int, end: int) -> None:
        line = "".join(ch if ch.isprintable() else " " for ch in source)
        carets = " " * _columns(line[:start]) + "^" * max(1, _columns(line[start:end]))
        super().__init__(f"{reason}\n  {line}\n  {carets}")
        self.source = source
        self.start = start
        self.end = end
        self.reason = reason


def _columns(text: str) -> int:
    """Return how many columns of a terminal a text takes (Unicode Standard Annex #11)."""
    return sum(0 if combining(ch) else 2 if east_asian_width(ch) in "WF" else 1 for ch in text)


class ArticleNotFoundError(SearchlibError, KeyError):
    """No article in the index has this id."""

    def __init__(self, article_id: str, index: Path | str) -> None:
        super().__init__(f"no article with id {article_id!r} in the index {index}")
        self.article_id = article_id

    def __str__(self) -> str:
        # KeyError would show the message in quotes.
        return str(self.args[0])


class StorageError(SearchlibError):
    """Something about an index on disk; the base of the errors below.

    Attributes:
        path: folder of the index, or the damaged file in it.
    """

    def __init__(self, message: str, path: Path | str) -> None:
        super().__init__(message)
        self.path = path


class IndexNotFoundError(StorageError):
    """There is no index at this place."""


class IndexExistsError(StorageError):
    """There is an index at this place already, and creating one would overwrite it."""


class IndexLockedError(StorageError):
    """Another writer holds the index."""


class WorkerError(StorageError):
    """A process that was indexing its share of the articles failed or was ended; the index is as it was."""


class IndexCorruptError(StorageError):
    """A file of the index does not hold what was written to it."""


def damaged(path: Path | str, error: Exception) -> IndexCorruptError:
    """Say that reading an index failed in a way that only damaged files explain."""
    cause = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
    return IndexCorruptError(f"the index {path} is damaged ({cause}); index the articles anew", path)

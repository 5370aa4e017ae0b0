"""ExitCode: what the command line tells the shell."""

from __future__ import annotations

from enum import IntEnum
from typing import Self

import searchlib


class ExitCode(IntEnum):
    """The status a command ends with; ``meaning`` says it in words.

    Example:
        >>> int(ExitCode.NO_INDEX), ExitCode.NO_INDEX.meaning
        (3, 'there is no index')
    """

    meaning: str

    def __new__(cls, value: int, meaning: str) -> Self:
        """Make a status of a number and what it means."""
        member = int.__new__(cls, value)
        member._value_ = value
        member.meaning = meaning
        return member

    DONE = 0, "done; a query that finds nothing is done too"
    SKIPPED = 1, "some input was skipped"
    USAGE = 2, "the command or the query is wrong"
    NO_INDEX = 3, "there is no index"
    NO_ARTICLE = 4, "there is no such article"
    CORRUPT = 5, "the index is damaged"
    LOCKED = 6, "another process is writing to the index"
    SYSTEM = 7, "the system refused, for example because the disk is full"
    INTERRUPTED = 130, "interrupted with Ctrl-C"
    BROKEN_PIPE = 141, "the reader of the output closed it"


def exit_code_of(error: Exception) -> ExitCode:
    """Return the status for an error that searchlib raised on purpose, or that the system did.

    Example:
        >>> exit_code_of(searchlib.IndexLockedError("another process is writing", "news")).name
        'LOCKED'
    """
    for kinds, code in _codes():
        if isinstance(error, kinds):
            return code
    return ExitCode.USAGE


def _codes() -> tuple[tuple[tuple[type[Exception], ...], ExitCode], ...]:
    return (
        ((searchlib.IndexNotFoundError,), ExitCode.NO_INDEX),
        ((searchlib.ArticleNotFoundError,), ExitCode.NO_ARTICLE),
        ((searchlib.IndexCorruptError,), ExitCode.CORRUPT),
        ((searchlib.IndexLockedError,), ExitCode.LOCKED),
        ((searchlib.ArticleError, searchlib.InputError), ExitCode.SKIPPED),
        ((OSError,), ExitCode.SYSTEM),
    )

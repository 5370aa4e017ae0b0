"""Ctrl-C while articles are indexed: it takes effect between two articles, never in the middle of a write."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from types import FrameType, TracebackType
from typing import Self, TypeVar

_T = TypeVar("_T")


class Interruption:
    """Holds the first Ctrl-C back until the next item is wanted; a second one takes effect at once.

    Example:
        >>> with Interruption() as interruption:
        ...     list(interruption.between([1, 2, 3]))
        [1, 2, 3]
    """

    def __init__(self) -> None:
        self._is_pending = False
        self._is_waiting = False

    def between(self, items: Iterable[_T]) -> Iterator[_T]:
        """Yield the items; KeyboardInterrupt is raised while one is waited for."""
        iterator = iter(items)
        while True:
            self._is_waiting = True
            if self._is_pending:
                raise KeyboardInterrupt
            try:
                item = next(iterator)
            except StopIteration:
                return
            finally:
                self._is_waiting = False
            yield item

    def __enter__(self) -> Self:
        self._previous = signal.signal(signal.SIGINT, self._interrupt)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        signal.signal(signal.SIGINT, self._previous)

    def _interrupt(self, _signal: int, _frame: FrameType | None) -> None:
        if self._is_waiting or self._is_pending:
            raise KeyboardInterrupt
        self._is_pending = True

"""What happens to a problem in a query: it is collected and mended, or it is raised."""

from __future__ import annotations

from typing import Protocol

from searchlib.errors import QueryError

_SHOWN_LENGTH = 40


def shown(text: str) -> str:
    r"""Return a piece of a query as a message shows it: in quotation marks, on one line, not too long.

    Example:
        >>> shown("a\tb"), shown("long" * 20)
        ("'a\\tb'", "'longlonglonglonglonglonglonglonglonglong…'")
    """
    return repr(text if len(text) <= _SHOWN_LENGTH else text[:_SHOWN_LENGTH] + "…")


class Reporter(Protocol):
    """Somebody who hears of every problem that the parser meets."""

    def report(self, problem: str, mending: str, start: int, end: int) -> None:
        """Take note of a problem, or raise it.

        Args:
            problem: what is wrong, a clause without a full stop.
            mending: what the parser does about it if it goes on.
            start: where the offending span begins, in code points of the source.
            end: where it ends.
        """


class ProblemCollector:
    """Takes note of every problem and lets the parser mend it.

    Example:
        >>> collector = ProblemCollector()
        >>> collector.report("'(' is not closed", "it is ignored", 4, 5)
        >>> collector.warnings()
        ("'(' is not closed: it is ignored.",)
    """

    def __init__(self) -> None:
        # A sentence and where it was first true; ten thousand open brackets are one warning.
        self._starts: dict[str, int] = {}

    def report(self, problem: str, mending: str, start: int, end: int) -> None:  # noqa: ARG002 -- a warning has no end
        """Take note of a problem."""
        sentence = f"{problem}: {mending}."
        self._starts[sentence] = min(start, self._starts.get(sentence, start))

    def warnings(self) -> tuple[str, ...]:
        """Return one sentence for each problem, in the order of the source."""
        return tuple(sorted(self._starts, key=self._starts.__getitem__))


class ProblemRaiser:
    """Raises the first problem.

    Attributes:
        source: the query, for the picture in the error.
    """

    def __init__(self, source: str) -> None:
        self.source = source

    def report(self, problem: str, mending: str, start: int, end: int) -> None:  # noqa: ARG002 -- nothing is mended
        """Raise a problem.

        Raises:
            QueryError: always; it points at the span.
        """
        raise QueryError(problem, source=self.source, start=start, end=end)

"""Conformance: small cases of one text, one query, and whether the one must be found by the other.

The cases are in tests/conformance/cases.jsonl and described in docs/CONFORMANCE.md. Run with
``python -m benchmarks.quality.conformance``; ``--failures`` lists the cases that fail.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from searchlib import Article, Index

CASES = Path(__file__).parents[2] / "tests" / "conformance" / "cases.jsonl"

Find = Callable[[str], set[str]]
"""A function of a query that returns the ids of all texts that it finds."""


@dataclass(frozen=True, slots=True)
class Case:
    """One text, one query, and what has to come of them.

    Attributes:
        id: its name, ``case-<language>-<topic>-<number>``.
        topic: what it is about.
        text: body of the document; its id is that of the case.
        query: what a person types.
        must_match: whether the query must find the text, or must not.
        why: the reason, in one sentence.
    """

    id: str
    topic: str
    text: str
    query: str
    must_match: bool
    why: str


@dataclass(frozen=True, slots=True)
class TopicScore:
    """How many cases of a topic pass."""

    topic: str
    passed: int
    total: int


def read_cases(path: Path = CASES) -> list[Case]:
    """Read the cases of a file, in its order.

    Example:
        >>> read_cases()[0].id
        'case-az-casing-001'
    """
    return [Case(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def failing(cases: Iterable[Case], find: Find) -> list[Case]:
    """Return the cases that do not pass.

    Example:
        >>> case = Case("case-en-x-001", "x", "Two films", "film", must_match=True, why="A plural.")
        >>> failing([case], lambda query: {"case-en-x-001"}), len(failing([case], lambda query: set()))
        ([], 1)
    """
    return [case for case in cases if (case.id in find(case.query)) != case.must_match]


def scores(cases: Iterable[Case], failed: Iterable[Case]) -> list[TopicScore]:
    """Count by topic, in the order of the topics' first cases."""
    failed_ids = {case.id for case in failed}
    counts: dict[str, list[int]] = {}
    for case in cases:
        count = counts.setdefault(case.topic, [0, 0])
        count[0] += case.id not in failed_ids
        count[1] += 1
    return [TopicScore(topic, passed, total) for topic, (passed, total) in counts.items()]


@contextmanager
def indexed(cases: Sequence[Case]) -> Iterator[Find]:
    """Index the text of each case as an article of its own, all in one index, and give a function that searches it.

    Nothing is said about languages: they have to be identified.
    """
    with (
        tempfile.TemporaryDirectory(prefix="searchlib-conformance-") as folder,
        Index.create(Path(folder, "index")) as index,
    ):
        index.add(Article(case.id, "", case.text) for case in cases)
        yield lambda query: {hit.article.id for hit in index.search(query, limit=len(cases))}


def run() -> list[TopicScore]:
    """Run all cases and return the score of each topic."""
    cases = read_cases()
    with indexed(cases) as find:
        return scores(cases, failing(cases, find))


@click.command()
@click.option("--failures", is_flag=True, help="List the cases that fail, too.")
def main(*, failures: bool) -> None:
    """Print how many conformance cases pass, by topic."""
    cases = read_cases()
    with indexed(cases) as find:
        failed = failing(cases, find)
    console = Console()
    console.print(_score_table(scores(cases, failed)))
    if failures:
        for case in failed:
            wanted = "must match" if case.must_match else "must not match"
            console.print(escape(f"{case.id}: {case.query!r} {wanted} {case.text!r}. {case.why}"), soft_wrap=True)


def _score_table(topic_scores: Sequence[TopicScore]) -> Table:
    table = Table("topic", "passed", "total", "share", show_footer=True)
    passed, total = sum(s.passed for s in topic_scores), sum(s.total for s in topic_scores)
    for column, footer in zip(table.columns, ("all", str(passed), str(total), f"{passed / total:.1%}"), strict=True):
        column.footer = footer
        column.justify = "left" if footer == "all" else "right"
    for score in topic_scores:
        table.add_row(score.topic, str(score.passed), str(score.total), f"{score.passed / score.total:.1%}")
    return table


if __name__ == "__main__":
    main()

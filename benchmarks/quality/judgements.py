"""Judged queries in the files of index_data/judgements, and nDCG over them.

nDCG is that of Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002), with linear gain.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

DEPTH = 10

Id = TypeVar("Id", str, int)

Search = Callable[[str, int], list[str]]
"""A function of a query and a number k that returns the ids of the best k articles."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Queries and how relevant which articles are to them.

    Attributes:
        queries: text of each query, by its id.
        grades: for each query the grade of each judged article: 0, 1 or 2.
        notes: what each query is there for.
    """

    queries: dict[str, str]
    grades: dict[str, dict[str, int]]
    notes: dict[str, str]


def read_judged(folder: Path) -> Judged:
    """Read ``queries.jsonl`` and ``qrels.tsv`` of a folder."""
    lines = [json.loads(line) for line in (folder / "queries.jsonl").read_text("utf-8").splitlines()]
    grades: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines():
        query_id, _, article_id, grade = line.split("\t")
        grades.setdefault(query_id, {})[article_id] = int(grade)
    queries = {line["id"]: line["text"] for line in lines}
    return Judged(queries, grades, {line["id"]: line.get("note", "") for line in lines})


def ndcg(found: Iterable[Id], grades: Mapping[Id, int]) -> float:
    """Return nDCG@10 of a ranking, from 0 to 1.

    Example:
        >>> ndcg(["a", "b"], {"a": 2, "b": 1}), round(ndcg(["b", "a"], {"a": 2, "b": 1}), 3)
        (1.0, 0.86)
    """
    ideal = _gain(sorted(grades.values(), reverse=True))
    return _gain(grades.get(article_id, 0) for article_id in found) / ideal


def mean_ndcg(judged: Judged, search: Search) -> float:
    """Return the mean of nDCG@10 over the queries that something is relevant to."""
    answerable = [query_id for query_id, grades in judged.grades.items() if any(grades.values())]
    scores = [ndcg(search(judged.queries[q], DEPTH), judged.grades[q]) for q in answerable]
    return sum(scores) / len(scores)


def _gain(grades: Iterable[int]) -> float:
    return sum(grade / math.log2(rank + 2) for rank, grade in enumerate(list(grades)[:DEPTH]))

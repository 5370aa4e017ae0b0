"""The judged sets that ranking is measured on, listed in ``relevance_sets.tsv``."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.measuring_data import DATA, read_lines, stored
from benchmarks.quality.judgements import DEPTH, ndcg

TABLE = Path(__file__).with_name("relevance_sets.tsv")
SEED = 1
_TYPED = str.maketrans("əğıöşüçâîûƏĞİÖŞÜÇÂÎÛ", "egiosucaiuEGIOSUCAIU")

Rows = Sequence[int]
"""Numbers of documents, best first."""


class Query(NamedTuple):
    """One query and the grades of the documents judged for it, by their numbers."""

    text: str
    grades: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class RelevanceSet:
    """Documents of one language and judged queries.

    Attributes:
        name: short name, used on the command line.
        language: ISO 639 code.
        texts: the documents, as they are searched.
        queries: the queries that something is relevant to, in a random order that is always the same.
        is_plain: whether the queries are typed without diacritics.
    """

    name: str
    language: str
    texts: list[str]
    queries: list[Query]
    is_plain: bool

    def texts_for_baselines(self) -> list[str]:
        """Return the documents as a baseline searches them: without diacritics where the queries have none."""
        return [plain(text) for text in self.texts] if self.is_plain else self.texts


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the table.

    Attributes:
        name: short name of the set.
        language: ISO 639 code.
        documents, queries, judgements: the files, which may be compressed.
        searched: ``"title+text"`` or ``"text"``.
        typed: ``"as it is"`` or ``"plain"``: how the queries are typed.
    """

    name: str
    language: str
    documents: Path
    queries: Path
    judgements: Path
    searched: str
    typed: str

    @property
    def is_there(self) -> bool:
        """Whether its files are in the measuring data."""
        return all(stored(path) for path in (self.documents, self.queries, self.judgements))


def listed(root: Path = DATA / "relevance") -> list[Listed]:
    """Return the sets of the table, those that are not there too.

    Example:
        >>> [line.language for line in listed()][:3]
        ['en', 'en', 'en']
    """
    lines = TABLE.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [
        Listed(name, language, root / folder / docs, root / folder / queries, root / folder / qrels, searched, typed)
        for name, language, folder, docs, queries, qrels, searched, typed in rows
    ]


def read_set(line: Listed, limit: int | None = None) -> RelevanceSet:
    """Read a set with so many of its queries at most."""
    documents = [json.loads(one) for one in read_lines(line.documents)]
    numbers = {document["id"]: number for number, document in enumerate(documents)}
    grades: dict[str, dict[int, int]] = defaultdict(dict)
    for judgement in read_lines(line.judgements):
        query_id, document_id, grade = judgement.split("\t")
        # A document that is not in the set cannot be found; it counts against the ideal ranking all the same.
        number = numbers.setdefault(document_id, len(numbers))
        grades[query_id][number] = max(int(grade), grades[query_id].get(number, 0))
    asked = (json.loads(one) for one in read_lines(line.queries))
    typed = plain if line.typed == "plain" else str
    queries = [Query(typed(one["text"]), grades[one["id"]]) for one in asked if any(grades[one["id"]].values())]
    random.Random(SEED).shuffle(queries)  # noqa: S311  the same sample on every machine, no secret
    texts = [
        f"{one.get('title') or ''}\n{one['text']}" if line.searched == "title+text" else one["text"]
        for one in documents
    ]
    return RelevanceSet(line.name, line.language, texts, queries[:limit], line.typed == "plain")


def plain(text: str) -> str:
    """Return a text as it is typed on a keyboard without the Azerbaijani and Turkish letters.

    Example:
        >>> plain("İşıq söndü, gecə çıxdı"), plain("Iğdır")
        ('Isiq sondu, gece cixdi', 'Igdir')
    """
    return text.translate(_TYPED)


def ndcgs(queries: Sequence[Query], search: Callable[[str, int], Rows]) -> np.ndarray:
    """Return nDCG@10 of each query."""
    return np.array([ndcg(search(query.text, DEPTH), query.grades) for query in queries])

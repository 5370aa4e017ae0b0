"""Whether the best ten are those that scoring every document by the book gives: the same ids in the same order.

What is compared with shares nothing with the search: texts are analysed again token by token, and scored by
``tests/reference/scoring.py``, which knows no index, no bounds and no threshold. Only documents without any term of a
query are left out, for they cannot match.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import chain, islice, zip_longest
from pathlib import Path
from typing import NamedTuple

from benchmarks.speed.passages import passages
from benchmarks.speed.queries import Kind, queries
from benchmarks.speed.searching import typed
from searchlib import Article, Index, parse
from searchlib.codec.snapshot import Snapshot
from searchlib.lexicon import Lexicon
from searchlib.query.plan import GroupPlan, Plan, make_plan, wanted
from searchlib.search import Searcher
from tests.reference.document import make_document
from tests.reference.scoring import ReferenceSearcher, Words

LANGUAGES = ("az", "en", "ru", "tr")
K = 10


class Compared(NamedTuple):
    """What came of comparing.

    Attributes:
        asked: how many queries were asked.
        different: those whose best ten were others, or in another order.
    """

    asked: int
    different: list[str]


def compare(documents: int, most_queries: int, report: Callable[[str], None]) -> Compared:
    """Index real passages, ask real queries, and score every document by the book.

    Args:
        documents: how many passages.
        most_queries: how many queries at most: typed ones, intersections and phrases in turn.
        report: called with a sentence on each step, and on each query that differs.
    """
    with tempfile.TemporaryDirectory(prefix="searchlib-benchmark-") as folder:
        report(f"indexing {documents:,} passages")
        with Index.create(Path(folder, "index"), languages=LANGUAGES) as index:
            index.add(Article(str(number), "", text) for number, text in passages(documents) if text.strip())
            snapshot = Snapshot.open(index.path)
            report("analysing them token by token")
            twin = _Twin(_terms_of(article) for article in index)
        lexicon, searcher = Lexicon([segment.lexicon for segment in snapshot.segments]), Searcher(snapshot)
        asked = list(islice(_queries(), most_queries))
        different = []
        for number, query in enumerate(asked, start=1):
            root = parse(query).root
            if root is None:
                continue
            plan = make_plan(root, lexicon)
            found = [docnum for docnum, _ in searcher.collect(searcher.bind(plan), K).best]
            if found != twin.best(plan):
                different.append(query)
                report(f"different: {query!r}: {found} instead of {twin.best(plan)}")
            if number % 20 == 0:
                report(f"{number - len(different)} of {number} identical")
    return Compared(len(asked), different)


def _terms_of(article: Article) -> Words:
    streams = make_document(article, LANGUAGES).streams
    return {name: [sys.intern(term) for term in stream.terms] for name, stream in streams.items()}


class _Twin:
    """Documents as lists of terms, and which of them have each term."""

    def __init__(self, documents: Iterable[Words]) -> None:
        self._documents = list(documents)
        self._scoring = ReferenceSearcher(self._documents)
        self._with: dict[str, set[int]] = defaultdict(set)
        for number, document in enumerate(self._documents):
            for term in chain.from_iterable(document.values()):
                self._with[term].add(number)

    def best(self, plan: Plan) -> list[int]:
        terms = {term for part in wanted(plan) for term in _members(part)}
        among: set[int] = set().union(*(self._with.get(term, ()) for term in terms))
        return [number for number, _ in self._scoring.search(plan, sorted(among))[:K]]


def _members(part: Plan) -> Iterator[str]:
    for group in [part.group] if isinstance(part, GroupPlan) else getattr(part, "groups", ()):
        yield from (member.term for member in group.members)


def _queries() -> Iterator[str]:
    """Yield queries as people typed them, and those of a log of intersections and phrases as they would be typed."""
    log = list(queries(1_000))
    for each in zip_longest(typed(), _of_kind(log, "and", "+{}"), _of_kind(log, "phrase", '"{}"')):
        yield from filter(None, each)


def _of_kind(log: Iterable[tuple[Kind, tuple[str, ...]]], wanted_kind: Kind, form: str) -> Iterator[str]:
    joined = " +" if wanted_kind == "and" else " "
    return (form.format(joined.join(words)) for kind, words in log if kind == wanted_kind and len(words) > 1)

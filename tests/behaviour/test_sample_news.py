"""The sample articles that come with the project, and the judged queries on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.quality.judgements import Judged, mean_ndcg, read_judged
from searchlib import Index, Skipped, read_articles

SAMPLE = Path(__file__).parents[2] / "index_data"


@pytest.fixture(scope="module")
def judged() -> Judged:
    return read_judged(SAMPLE / "judgements")


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    skipped: list[Skipped] = []
    with Index.create(tmp_path_factory.mktemp("sample") / "index") as made:
        made.add(read_articles([SAMPLE / "articles"], on_skip=skipped.append))
        assert skipped == []
        yield made


def test_there_are_at_least_eighty_articles_in_four_languages(index: Index) -> None:
    stats = index.stats()
    assert stats.articles >= 80
    assert set(stats.languages) == {"az", "en", "ru", "tr"}


def test_five_azerbaijani_articles_are_in_cyrillic_letters(index: Index) -> None:
    cyrillic = [a for a in index if a.language == "az" and sum("\u0400" <= ch <= "\u04ff" for ch in a.body) > 50]
    assert len(cyrillic) == 5


def test_every_judged_article_is_there(index: Index, judged: Judged) -> None:
    assert {article_id for grades in judged.grades.values() for article_id in grades} <= {a.id for a in index}


def test_every_query_is_judged(judged: Judged) -> None:
    lines = (SAMPLE / "judgements" / "queries.jsonl").read_text("utf-8").splitlines()
    assert len(lines) >= 80
    assert {json.loads(line)["id"] for line in lines} == judged.queries.keys()
    unanswered = judged.queries.keys() - {q for q, grades in judged.grades.items() if any(grades.values())}
    assert unanswered
    assert all(judged.notes[query_id] for query_id in unanswered)


def test_the_judged_articles_come_first(index: Index, judged: Judged) -> None:
    # A floor that honest changes stay above, not the figure of today: that is printed by the benchmark.
    assert mean_ndcg(judged, lambda query, k: [hit.article.id for hit in index.search(query, limit=k)]) > 0.88


def test_names_that_are_nowhere_find_nothing(index: Index, judged: Judged) -> None:
    nothing = [q for q in judged.queries if not any(judged.grades.get(q, {}).values())]
    found = {judged.queries[q] for q in nothing if index.search(judged.queries[q]).total}
    assert len(found) <= len(nothing) // 4, found

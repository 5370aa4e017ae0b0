"""A ranker gives what a search gives, without the articles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from searchlib import Article, Index, MatchKind, Ranker, parse

ARTICLES = [
    Article("one", "New road", "The new road to the old town is open.", language="en"),
    Article("two", "Old roads", "Roads of the town.", language="en"),
    Article("three", "Town", "Nothing new.", language="en"),
    Article("four", "", "A town on the old road.", language="en"),
]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.create(tmp_path / "news") as made:
        made.add(ARTICLES)
        yield made


def ids(ranker: Ranker, best: list[tuple[int, float]]) -> list[str]:
    return [ranker.article(docnum).id for docnum, _ in best]


@pytest.mark.parametrize("query", ["road", "new road", "+town -new", '"old road"', "town lang:en", '"road old"~4'])
def test_a_parsed_query_ranks_as_a_search_does(index: Index, query: str) -> None:
    ranker, results = index.ranker(), index.search(query)
    root = parse(query).root
    assert root is not None
    best = ranker.best(ranker.parsed(root))
    assert ids(ranker, best) == [hit.article.id for hit in results]
    assert [score for _, score in best] == [hit.score for hit in results]
    assert ranker.count(ranker.parsed(root)) == results.total


def test_queries_are_made_of_parts(index: Index) -> None:
    ranker = index.ranker()
    road, town, new = map(ranker.word, ("road", "town", "new"))
    for parts, typed in (
        (ranker.any_of([road, town]), "road town"),
        (ranker.all_of([road, town]), "+road +town"),
        (ranker.all_of([town], optional=[new]), "+town new"),
        (ranker.all_of([town], excluded=[new]), "+town -new"),
        (ranker.phrase(["old", "road"]), '"old road"'),
        (ranker.phrase(["road", "old"], slop=4), '"road old"~4'),
    ):
        assert ids(ranker, ranker.best(parts)) == [hit.article.id for hit in index.search(typed)], typed
    assert ranker.count(ranker.all_of([])) == len(ARTICLES)


def test_forms_that_stand_for_a_word_can_be_left_out(index: Index) -> None:
    exact, inflected = index.ranker(expand=[]), index.ranker(expand=[MatchKind.INFLECTION])
    assert exact.count(exact.word("roads")) == 1
    assert inflected.count(inflected.word("roads")) == 3


def test_a_ranker_stays_with_its_commit(index: Index) -> None:
    ranker = index.ranker()
    index.add([Article("five", "", "Another road.", language="en")])
    assert (ranker.count(ranker.word("road")), index.search("road").total) == (3, 4)


def test_a_query_is_asked_of_the_commit_it_was_made_for(index: Index) -> None:
    before = index.ranker()
    word = before.word("road")
    index.add([Article("five", "", "Another road.", language="en")])
    with pytest.raises(ValueError, match="bound to other segments"):
        index.ranker().best(word)


def test_what_is_no_query_is_told(index: Index) -> None:
    ranker = index.ranker()
    for words, error in (("new road", TypeError), (["road"], ValueError), ([], ValueError)):
        with pytest.raises(error, match="two or more words"):
            ranker.phrase(words)
    roots: tuple[Any, ...] = ("road", parse("road"), parse("").root)
    for root in roots:
        with pytest.raises(TypeError, match="by its root"):
            ranker.parsed(root)


@pytest.mark.parametrize("docnum", [-1, 1000])
def test_a_number_that_no_article_has_is_told(index: Index, docnum: int) -> None:
    with pytest.raises(IndexError, match=f"no article number {docnum}"):
        index.ranker().article(docnum)

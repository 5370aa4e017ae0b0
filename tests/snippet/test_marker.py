"""What is marked of an article: its headline, whether that is a title or the opening of its text."""

from __future__ import annotations

import pickle
from collections.abc import Iterator

import pytest

from searchlib import Article, Hit, Index, formatters

BODY = (
    "  A long road\n was opened on Monday. The minister drove along the road before anybody else was allowed to use it."
)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("news") / "index") as index:
        index.add(
            [
                Article("untitled", "", BODY),
                Article("titled", "Road opened", "Nothing else."),
                Article("empty", "Road", ""),
            ]
        )
        yield index


def hit_of(news: Index, article_id: str, query: str) -> Hit:
    return next(hit for hit in news.search(query) if hit.about.id == article_id)


def test_an_opening_that_stands_for_a_title_is_marked(news: Index) -> None:
    hit = hit_of(news, "untitled", '"long road" minister')
    assert str(hit.headline) == "A **long road** was opened on Monday. The **minister** drove along the road before …"
    assert hit.format(formatters.plain).startswith(f"  1. {hit.headline}\n")


def test_its_marks_are_not_counted_as_those_of_a_title(news: Index) -> None:
    hit = hit_of(news, "untitled", "road")
    assert hit.title_matches == ()
    assert [(match.field, BODY[match.start : match.end]) for match in hit.matches] == [("body", "road")] * 2


def test_a_pickled_hit_has_the_same_headline(news: Index) -> None:
    for article_id in ("untitled", "titled"):
        hit = hit_of(news, article_id, "road")
        assert hit.headline.matches
        assert pickle.loads(pickle.dumps(hit)).headline == hit.headline  # noqa: S301  made here


def test_an_article_that_is_a_title_only_has_marks_there_and_no_snippet(news: Index) -> None:
    hit = hit_of(news, "empty", "road")
    assert str(hit.headline) == "**Road**"
    assert hit.snippet.passages == ()


@pytest.mark.parametrize("query", ["opened", "open?d", "open*", "opend~1", "+opened -closed", "title:opened"])
def test_where_only_the_title_matched_the_lead_is_shown(news: Index, query: str) -> None:
    hit = hit_of(news, "titled", query)
    assert str(hit.headline) == "Road **opened**"
    assert str(hit.snippet) == "Nothing else."


def test_what_is_excluded_is_not_marked(news: Index) -> None:
    hit = hit_of(news, "untitled", "road -railway")
    assert {match.word for match in hit.matches} == {"road"}

"""Results come in pages and in the order of dates, and all articles that match are counted by what they have."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib import Article, Index

DAYS = (None, *(dt.date(2020 + number % 3, 1 + number % 5, 3) for number in range(7)))
SOURCES = (None, "AZƏRTAC", "Azertac", "TASS", "Report.az")
LANGUAGES = ("az", "en", "ru")
QUERIES = ("film", "film yol", "+film -road", '"yol film"', "lang:az", "film lang:ru", "-film", "no-such-word")
SORTS: tuple[Literal["newest", "oldest"], ...] = ("newest", "oldest")


def made_articles(count: int) -> list[Article]:
    """Return articles of three words, of few days and sources."""
    source = random.Random(5)  # noqa: S311  the same articles every time
    return [
        Article(
            f"n{number:03}",
            "",
            " ".join(source.choices(("film", "yol", "road", "peace"), k=source.choice((2, 4, 9)))),
            language=source.choice(LANGUAGES),
            date=source.choice(DAYS),
            source=source.choice(SOURCES),
            tags=tuple(source.sample(("economy", "sport", "Şəhər"), k=source.choice((0, 1, 2)))),
        )
        for number in range(count)
    ]


ARTICLES = made_articles(90)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Yield an index of several segments, some articles of which are deleted."""
    with Index.create(tmp_path_factory.mktemp("pages") / "news", languages=LANGUAGES) as index:
        for begin, end in ((0, 50), (50, 51), (51, 90)):
            index.add(ARTICLES[begin:end])
        index.delete(article.id for article in ARTICLES[::11])
        yield index


def ids(index: Index, query: str, **arguments: object) -> list[str]:
    """Return the ids of what is found."""
    return [hit.article.id for hit in index.search(query, **arguments)]  # type: ignore[arg-type]


@given(query=st.sampled_from(QUERIES), size=st.integers(1, 40), sort=st.sampled_from(("relevance", *SORTS)))
def test_pages_one_after_another_are_the_whole(news: Index, query: str, size: int, sort: str) -> None:
    pages = [ids(news, query, limit=size, offset=offset, sort=sort) for offset in range(0, 100, size)]
    assert [article_id for page in pages for article_id in page] == ids(news, query, limit=100, sort=sort)


@given(query=st.sampled_from(QUERIES), limit=st.integers(0, 100))
def test_the_newest_come_first_and_of_one_day_those_that_were_added_first(news: Index, query: str, limit: int) -> None:
    found = [hit.article for hit in sorted(news.search(query, limit=100), key=lambda hit: hit.article.id)]
    dated = [article for article in found if article.date]
    undated = [article.id for article in found if not article.date]
    newest = [a.id for a in sorted(dated, key=lambda a: a.date or dt.date.min, reverse=True)]
    oldest = [a.id for a in sorted(dated, key=lambda a: a.date or dt.date.min)]
    assert ids(news, query, limit=limit, sort="newest") == [*newest, *undated][:limit]
    assert ids(news, query, limit=limit, sort="oldest") == [*oldest, *undated][:limit]


@given(query=st.sampled_from(QUERIES), sort=st.sampled_from(SORTS))
def test_a_hit_has_the_same_score_in_any_order(news: Index, query: str, sort: Literal["newest", "oldest"]) -> None:
    scores = {hit.article.id: hit.score for hit in news.search(query, limit=100)}
    assert {hit.article.id: hit.score for hit in news.search(query, limit=100, sort=sort)} == scores


@given(query=st.sampled_from(QUERIES), limit=st.integers(0, 3))
def test_every_article_that_matches_is_counted_whatever_is_shown(news: Index, query: str, limit: int) -> None:
    every = [hit.article for hit in news.search(query, limit=100)]
    found = news.search(query, limit=limit, facets=["language", "year", "tags"])
    assert found.facets["language"] == Counter(article.language for article in every)
    assert found.facets["year"] == Counter(str(article.date.year) for article in every if article.date)
    assert found.facets["tags"] == Counter(tag for article in every for tag in article.tags)
    assert (found.total, found.total_is_exact) == (len(every), True)


@given(query=st.sampled_from(QUERIES))
def test_counting_changes_no_hit(news: Index, query: str) -> None:
    assert ids(news, query, facets=["language", "source"]) == ids(news, query)


def test_sources_that_a_filter_takes_for_one_are_counted_as_one(news: Index) -> None:
    counts = news.search("film", facets=["source"]).facets["source"]
    assert counts.keys() <= {"AZƏRTAC", "Azertac", "TASS", "Report.az"}
    assert len(counts) == 3
    for source, count in counts.items():
        assert news.search(f'+film source:"{source}"').total == count


def test_counts_are_told_the_most_frequent_first_and_years_the_latest_first(news: Index) -> None:
    facets = news.search("film", facets=["language", "year"]).facets
    assert list(facets["language"].values()) == sorted(facets["language"].values(), reverse=True)
    assert list(facets["year"]) == sorted(facets["year"], reverse=True)


def test_a_heading_says_which_of_the_articles_are_shown(news: Index) -> None:
    total = news.search("film").total
    assert f"{total} articles match 'film', the best 10 shown" in news.search("film").heading()
    assert "the newest 10 shown" in news.search("film", sort="newest").heading()
    assert "21 to 30 shown" in news.search("film", offset=20).heading()
    assert "none of them behind the first 1,000" in news.search("film", offset=1000).heading()
    assert "shown" not in news.search("film", limit=0).heading()


def test_ranks_go_on_from_page_to_page(news: Index) -> None:
    assert [hit.rank for hit in news.search("film", limit=3, offset=10)] == [11, 12, 13]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"offset": -1}, "offset must be 0 or more"),
        ({"sort": "date"}, "relevance, newest, oldest"),
        ({"facets": ["lang"]}, "there is no facet 'lang'; there are language, source, author, tags, year"),
        ({"languages": ["klingon"]}, "'klingon' is no language code"),
    ],
)
def test_what_cannot_be_asked_is_refused(news: Index, arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        ids(news, "film", **arguments)


@pytest.mark.parametrize(
    ("query", "note"),
    [
        ("film source:nobody", "no article has the source 'nobody'; there are "),
        ("film source:tas", "no article has the source 'tas'; did you mean 'TASS'?"),
        ("film -lang:klingon", "no article has the language 'klingon'; there are "),
        ("film tag:sports", "no article has the tag 'sports'; did you mean 'sport'?"),
        ("film by:someone", "no article has the author 'someone'; none has any"),
    ],
)
def test_a_filter_that_no_article_passes_is_told(news: Index, query: str, note: str) -> None:
    assert any(warning.startswith(note) for warning in news.search(query).warnings)


@pytest.mark.parametrize("query", ["film source:tass", "film lang:az tag:şəhər", "film id:nothing"])
def test_a_filter_that_some_article_passes_is_not(news: Index, query: str) -> None:
    assert news.search(query).warnings == ()


def test_a_word_excludes_its_forms_and_not_what_is_only_of_its_root(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news", languages=["az"]) as index:
        index.add([Article("n1", "", "Yeni filmlər gəldi."), Article("n2", "", "Yeni filmçi gəldi.")])
        assert set(ids(index, "film")) == {"n1", "n2"}
        assert ids(index, "yeni -film") == ["n2"]


def test_kinds_of_match_that_the_lexicon_lacks_are_told_if_they_are_asked_for(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news", expand=["inflection"]) as index:
        index.add([Article("n1", "Yeni yol", "", language="az")])
        assert index.search("yol").warnings == ()
        assert index.search("yol", expand=["inflection", "prefix"]).warnings == ()
        (note,) = index.search("yol", expand=["fold", "root"]).warnings
        assert "was built without fold, root" in note


def test_a_closed_index_is_not_checked(tmp_path: Path) -> None:
    index = Index.create(tmp_path / "news")
    index.close()
    with pytest.raises(ValueError, match="is closed"):
        index.check()

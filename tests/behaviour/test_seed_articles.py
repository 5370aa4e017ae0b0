"""Four articles as they come off news sites: read, indexed and found by what people type."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchlib import Article, Hit, Index, Match, Skipped, read_articles

SERIES, SCREENINGS = "000_1ab649733bbff96b", "001_39d0f5ba9e344b6d"
STUDIO, TASS = "002_7cb9e06b57791757", "003_5f8f0865efee76b6"


@pytest.fixture(scope="module")
def articles(shared_data: Path) -> dict[str, Article]:
    skipped: list[Skipped] = []
    found = {article.id: article for article in read_articles([shared_data / "seeds"], on_skip=skipped.append)}
    assert skipped == []
    return found


@pytest.fixture(scope="module")
def index(articles: dict[str, Article], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.create(tmp_path_factory.mktemp("seeds") / "index") as made:
        made.add(articles.values())
        yield made


def _text(hit: Hit, match: Match) -> str:
    source = hit.article.title if match.field == "title" else hit.article.body
    return source[match.start : match.end]


def test_there_are_four_articles_with_their_dates(articles: dict[str, Article]) -> None:
    assert {article_id: article.date for article_id, article in articles.items()} == {
        SERIES: dt.date(2022, 7, 30),
        SCREENINGS: dt.date(2025, 5, 16),
        STUDIO: None,
        TASS: dt.date(2021, 1, 30),
    }


def test_authors_and_sources_are_known_where_they_are_named(articles: dict[str, Article]) -> None:
    assert {article_id: (article.author, article.source) for article_id, article in articles.items()} == {
        SERIES: ("Laman Ismayilova", "Azernews"),
        SCREENINGS: ("Laman Ismayilova", None),
        STUDIO: ("Fidan Abdullayeva", None),
        TASS: (None, "TASS"),
    }


def test_headlines_are_apart_from_the_body(articles: dict[str, Article]) -> None:
    assert articles[STUDIO].title == "AzerbaijanFilm boosts with int’l partnership"
    assert articles[TASS].title == "Azerbaijan, Turkey discuss military-technical cooperation"
    assert all(not article.title or article.title not in article.body for article in articles.values())


@pytest.mark.parametrize("leftover", ["All news", "Home /", "About Fidan", "By Laman", "date 20", "/TASS/", "UTC"])
def test_what_is_around_an_article_is_not_in_its_body(articles: dict[str, Article], leftover: str) -> None:
    assert all(leftover not in article.body for article in articles.values())


@pytest.mark.parametrize("query", ["Cənnət yuxusu", "cennet yuxusu", "CƏNNƏT YUXUSU"])
def test_a_film_title_is_found_however_it_is_typed(index: Index, query: str) -> None:
    hit = index.search(query)[0]
    assert hit.article.id == SCREENINGS
    assert [_text(hit, match) for match in hit.matches] == ["Cənnət", "yuxusu"]


def test_part_of_a_title_is_found(index: Index) -> None:
    hit = index.search("Tənha insanın")[0]
    assert hit.article.id == SCREENINGS
    assert [_text(hit, match) for match in hit.matches] == ["Tənha", "insanın"]


@pytest.mark.parametrize(
    ("query", "article_id", "marked"),
    [
        ("TV series eight episodes", SERIES, {"TV", "series", "eight", "episodes"}),
        ("defence ministers monitoring centre", TASS, {"monitoring"}),
        ("Tajikfilm memorandum", STUDIO, {"Tajikfilm", "Memorandum"}),
        ("qırmızı bağ", SCREENINGS, {"Qırmızı", "bağ"}),
    ],
)
def test_the_right_article_comes_first_with_its_words_marked(
    index: Index, query: str, article_id: str, marked: set[str]
) -> None:
    hit = index.search(query)[0]
    assert hit.article.id == article_id
    assert marked <= {_text(hit, match) for match in hit.matches}

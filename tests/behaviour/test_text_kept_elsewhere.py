"""An index that stores no text finds articles all the same, and gives back everything else of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchlib import Article, ArticleError, Index

ROAD = Article(
    "n1",
    "Qarabağda yeni yol",
    "Yol açıldı. Nazir gəldi.",
    date=dt.date(2025, 5, 16),
    source="AZƏRTAC",
    tags=("yol",),
    extra={"page": 3},
)


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.create(tmp_path / "news", languages=["az", "en"], store_text=False) as made:
        made.add([ROAD, Article("n2", "", "A film was shown in Baku yesterday.")])
        yield made


def test_words_of_the_text_find_the_article(index: Index) -> None:
    assert [hit.article.id for hit in index.search("karabakh yolu")] == ["n1"]
    assert [hit.article.id for hit in index.search('"nazir gəldi"')] == ["n1"]


def test_a_hit_has_everything_but_text_and_snippet(index: Index) -> None:
    hit = index.search("yol source:azertac")[0]
    assert (hit.article.title, hit.article.body) == ("", "")
    assert (hit.article.date, hit.article.source, hit.article.tags) == (ROAD.date, "AZƏRTAC", ("yol",))
    assert (hit.article.language, hit.article.extra) == ("az", {"page": 3})
    assert str(hit.snippet) == ""
    assert hit.headline.text == "n1"


def test_it_stays_so_when_the_index_is_opened_again(index: Index) -> None:
    with Index.open(index.path) as again:
        assert not again.store_text
        again.add([Article("n3", "Üçüncü", "")])
        assert again.get("n3").title == ""
        assert {article.id for article in again} == {"n1", "n2", "n3"}
        assert not list(again.check())


def test_the_text_is_nowhere_in_the_files(index: Index) -> None:
    index.merge()
    assert not any("açıldı. Nazir".encode() in file.read_bytes() for file in index.path.iterdir() if file.is_file())


def test_an_article_without_its_text_is_not_taken_for_the_article(index: Index, tmp_path: Path) -> None:
    with Index.create(tmp_path / "copy") as copy, pytest.raises(ArticleError, match="does not store texts"):
        copy.add(index)

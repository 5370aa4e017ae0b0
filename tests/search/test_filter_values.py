"""Values of filter fields are told as an article that is there writes them, and looked up once between two commits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchlib import Article, Index
from searchlib.codec.postings import PostingsReader
from searchlib.search import filter_values


@pytest.fixture
def news(tmp_path: Path) -> Iterator[Index]:
    """Yield an index of articles of one agency, the first of which writes it otherwise than the others."""
    with Index.create(tmp_path / "news", languages=["az"]) as index:
        sources = ["AZƏRTAC", *["Azertac"] * 5, "Report.az"]
        index.add(Article(f"n{number}", "", "film", source=source) for number, source in enumerate(sources))
        yield index


def test_a_value_is_counted_as_the_first_article_writes_it(news: Index) -> None:
    assert news.search("film", facets=["source"]).facets["source"] == {"AZƏRTAC": 6, "Report.az": 1}


def test_a_value_is_counted_as_the_first_article_that_is_not_deleted_writes_it(news: Index) -> None:
    news.delete(["n0"])
    assert news.stats().deleted == 1
    assert news.search("film", facets=["source"]).facets["source"] == {"Azertac": 5, "Report.az": 1}


def test_what_was_meant_is_named_as_an_article_that_is_not_deleted_writes_it(news: Index) -> None:
    news.delete(["n0"])
    assert news.search("source:azertas").warnings == ("no article has the source 'azertas'; did you mean 'Azertac'?",)
    assert "there are Azertac, Report.az" in news.search("source:bbc").warnings[0]


def test_a_value_that_only_deleted_articles_have_is_told_to_be_unknown(news: Index) -> None:
    assert news.search("source:report.az").warnings == ()
    news.delete(["n6"])
    assert news.stats().deleted == 1
    assert news.search("source:report.az").warnings == ("no article has the source 'report.az'; there are AZƏRTAC",)


def test_what_was_meant_is_looked_for_once_between_two_commits(news: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[str] = []

    def close_matches(value: str, known: list[str], n: int) -> list[str]:
        looked_for.append(value)
        return known[:n]

    monkeypatch.setattr(filter_values, "get_close_matches", close_matches)
    answers = [news.search(f"{word} source:azertas").warnings for word in ("film", "yol", "-film")]
    assert (len(set(answers)), looked_for) == (1, ["azertas"])
    news.delete(["n1"])
    news.search("film source:azertas")
    assert looked_for == ["azertas", "azertas"]


def test_of_a_long_posting_list_no_more_is_read_than_tells_the_first_article(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decoded: list[int] = []
    decode = PostingsReader.decode

    def counting(self: PostingsReader, postings: object, block: int) -> object:
        decoded.append(block)
        return decode(self, postings, block)  # type: ignore[arg-type]  # whatever is handed through

    with Index.create(tmp_path / "news", languages=["en"]) as index:
        index.add(Article(f"n{number}", "", "road", source="TASS") for number in range(1000))
        monkeypatch.setattr(PostingsReader, "decode", counting)
        for _ in range(3):
            assert index.search("road", facets=["source"], limit=0).facets["source"] == {"TASS": 1000}
    assert decoded == [0]


def test_a_source_is_found_whatever_its_quotation_marks(tmp_path: Path) -> None:
    with Index.create(tmp_path / "quoted") as index:
        index.add([Article("a", "Yol", "", source='Газета "Вести"'), Article("b", "Yol", "", source="«Известия»")])
        for query, found in (("source:«Известия»", "b"), ("source:Известия", "b"), ('source:"газета вести"', "a")):
            assert [hit.article.id for hit in index.search(query)] == [found]
        assert index.search("yol", facets=["source"]).facets["source"] == {'Газета "Вести"': 1, "«Известия»": 1}

"""Arguments that are not what they should be are refused by name, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchlib import Article, Index


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of one article, not changed by the tests that use it."""
    with Index.create(tmp_path_factory.mktemp("searched") / "news") as made:
        made.add([Article("ru", "Дорога в Карабахе", "Новая дорога открыта.", language="ru")])
        yield made


@pytest.mark.parametrize("arguments", [{"languages": "en"}, {"expand": "exact"}])
def test_a_string_in_place_of_a_list_is_refused(news: Index, arguments: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="must be a list"):
        news.search("film", **arguments)  # type: ignore[arg-type]  # on purpose


@pytest.mark.parametrize("languages", [[None], [1]])
def test_languages_that_are_no_strings_are_refused(news: Index, languages: list[str]) -> None:
    with pytest.raises(TypeError, match="must be strings"):
        news.search("дорога", languages=languages)


@pytest.mark.parametrize("page", [{"limit": 2**70}, {"limit": 10, "offset": 2**70}, {"count_to": 2**70}])
@pytest.mark.parametrize("sort", ["relevance", "newest"])
def test_numbers_larger_than_any_index_ask_for_all_that_there_is(news: Index, page: dict[str, int], sort: str) -> None:
    found = news.search("дорога", sort=sort, **page)  # type: ignore[arg-type]  # of any of these arguments
    assert (found.total, len(found.hits)) == (1, 0 if page.get("offset") else 1)


def test_kinds_may_be_named(news: Index) -> None:
    assert news.search("дороги", expand=["inflection"]).total == 1
    with pytest.raises(ValueError, match="nonsense"):
        news.search("film", expand=["nonsense"])


@pytest.mark.parametrize("codes", [["klingon"], ["a1"], ["az", ""]])
def test_what_is_no_language_code_is_refused_when_an_index_is_made(codes: list[str], tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="is no language code"):
        Index.create(tmp_path / "news", languages=codes)
    assert not (tmp_path / "news").exists()


def test_language_codes_may_be_written_in_capitals_but_not_as_one_string(tmp_path: Path) -> None:
    assert Index.create(tmp_path / "news", languages=["RU", "az"]).languages == ("az", "ru")
    with pytest.raises(TypeError, match="must be a list"):
        Index.create(tmp_path / "more", languages="az")


def test_one_article_in_place_of_several_is_refused_with_what_to_write(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        with pytest.raises(TypeError, match=r"not one; write \[article\]"):
            index.add(Article("n1", "Yol", ""))  # type: ignore[arg-type]  # on purpose
        with pytest.raises(TypeError, match="a list of articles, not NoneType"):
            index.add(None)  # type: ignore[arg-type]  # on purpose
        assert len(index) == 0

"""A language is its ISO 639 code: case, script and region of a tag make no difference, in articles and in queries.

RFC 5646, section 2.1.1: tags are compared without regard to case.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib import Article, Index, QueryError

GIVEN = ("zh-Hant", "zh-TW", "zh", "az_Latn", "az-latn", "AZ", "az-Cyrl-AZ", "en")
CODES = tuple(tag[:2].lower() for tag in GIVEN)


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Yield an index of articles in the languages given, in two segments."""
    with Index.create(tmp_path_factory.mktemp("tags") / "news") as index:
        articles = [Article(f"n{number}", "", "film festival", language=tag) for number, tag in enumerate(GIVEN)]
        index.add(articles[:3])
        index.add(articles[3:])
        yield index


@pytest.fixture(scope="module")
def old_news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """Yield an index made before, not changed by the tests that use it."""
    with Index.create(tmp_path_factory.mktemp("tags") / "old") as index:
        index.add(articles_made_before())
        yield index


def articles_made_before() -> Iterator[Article]:
    """Yield articles as they were when tags were kept as they were given, code in small letters and hyphens."""
    for number, tag in enumerate(GIVEN):
        article = Article(f"n{number}", "", "film festival", language=tag)
        object.__setattr__(article, "language", tag[:2].lower() + tag[2:].replace("_", "-"))
        yield article


@st.composite
def tags(draw: st.DrawFn) -> str:
    """Tags of the languages of the articles and of one more, in any case, with anything behind the code."""
    code = draw(st.sampled_from((*CODES, "ka")))
    cased = "".join(draw(st.sampled_from((letter, letter.upper()))) for letter in code)
    return cased + draw(st.sampled_from(("", "-Hant", "_latn", "-TW", "-x-any", "_Cyrl_AZ")))


def found(index: Index, query: str, **arguments: object) -> set[str]:
    return {hit.about.id for hit in index.search(query, limit=100, **arguments)}  # type: ignore[arg-type]


@given(tag=tags())
def test_a_filter_and_an_argument_find_the_articles_that_are_counted(news: Index, old_news: Index, tag: str) -> None:
    code = tag[:2].lower()
    expected = {f"n{number}" for number, other in enumerate(CODES) if other == code}
    for index in (news, old_news):
        assert found(index, f"lang:{tag}") == found(index, "film", languages=[tag]) == expected
        assert found(index, f"film -lang:{tag}") == found(index, "film") - expected
        assert index.search("film", facets=["language"]).facets["language"].get(code, 0) == len(expected)
        warnings = index.search(f"lang:{tag}").warnings
        assert any(warning.startswith("no article has") for warning in warnings) == (not expected)


def test_facets_and_stats_count_by_the_code(news: Index, old_news: Index) -> None:
    for index in (news, old_news):
        assert index.search("film", facets=["language"]).facets["language"] == Counter(CODES)
        assert index.stats().languages == Counter(CODES)


def test_an_article_is_in_the_language_that_it_is_counted_in(news: Index, old_news: Index) -> None:
    for index in (news, old_news):
        assert [index.get(f"n{number}").language for number in range(len(GIVEN))] == list(CODES)
        assert [hit.about.language for hit in index.search("lang:zh-Hant")] == ["zh"] * 3


def test_a_language_that_no_article_is_in_is_told(news: Index, old_news: Index) -> None:
    for index in (news, old_news):
        for warnings in (index.search("lang:KA").warnings, index.search("film", languages=["KA"]).warnings):
            assert [warning.casefold() for warning in warnings] == [
                "no article has the language 'ka'; there are az, zh, en"
            ]


def test_a_filter_that_names_a_script_is_mended_and_no_query_to_delete_by(news: Index) -> None:
    mended = "'zh-Hant' names more than a language, by which alone articles are told apart: it is read as zh."
    assert news.search("lang:zh-Hant").warnings == (mended,)
    with pytest.raises(QueryError, match="more than a language"):
        news.delete(query="lang:zh-Hant")


def test_an_article_with_a_script_in_its_tag_is_read_by_the_rules_of_its_language(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news", languages=["az-Latn"]) as index:
        assert index.languages == ("az",)
        index.add([Article("n1", "", "QIRMIZI yollarımız", language="az-Latn")])
        assert (index.search("qırmızı", expand=[]).total, index.search("yol").total) == (1, 1)


def test_old_segments_are_merged_with_new_ones(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        index.add(articles_made_before())
        index.add([Article("new", "", "film", language="zh_Hans")])
        index.merge()
        assert index.search("film", facets=["language"]).facets["language"] == Counter((*CODES, "zh"))
        assert found(index, "lang:zh") == {"n0", "n1", "n2", "new"}
        assert index.check() == ()

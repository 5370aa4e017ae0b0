"""An index may be built for some kinds of match only, and for others later."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchlib import Article, Index, MatchKind

NEWS = [
    Article("az", "", "Qarabağda yeni yollar açıldı. Əliyev gəldi.", language="az"),
    Article("en", "", "New roads were opened in Karabakh.", language="en"),
]


def found(index: Index, query: str) -> set[str]:
    return {hit.article.id for hit in index.search(query)}


def test_an_index_for_no_kind_finds_words_as_they_are(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news", expand=[]) as index:
        index.add(NEWS)
        assert found(index, "yollar") == {"az"}
        assert found(index, "yol") == found(index, "Aliyev") == set()
        assert found(index, "yol*") == {"az"}


def test_an_index_for_one_kind_finds_by_that_alone(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news", expand=["inflection"]) as index:
        index.add(NEWS)
        assert found(index, "yol") == {"az"}
        assert found(index, "karabakh") == {"en"}


def test_a_rebuilt_lexicon_serves_more_kinds_and_so_do_articles_added_later(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news", expand=[]) as index:
        index.add(NEWS)
        index.rebuild_lexicon(expand=MatchKind)
        assert found(index, "yol") == {"az"}
    with Index.open(tmp_path / "news") as index:
        index.add([Article("later", "", "Yollara baxdıq.", language="az")])
        assert found(index, "yol") == {"az", "later"}
        index.rebuild_lexicon()
        assert found(index, "yol") == {"az", "later"}


def test_a_merge_keeps_what_the_index_is_for(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news", expand=[]) as index:
        for article in NEWS:
            index.add([article])
        index.merge()
        assert found(index, "yol") == set()
        assert index.stats().segments == 1


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no kind of match 'synonym'"):
        Index.create(tmp_path / "news", expand=["synonym"])
    assert not (tmp_path / "news").exists()


def test_an_index_that_was_opened_may_be_rebuilt_for_other_kinds(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        index.add(NEWS)
    with Index.open(tmp_path / "news") as index:
        index.rebuild_lexicon(expand=["inflection"])
    with Index.open(tmp_path / "news") as index:
        assert found(index, "yol") == {"az"}
        assert index.check() == ()


def test_who_opened_an_index_before_adds_by_what_it_is_for_now(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news", expand=[]) as first, Index.open(tmp_path / "news") as second:
        first.rebuild_lexicon(expand=MatchKind)
        second.add(NEWS)
        assert found(second, "yol") == found(first, "yol") == {"az"}

"""One Index serves many threads, each search on one commit."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest

from searchlib import Article, Index
from searchlib.codec.snapshot import Snapshot


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    with Index.create(folder) as index:
        index.add(batch(0))
    return folder


def batch(number: int) -> list[Article]:
    """Return five articles that say which batch they are of."""
    return [Article(f"n{part}", f"kitab{number}", f"yol{number} uzun yol", language="az") for part in range(5)]


def test_every_search_sees_one_commit_while_others_are_made(news: Path) -> None:
    is_done = Event()

    def search(index: Index) -> list[set[str]]:
        seen: list[set[str]] = []
        while not is_done.is_set() or not seen:
            hits = index.search("yol", limit=10)
            assert hits.total == 5
            seen.append({hit.article.title for hit in hits})
        return seen

    with Index.open(news) as index, ThreadPoolExecutor() as pool:
        searches = [pool.submit(search, index) for _ in range(4)]
        try:
            for number in range(1, 12):
                index.add(batch(number))
                assert {hit.article.title for hit in index.search("yol")} == {f"kitab{number}"}
        finally:
            is_done.set()
        for done in searches:
            for titles in done.result():
                assert len(titles) == 1


def test_a_commit_of_another_index_object_is_seen_by_the_next_search(news: Path) -> None:
    with Index.open(news) as reader, Index.open(news) as writer:
        assert len(reader) == 5
        writer.delete(["n1"])
        assert len(reader) == 4


def test_what_is_being_read_stays_readable_after_commits_have_replaced_it(news: Path) -> None:
    with Index.open(news) as index:
        articles = iter(index)
        first = next(articles)
        hits = index.search("yol0")
        for number in range(1, 12):
            index.add(batch(number))
        assert [first, *articles] == batch(0)
        assert {str(hit.snippet) for hit in hits} == {"**yol0** uzun yol"}


def test_an_index_closed_while_a_search_opens_a_commit_keeps_no_file_open(
    news: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_snapshot = Snapshot.open
    index = Index.open(news)
    closing = Thread(target=index.close)

    def close_meanwhile(folder: Path, previous: Snapshot | None = None) -> Snapshot:
        closing.start()
        closing.join(0.2)  # time enough for what does not wait; waiting for it would be waiting for each other
        return open_snapshot(folder, previous)

    monkeypatch.setattr(Snapshot, "open", close_meanwhile)
    assert index.search("yol").total == 5
    closing.join()
    with pytest.raises(ValueError, match="is closed"):
        index.search("yol")

"""Reading a segment: what was added is what is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchlib import Article, Index
from searchlib.codec.segment import SegmentReader


@pytest.fixture(scope="module")
def segment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SegmentReader]:
    with Index.create(tmp_path_factory.mktemp("news") / "index") as index:
        index.add(
            [
                Article("n1", "yol", "yol film yol", language="az"),
                Article("n2", "", "film", language="az"),
                Article("n3", "yol", "", language="az"),
            ]
        )
        index.delete(["n2"])
        yield index._view().snapshot.segments[0]


def test_postings_hold_documents_and_frequencies(segment: SegmentReader) -> None:
    postings = segment.posting_list("body", "yol")
    assert (list(postings.docnums), list(postings.frequencies)) == ([0], [2.0])
    assert list(segment.posting_list("title", "yol").docnums) == [0, 2]
    assert list(segment.posting_list("body", "nothing").docnums) == []


def test_positions_are_token_numbers(segment: SegmentReader) -> None:
    assert segment.term_positions("body", "yol", {0, 1}) == {0: [0, 2]}
    assert segment.term_positions("body", "yol", set()) == {}


def test_lengths_are_exact(segment: SegmentReader) -> None:
    assert list(segment.lengths("body")) == [3, 1, 0]


def test_deleted_documents_are_not_live(segment: SegmentReader) -> None:
    assert segment.live() == bytes([1, 0, 1])


@pytest.mark.parametrize(
    ("field", "term", "docnum"),
    [("body", "yol", 0), ("body", "film", 0), ("title", "nothing", None), ("id", "n2", None), ("id", "n3", 2)],
)
def test_the_first_document_with_a_term_is_none_that_is_deleted(
    segment: SegmentReader, field: str, term: str, docnum: int | None
) -> None:
    assert segment.first_live(field, term) == docnum


def test_the_first_document_with_a_term_may_be_far_behind_deleted_ones(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        index.add(Article(f"n{number}", "", "yol", language="az") for number in range(1000))
        index.delete(f"n{number}" for number in range(400))
        (segment,) = index._view().snapshot.segments
        assert (segment.deleted_count, segment.first_live("body", "yol")) == (400, 400)


def test_terms_come_in_order_and_of_one_field_only(segment: SegmentReader) -> None:
    assert segment.terms_between("body", "", "\U0010ffff") == ["film", "yol"]
    assert segment.terms_between("id", "n2", "n2") == ["n2"]


def test_an_article_comes_back_as_it_was(segment: SegmentReader) -> None:
    assert segment.article(2) == Article("n3", "yol", "", language="az")

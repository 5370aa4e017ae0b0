"""A search gives what scoring every document by the book gives: the same ids, order and scores."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib import Article, Index, parse
from searchlib.codec.snapshot import Snapshot
from searchlib.lexicon import Lexicon
from searchlib.query.plan import make_plan
from searchlib.search import Searcher
from tests.reference.document import make_document
from tests.reference.scoring import ReferenceSearcher

WORDS = (
    "film",
    "filmlər",
    "yol",
    "yolu",
    "road",
    "roads",
    "дорога",
    "дороги",
    "Karabakh",
    "Qarabağ",
    "peace",
    "treaty",
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
TERMS = st.sampled_from(WORDS)
QUERIES = st.one_of(
    TERMS,
    st.lists(TERMS, min_size=1, max_size=4).map(" ".join),
    st.tuples(TERMS, TERMS).map('"{0[0]} {0[1]}"'.format),
    st.tuples(TERMS, TERMS, TERMS).map("+{0[0]} {0[1]} -{0[2]}".format),
    st.tuples(TERMS, TERMS, TERMS).map("({0[0]} OR {0[1]}) AND NOT title:{0[2]}".format),
    st.tuples(TERMS, TERMS).map("{0[0]}^2.5 ={0[1]} lang:en".format),
    st.tuples(TERMS, TERMS).map("+title:{0[0]} body:{0[1]}*".format),
    st.tuples(TERMS, TERMS).map('-{0[0]} -"{0[1]} road"'.format),
)


def _articles(texts: list[tuple[str, str]]) -> list[Article]:
    return [
        Article(f"n{number:02}", title, body or "film", language=("az", "en", "ru")[number % 3])
        for number, (title, body) in enumerate(texts)
    ]


@given(
    batches=st.lists(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=8), min_size=1, max_size=3), query=QUERIES
)
def test_a_search_agrees_with_scoring_by_the_book(batches: list[list[tuple[str, str]]], query: str) -> None:
    articles = _articles([text for batch in batches for text in batch])
    with tempfile.TemporaryDirectory() as folder, Index.create(Path(folder) / "news") as index:
        rest = iter(articles)
        for batch in batches:
            index.add([next(rest) for _ in batch])
        snapshot = Snapshot.open(index.path)  # merging may reorder documents: ask for the order on disk
        root = parse(query).root
        assert root is not None
        plan = make_plan(root, Lexicon([segment.lexicon for segment in snapshot.segments]))
        searcher = Searcher(snapshot)
        collected = searcher.collect(searcher.bind(plan), len(articles), len(articles))
        best = searcher.collect(searcher.bind(plan), 3)
        on_disk = list(index)
    expected = ReferenceSearcher(make_document(article, None).fields() for article in on_disk).search(plan)
    assert (collected.total, collected.is_exact) == (len(expected), True)
    assert [docnum for docnum, _ in collected.best] == [number for number, _ in expected]
    assert [score for _, score in collected.best] == pytest.approx([score for _, score in expected], rel=1e-6)
    assert best.best == collected.best[:3]


def test_equal_scores_come_in_the_order_of_addition(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        index.add(Article(f"n{number}", "", "the same road", language="en") for number in range(30))
        assert [hit.article.id for hit in index.search("road", limit=5)] == ["n0", "n1", "n2", "n3", "n4"]


def test_more_spellings_do_not_multiply_a_score(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        index.add(
            [
                Article("one", "", "Karabakh Karabakh again", language="en"),
                Article("two", "", "Karabakh Qarabağ again", language="en"),
                Article("other", "", "nothing of it here", language="en"),
            ]
        )
        scores = {hit.article.id: hit.score for hit in index.search("Karabakh")}
    assert scores["two"] <= scores["one"]

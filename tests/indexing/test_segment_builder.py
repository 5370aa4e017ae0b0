"""The builder writes what Whoosh's writer writes of the same articles, to the byte where bytes can be compared."""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article
from searchlib.analysis.analyzer import ArticleAnalyzer
from searchlib.codec.layout import DOCUMENT_FIELD, FIELD_WEIGHTS, FILTER_COLUMNS, Layout
from searchlib.codec.segment import SegmentReader
from searchlib.codec.stored_document import StoredDocument
from searchlib.indexing.options import Options
from searchlib.indexing.segment_builder import SegmentBuilder
from tests.reference.segment_contents import contents_of
from tests.reference.whoosh_writer import write_slowly
from tests.strategies import articles

analyzer = cache(ArticleAnalyzer)
SMALL_BLOCKS = Layout(FIELD_WEIGHTS, FILTER_COLUMNS, DOCUMENT_FIELD, block_size=2)
WORDS = ("yol", "Yol", "filmlər", "road", "e-mail", "Karabakh", "Qarabağ", "дорога", "QIRMIZI", "2-0", "Ph.D", "U.S.")
REPETITIVE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join)
LANGUAGES = st.sampled_from([None, ("az", "en", "ru", "tr"), ("de", "en")])


def built(folder: Path, batch: list[Article], languages: tuple[str, ...] | None) -> SegmentReader:
    builder = SegmentBuilder(folder, analyzer(languages), Options(layout=SMALL_BLOCKS))
    for article in batch:
        builder.add(article)
    segment = builder.write()
    return SegmentReader(folder, segment.segment_id(), 0)


def repetitive_articles() -> st.SearchStrategy[Article]:
    number = st.integers(0, 10**6).map(str)
    return st.builds(
        Article, number, st.just("") | REPETITIVE, REPETITIVE, language=st.sampled_from([None, "az", "ru"])
    )


@settings(max_examples=20, deadline=None)
@given(st.lists(articles() | repetitive_articles(), min_size=1, max_size=9), LANGUAGES)
def test_the_segment_is_the_one_that_whoosh_writes(batch: list[Article], languages: tuple[str, ...] | None) -> None:
    with tempfile.TemporaryDirectory() as fast, tempfile.TemporaryDirectory() as slow:
        expected = write_slowly(Path(slow), batch, SMALL_BLOCKS, languages)
        assert contents_of(built(Path(fast), batch, languages)) == contents_of(expected)


def test_terms_of_many_occurrences_are_whole(tmp_path: Path) -> None:
    batch = [Article(str(n), "", "yol " * (n % 7 + 1) * 40 + f"söz{n}") for n in range(300)]
    (tmp_path / "slow").mkdir()
    expected = write_slowly(tmp_path / "slow", batch, SMALL_BLOCKS, ("az",))
    assert contents_of(built(tmp_path, batch, ("az",))) == contents_of(expected)


def test_of_articles_with_one_id_the_last_stays(tmp_path: Path) -> None:
    builder = SegmentBuilder(tmp_path, ArticleAnalyzer(None))
    for title in ("One", "Two", "Three"):
        builder.add(Article("a", title, ""))
    builder.add(Article("b", "Four", ""))
    assert sorted(builder.write().deleted_docs()) == [0, 1]


def test_a_builder_begins_anew_after_each_segment(tmp_path: Path) -> None:
    builder = SegmentBuilder(tmp_path, ArticleAnalyzer(None))
    for text in ("alma armud", "armud heyva"):
        builder.add(Article("a", "", text, language="az"))
        reader = SegmentReader(tmp_path, builder.write().segment_id(), 0)
        assert list(reader.lexicon.terms()) == sorted(text.split())
    assert len(builder) == 0


def test_the_language_that_was_found_is_stored(tmp_path: Path) -> None:
    found = built(
        tmp_path, [Article("a", "", "Yeni yolun tikintisi bu gün başa çatıb.", date=dt.date(2025, 5, 16))], None
    )
    assert StoredDocument.whole(found.stored.read(0)).article.language == "az"
    assert found.columns.values_of("language", 0) == ("az",)


def test_a_discarded_segment_leaves_nothing(tmp_path: Path) -> None:
    builder = SegmentBuilder(tmp_path, ArticleAnalyzer(None))
    builder.add(Article("a", "", "alma"))
    builder.discard()
    assert not list(tmp_path.iterdir())

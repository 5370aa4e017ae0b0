"""A merge gives the segment that would have been built of the documents that are left."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib import Article
from searchlib.analysis.analyzer import ArticleAnalyzer
from searchlib.codec.columnar import ColumnarSegment
from searchlib.codec.layout import DOCUMENT_FIELD, FIELD_WEIGHTS, FILTER_COLUMNS, Layout
from searchlib.codec.segment import SegmentReader
from searchlib.errors import IndexCorruptError
from searchlib.indexing.options import Options
from searchlib.indexing.segment_builder import SegmentBuilder
from searchlib.indexing.segment_merger import merge_segments
from tests.reference.segment_contents import Contents, contents_of
from tests.strategies import articles

SMALL_BLOCKS = Layout(FIELD_WEIGHTS, FILTER_COLUMNS, DOCUMENT_FIELD, block_size=2)
WORDS = ("yol", "Yol", "filmlər", "road", "e-mail", "Karabakh", "дорога", "2-0")
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join)
ARTICLES = articles() | st.builds(
    Article, st.sampled_from("abcdefgh"), st.just("") | TEXTS, TEXTS, language=st.just("az")
)
BATCHES = st.lists(st.lists(st.tuples(ARTICLES, st.booleans()), min_size=1, max_size=6), min_size=1, max_size=5)
analyzer = cache(ArticleAnalyzer)


def built(folder: Path, batch: list[Article]) -> ColumnarSegment:
    builder = SegmentBuilder(folder, analyzer(None), Options(layout=SMALL_BLOCKS))
    for article in batch:
        builder.add(article)
    segment = builder.write()
    for docnum in list(segment.deleted_docs()):
        segment.delete_document(docnum, delete=False)
    return segment


def read(folder: Path, segment: ColumnarSegment) -> Contents:
    return contents_of(SegmentReader(folder, segment.segment_id(), 0))


@settings(max_examples=20, deadline=None)
@given(BATCHES)
def test_a_merge_gives_what_would_have_been_built_of_all(batches: list[list[tuple[Article, bool]]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        segments = [built(folder, [article for article, _ in batch]) for batch in batches]
        whole = built(folder, [article for batch in batches for article, _ in batch])
        assert read(folder, merge_segments(folder, segments, Options(layout=SMALL_BLOCKS))) == read(folder, whole)


@settings(max_examples=20, deadline=None)
@given(BATCHES)
def test_deleted_documents_are_left_out(batches: list[list[tuple[Article, bool]]]) -> None:
    left = [article for batch in batches for article, is_kept in batch if is_kept]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        segments = [built(folder, [article for article, _ in batch]) for batch in batches]
        for segment, batch in zip(segments, batches, strict=True):
            for docnum, (_, is_kept) in enumerate(batch):
                if not is_kept:
                    segment.delete_document(docnum)
        if not left:
            return
        found = read(folder, merge_segments(folder, segments, Options(layout=SMALL_BLOCKS)))
        expected = read(folder, built(folder, left))
        assert found[:5] == expected[:5]
        assert found.vocabulary.keys() == expected.vocabulary.keys()
        assert found.followers >= expected.followers


@pytest.mark.parametrize("extension", [".trm", ".pst", ".pos", ".nrm", ".col", ".lex"])
def test_a_damaged_segment_is_named(tmp_path: Path, extension: str) -> None:
    articles_of_both = [Article(f"n{number}", "Yol", "yol film yol", language="az") for number in range(200)]
    segments = [built(tmp_path, articles_of_both), built(tmp_path, articles_of_both)]
    path = tmp_path / f"{segments[1].segment_id()}{extension}"
    whole = path.read_bytes()
    for begin in range(8, len(whole), max(1, len(whole) // 25)):
        path.write_bytes(whole[:begin] + bytes([whole[begin] ^ 0xFF]) + whole[begin + 1 :])
        try:
            merge_segments(tmp_path, segments)
        except IndexCorruptError as error:
            assert str(tmp_path) in str(error)  # noqa: PT017  not every damage is met by a merge
    path.write_bytes(whole)
    assert merge_segments(tmp_path, segments).doc_count() == 400

"""The same tokens give the same documents and scores, whichever codec wrote them."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from whoosh import query as q
from whoosh.codec.whoosh3 import W3Segment
from whoosh.fields import NUMERIC, STORED, TEXT, FieldType, Schema
from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.formats import Frequency
from whoosh.index import FileIndex, open_dir

from searchlib import Article, Index
from searchlib.codec.columnar import ColumnarCodec, ColumnarSegment
from searchlib.codec.stored_document import StoredDocument
from tests.codec.oracle import (
    CODECS,
    HISTORIES,
    LEAVES,
    QUERIES,
    SCORED_QUERIES,
    Commit,
    answers,
    build,
    expected_answers,
    fresh_folder,
    make_schema,
    write,
)

OURS = [name for name in CODECS if name != "whoosh"]
COMMIT = Commit([{"id": f"n{number}", "body": "yol " * (1 + number % 3)} for number in range(9)])


@pytest.fixture(scope="module")
def folders() -> Iterator[dict[str, Path]]:
    with tempfile.TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
        patch.setattr("os.fsync", lambda _: None)  # many small indexes, none of which has to stay
        folders = {name: Path(made, str(number)) for number, name in enumerate(CODECS)}
        for folder in folders.values():
            folder.mkdir()
        yield folders


def build_all(folders: dict[str, Path], history: list[Commit]) -> dict[str, FileIndex]:
    return {name: build(fresh_folder(folders[name]), make(), history) for name, make in CODECS.items()}


class TestAnswers:
    """Ours answers as Whoosh's own codec does."""

    @settings(max_examples=60)
    @given(history=HISTORIES, queries=st.lists(QUERIES, min_size=5, max_size=12))
    @example([COMMIT], [q.Term("body", "yol")])
    def test_every_query_finds_the_same_documents_with_the_same_scores(
        self, folders: dict[str, Path], history: list[Commit], queries: list[q.Query]
    ) -> None:
        indexes = build_all(folders, history)
        for query in queries:
            expected = expected_answers(indexes["whoosh"], query)
            for name in OURS:
                expected = expected if expected is not None else answers(indexes[name], query)
                assert answers(indexes[name], query) == expected, (name, query)

    @settings(max_examples=40)
    @given(history=HISTORIES, queries=st.lists(SCORED_QUERIES, min_size=5, max_size=12), limit=st.integers(1, 4))
    @example([COMMIT], [q.Or([q.Term("body", "yol"), q.Term("title", "yol")])], 1)
    def test_passing_over_blocks_loses_none_of_the_best(
        self, folders: dict[str, Path], history: list[Commit], queries: list[q.Query], limit: int
    ) -> None:
        indexes = build_all(folders, history)
        for name, query in product(CODECS, queries):
            everything = answers(indexes[name], query)
            best = [score for _, score, _ in answers(indexes[name], query, limit)]
            assert best == sorted((score for _, score, _ in everything), reverse=True)[:limit], (name, query)

    @settings(max_examples=40)
    @given(history=HISTORIES, queries=st.lists(QUERIES, min_size=5, max_size=12), limit=st.integers(1, 4))
    def test_passing_over_the_same_blocks_gives_the_same(
        self, folders: dict[str, Path], history: list[Commit], queries: list[q.Query], limit: int
    ) -> None:
        indexes = build_all(folders, history)
        for query in queries:
            expected = expected_answers(indexes["whoosh"], query, limit=limit)
            assert expected is None or answers(indexes["columnar, blocks of 2"], query, limit) == expected, query

    @settings(max_examples=30)
    @given(history=HISTORIES, query=QUERIES, kept=LEAVES, left_out=LEAVES)
    def test_filters_and_masks_find_the_same(
        self, folders: dict[str, Path], history: list[Commit], query: q.Query, kept: q.Query, left_out: q.Query
    ) -> None:
        indexes = build_all(folders, history)
        expected = expected_answers(indexes["whoosh"], query, filter=kept, mask=left_out)
        assume(expected is not None)
        for name in OURS:
            assert answers(indexes[name], query, filter=kept, mask=left_out) == expected

    @settings(max_examples=30)
    @given(history=HISTORIES, queries=st.lists(QUERIES, min_size=3, max_size=6))
    def test_segments_of_several_codecs_stand_side_by_side(
        self, folders: dict[str, Path], history: list[Commit], queries: list[q.Query]
    ) -> None:
        expected = build(fresh_folder(folders["whoosh"]), CODECS["whoosh"](), history)
        mixed = FileStorage(str(fresh_folder(folders["columnar"]))).create_index(make_schema())
        for commit, make in zip(history, cycle(CODECS.values()), strict=False):
            write(mixed, make(), commit)
        for query in queries:
            wanted = expected_answers(expected, query)
            assert wanted is None or answers(mixed, query) == wanted

    @pytest.mark.parametrize("name", CODECS)
    def test_groups_of_documents_are_found_by_parent_and_child(self, folders: dict[str, Path], name: str) -> None:
        index = FileStorage(str(fresh_folder(folders[name]))).create_index(make_schema())
        writer = index.writer(codec=CODECS[name]())
        for number in range(4):
            with writer.group():
                writer.add_document(id=f"n{number}", tags="parent", title=f"kitab {number}")
                for text in ("yol", f"film yolu{number}", "film film"):
                    writer.add_document(body=text)
        writer.commit()
        index = open_dir(str(folders[name] / "index"))
        parents = q.Term("tags", "parent")
        found = answers(index, q.NestedParent(parents, q.Term("body", "yolu2")))
        assert [fields["id"] for _, _, fields in found] == ["n2"]
        children = answers(index, q.NestedChildren(parents, q.Term("title", "3")))
        assert [docnum for docnum, *_ in children] == [13, 14, 15]


class TestPlainWhoosh:
    """What a program that knows only Whoosh may do with an index of ours."""

    def test_a_writer_without_a_codec_adds_a_segment_that_is_found(self, tmp_path: Path) -> None:
        index = build(tmp_path, ColumnarCodec(), [COMMIT])
        with index.writer() as writer:
            writer.add_document(id="plain", body="film yol")
            writer.merge = False
        assert {type(segment) for segment in index._segments()} == {ColumnarSegment, W3Segment}
        assert len(answers(index, q.Term("body", "yol"))) == 10

    def test_a_writer_without_a_codec_merges_segments_of_ours(self, tmp_path: Path) -> None:
        index = build(tmp_path, ColumnarCodec(), [COMMIT])
        expected = answers(index, q.Phrase("body", ["yol", "yol"]))
        index.writer().commit(optimize=True)
        assert [type(segment) for segment in index._segments()] == [W3Segment]
        assert answers(index, q.Phrase("body", ["yol", "yol"])) == expected

    def test_articles_are_found_by_whoosh_with_filters_and_sorted_by_a_filter_field(self, tmp_path: Path) -> None:
        articles = [
            Article(f"n{n}", "yol", "film", language=("az", "ru")[n % 2], tags=(f"t{n % 3}",)) for n in range(6)
        ]
        with Index.create(tmp_path / "news") as index:
            index.add(articles)
        with open_dir(str(tmp_path / "news")).searcher() as searcher:
            hits = searcher.search(q.Term("body", "film"), filter=q.Term("language", "ru"), sortedby="tags", limit=None)
            assert [hit.docnum for hit in hits] == [3, 1, 5]
            assert StoredDocument.whole(hits[0]["article"]).title == "yol"


REFUSED: dict[str, tuple[FieldType, Any, dict[str, Any]]] = {
    "characters": (TEXT(chars=True), "yol", {}),
    "boosted field": (TEXT(field_boost=2.0), "yol", {}),
    "boosted document": (TEXT(), "yol", {"_boost": 2.5}),
    "vector": (TEXT(vector=Frequency()), "yol", {}),
    "column": (NUMERIC(sortable=True), 3, {}),
    "date": (STORED(), dt.datetime(2021, 5, 16, tzinfo=dt.UTC), {}),
    "tuple": (STORED(), (1, 2), {}),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_codec_does_not_keep_is_refused(tmp_path: Path, name: str) -> None:
    field, value, options = REFUSED[name]
    index = FileStorage(str(tmp_path)).create_index(Schema(field=field))
    writer = index.writer(codec=ColumnarCodec())
    with pytest.raises(ValueError, match=r"searchlib's codec|JSON"):  # noqa: PT012  some are refused by the commit
        writer.add_document(field=value, **options)
        writer.commit()
    if not writer.is_closed:  # as whoosh3 does after a commit that failed
        writer.cancel()


def test_a_document_that_is_taken_back_leaves_nothing(tmp_path: Path) -> None:
    index = FileStorage(str(tmp_path)).create_index(make_schema())
    writer = index.writer(codec=ColumnarCodec())
    writer.add_document(id="n1", body="yol")
    documents = writer.perdocwriter
    documents.start_doc(1)
    documents.add_field("body", None, None, 7)
    documents.cancel_doc()
    writer.add_document(id="n2", title="yol")
    writer.commit()
    with index.reader() as reader:
        assert [reader.doc_field_length(docnum, "body") for docnum in range(reader.doc_count_all())] == [1, 0]


def test_files_that_cannot_be_mapped_are_refused() -> None:
    index = RamStorage().create_index(make_schema())
    with pytest.raises(TypeError, match="needs a FileStorage, not RamStorage"):
        index.writer(codec=ColumnarCodec())

"""A stored article is the article, in whatever block it lies and whatever it was merged with."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.analysis.tokenizer import tokenize
from searchlib.article import Article
from searchlib.codec import stored
from searchlib.codec.article_encoder import PIECE_CODE_POINTS, encode_article
from searchlib.codec.section_file import SectionFile, SectionFileWriter
from searchlib.codec.stored import StoredReader, StoredWriter
from searchlib.codec.stored_document import StoredDocument
from searchlib.errors import IndexCorruptError
from tests import strategies

SECTIONS = ("blocks", "block_ends", "block_dictionaries", "first_documents", "ends", "dictionaries")
DOCUMENTS = st.lists(
    st.builds(
        lambda article, repeats, piece: encoded(replace(article, body=article.body * repeats), piece),
        strategies.articles(),
        st.sampled_from([1, 1, 30]),
        st.sampled_from([8, 50, PIECE_CODE_POINTS]),
    ),
    max_size=8,
)


def encoded(article: Article, piece_code_points: int = PIECE_CODE_POINTS) -> bytes:
    return encode_article(article, tokenize(article.body).starts, piece_code_points)


def small_document(body: str) -> bytes:
    return encoded(Article("n", "", body), 8)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def write(path: Path, documents: list[bytes], block_bytes: int = 4096) -> StoredReader:
    with StoredWriter(path, block_bytes) as writer:
        assert [writer.add(document) for document in documents] == list(range(len(documents)))
        writer.finish()
    return StoredReader(path)


@pytest.fixture(scope="module")
def small(folder: Path) -> bytes:
    write(folder / "small.sto", [small_document("yol " * 12), small_document("f"), small_document("bag")], 8)
    return (folder / "small.sto").read_bytes()


def news(count: int, name: str = "n") -> list[bytes]:
    """Documents that are alike, as articles are, and more than a dictionary's worth of them if they are many."""
    texts = [f"{number * 7919 % 1000} yol, {number} film, Qarabağ {number * number}. " * 3 for number in range(count)]
    return [encoded(Article(f"{name}{number}", "Yol", text)) for number, text in enumerate(texts)]


class TestRoundTrip:
    """A reader gives back what the writer was given, in order and one by one."""

    @given(DOCUMENTS, st.sampled_from([1, 2, 100, 4096]))
    def test_documents(self, folder: Path, documents: list[bytes], block_bytes: int) -> None:
        reader = write(folder / "documents.sto", documents, block_bytes)
        assert len(reader) == len(documents)
        assert [reader.read(docnum) for docnum in range(len(documents))] == documents
        assert list(reader) == documents
        assert list(reader.check()) == []

    def test_documents_behind_a_dictionary(self, folder: Path) -> None:
        documents = news(1500)
        reader = write(folder / "news.sto", documents)
        assert [len(dictionary) for dictionary in reader.dictionaries] == [stored.DICTIONARY_BYTES]
        assert [reader.read(docnum) for docnum in range(len(documents))] == documents
        assert (folder / "news.sto").stat().st_size < sum(map(len, documents)) / 2

    @given(DOCUMENTS, st.sampled_from([1, 4096]), st.data())
    def test_pieces_one_by_one(
        self, folder: Path, documents: list[bytes], block_bytes: int, data: st.DataObject
    ) -> None:
        reader = write(folder / "pieces.sto", documents, block_bytes)
        for docnum in data.draw(st.permutations(range(len(documents)))):
            opened, whole = reader.open(docnum), StoredDocument.whole(documents[docnum])
            assert opened.piece_count == whole.piece_count
            for piece in data.draw(st.permutations(range(opened.piece_count))):
                assert opened.text(piece, piece + 1) == whole.text(piece, piece + 1)
            assert opened.article == whole.article

    def test_a_document_larger_than_many_blocks(self, folder: Path) -> None:
        documents = [small_document("a"), encoded(Article("n", "", "Yol açıldı. " * 90_000)), small_document("b")]
        reader = write(folder / "large.sto", documents)
        assert list(reader) == documents
        assert [reader.read(docnum) for docnum in range(3)] == documents

    @pytest.mark.parametrize("docnum", [-1, 2])
    def test_a_document_beyond_the_last_is_an_index_error(self, folder: Path, docnum: int) -> None:
        with pytest.raises(IndexError, match="there are 2 stored documents"):
            write(folder / "two.sto", [small_document("a"), small_document("b")]).read(docnum)

    def test_threads_share_a_reader(self, folder: Path) -> None:
        documents = news(800)
        reader = write(folder / "threads.sto", documents)
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(lambda _: [reader.read(docnum) for docnum in range(len(documents))], range(4)))
        assert found == [documents] * 4

    def test_leaving_before_the_end_leaves_nothing(self, tmp_path: Path) -> None:
        with StoredWriter(tmp_path / "x.sto") as writer:
            writer.add(small_document("a"))
        assert list(tmp_path.iterdir()) == []


class TestMerging:
    """Documents of several segments, without those that are deleted, come one after another."""

    @settings(max_examples=40)  # each writes five files
    @given(st.lists(st.tuples(DOCUMENTS, st.booleans()), max_size=4), st.sampled_from([1, 100]), st.data())
    def test_equals_adding_them(
        self, folder: Path, segments: list[tuple[list[bytes], bool]], block_bytes: int, data: st.DataObject
    ) -> None:
        expected: list[bytes] = []
        between = small_document("yol " * 9)
        with StoredWriter(folder / "merged.sto", block_bytes) as writer:
            for number, (documents, has_deletions) in enumerate(segments):
                reader = write(folder / f"{number}.sto", documents, block_bytes)
                live = bytes(data.draw(st.lists(st.booleans(), min_size=len(reader), max_size=len(reader))))
                writer.add_all(reader, live if has_deletions else None)
                expected += [one for one, is_live in zip(documents, live, strict=True) if is_live or not has_deletions]
                writer.add(between)
                expected.append(between)
            writer.finish()
        merged = StoredReader(folder / "merged.sto")
        assert list(merged) == expected
        assert [merged.read(docnum) for docnum in range(len(merged))] == expected
        assert list(merged.check()) == []

    def test_blocks_of_large_segments_are_taken_over_with_their_dictionaries(self, folder: Path) -> None:
        first, second, third = news(3000), news(2500, "m"), news(10, "k")
        live = bytearray([1]) * len(second)
        live[1234] = 0
        with StoredWriter(folder / "large.sto") as writer:
            writer.add_all(write(folder / "first.sto", first))
            writer.add_all(write(folder / "second.sto", second), live)
            writer.add_all(write(folder / "third.sto", third))
            writer.finish()
        merged = StoredReader(folder / "large.sto")
        assert list(merged) == first + second[:1234] + second[1235:] + third
        assert [bytes(one) for one in merged.dictionaries] == [
            b"".join(first)[: stored.DICTIONARY_BYTES],
            b"".join(second)[: stored.DICTIONARY_BYTES],
        ]
        assert [merged.read(docnum) for docnum in (0, 2999, 3000, 4234, 5508)] == [
            first[0],
            first[-1],
            second[0],
            second[1235],
            third[-1],
        ]
        with StoredWriter(folder / "again.sto") as writer:
            writer.add_all(merged)
            writer.finish()
        assert list(StoredReader(folder / "again.sto")) == list(merged)

    def test_pieces_of_large_segments_are_taken_over_too(self, folder: Path) -> None:
        documents = [encoded(Article(f"n{number}", "Yol", f"Yol {number} açıldı. " * 2000)) for number in range(30)]
        live = bytes([1] * 12 + [0] + [1] * 17)
        with StoredWriter(folder / "merged.sto") as writer:
            writer.add_all(write(folder / "first.sto", documents), live)
            writer.finish()
        merged = StoredReader(folder / "merged.sto")
        assert list(merged) == documents[:12] + documents[13:]
        assert list(merged.check()) == []


class TestDamage:
    """A damaged file is an IndexCorruptError that names it, or behind its directory a wrong answer at worst."""

    def test_cut_off_anywhere(self, folder: Path, small: bytes) -> None:
        path = folder / "cut.sto"
        for length in range(len(small)):
            path.write_bytes(small[:length])
            with pytest.raises(IndexCorruptError) as caught:
                StoredReader(path)
            assert caught.value.path == path

    def test_any_changed_byte_is_found_by_check(self, folder: Path, small: bytes) -> None:
        path = folder / "changed.sto"
        for place in range(len(small)):
            path.write_bytes(small[:place] + bytes([small[place] ^ 0x55]) + small[place + 1 :])
            assert problems_of(path)

    @given(st.lists(st.tuples(st.sampled_from(SECTIONS[:-1]), st.integers(0, 200), st.integers(0, 255))))
    def test_changed_sections_with_the_right_checksum(
        self, folder: Path, small: bytes, changes: list[tuple[str, int, int]]
    ) -> None:
        sections = sections_of(folder, small)
        for name, place, byte in changes:
            sections[name][place % len(sections[name])] = byte
        with suppress(IndexCorruptError):
            reader = rewrite(folder / "noise.sto", sections, {})
            for docnum in range(len(reader)):
                for read in (reader.read, lambda number: reader.open(number).article):
                    with suppress(IndexCorruptError):
                        read(docnum)
            list(reader.check())

    @pytest.mark.parametrize(
        "facts",
        [
            {"documents": 4},
            {"documents": "3"},
            {"documents": None},
            {"dictionary_sizes": None},
            {"dictionary_sizes": [1]},
            {"dictionary_sizes": [-1]},
            {"dictionary_sizes": ["0"]},
        ],
    )
    def test_facts_that_make_no_sense(self, folder: Path, small: bytes, facts: dict[str, Any]) -> None:
        with pytest.raises(IndexCorruptError, match="index the articles anew"):
            rewrite(folder / "facts.sto", sections_of(folder, small), facts)

    @pytest.mark.parametrize("name", ["block_ends", "block_dictionaries", "first_documents", "ends"])
    def test_sections_that_do_not_fit_together(self, folder: Path, small: bytes, name: str) -> None:
        sections = sections_of(folder, small)
        sections[name] += bytes(8)
        with pytest.raises(IndexCorruptError, match="do not fit together"):
            rewrite(folder / "fit.sto", sections, {})

    def test_check_finds_blocks_that_leave_documents_out(self, folder: Path, small: bytes) -> None:
        sections = sections_of(folder, small)
        first = array("I", bytes(sections["first_documents"]))
        first[0] = 1
        sections["first_documents"] = bytearray(first.tobytes())
        assert list(rewrite(folder / "out.sto", sections, {}).check())


def problems_of(path: Path) -> list[str]:
    try:
        return list(StoredReader(path).check())
    except IndexCorruptError as error:
        return [str(error)]


def sections_of(folder: Path, data: bytes) -> dict[str, bytearray]:
    (folder / "sections.sto").write_bytes(data)
    file = SectionFile(folder / "sections.sto", stored.MAGIC, stored.VERSION)
    return {name: bytearray(file.section(name)) for name in SECTIONS}


def rewrite(path: Path, sections: dict[str, bytearray], facts: dict[str, Any]) -> StoredReader:
    """Write sections with changed facts, all checksums right."""
    usual: dict[str, Any] = {"documents": 3, "dictionary_sizes": [0]}
    with SectionFileWriter(path, stored.MAGIC, stored.VERSION) as writer:
        for name, data in sections.items():
            writer.add(name, data)
        writer.finish(usual | facts)
    return StoredReader(path)

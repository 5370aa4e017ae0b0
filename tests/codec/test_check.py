"""Check finds whatever differs from what a commit wrote, and nothing in what a commit wrote."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchlib import Article, Index, IndexCorruptError, IndexNotFoundError, SearchlibError
from searchlib.codec.article_encoder import encode_article
from searchlib.codec.check import READERS, check_folder
from searchlib.codec.column import Column
from searchlib.codec.columns import ColumnsReader, ColumnsWriter
from searchlib.codec.norms import NormsReader, NormsWriter
from searchlib.codec.postings import PostingsReader, PostingsWriter
from searchlib.codec.stored import StoredReader, StoredWriter

WORDS = ("yol", "yolu", "film", "Qarabağda", "дорога", "road", "peace", "treaty", "səssiz", "bağ")


def make_index(folder: Path) -> None:
    """Make an index of two segments, with deleted documents and lists of more than a block."""
    chance = random.Random(3)  # noqa: S311  no secret
    with Index.create(folder) as index:
        index.add(
            Article(
                f"n{number}",
                chance.choice(WORDS),
                " ".join(chance.choices(WORDS, k=chance.randint(1, 30))),
                language=chance.choice(["az", "ru", "en"]),
                date=dt.date(2024, 1, 1 + number % 9),
                tags=tuple(chance.sample(WORDS, k=2)),
            )
            for number in range(300)
        )
        index.add([Article(f"m{number}", "yeni yol", "film", language="az") for number in range(3)])
        index.delete(["n7", "n8", "m1"])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("check") / "news"
    make_index(folder)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "news"))


def largest(folder: Path, extension: str) -> Path:
    return max(folder.glob(f"*{extension}"), key=lambda path: path.stat().st_size)


class TestSound:
    """What a commit wrote has no problem."""

    def test_an_index_with_deleted_articles(self, whole: Path) -> None:
        assert check_folder(whole) == []

    def test_an_empty_index(self, tmp_path: Path) -> None:
        with Index.create(tmp_path / "news") as index:
            assert index.check() == ()

    def test_after_merges_and_a_rebuilt_lexicon(self, folder: Path) -> None:
        with Index.open(folder) as index:
            for number in range(12):
                index.add([Article(f"n{number}", "", f"yol {number}", language="az")])
            index.rebuild_lexicon()
            assert index.check() == ()

    def test_an_index_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(IndexNotFoundError):
            check_folder(tmp_path / "nowhere")

    def test_segments_without_a_table_of_contents_are_damage_and_not_the_lack_of_an_index(self, folder: Path) -> None:
        (toc,) = folder.glob("*.toc")
        toc.unlink()
        with pytest.raises(IndexCorruptError, match=r"_MAIN_\*\.toc is missing; index the articles anew"):
            check_folder(folder)


class TestFlippedBytes:
    """Wherever a byte is flipped, check names the file, and whoever reads it gets an answer or an error of ours."""

    @pytest.fixture
    def files(self, folder: Path) -> list[Path]:
        return sorted(path for path in folder.iterdir() if path.stat().st_size)

    def test_in_every_file(self, folder: Path, files: list[Path]) -> None:
        chance = random.Random(5)  # noqa: S311  likewise
        assert {path.suffix for path in files} == {*READERS, ".toc", ".json"}
        for path in files:
            whole = path.read_bytes()
            places = {0, len(whole) - 1, *(chance.randrange(len(whole)) for _ in range(12))}
            for place in places:
                flipped = bytearray(whole)
                flipped[place] ^= 1 << chance.randrange(8)
                path.write_bytes(flipped)
                assert any(path.name in problem for problem in problems_of(folder)), (path, place)
                use(folder)
            path.write_bytes(whole)
        assert problems_of(folder) == ()


def problems_of(folder: Path) -> tuple[str, ...]:
    try:
        with Index.open(folder) as index:
            return index.check()
    except IndexCorruptError as error:
        return (str(error),)


def use(folder: Path) -> None:
    """Do with an index what people do; only errors of ours may come of it."""
    try:
        with Index.open(folder) as index:
            index.search('yol "film yol" +дорога date:2024-01..', limit=300)
            index.stats()
            list(index)
    except SearchlibError:
        pass


class TestFilesThatDisagree:
    """A file that is sound for itself, but not what the others say, is named."""

    def test_other_lengths(self, folder: Path) -> None:
        path = largest(folder, ".nrm")
        norms = NormsReader(path)
        with NormsWriter(path, norms.documents) as writer:
            for field in norms.fields:
                lengths = norms.lengths(field)
                lengths[5] += field == "body"
                writer.add(field, lengths)
            writer.add_scored(norms.scored())
            writer.finish()
        problems = check_folder(folder)
        assert any(f"{path} has other lengths of field 'body'" in problem for problem in problems)
        assert any(f"{path} has a scored length of document 5" in problem for problem in problems)

    def test_blocks_that_promise_too_little(self, folder: Path) -> None:
        path = largest(folder, ".pst")
        scored = largest(folder, ".nrm")
        _rewrite_postings(folder, path, lambda lengths: array("I", [9 * length for length in lengths]), scored)
        *problems, last = check_folder(folder)
        assert [f"{path} has a block that holds more than its bounds" in problem for problem in problems] == [True] * 5
        assert "more such problems" in last

    def test_values_of_another_document(self, folder: Path) -> None:
        path = largest(folder, ".col")
        reader = ColumnsReader(path)
        with ColumnsWriter(path, reader.documents) as writer:
            for field, facts in reader.fields.items():
                column = Column(facts.kind)
                rows: list[Any] = [reader.values_of(field, docnum) for docnum in range(reader.documents)]
                if field == "language":
                    rows.reverse()
                for row in rows:
                    column.append(row)
                writer.add(field, column.encoded())
            writer.finish()
        assert any(f"{path} has other documents with values of field 'language'" in p for p in check_folder(folder))

    def test_another_article(self, folder: Path) -> None:
        path = largest(folder, ".sto")
        documents = list(StoredReader(path))
        documents[3] = encode_article(Article("other", "", "yol"), [0])
        with StoredWriter(path) as writer:
            for document in documents:
                writer.add(document)
            writer.finish()
        assert check_folder(folder) == [f"{path} has an article 'other' whose column has another id"]

    def test_a_lexicon_of_another_segment(self, folder: Path) -> None:
        path = largest(folder, ".lex")
        other = min(folder.glob("*.lex"), key=lambda path: path.stat().st_size)
        shutil.copy(other, path)
        [problem] = check_folder(folder)
        assert problem.startswith(f"{path} has other terms than the text fields")

    @pytest.mark.parametrize("extension", READERS)
    def test_a_file_that_is_missing(self, folder: Path, extension: str) -> None:
        path = largest(folder, extension)
        path.unlink()
        # The lexicon knows its terms from another file, and tells that it is missing too.
        assert {str(path) in problem for problem in check_folder(folder)} == {True}


def _rewrite_postings(folder: Path, path: Path, change: Callable[[array[int]], array[int]], norms: Path) -> None:
    """Write the lists of a segment anew with other lengths of documents, which must not change any record's size."""
    from searchlib.codec.terms import TermsReader  # noqa: PLC0415  only here

    reader, terms = PostingsReader(path), TermsReader(largest(folder, ".trm"))
    scored = change(NormsReader(norms).scored())
    with PostingsWriter(path, reader.block_size) as writer:
        for field, facts in terms.fields.items():
            for _, info in terms.items(field):
                if info.doc_freq < 2:
                    continue
                has_frequencies = facts.kind != "existence"
                place = info.posting_offset, info.posting_size, info.doc_freq
                docnums, frequencies = reader.read(*place, has_frequencies=has_frequencies)
                ends = _position_ends(reader, place) if facts.kind == "positions" else None
                size = writer.add(docnums, frequencies if has_frequencies else None, scored, ends)
                assert size == info.posting_size
        writer.finish()


def _position_ends(reader: PostingsReader, place: tuple[int, int, int]) -> array[int]:
    listing = reader.open(*place)
    return array("I", [listing.position_begin(block + 1) for block in range(listing.blocks - 1)])

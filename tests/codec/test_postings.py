"""A file of postings gives back every term's list, and tells when it is damaged."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.codec.postings import MAGIC, VERSION, PostingsReader, PostingsWriter
from searchlib.codec.section_file import Json, SectionFileWriter
from searchlib.errors import IndexCorruptError
from tests.kernels.test_postings import TERMS, Term

Lists = list[Term]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def write(path: Path, terms: Lists, block_size: int) -> list[int]:
    """Write lists in turn one by one and as records that are encoded already; return where each ends."""
    ends = [0]
    with PostingsWriter(path, block_size) as writer:
        for number, term in enumerate(terms):
            if number % 2:
                writer.append(term.encode())
            else:
                frequencies = None if term.frequencies is None else array("I", term.frequencies)
                size = writer.add(array("I", term.docnums), frequencies, None, array("I", term.position_ends))
                assert ends[-1] + size == writer.size
            ends.append(writer.size)
        writer.finish()
    return ends


def lists() -> st.SearchStrategy[tuple[Lists, int]]:
    """Lists of one segment, in blocks of one size."""

    def resized(block_size: int) -> st.SearchStrategy[tuple[Lists, int]]:
        terms = st.lists(TERMS.map(lambda term: term.in_blocks(block_size)), max_size=5)
        return st.tuples(terms, st.just(block_size))

    return st.sampled_from((2, 4, 128)).flatmap(resized)


class TestRoundTrip:
    """A reader gives back what the writer was given."""

    @given(lists())
    def test_every_list_is_given_back(self, folder: Path, case: tuple[Lists, int]) -> None:
        terms, block_size = case
        ends = write(folder / "some.pst", terms, block_size)
        reader = PostingsReader(folder / "some.pst")
        assert reader.block_size == block_size
        assert len(reader.records) == ends[-1]
        assert not list(reader.check())
        for term, begin, end in zip(terms, ends, ends[1:], strict=False):
            has_frequencies = term.frequencies is not None
            found = reader.read(begin, end - begin, len(term.docnums), has_frequencies=has_frequencies)
            assert found == (array("I", term.docnums), array("I", term.frequencies or [1] * len(term.docnums)))

    @pytest.mark.parametrize("block_size", [0, 3, 127, 256, -2])
    def test_other_block_sizes_are_refused(self, folder: Path, block_size: int) -> None:
        with pytest.raises(ValueError, match=f"blocks of {block_size} postings"):
            PostingsWriter(folder / "none.pst", block_size)
        assert not list(folder.glob("none*"))

    def test_an_error_leaves_nothing_behind(self, folder: Path) -> None:
        with pytest.raises(ValueError, match="have to ascend"), PostingsWriter(folder / "wrong.pst") as writer:
            writer.add(array("I", [5, 4]), None, None)
        assert not list(folder.glob("wrong*"))


class TestDamage:
    """What is damaged is named."""

    @pytest.fixture
    def path(self, tmp_path: Path) -> Path:
        write(tmp_path / "news.pst", [Term(list(range(0, 900, 3)), [1, 2, 9] * 100, 128, [7, 8])], 128)
        return tmp_path / "news.pst"

    @pytest.mark.parametrize(("offset", "size"), [(0, 10**6), (10**12, 40), (1, 0)])
    def test_a_place_outside_the_file(self, path: Path, offset: int, size: int) -> None:
        with pytest.raises(IndexCorruptError, match=r"news\.pst"):
            PostingsReader(path).open(offset, size, 300)

    def test_a_block_that_cannot_be_decoded(self, path: Path) -> None:
        whole = path.read_bytes()
        size = len(PostingsReader(path).records)
        path.write_bytes(whole[:8] + b"\x07" + whole[9:])
        reader = PostingsReader(path)
        postings = reader.open(0, size, 300)
        with pytest.raises(IndexCorruptError, match=r"news\.pst is damaged \(block 0 of 3 is damaged\)"):
            reader.decode(postings, 0)
        with pytest.raises(IndexCorruptError, match="index the articles anew"):
            reader.read(0, size, 300)
        assert any("'records'" in problem for problem in reader.check())

    @pytest.mark.parametrize("facts", [{}, {"block_size": 3}, {"block_size": "128"}, {"block_size": [2]}])
    def test_facts_that_make_no_sense(self, tmp_path: Path, facts: dict[str, Json]) -> None:
        with SectionFileWriter(tmp_path / "news.pst", MAGIC, VERSION) as writer:
            writer.add("records", b"")
            writer.finish(facts)
        with pytest.raises(IndexCorruptError, match="has blocks of"):
            PostingsReader(tmp_path / "news.pst")

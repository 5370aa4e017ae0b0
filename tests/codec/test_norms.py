"""Lengths come back exactly, in as few bytes as they need, and a damaged file is told."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.codec import norms
from searchlib.codec.norms import LengthFacts, NormsReader, NormsWriter
from searchlib.codec.section_file import SectionFileWriter
from searchlib.errors import IndexCorruptError
from tests import strategies

LENGTHS = st.one_of(*(st.integers(0, (1 << bits) - 1) for bits in (3, 8, 9, 16, 17, 32)))
FIELDS = strategies.news_word().filter(lambda word: "\ud800" not in word)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def write(path: Path, fields: dict[str, list[int]], scored: list[int]) -> NormsReader:
    with NormsWriter(path, len(scored)) as writer:
        for field, lengths in fields.items():
            writer.add(field, array("I", lengths))
        writer.add_scored(array("I", scored))
        writer.finish()
    return NormsReader(path)


class TestRoundTrip:
    """A reader gives back what the writer was given."""

    @given(st.integers(0, 30), st.data())
    def test_lengths(self, folder: Path, documents: int, data: st.DataObject) -> None:
        column = st.lists(LENGTHS, min_size=documents, max_size=documents)
        fields, scored = data.draw(st.dictionaries(FIELDS, column, max_size=3)), data.draw(column)
        reader = write(folder / "lengths.nrm", fields, scored)
        assert (reader.documents, reader.fields) == (documents, tuple(fields))
        assert list(reader.scored()) == scored
        assert reader.scored_facts()[:3] == (sum(scored), min(scored, default=0), max(scored, default=0))
        for field, lengths in fields.items():
            assert list(reader.lengths(field)) == lengths
            assert reader.lengths(field).typecode == "I"
            assert [reader.length(field, docnum) for docnum in range(documents)] == lengths
            assert reader.facts(field)[:3] == (sum(lengths), min(lengths, default=0), max(lengths, default=0))
        assert list(reader.check()) == []

    @pytest.mark.parametrize(("greatest", "typecode"), [(255, "B"), (256, "H"), (65_535, "H"), (65_536, "I")])
    def test_the_narrowest_type_that_fits(self, folder: Path, greatest: int, typecode: str) -> None:
        reader = write(folder / "narrow.nrm", {"body": [0, greatest]}, [0, greatest])
        assert reader.facts("body") == reader.scored_facts() == (greatest, 0, greatest, typecode)

    def test_a_field_that_is_not_there_has_no_tokens(self, folder: Path) -> None:
        reader = write(folder / "none.nrm", {"body": [1, 2]}, [1, 2])
        assert list(reader.lengths("title")) == [0, 0]
        assert reader.length("title", 1) == 0
        assert reader.facts("title") == LengthFacts(0, 0, 0, "B")

    def test_a_field_of_any_name(self, folder: Path) -> None:
        reader = write(folder / "name.nrm", {"scored": [1], "0": [2]}, [3])
        assert [*reader.lengths("scored"), *reader.lengths("0"), *reader.scored()] == [1, 2, 3]

    @pytest.mark.parametrize("docnum", [-1, 2])
    def test_a_document_beyond_the_last_is_an_index_error(self, folder: Path, docnum: int) -> None:
        reader = write(folder / "beyond.nrm", {"body": [1, 2]}, [1, 2])
        for field in ("body", "title"):
            with pytest.raises(IndexError, match="there are 2 documents"):
                reader.length(field, docnum)


class TestRefusal:
    """A writer refuses what cannot be and leaves nothing behind."""

    def test_lengths_of_other_documents_or_written_twice(self, tmp_path: Path) -> None:
        with NormsWriter(tmp_path / "x.nrm", 2) as writer:
            writer.add("body", array("I", [1, 2]))
            with pytest.raises(ValueError, match="3 lengths for 2 documents"):
                writer.add("title", array("I", [1, 2, 3]))
            with pytest.raises(ValueError, match="'body' are written already"):
                writer.add("body", array("I", [1, 2]))
            with pytest.raises(ValueError, match="the scored lengths are missing"):
                writer.finish()
        assert list(tmp_path.iterdir()) == []


class TestDamage:
    """A damaged file is an IndexCorruptError that names it, on opening or from check."""

    @pytest.fixture(scope="class")
    @staticmethod
    def small(folder: Path) -> bytes:
        write(folder / "small.nrm", {"body": [1, 2], "title": [3, 400]}, [4, 70_000])
        return (folder / "small.nrm").read_bytes()

    def test_cut_off_anywhere(self, folder: Path, small: bytes) -> None:
        path = folder / "cut.nrm"
        for length in range(len(small)):
            path.write_bytes(small[:length])
            with pytest.raises(IndexCorruptError) as caught:
                NormsReader(path)
            assert caught.value.path == path

    def test_any_changed_byte_is_found_by_check(self, folder: Path, small: bytes) -> None:
        path = folder / "changed.nrm"
        for place in range(len(small)):
            path.write_bytes(small[:place] + bytes([small[place] ^ 0x55]) + small[place + 1 :])
            assert problems_of(path)

    @pytest.mark.parametrize(
        "facts",
        [
            {"documents": 3},
            {"documents": None},
            {"fields": None},
            {"fields": {"body": None}},
            {"fields": {"body": [3, 1, 2]}},
            {"fields": {"body": [3, 1, 2, "H"]}},
            {"fields": {"body": [3, 1, 2, "b"]}},
            {"fields": {"body": [3, 1, 2, "x"]}},
            {"fields": {"body": [3, 1, 2, "B"], "title": [3, 1, 2, "B"]}},
            {"scored": None},
            {"scored": [3, 1, 2, "I"]},
        ],
    )
    def test_facts_that_make_no_sense(self, folder: Path, facts: dict[str, Any]) -> None:
        with pytest.raises(IndexCorruptError, match="index the articles anew"):
            rewrite(folder / "facts.nrm", facts)

    @pytest.mark.parametrize("facts", [{"fields": {"body": [4, 1, 2, "B"]}}, {"scored": [3, 0, 2, "B"]}])
    def test_check_finds_wrong_sums(self, folder: Path, facts: dict[str, Any]) -> None:
        assert len(list(rewrite(folder / "sums.nrm", facts).check())) == 1
        assert list(rewrite(folder / "sums.nrm", {}).check()) == []


def problems_of(path: Path) -> list[str]:
    try:
        return list(NormsReader(path).check())
    except IndexCorruptError as error:
        return [str(error)]


def rewrite(path: Path, facts: dict[str, Any]) -> NormsReader:
    """Write lengths with changed facts, all checksums right."""
    usual: dict[str, Any] = {"documents": 2, "fields": {"body": [3, 1, 2, "B"]}, "scored": [3, 1, 2, "B"]}
    with SectionFileWriter(path, norms.MAGIC, norms.VERSION) as writer:
        writer.add("0", bytes([1, 2]))
        writer.add("scored", bytes([1, 2]))
        writer.finish(usual | facts)
    return NormsReader(path)

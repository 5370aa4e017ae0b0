"""A file of positions gives back those of every term, and tells when it is damaged."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.codec.positions import PositionsReader, PositionsWriter
from searchlib.errors import IndexCorruptError
from searchlib.kernels.positions import positions_record
from tests.kernels.test_positions import BLOCK_SIZES, DOCUMENTS, Documents


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def columns(documents: Documents) -> tuple[array[int], array[int]]:
    return array("I", map(len, documents)), array("I", chain(*documents))


def write(path: Path, terms: list[Documents], block_size: int) -> list[tuple[int, list[int]]]:
    """Write terms in turn one by one and as encoded records; return where each begins, and the ends of its blocks."""
    places = []
    with PositionsWriter(path, block_size) as writer:
        for number, documents in enumerate(terms):
            begin = writer.size
            if number % 2:
                record, ends = positions_record(*columns(documents), block_size=block_size)
                writer.append(record)
            else:
                size, ends = writer.add(*columns(documents))
                assert begin + size == writer.size
            places.append((begin, [*ends]))
        writer.finish()
    return places


@given(st.lists(DOCUMENTS, max_size=4), BLOCK_SIZES)
def test_every_position_is_given_back(folder: Path, terms: list[Documents], block_size: int) -> None:
    places = write(folder / "some.pos", terms, block_size)
    reader = PositionsReader(folder / "some.pos")
    assert not list(reader.check())
    limits = [begin for begin, _ in places] + [len(reader.records)]
    for documents, (begin, ends), end in zip(terms, places, limits[1:], strict=True):
        record = reader.open(begin, end - begin)
        for block, start in enumerate([0, *ends]):
            frequencies, positions = columns(documents[block * block_size : (block + 1) * block_size])
            assert reader.block(record, start, frequencies) == positions
    if terms:
        frequencies = array("I", map(len, terms[0][:block_size]))
        last = len(frequencies) - 1
        found = reader.posting(reader.open(0, limits[1]), 0, frequencies, last)
        assert list(found) == terms[0][last]


def test_an_error_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="to ascend"), PositionsWriter(tmp_path / "wrong.pos") as writer:
        writer.add(array("I", [2]), array("I", [4, 4]))
    assert not list(tmp_path.iterdir())


def test_damage_names_the_file(tmp_path: Path) -> None:
    documents = [[7 * i, 7 * i + 3] for i in range(90)]
    write(tmp_path / "news.pos", [documents], 128)
    whole = (tmp_path / "news.pos").read_bytes()
    (tmp_path / "news.pos").write_bytes(whole[:8] + b"\x77" + whole[9:])
    reader = PositionsReader(tmp_path / "news.pos")
    with pytest.raises(IndexCorruptError, match=r"news\.pos has no 9999 bytes of positions at 5"):
        reader.open(5, 9999)
    record = reader.open(0, len(reader.records))
    frequencies = array("I", [2] * 90)
    with pytest.raises(IndexCorruptError, match="index the articles anew"):
        reader.block(record, 0, frequencies)
    with pytest.raises(IndexCorruptError, match=r"news\.pos is damaged"):
        reader.posting(record, 0, frequencies, 5)
    assert any("'records'" in problem for problem in reader.check())

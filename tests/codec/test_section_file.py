"""The container: what was written is read, nothing half-written is seen, and no flipped byte goes unnoticed."""

from __future__ import annotations

import json
import struct
import tempfile
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.codec.section_file import SectionFile, SectionFileWriter
from searchlib.errors import IndexCorruptError
from tests import strategies

MAGIC = b"SLIBTST\n"
NAMES = strategies.news_word().filter(lambda word: "\ud800" not in word)
SECTIONS = st.dictionaries(NAMES, st.lists(st.binary(max_size=20), min_size=1, max_size=4), max_size=6)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def write(path: Path, sections: dict[str, list[bytes]], facts: dict[str, Any]) -> SectionFile:
    with SectionFileWriter(path, MAGIC, 7) as writer:
        for name, pieces in sections.items():
            for piece in pieces:
                writer.append(name, piece)
        writer.finish(facts)
    return SectionFile(path, MAGIC, 7)


@pytest.fixture(scope="module")
def whole(folder: Path) -> bytes:
    write(folder / "whole", {"a": [b"12345"], "b": [], "c": [b"", b"12345678"], "d": [b"1"]}, {"n": 1})
    return (folder / "whole").read_bytes()


def flipped(data: bytes, place: int, bits: int) -> bytes:
    return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]


def problems_of(path: Path) -> list[str]:
    try:
        return list(SectionFile(path, MAGIC, 7).check())
    except IndexCorruptError as error:
        return [str(error)]


class TestRoundTrip:
    """A reader gives back what the writer was given."""

    @given(SECTIONS, st.dictionaries(NAMES, st.none() | st.integers() | NAMES | st.lists(NAMES, max_size=3)))
    def test_sections_and_facts(self, folder: Path, sections: dict[str, list[bytes]], facts: dict[str, Any]) -> None:
        file = write(folder / "round", sections, facts)
        assert {name: bytes(file.section(name)) for name in sections} == {
            name: b"".join(pieces) for name, pieces in sections.items()
        }
        assert file.facts == facts
        assert file.size == (folder / "round").stat().st_size
        assert list(file.check()) == []

    @pytest.mark.parametrize("typecode", ["B", "H", "I", "Q", "b", "h", "i", "q"])
    def test_items_of_every_type_on_a_multiple_of_eight(self, folder: Path, typecode: Any) -> None:
        items = array(typecode, [1, 2, 3])
        with SectionFileWriter(folder / "items", MAGIC, 1) as writer:
            writer.add("odd", b"1")
            writer.add("items", items)
            writer.finish({})
        file = SectionFile(folder / "items", MAGIC, 1)
        view = file.section("items", typecode)
        assert view.tolist() == items.tolist()
        assert view.readonly
        assert (folder / "items").read_bytes().index(items.tobytes()) % 8 == 0

    def test_a_file_that_was_there_is_replaced_and_its_views_stay(self, folder: Path) -> None:
        old = write(folder / "replaced", {"a": [b"old"]}, {})
        new = write(folder / "replaced", {"a": [b"new"]}, {})
        assert (bytes(old.section("a")), bytes(new.section("a"))) == (b"old", b"new")

    def test_a_section_is_written_once(self, tmp_path: Path) -> None:
        with SectionFileWriter(tmp_path / "twice", MAGIC, 1) as writer:
            writer.append("a", b"1")
            writer.add("b", b"2")
            for method in (writer.add, writer.append):
                for name in "ab":
                    with pytest.raises(ValueError, match="is written already"):
                        method(name, b"3")
            writer.finish({})
        file = SectionFile(tmp_path / "twice", MAGIC, 1)
        assert (bytes(file.section("a")), bytes(file.section("b"))) == (b"1", b"2")

    def test_magic_of_another_length_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="has 3 bytes, not 8"):
            SectionFileWriter(tmp_path / "magic", b"abc", 1)


class TestHalfWritten:
    """Until a file is whole it is not there."""

    def test_an_error_leaves_nothing(self, tmp_path: Path) -> None:
        with pytest.raises(TypeError), SectionFileWriter(tmp_path / "x", MAGIC, 1) as writer:
            writer.add("a", None)
        assert list(tmp_path.iterdir()) == []

    def test_leaving_before_the_end_leaves_nothing(self, tmp_path: Path) -> None:
        with SectionFileWriter(tmp_path / "x", MAGIC, 1) as writer:
            writer.add("a", b"1")
        assert list(tmp_path.iterdir()) == []

    def test_facts_that_are_no_json_leave_nothing_and_keep_what_was_there(self, tmp_path: Path) -> None:
        write(tmp_path / "x", {"a": [b"old"]}, {})
        with pytest.raises(TypeError), SectionFileWriter(tmp_path / "x", MAGIC, 7) as writer:
            writer.finish({"no": cast("Any", object())})
        assert [path.name for path in tmp_path.iterdir()] == ["x"]
        assert bytes(SectionFile(tmp_path / "x", MAGIC, 7).section("a")) == b"old"


class TestDamage:
    """A damaged file is an IndexCorruptError that names it, on opening or from check."""

    def test_cut_off_anywhere(self, folder: Path, whole: bytes) -> None:
        path = folder / "cut"
        for length in range(len(whole)):
            path.write_bytes(whole[:length])
            with pytest.raises(IndexCorruptError, match="index the articles anew") as caught:
                SectionFile(path, MAGIC, 7)
            assert caught.value.path == path

    def test_every_flipped_byte_is_found(self, folder: Path, whole: bytes) -> None:
        path = folder / "flipped"
        for place in range(len(whole)):
            for bits in (0x01, 0x80, 0xFF):
                path.write_bytes(flipped(whole, place, bits))
                assert [str(path) in problem for problem in problems_of(path)] == [True]

    def test_the_damaged_section_is_named(self, folder: Path, whole: bytes) -> None:
        (folder / "named").write_bytes(flipped(whole, whole.index(b"12345678"), 0xFF))
        problems = list(SectionFile(folder / "named", MAGIC, 7).check())
        assert problems == [f"{folder / 'named'} is damaged in its section 'c' (8 bytes at 16)"]

    @pytest.mark.parametrize("extra", [b"\0" * 8, b"SLIB", b"x"])
    def test_with_something_behind_its_end(self, folder: Path, whole: bytes, extra: bytes) -> None:
        (folder / "long").write_bytes(whole + extra)
        with pytest.raises(IndexCorruptError):
            SectionFile(folder / "long", MAGIC, 7)

    def test_missing_empty_or_a_folder(self, folder: Path) -> None:
        (folder / "empty").write_bytes(b"")
        for path in (folder / "nowhere", folder / "empty", folder):
            with pytest.raises(IndexCorruptError, match="cannot be read"):
                SectionFile(path, MAGIC, 7)

    def test_of_another_kind_or_version(self, folder: Path, whole: bytes) -> None:
        (folder / "other").write_bytes(whole)
        with pytest.raises(IndexCorruptError, match="begins with b'SLIBTST"):
            SectionFile(folder / "other", b"SLIBXYZ\n", 7)
        with pytest.raises(IndexCorruptError, match="has format 7, and this version of searchlib reads format 8"):
            SectionFile(folder / "other", MAGIC, 8)

    @given(st.binary(max_size=80))
    def test_noise(self, folder: Path, noise: bytes) -> None:
        (folder / "noise").write_bytes(noise)
        with pytest.raises(IndexCorruptError):
            SectionFile(folder / "noise", MAGIC, 7)

    @pytest.mark.parametrize(
        "directory",
        [
            b"",
            b"\xff",
            b"[]",
            b"null",
            b"{}",
            b"[" * 100_000,
            b'{"facts": {}, "sections": []}',
            b'{"facts": null, "sections": {}}',
            b'{"facts": {}, "sections": {"a": [8, 8]}}',
            b'{"facts": {}, "sections": {"a": [8, -8, 0], "b": [0, 16, 0]}}',
            b'{"facts": {}, "sections": {"a": [8, 16, 0]}}',
            b'{"facts": {}, "sections": {"a": [16, 0, 0]}}',
            b'{"facts": {}, "sections": {"a": ["8", 8, 0]}}',
            b'{"facts": {}, "sections": {"a": [8, "8", 0]}}',
            b'{"facts": {}, "sections": {"a": [8, 8.0, 0]}}',
            b'{"facts": {}, "sections": {"a": [8, 8, null]}}',
            b'{"facts": {}, "sections": {"a": null}}',
            b'{"facts": {}, "sections": {}}',
        ],
    )
    def test_a_directory_with_the_right_checksum_that_makes_no_sense(self, folder: Path, directory: bytes) -> None:
        trailer = struct.pack("<QIII4s", 16, len(directory), zlib.crc32(directory), 7, b"SLIB")
        (folder / "senseless").write_bytes(MAGIC + b"12345678" + directory + trailer)
        with pytest.raises(IndexCorruptError):
            SectionFile(folder / "senseless", MAGIC, 7)

    def test_a_directory_made_by_hand_that_makes_sense_is_read(self, folder: Path) -> None:
        directory = json.dumps({"facts": {}, "sections": {"a": [8, 8, zlib.crc32(b"12345678")]}}).encode()
        trailer = struct.pack("<QIII4s", 16, len(directory), zlib.crc32(directory), 7, b"SLIB")
        (folder / "sense").write_bytes(MAGIC + b"12345678" + directory + trailer)
        file = SectionFile(folder / "sense", MAGIC, 7)
        assert bytes(file.section("a")) == b"12345678"
        assert list(file.check()) == []

    def test_a_section_that_is_not_there_or_no_such_items(self, folder: Path) -> None:
        file = write(folder / "items", {"a": [b"12345"]}, {})
        with pytest.raises(IndexCorruptError, match="has no section 'b'"):
            file.section("b")
        with pytest.raises(IndexCorruptError, match="are no items 'I'"):
            file.section("a", "I")

"""Columns answer as lists of values do, before and after a merge; a damaged file is told."""

from __future__ import annotations

import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from itertools import compress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchlib.codec import columns as columns_codec
from searchlib.codec.column import Column, Kind
from searchlib.codec.columns import ColumnsReader, ColumnsWriter
from searchlib.codec.section_file import SectionFile, SectionFileWriter
from searchlib.errors import IndexCorruptError
from tests import strategies

VALUES = st.one_of(st.just(""), strategies.news_word().filter(lambda word: "\ud800" not in word))
SINGLE = st.lists(st.lists(VALUES, max_size=1), max_size=20)
LISTS = st.lists(st.lists(VALUES, unique=True, max_size=3), max_size=20)
KINDS_AND_DOCUMENTS = st.one_of(st.tuples(st.just("single"), SINGLE), st.tuples(st.just("list"), LISTS))
SECTIONS = ("values", "value_offsets", "ordinals", "offsets")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def collected(kind: Kind, documents: list[list[str]]) -> Column:
    column = Column(kind)
    for values in documents:
        column.append(values)
    return column


def write(path: Path, count: int, **columns: Column) -> ColumnsReader:
    with ColumnsWriter(path, count) as writer:
        for field, column in columns.items():
            writer.add(field, column.encoded())
        writer.finish()
    return ColumnsReader(path)


@pytest.fixture(scope="module")
def small(folder: Path) -> bytes:
    lists = [["yol", "bağ"], [], ["film"], ["bağ"]]
    singles = [["az"], ["ru"], [], ["az"]]
    write(folder / "small.col", 4, tags=collected("list", lists), language=collected("single", singles))
    return (folder / "small.col").read_bytes()


class TestAnswers:
    """What lists of values answer, a column answers."""

    @given(KINDS_AND_DOCUMENTS, VALUES, VALUES, st.data())
    def test_equals_lists(
        self, folder: Path, column: tuple[Kind, list[list[str]]], low: str, high: str, data: st.DataObject
    ) -> None:
        kind, documents = column
        mask = data.draw(st.lists(st.integers(0, 1), min_size=len(documents), max_size=len(documents)))
        reader = write(folder / "answers.col", len(documents), field=collected(kind, documents))
        known = sorted({value for values in documents for value in values})
        assert reader.values("field") == known
        assert [list(reader.values_of("field", docnum)) for docnum in range(len(documents))] == documents
        assert list(reader.counts("field", bytes(mask))) == [
            sum(value in values for values in compress(documents, mask)) for value in known
        ]
        assert list(reader.value_counts("field", bytes(mask)).items()) == [
            (value, count) for value, count in zip(known, reader.counts("field", bytes(mask)), strict=True) if count
        ]
        assert list(reader.mask_of("field", [low, high])) == [low in one or high in one for one in documents]
        for first, last in ((low, high), (low, None), (None, high), (None, None)):
            assert list(reader.mask_between("field", first, last)) == [
                any((first or "") <= value and (last is None or value <= last) for value in values)
                for values in documents
            ]
        assert reader.lower_bound("field", low) == bisect_left(known, low)
        assert reader.find("field", low) == (known.index(low) if low in known else None)
        assert list(reader.check()) == []

    @given(SINGLE)
    def test_ordinals_sort_as_values_do(self, folder: Path, documents: list[list[str]]) -> None:
        reader = write(folder / "sort.col", len(documents), field=collected("single", documents))
        ordinals = reader.ordinals("field")
        assert sorted(range(len(documents)), key=ordinals.__getitem__) == sorted(
            range(len(documents)), key=documents.__getitem__
        )

    @given(st.lists(st.tuples(KINDS_AND_DOCUMENTS, st.booleans()), max_size=4), st.data())
    @settings(max_examples=50)  # each writes five files
    def test_a_merge_is_what_is_live_of_its_parts(
        self, folder: Path, parts: list[tuple[tuple[Kind, list[list[str]]], bool]], data: st.DataObject
    ) -> None:
        merged: dict[Kind, Column] = {"single": Column("single"), "list": Column("list")}
        expected: dict[Kind, list[list[str]]] = {"single": [], "list": []}
        for (kind, documents), has_deletions in parts:
            reader = write(folder / "part.col", len(documents), **{kind: collected(kind, documents)})
            live = data.draw(st.lists(st.integers(0, 1), min_size=len(documents), max_size=len(documents)))
            live = live if has_deletions else [1] * len(documents)
            for name, column in merged.items():
                column.extend(reader, name, bytes(live) if has_deletions else None)
                expected[name] += list(compress(documents if name == kind else [[]] * len(documents), live))
        count = len(expected["single"])
        reader = write(folder / "merged.col", count, **merged)
        for name, documents in expected.items():
            assert [list(reader.values_of(name, docnum)) for docnum in range(count)] == documents
            assert reader.values(name) == sorted({value for values in documents for value in values})
        assert list(reader.check()) == []

    @pytest.mark.parametrize("kind", ["single", "list"])
    def test_a_field_without_values_takes_no_room(self, folder: Path, kind: Kind) -> None:
        write(folder / "nothing.col", 1000)
        reader = write(folder / "empty.col", 1000, field=collected(kind, [[]] * 1000))
        assert (folder / "empty.col").stat().st_size - (folder / "nothing.col").stat().st_size < 50
        for field in ("field", "none"):
            assert (reader.count(field), reader.values(field), reader.values_of(field, 999)) == (0, [], ())
            assert list(reader.counts(field, bytes(1000))) == []
            assert reader.value_counts(field, bytes([1] * 1000)) == {}
            assert list(reader.mask_of(field, ["a"])) == list(reader.mask_between(field, None, None)) == [0] * 1000
            assert (reader.find(field, "a"), reader.lower_bound(field, "a")) == (None, 0)
        assert list(reader.ordinals("none")) == [0] * 1000

    def test_more_values_than_a_byte_or_two_hold(self, folder: Path) -> None:
        documents = [[f"{number:05}"] for number in range(66_000)]
        reader = write(folder / "many.col", 66_000, field=collected("single", documents))
        assert reader.ordinals("field").tolist() == list(range(1, 66_001))
        assert sum(reader.mask_between("field", "00100", "65999")) == 65_900

    def test_beyond_the_last_is_an_index_error(self, folder: Path) -> None:
        reader = write(folder / "beyond.col", 2, field=collected("single", [["a"], []]))
        for ask in (
            lambda: reader.value("field", 1),
            lambda: reader.value("field", -1),
            lambda: reader.value("none", 0),
            lambda: reader.values_of("field", 2),
            lambda: reader.values_of("none", -1),
        ):
            with pytest.raises(IndexError):
                ask()


class TestRefusal:
    """What does not fit is refused."""

    def test_two_values_where_one_is_possible(self) -> None:
        with pytest.raises(ValueError, match="document 0 has 2 values where one is possible"):
            Column("single").append(["a", "b"])

    def test_a_column_of_other_documents_or_written_twice(self, tmp_path: Path) -> None:
        with ColumnsWriter(tmp_path / "x.col", 2) as writer:
            with pytest.raises(ValueError, match="a column of 1 documents for a segment of 2"):
                writer.add("field", collected("list", [["a"]]).encoded())
            writer.add("field", collected("list", [["a"], []]).encoded())
            with pytest.raises(ValueError, match="'field' is written already"):
                writer.add("field", collected("list", [["a"], []]).encoded())
        assert list(tmp_path.iterdir()) == []

    def test_the_other_kind(self, folder: Path) -> None:
        reader = write(folder / "kind.col", 1, field=collected("list", [["a"]]))
        with pytest.raises(ValueError, match="is of kind list, not single"):
            Column("single").extend(reader, "field")
        with pytest.raises(ValueError, match="has lists of values"):
            reader.ordinals("field")


class TestDamage:
    """A damaged file is an IndexCorruptError that names it, or behind its directory a wrong answer at worst."""

    def test_cut_off_anywhere(self, folder: Path, small: bytes) -> None:
        path = folder / "cut.col"
        for length in range(len(small)):
            path.write_bytes(small[:length])
            with pytest.raises(IndexCorruptError) as caught:
                ColumnsReader(path)
            assert caught.value.path == path

    def test_any_changed_byte_is_found_by_check(self, folder: Path, small: bytes) -> None:
        path = folder / "changed.col"
        for place in range(len(small)):
            path.write_bytes(small[:place] + bytes([small[place] ^ 0x55]) + small[place + 1 :])
            assert problems_of(path)

    @given(st.lists(st.tuples(st.integers(0, 1), st.sampled_from(SECTIONS), st.integers(0, 99), st.integers(0, 255))))
    def test_changed_sections_with_the_right_checksum(
        self, folder: Path, small: bytes, changes: list[tuple[int, str, int, int]]
    ) -> None:
        sections = sections_of(folder, small)
        for number, name, place, byte in changes:
            section = sections.get(f"{number}/{name}", bytearray(1))
            section[place % len(section)] = byte
        with suppress(IndexCorruptError):
            ask_everything(rewrite(folder / "noise.col", sections, {}))

    @pytest.mark.parametrize(
        "facts",
        [
            {"documents": 5},
            {"documents": None},
            {"fields": None},
            {"fields": {"tags": None}},
            {"fields": {"tags": ["list", 3]}},
            {"fields": {"tags": ["list", 4, "B", "B"]}},
            {"fields": {"tags": ["list", -1, "B", "B"]}},
            {"fields": {"tags": ["list", 3, "H", "H"]}},
            {"fields": {"tags": ["list", 3, "x", "B"]}},
            {"fields": {"tags": ["lists", 3, "B", "B"]}},
            {"fields": {"tags": ["list", "3", "B", "B"]}},
            {"fields": {"a": ["single", 3, "B", "B"], "b": ["single", 3, "B", "B"], "c": ["single", 3, "B", "B"]}},
        ],
    )
    def test_facts_that_make_no_sense(self, folder: Path, small: bytes, facts: dict[str, Any]) -> None:
        with pytest.raises(IndexCorruptError, match="index the articles anew"):
            rewrite(folder / "facts.col", sections_of(folder, small), facts)

    @pytest.mark.parametrize(
        ("section", "items"),
        [
            ("1/ordinals", array("B", [1, 2, 0, 3])),
            ("1/ordinals", array("B", [1, 1, 0, 1])),
            ("0/ordinals", array("B", [0, 1, 2, 3])),
            ("0/offsets", array("B", [0, 3, 2, 3, 4])),
            ("0/value_offsets", array("I", [0, 4, 2, 11])),
            ("1/values", bytearray(b"ruaz")),
            ("1/values", bytearray(b"a\xffru")),
        ],
    )
    def test_check_finds_what_checksums_do_not(self, folder: Path, small: bytes, section: str, items: Any) -> None:
        sections = sections_of(folder, small)
        assert list(rewrite(folder / "fine.col", sections, {}).check()) == []
        sections[section] = bytearray(items.tobytes() if isinstance(items, array) else items)
        assert len(list(rewrite(folder / "found.col", sections, {}).check())) == 1


def ask_everything(reader: ColumnsReader) -> None:
    """Call every method that reads the file; each gives an answer or the error."""
    for field in ("tags", "language"):
        for ask in (
            reader.values,
            lambda field: [reader.values_of(field, docnum) for docnum in range(reader.documents)],
            lambda field: [reader.find(field, value) for value in ("", "az", "yol", "я")],
            lambda field: reader.counts(field, bytes([1, 0, 1, 1])),
            lambda field: reader.value_counts(field, bytes([1, 0, 1, 1])),
            lambda field: reader.mask_of(field, ["az", "yol"]),
            lambda field: reader.mask_between(field, "az", "film"),
            lambda field: Column(reader.fields[field].kind).extend(reader, field),
        ):
            with suppress(IndexCorruptError):
                ask(field)
    list(reader.check())


def problems_of(path: Path) -> list[str]:
    try:
        return list(ColumnsReader(path).check())
    except IndexCorruptError as error:
        return [str(error)]


def sections_of(folder: Path, data: bytes) -> dict[str, bytearray]:
    (folder / "sections.col").write_bytes(data)
    file = SectionFile(folder / "sections.col", columns_codec.MAGIC, columns_codec.VERSION)
    names = [f"0/{name}" for name in SECTIONS] + [f"1/{name}" for name in SECTIONS[:-1]]
    return {name: bytearray(file.section(name)) for name in names}


def rewrite(path: Path, sections: dict[str, bytearray], facts: dict[str, Any]) -> ColumnsReader:
    """Write sections with changed facts, all checksums right."""
    usual: dict[str, Any] = {
        "documents": 4,
        "fields": {"tags": ["list", 3, "B", "B"], "language": ["single", 2, "B", "B"]},
    }
    with SectionFileWriter(path, columns_codec.MAGIC, columns_codec.VERSION) as writer:
        for name, data in sections.items():
            writer.add(name, data)
        writer.finish(usual | facts)
    return ColumnsReader(path)

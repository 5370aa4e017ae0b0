"""A file of terms gives back what was written, field by field, and tells when it is damaged."""

from __future__ import annotations

import tempfile
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.codec import terms as terms_codec
from searchlib.codec.section_file import SectionFile, SectionFileWriter
from searchlib.codec.terms import FieldFacts, Kind, TermColumns, TermInfo, TermsReader, TermsWriter
from searchlib.errors import IndexCorruptError
from tests.kernels.test_terms import vocabularies
from tests.reference import term_dictionary
from tests.reference.term_dictionary import Term

KINDS: list[Kind] = ["existence", "frequencies", "positions"]
FIELDS = st.dictionaries(
    st.sampled_from(["body", "title", "ə", "tags"]),
    st.integers(0, 2).flatmap(lambda kind: st.tuples(st.just(kind), vocabularies(kind))),
)
SMALL = [
    Term("bağ".encode(), 1, 2, 3, 0, 2),
    Term("filmlərin".encode(), 200, 300, 0, 400, 301),
    Term("фильм".encode(), 2, 2, 0, 9, 2),
]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def columns(terms: list[Term]) -> TermColumns:
    words = [term.term for term in terms]
    offsets = array("I", accumulate(map(len, words), initial=0))
    numbers = [[*column] for column in zip(*(term[1:] for term in terms), strict=True)] or [[]] * 5
    return TermColumns(b"".join(words), offsets, *map(array, "IQIII", numbers))


def write(path: Path, fields: dict[str, tuple[int, list[Term]]], per_block: int = 16) -> TermsReader:
    """Write fields in turn term by term and at once."""
    with TermsWriter(path, per_block) as writer:
        for number, (name, (kind, terms)) in enumerate(fields.items()):
            writer.start_field(name, KINDS[kind])
            if number % 2:
                writer.add_many(columns(terms))
            else:
                add_each(writer, terms)
        writer.finish()
    return TermsReader(path)


def add_each(writer: TermsWriter, terms: list[Term]) -> None:
    for term in terms:
        writer.add(
            term.term,
            term.doc_freq,
            term.total_freq,
            docnum=term.docnum,
            posting_size=term.posting_size,
            position_size=term.position_size,
        )


@pytest.fixture(scope="module")
def small(folder: Path) -> bytes:
    write(folder / "small.trm", {"body": (2, SMALL), "tags": (0, SMALL[:1])}, 2)
    return (folder / "small.trm").read_bytes()


def ask_everything(reader: TermsReader) -> None:
    """Call every method that reads the file."""
    for field in ("body", "tags", "none"):
        for term in (*(term.term for term in SMALL), b"", b"a", b"\xff"):
            reader.find(field, term)
            reader.find_many(field, [term])
            reader.lower_bound(field, term)
        list(reader.items(field))
        for term_ord in range(reader.count(field)):
            reader.term(field, term_ord)
    list(reader.check())


class TestRoundTrip:
    """A reader gives back what the writer was given; records follow each other from field to field."""

    @given(FIELDS, st.sampled_from([1, 2, 16]))
    def test_every_field(self, folder: Path, fields: dict[str, tuple[int, list[Term]]], per_block: int) -> None:
        reader = write(folder / "fields.trm", fields, per_block)
        assert list(reader.fields) == list(fields)
        assert list(reader.check()) == []
        posting = position = 0
        for name, (kind, terms) in fields.items():
            infos = list(
                term_dictionary.infos(terms, kind, posting, position if kind == term_dictionary.POSITIONS else 0)
            )
            words = [term.term for term in terms]
            assert list(reader.items(name)) == list(zip(words, infos, strict=True))
            assert reader.fields[name] == FieldFacts(len(terms), KINDS[kind], sum(info.total_freq for info in infos))
            assert reader.count(name) == len(terms)
            assert [reader.term(name, term_ord) for term_ord in range(len(terms))] == words
            assert list(reader.find_many(name, words)) == infos
            assert [reader.find(name, word) for word in words] == infos
            posting += sum(term.posting_size for term in terms)
            position += sum(term.position_size for term in terms)

    @given(vocabularies(1), st.data())
    def test_items_from_any_term_on(self, folder: Path, terms: list[Term], data: st.DataObject) -> None:
        reader = write(folder / "items.trm", {"body": (1, terms)}, 2)
        start = data.draw(st.integers(0, len(terms) + 2))
        assert [word for word, _ in reader.items("body", start)] == [term.term for term in terms[start:]]

    def test_a_vocabulary_of_several_batches(self, folder: Path) -> None:
        words = [f"söz{number:05}".encode() for number in range(12_000)]
        terms = [Term(word, 1, 1, number, 0, 1) for number, word in enumerate(words)]
        reader = write(folder / "each.trm", {"body": (2, terms)})
        write(folder / "once.trm", {"first": (2, []), "body": (2, terms)})
        assert [word for word, _ in reader.items("body")] == words
        assert list(reader.items("body")) == list(TermsReader(folder / "once.trm").items("body"))
        for word in (b"", b"s\xc3", words[4096], words[8191] + b"a", b"t"):
            assert reader.lower_bound("body", word) == bisect_left(words, word)

    def test_a_field_that_is_not_there_has_no_terms(self, folder: Path) -> None:
        reader = write(folder / "none.trm", {"body": (2, SMALL)})
        assert reader.find("title", b"film") is None
        assert list(reader.find_many("title", [b"film"])) == [None]
        assert (reader.count("title"), reader.lower_bound("title", b"a"), list(reader.items("title"))) == (0, 0, [])

    @pytest.mark.parametrize("term_ord", [-1, 3])
    def test_a_term_beyond_the_last_is_an_index_error(self, folder: Path, term_ord: int) -> None:
        reader = write(folder / "beyond.trm", {"body": (2, SMALL)})
        with pytest.raises(IndexError, match="field 'body' has 3 terms"):
            reader.term("body", term_ord)

    def test_threads_share_a_reader(self, folder: Path) -> None:
        terms = [Term(f"söz{number:04}".encode(), 2, 3, 0, 5, 4) for number in range(2000)]
        reader = write(folder / "threads.trm", {"body": (2, terms)})

        def find_all(step: int) -> list[TermInfo | None]:
            return [reader.find("body", term.term) for term in terms[::step]]

        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(find_all, [1, 1, 1, 1]))
        assert found == [list(term_dictionary.infos(terms, 2))] * 4


class TestRefusal:
    """A writer refuses what cannot be and leaves nothing behind."""

    @pytest.mark.parametrize(
        "pieces",
        [
            [SMALL[:2], SMALL[1:]],
            [SMALL[1:], SMALL[:1]],
            [SMALL[:1], SMALL[1:]],  # the first is no whole block
        ],
    )
    def test_pieces_out_of_order_or_of_no_whole_blocks(self, tmp_path: Path, pieces: list[list[Term]]) -> None:
        with TermsWriter(tmp_path / "x.trm", 2) as writer:
            writer.start_field("body", "positions")
            writer.add_many(columns(pieces[0]))
            with pytest.raises(ValueError, match=r"terms must ascend|are no whole blocks of 2"):
                writer.add_many(columns(pieces[1]))
        assert list(tmp_path.iterdir()) == []

    def test_single_terms_out_of_order(self, tmp_path: Path) -> None:
        with TermsWriter(tmp_path / "x.trm") as writer:
            writer.start_field("body", "existence")
            writer.add(b"b", 1)
            writer.add(b"a", 1)
            with pytest.raises(ValueError, match="it is not behind the term before it"):
                writer.finish()
        assert list(tmp_path.iterdir()) == []

    def test_a_field_twice_or_none(self, tmp_path: Path) -> None:
        with TermsWriter(tmp_path / "x.trm") as writer:
            with pytest.raises(ValueError, match="no field was started"):
                writer.add(b"a", 1)
            with pytest.raises(ValueError, match="no field was started"):
                writer.add_many(columns([]))
            writer.start_field("body", "existence")
            with pytest.raises(ValueError, match="the field 'body' is written already"):
                writer.start_field("body", "existence")


class TestDamage:
    """A damaged file is an IndexCorruptError that names it, or behind its directory a wrong answer at worst."""

    def test_cut_off_anywhere(self, folder: Path, small: bytes) -> None:
        path = folder / "cut.trm"
        for length in range(len(small)):
            path.write_bytes(small[:length])
            with pytest.raises(IndexCorruptError) as caught:
                TermsReader(path)
            assert caught.value.path == path

    def test_any_changed_byte_is_found_by_check(self, folder: Path, small: bytes) -> None:
        path = folder / "changed.trm"
        for place in range(len(small)):
            path.write_bytes(small[:place] + bytes([small[place] ^ 0x55]) + small[place + 1 :])
            assert problems_of(path)

    @given(st.lists(st.tuples(st.sampled_from(["blob", "blocks", "heads"]), st.integers(0, 200), st.integers(0, 255))))
    def test_changed_sections_with_the_right_checksum(
        self, folder: Path, small: bytes, changes: list[tuple[str, int, int]]
    ) -> None:
        sections = sections_of(folder, small)
        for name, place, byte in changes:
            section = sections[f"0/{name}"]
            section[place % len(section)] = byte
        with suppress(IndexCorruptError):
            ask_everything(rewrite(folder / "noise.trm", sections, {}))

    @pytest.mark.parametrize(
        "facts",
        [
            {"fields": None},
            {"fields": {"body": None}},
            {"fields": {"body": {"terms": 3}}},
            {"fields": {"body": {"terms": 3, "kind": "weights", "tokens": 1}}},
            {"fields": {"body": {"terms": "3", "kind": "positions", "tokens": 1}}},
            {"fields": {"body": {"terms": 5, "kind": "positions", "tokens": 1}}},
            {"fields": {"body": {"terms": -1, "kind": "positions", "tokens": 1}}},
            {"fields": {"body": {"terms": 1 << 40, "kind": "positions", "tokens": 1}}},
            {"fields": {name: {"terms": 1, "kind": "positions", "tokens": 1} for name in "abc"}},
            {"per_block": 0},
            {"per_block": 3.0},
            {"per_block": 1},
            {"per_block": 1 << 40},
            {"per_block": None},
        ],
    )
    def test_facts_that_make_no_sense(self, folder: Path, small: bytes, facts: dict[str, Any]) -> None:
        with pytest.raises(IndexCorruptError, match="index the articles anew"):
            rewrite(folder / "facts.trm", sections_of(folder, small), facts)

    def test_check_finds_terms_out_of_order_and_a_wrong_sum(self, folder: Path) -> None:
        blob, blocks, heads = term_dictionary.encode(SMALL[::-1], 2, 16)
        sections = {
            "0/blob": bytearray(blob),
            "0/blocks": bytearray(array("I", blocks).tobytes()),
            "0/heads": bytearray(array("Q", heads).tobytes()),
        }
        facts = {"per_block": 16, "fields": {"body": {"terms": 3, "kind": "positions", "tokens": 305}}}
        problems = list(rewrite(folder / "order.trm", sections, facts).check())
        assert len(problems) == 3
        assert "out of order" in problems[0]
        assert "has 304 tokens in field 'body' instead of 305" in problems[2]


def problems_of(path: Path) -> list[str]:
    try:
        return list(TermsReader(path).check())
    except IndexCorruptError as error:
        return [str(error)]


def sections_of(folder: Path, data: bytes) -> dict[str, bytearray]:
    (folder / "sections.trm").write_bytes(data)
    file = SectionFile(folder / "sections.trm", terms_codec.MAGIC, terms_codec.VERSION)
    names = [f"{number}/{name}" for number in range(2) for name in ("blob", "blocks", "heads")]
    return {name: bytearray(file.section(name)) for name in names}


def rewrite(path: Path, sections: dict[str, bytearray], facts: dict[str, Any]) -> TermsReader:
    """Write sections with changed facts, all checksums right."""
    usual: dict[str, Any] = {
        "per_block": 2,
        "fields": {
            "body": {"terms": 3, "kind": "positions", "tokens": 304},
            "tags": {"terms": 1, "kind": "existence", "tokens": 1},
        },
    }
    with SectionFileWriter(path, terms_codec.MAGIC, terms_codec.VERSION) as writer:
        for name, data in sections.items():
            writer.add(name, data)
        writer.finish(usual | facts)
    return TermsReader(path)

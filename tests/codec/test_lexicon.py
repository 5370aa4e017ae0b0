"""What a lexicon file was given it gives back, and a damaged one is told, never read past its end."""

from __future__ import annotations

import json
import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.codec import lexicon
from searchlib.codec.lexicon import LexiconReader, LexiconWriter, TermFacts
from searchlib.errors import IndexCorruptError
from tests import strategies

TERMS = st.one_of(strategies.news_word(), st.text(min_size=1, max_size=5)).filter(
    lambda term: not any("\ud800" <= ch <= "\udfff" or ch == "\U0010ffff" for ch in term)
)
LANGUAGES = st.frozensets(st.sampled_from(["az", "en", "ru", "tr", "und", "zh"]))
FACTS = st.builds(TermFacts, st.integers(0, 0xFFFFFFFF), st.integers(0, 0xFFFFFFFF), LANGUAGES)
VOCABULARIES = st.dictionaries(TERMS, FACTS, max_size=12)

SMALL = {
    "bağ": TermFacts(3, 1, frozenset({"az", "tr"})),
    "film": TermFacts(2, 0, frozenset({"en"})),
    "фильм": TermFacts(1, 1, frozenset({"ru"})),
    "😀": TermFacts(1, 0, frozenset()),
}
KEYS = {"s:az:bağ": [0], "s:en:film": [1], "n:FLM": [1, 2]}


def write(path: Path, facts: Mapping[str, TermFacts], keys: Mapping[str, list[int]]) -> LexiconReader:
    writer = LexiconWriter(facts, {"az": "7"})
    for key, ords in keys.items():
        for term_ord in ords:
            writer.add_key(key, term_ord)
    writer.write(path)
    return LexiconReader(path)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


@pytest.fixture(scope="module")
def small(folder: Path) -> bytes:
    write(folder / "small.lex", SMALL, KEYS)
    return (folder / "small.lex").read_bytes()


def ask_everything(reader: LexiconReader) -> None:
    """Call every method that reads the file."""
    for term_ord in range(len(reader)):
        reader.facts(term_ord)
    for word in ("film", "bağ", "yol", "", "😀"):
        reader.find(word)
        reader.prefixed(word)
        reader.within_edits(word, 2)
    for key in (*KEYS, "s:ru:фильм"):
        for term_ord in reader.term_ords(key):
            reader.term(term_ord)
    list(reader.terms())


class TestRoundTrip:
    """A reader gives back what the writer was given."""

    @given(VOCABULARIES)
    def test_terms_and_facts(self, folder: Path, facts: dict[str, TermFacts]) -> None:
        reader = write(folder / "facts.lex", facts, {})
        assert list(reader.terms()) == sorted(facts)
        assert len(reader) == len(facts)
        assert reader.rules == {"az": "7"}
        assert set(reader.languages) == {code for known in facts.values() for code in known.languages}
        for term, known in facts.items():
            term_ord = reader.find(term)
            assert term_ord is not None
            assert reader.term(term_ord) == term
            assert reader.facts(term_ord) == known
            assert reader.count(term_ord) == known.count

    @given(VOCABULARIES, TERMS)
    def test_a_term_that_was_not_written_is_not_found(
        self, folder: Path, facts: dict[str, TermFacts], term: str
    ) -> None:
        reader = write(folder / "absent.lex", {known: facts[known] for known in facts if known != term}, {})
        assert reader.find(term) is None
        assert reader.find("") is None

    @given(st.data())
    def test_keys(self, folder: Path, data: st.DataObject) -> None:
        ords = st.lists(st.integers(0, len(SMALL) - 1), unique=True, min_size=1).map(sorted)
        keys = data.draw(st.dictionaries(TERMS, ords, max_size=8))
        reader = write(folder / "keys.lex", SMALL, keys)
        assert {key: reader.term_ords(key) for key in keys} == keys
        absent = data.draw(TERMS.filter(lambda key: key not in keys))
        assert reader.term_ords(absent) == []

    @given(VOCABULARIES, st.data())
    def test_prefixed_is_what_begins_with_it(
        self, folder: Path, facts: dict[str, TermFacts], data: st.DataObject
    ) -> None:
        reader = write(folder / "prefixed.lex", facts, {})
        term = data.draw(st.sampled_from(sorted(facts))) if facts else "film"
        prefix = data.draw(st.just(term[: data.draw(st.integers(0, len(term)))]) | TERMS)
        found = [reader.term(term_ord) for term_ord in reader.prefixed(prefix)]
        assert found == [known for known in sorted(facts) if known.startswith(prefix)]

    def test_a_key_added_twice_for_one_term_leads_to_it_once(self, folder: Path) -> None:
        assert write(folder / "twice.lex", SMALL, {"k": [1, 1, 3]}).term_ords("k") == [1, 3]

    @pytest.mark.parametrize("count", [8, 9, 64, 65, 97, 300])
    def test_any_number_of_languages(self, folder: Path, count: int) -> None:
        codes = [f"l{number}" for number in range(count)]
        facts = {code: TermFacts(1, 0, frozenset({code, codes[0]})) for code in codes}
        reader = write(folder / "languages.lex", facts, {})
        assert reader.languages == tuple(sorted(codes))
        assert {term: reader.facts(term_ord) for term_ord, term in enumerate(reader.terms())} == facts

    def test_a_count_too_large_for_the_file_is_the_largest_that_fits(self, folder: Path) -> None:
        reader = write(folder / "counts.lex", {"və": TermFacts(1 << 40, 1 << 33, frozenset())}, {})
        assert reader.facts(0) == TermFacts(0xFFFFFFFF, 0xFFFFFFFF, frozenset())

    def test_within_edits_gives_ranks_and_distances(self, folder: Path) -> None:
        reader = write(folder / "edits.lex", SMALL, {})
        assert reader.within_edits("flim", 1) == [(1, 1)]
        assert reader.within_edits("фильмы", 2) == [(2, 1)]

    def test_a_term_beyond_the_last_is_an_index_error(self, folder: Path) -> None:
        reader = write(folder / "beyond.lex", SMALL, {})
        for method in (reader.term, reader.count, reader.facts):
            with pytest.raises(IndexError):
                method(len(SMALL))

    def test_writing_leaves_no_temporary_file_even_if_it_fails(self, tmp_path: Path) -> None:
        with pytest.raises(UnicodeEncodeError):
            write(tmp_path / "bad.lex", {"\ud800": TermFacts(1, 0, frozenset())}, {})
        assert list(tmp_path.iterdir()) == []


class TestDamage:
    """A damaged file is an IndexCorruptError that names it."""

    def test_cut_off_anywhere(self, folder: Path, small: bytes) -> None:
        path = folder / "cut.lex"
        for length in range(len(small)):
            path.write_bytes(small[:length])
            with pytest.raises(IndexCorruptError, match="index the articles anew") as caught:
                LexiconReader(path)
            assert caught.value.path == path

    def test_with_something_behind_its_end(self, folder: Path, small: bytes) -> None:
        (folder / "long.lex").write_bytes(small + b"\0" * 8)
        with pytest.raises(IndexCorruptError):
            LexiconReader(folder / "long.lex")

    def test_missing_or_a_folder(self, folder: Path) -> None:
        for path in (folder / "nowhere.lex", folder):
            with pytest.raises(IndexCorruptError):
                LexiconReader(path)

    def test_every_bit_of_the_header(self, folder: Path, small: bytes) -> None:
        path = folder / "header.lex"
        _, _, size, _ = struct.unpack_from("<8sIII", small)
        for place in range(20 + size):
            for bit in range(8):
                path.write_bytes(flipped(small, place, 1 << bit))
                with pytest.raises(IndexCorruptError):
                    LexiconReader(path)

    def test_any_byte_behind_the_header_gives_an_answer_or_the_error(self, folder: Path, small: bytes) -> None:
        path = folder / "body.lex"
        _, _, size, _ = struct.unpack_from("<8sIII", small)
        for place in range(20 + size, len(small)):
            for bits in (0x01, 0x80, 0xFF):
                path.write_bytes(flipped(small, place, bits))
                with suppress(IndexCorruptError):
                    ask_everything(LexiconReader(path))

    @given(st.data())
    def test_several_bytes_behind_the_header(self, folder: Path, small: bytes, data: st.DataObject) -> None:
        _, _, size, _ = struct.unpack_from("<8sIII", small)
        start = data.draw(st.integers(20 + size, len(small) - 1))
        noise = data.draw(st.binary(min_size=1, max_size=len(small) - start))
        (folder / "noise.lex").write_bytes(small[:start] + noise + small[start + len(noise) :])
        with suppress(IndexCorruptError):
            ask_everything(LexiconReader(folder / "noise.lex"))

    @pytest.mark.parametrize(
        "change",
        [
            {"terms": 5},
            {"terms": 3},
            {"terms": -1},
            {"terms": "4"},
            {"languages": 7},
            {"languages": ["l"] * 9},
            {"sections": {}},
            {"sections": None},
            {"sections": dict.fromkeys(lexicon._SECTIONS, (0, 1 << 40))},
            {"sections": dict.fromkeys(lexicon._SECTIONS, (0, 7))},
            {"sections": dict.fromkeys(lexicon._SECTIONS, (-8, 8))},
            {"sections": dict.fromkeys(lexicon._SECTIONS, (0, 0))},
            {"sections": dict.fromkeys(lexicon._SECTIONS, ("0", "8"))},
        ],
    )
    def test_a_header_with_the_right_checksum_that_makes_no_sense(
        self, folder: Path, small: bytes, change: dict[str, Any]
    ) -> None:
        _, _, size, _ = struct.unpack_from("<8sIII", small)
        changed = json.dumps({**json.loads(small[20 : 20 + size]), **change}).encode()
        head = struct.pack("<8sIII", lexicon.MAGIC, lexicon.VERSION, len(changed), zlib.crc32(changed))
        (folder / "senseless.lex").write_bytes(head + changed + small[20 + size :])
        with pytest.raises(IndexCorruptError):
            LexiconReader(folder / "senseless.lex")

    @pytest.mark.parametrize("header", [b"[]", b"null", b"{}", b"{", b"\xff", b""])
    def test_a_header_of_another_kind(self, folder: Path, header: bytes) -> None:
        head = struct.pack("<8sIII", lexicon.MAGIC, lexicon.VERSION, len(header), zlib.crc32(header))
        (folder / "kind.lex").write_bytes(head + header)
        with pytest.raises(IndexCorruptError):
            LexiconReader(folder / "kind.lex")

    def test_an_older_format_is_named(self, folder: Path, small: bytes) -> None:
        (folder / "old.lex").write_bytes(small[:8] + struct.pack("<I", 1) + small[12:])
        with pytest.raises(IndexCorruptError, match="no lexicon of format 2"):
            LexiconReader(folder / "old.lex")


def flipped(data: bytes, place: int, bits: int) -> bytes:
    return data[:place] + bytes([data[place] ^ bits]) + data[place + 1 :]

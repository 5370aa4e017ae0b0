"""Posting lists as bytes, against slow code that follows the description of the format."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.length_code import floor_code, length_of_code
from searchlib.kernels.posting_encoder import postings_record
from searchlib.kernels.postings import Postings
from tests.reference import postings as reference

BLOCK_SIZES = (2, 4, 128)
MOST = 2**32 - 1
SMALL_GAPS = st.integers(0, 40)
ANY_GAPS = SMALL_GAPS | st.integers(0, 2**20) | st.integers(0, MOST)
FREQUENCIES = st.integers(1, 3) | st.integers(1, 300) | st.integers(1, MOST)


def numbers(values: Sequence[int]) -> array[int]:
    return array("I", values)


@dataclass
class Term:
    """The postings of a term as they are given to the encoder; without frequencies they are None."""

    docnums: list[int]
    frequencies: list[int] | None
    block_size: int
    position_ends: list[int]

    def in_blocks(self, block_size: int) -> Term:
        """Return the same postings for blocks of another size."""
        ends = [7 * block for block in range(len(self.docnums) // block_size)]
        return Term(self.docnums, self.frequencies, block_size, ends)

    def encode(self, scored_lengths: array[int] | None = None) -> bytes:
        frequencies = None if self.frequencies is None else numbers(self.frequencies)
        ends = numbers(self.position_ends)
        return postings_record(numbers(self.docnums), frequencies, scored_lengths, ends, block_size=self.block_size)

    def encode_slowly(self, lengths: list[int]) -> bytes:
        own = [lengths[docnum] for docnum in self.docnums] if lengths else [0] * len(self.docnums)
        return reference.postings_record(self.docnums, self.frequencies, own, self.position_ends, self.block_size)

    def open(self, record: bytes | memoryview) -> Postings:
        has_frequencies = self.frequencies is not None
        return Postings(record, len(self.docnums), self.block_size, has_frequencies=has_frequencies)

    def open_slowly(self, record: bytes) -> reference.Record:
        has_frequencies = self.frequencies is not None
        return reference.Record.open(record, len(self.docnums), self.block_size, has_frequencies=has_frequencies)

    def blocks(self) -> list[tuple[list[int], list[int]]]:
        frequencies = self.frequencies or [1] * len(self.docnums)
        starts = range(0, len(self.docnums), self.block_size)
        parts = [slice(start, start + self.block_size) for start in starts]
        return [(self.docnums[part], frequencies[part]) for part in parts]


def ascending(gaps: Sequence[int]) -> list[int]:
    """Numbers with so many left out between them, as far as they are docnums."""
    found, before = [], -1
    for gap in gaps:
        before += gap + 1
        if before >= MOST:
            break
        found.append(before)
    return found


@st.composite
def small_terms(draw: st.DrawFn, gaps: st.SearchStrategy[int] = ANY_GAPS) -> Term:
    """Lists of a dozen postings, in small blocks."""
    docnums = ascending(draw(st.lists(gaps, min_size=2, max_size=14)))
    docnums = docnums if len(docnums) > 1 else [0, MOST - 1]
    count, block_size = len(docnums), draw(st.sampled_from(BLOCK_SIZES))
    frequencies = draw(st.none() | st.lists(FREQUENCIES, min_size=count, max_size=count))
    ends = draw(st.lists(st.integers(0, MOST), min_size=count // block_size, max_size=count // block_size))
    return Term(docnums, frequencies, block_size, ends)


@st.composite
def large_terms(draw: st.DrawFn, most_gap_bits: int = 32) -> Term:
    """Lists of some blocks of the size that segments have, of gaps and frequencies of any width."""
    count = draw(st.sampled_from((127, 128, 129, 255, 256, 257, 300)))
    chance = random.Random(draw(st.integers(0, MOST)))  # noqa: S311  numbers of a test
    bits = draw(st.integers(0, most_gap_bits))
    gaps = [chance.getrandbits(bits) if bits else 0 for _ in range(count)]
    # Wide gaps pass the largest docnum soon; these lists have one and are dense otherwise.
    if bits > 22:
        gaps = [gap if i == count // 2 else gap % 4 for i, gap in enumerate(gaps)]
    docnums = ascending(gaps)
    most = draw(st.integers(0, 32))
    frequencies = [1 + min(chance.getrandbits(most) if most else 0, MOST - 1) for _ in docnums]
    ends = [chance.getrandbits(32) for _ in range(len(docnums) // 128)]
    return Term(docnums, draw(st.sampled_from((None, frequencies))), 128, ends)


TERMS = small_terms() | large_terms()
DENSE_TERMS = small_terms(SMALL_GAPS) | large_terms(4)
LENGTHS = st.integers(0, 70) | st.integers(0, 1000) | st.integers(0, MOST - 1)


@st.composite
def dense_terms_and_lengths(draw: st.DrawFn) -> tuple[Term, list[int]]:
    term = draw(DENSE_TERMS)
    some = draw(st.lists(LENGTHS, min_size=1, max_size=30))
    return term, [some[docnum % len(some)] for docnum in range(term.docnums[-1] + 1)]


class TestRecord:
    """Decoding gives back what was encoded, and the bytes are those of the description."""

    @given(TERMS)
    def test_every_block_is_given_back(self, term: Term) -> None:
        postings = term.open(term.encode())
        decoded = [postings.decode(block) for block in range(postings.blocks)]
        assert [(list(docnums), list(frequencies)) for docnums, frequencies in decoded] == term.blocks()
        assert len(postings) == len(term.docnums)

    @given(TERMS)
    def test_the_heads_tell_of_every_block(self, term: Term) -> None:
        postings = term.open(term.encode())
        full = len(term.docnums) // term.block_size
        lasts = [docnums[-1] for docnums, _ in term.blocks()[:full]]
        assert [postings.last(block) for block in range(postings.blocks + 1)][:full] == lasts
        assert postings.last(full) == MOST
        begins = [postings.position_begin(block) for block in range(postings.blocks)]
        assert begins == [0, *term.position_ends][: postings.blocks]

    @given(TERMS)
    def test_the_bytes_are_those_of_the_description(self, term: Term) -> None:
        assert term.encode() == term.encode_slowly([])

    @given(dense_terms_and_lengths())
    def test_the_bytes_are_those_of_the_description_with_lengths_too(self, case: tuple[Term, list[int]]) -> None:
        term, lengths = case
        assert term.encode(numbers(lengths)) == term.encode_slowly(lengths)

    @given(st.integers(0, MOST - 1), st.integers(1, MOST))
    def test_a_single_posting_needs_no_record(self, docnum: int, frequency: int) -> None:
        postings = Postings.single(docnum, frequency)
        assert (len(postings), postings.blocks, postings.find(docnum)) == (1, 1, 0)
        assert postings.decode(0) == (numbers([docnum]), numbers([frequency]))
        assert postings.maxima(0) is None
        assert postings.position_begin(0) == 0

    @pytest.mark.parametrize("width", range(33))
    def test_every_width_is_packed(self, width: int) -> None:
        docnums = numbers(range(128))
        top = max((1 << width) - 1, 0)
        frequencies = numbers([1 + min((i * 0x9E3779B1) & top, MOST - 1) for i in range(127)] + [min(top + 1, MOST)])
        record = postings_record(docnums, frequencies, None)
        assert record[17] == width
        assert Postings(record, 128, 128).decode(0) == (docnums, frequencies)


class TestFind:
    """Finding a docnum's block by its skip entries is a search from front to back."""

    @given(TERMS, st.data())
    def test_find_is_a_linear_search(self, term: Term, data: st.DataObject) -> None:
        record = term.encode()
        postings, slow = term.open(record), term.open_slowly(record)
        near = st.sampled_from(term.docnums).flatmap(lambda one: st.integers(max(one - 1, 0), one + 1))
        docnum = data.draw(near | st.integers(0, MOST))
        start = data.draw(st.integers(0, postings.blocks + 2))
        assert postings.find(docnum, start) == max(slow.find(docnum, start), min(start, postings.blocks))

    @given(st.integers(2, 60), st.integers(0, 70), st.integers(0, 300))
    def test_find_gallops_over_many_blocks(self, blocks: int, start: int, docnum: int) -> None:
        docnums = list(range(3, 3 + 4 * blocks, 2))
        term = Term(docnums, None, 2, [0] * blocks)
        record = term.encode()
        slow = term.open_slowly(record)
        assert term.open(record).find(docnum, start) == slow.find(docnum, start)


class TestMaxima:
    """No posting of a block scores more than the best of three: (1, byte 0), (2, byte 1) and (byte 2, byte 3)."""

    @given(dense_terms_and_lengths())
    def test_every_posting_is_bounded(self, case: tuple[Term, list[int]]) -> None:
        term, lengths = case
        postings = term.open(term.encode(numbers(lengths)))
        for block, (docnums, frequencies) in enumerate(term.blocks()):
            bounds = postings.maxima(block)
            assert bounds is not None
            tops = [(1, bounds[0]), (2, bounds[1]), (bounds[2] if bounds[2] < 255 else MOST, bounds[3])]
            for docnum, frequency in zip(docnums, frequencies, strict=True):
                assert any(frequency <= top and length_of_code(code) <= lengths[docnum] for top, code in tops)

    def test_without_lengths_the_bounds_hold_for_any(self) -> None:
        record = postings_record(numbers([1, 5, 9]), numbers([1, 3, 400]), None)
        assert Postings(record, 3, 128).maxima(0) == bytes([0, 0, 255, 0])


class TestLengthCodes:
    """The code of a length stands for no more than it, and never for less than an eighth below it."""

    @given(LENGTHS)
    def test_a_code_stands_for_no_more_than_the_length(self, length: int) -> None:
        code = floor_code(length)
        assert code == reference.floor_code(length)
        assert length_of_code(code) <= length
        assert code == 254 or length < length_of_code(code) * 9 / 8 + 1

    @given(LENGTHS, LENGTHS)
    def test_codes_ascend_with_lengths(self, one: int, other: int) -> None:
        assert (floor_code(one) <= floor_code(other)) or one > other

    def test_every_code_is_its_own(self) -> None:
        lengths = [length_of_code(code) for code in range(255)]
        assert lengths == [reference.length_of_code(code) for code in range(255)]
        assert [floor_code(length) for length in lengths] == list(range(255))
        assert length_of_code(255) == MOST


def outcome(term: Term, record: bytes | memoryview) -> list[object]:
    """What decoding gives: the postings of each block, or None for damage."""
    found: list[object] = []
    with suppress(ValueError):
        postings = term.open(record)
        found.append([postings.last(block) for block in range(postings.blocks)])
        for block in range(postings.blocks):
            found.append(None)
            with suppress(ValueError):
                docnums, frequencies = postings.decode(block)
                found[-1] = (list(docnums), list(frequencies))
    return found


def slow_outcome(term: Term, record: bytes) -> list[object]:
    found: list[object] = []
    with suppress(reference.DamagedError):
        postings = term.open_slowly(record)
        found.append([postings.last(block) for block in range(postings.blocks)])
        for block in range(postings.blocks):
            found.append(None)
            with suppress(reference.DamagedError):
                found[-1] = postings.decode(block)
    return found


@st.composite
def damaged_records(draw: st.DrawFn) -> tuple[Term, bytes]:
    """Records with changed bytes, cut off, lengthened, or made up."""
    term = draw(TERMS)
    record = bytearray(term.encode())
    heads = 16 * (len(term.docnums) // term.block_size) + 6
    places = st.integers(0, len(record) - 1) | st.integers(0, min(heads, len(record)) - 1)
    for place, byte in draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=4)):
        record[place] = byte
    size = draw(st.just(len(record)) | st.integers(0, len(record)))
    made_up = st.binary(max_size=60)
    return term, draw(st.just(bytes(record[:size])) | made_up.map(lambda more: bytes(record[:size]) + more) | made_up)


class TestDamage:
    """Whatever the bytes are, they are decoded as the description says or reported; nothing else is read."""

    @given(damaged_records())
    def test_damage_is_decoded_as_described_or_reported(self, case: tuple[Term, bytes]) -> None:
        term, record = case
        assert outcome(term, record) == slow_outcome(term, record)

    @given(damaged_records())
    def test_bytes_around_the_record_make_no_difference(self, case: tuple[Term, bytes]) -> None:
        term, record = case
        within = [memoryview(byte * 700 + record + byte * 700)[700:-700] for byte in (b"\x00", b"\x81", b"\xff")]
        expected = outcome(term, record)
        assert all(outcome(term, view) == expected for view in within)

    @given(damaged_records(), st.integers(0, MOST), st.integers(0, 20))
    def test_finding_in_damage_gives_a_block(self, case: tuple[Term, bytes], docnum: int, start: int) -> None:
        term, record = case
        with suppress(ValueError):
            postings = term.open(record)
            assert min(start, postings.blocks) <= postings.find(docnum, start) <= postings.blocks

    @given(damaged_records())
    def test_decoded_docnums_ascend_and_frequencies_count(self, case: tuple[Term, bytes]) -> None:
        for block in outcome(*case)[1:]:
            if isinstance(block, tuple):
                docnums, frequencies = block
                assert docnums == sorted(set(docnums))
                assert docnums[-1] < MOST
                assert min(frequencies) > 0

    @pytest.mark.parametrize(("doc_freq", "block_size"), [(0, 128), (1, 128), (9, 0), (9, 3), (9, 256), (9, 12)])
    def test_impossible_sizes_are_refused(self, doc_freq: int, block_size: int) -> None:
        with pytest.raises(ValueError, match=f"no record of {doc_freq} postings in blocks of {block_size}"):
            Postings(bytes(100), doc_freq, block_size)


class TestRefusal:
    """What is no posting list is not written."""

    @pytest.mark.parametrize("block_size", BLOCK_SIZES)
    @pytest.mark.parametrize("count", [2, 3, 128, 200])
    @given(place=st.integers(0, 199), back=st.integers(0, 300))
    def test_docnums_that_do_not_ascend(self, block_size: int, count: int, place: int, back: int) -> None:
        docnums = numbers(range(200, 200 + count))
        place = 1 + place % (count - 1)
        docnums[place] = max(docnums[place - 1] - back, 0)
        with pytest.raises(ValueError, match="have to ascend"):
            postings_record(docnums, None, None, block_size=block_size)

    @pytest.mark.parametrize("block_size", BLOCK_SIZES)
    @given(place=st.integers(0, 199))
    def test_a_frequency_of_zero(self, block_size: int, place: int) -> None:
        frequencies = numbers([2] * 200)
        frequencies[place] = 0
        with pytest.raises(ValueError, match="to be 1 or more"):
            postings_record(numbers(range(200)), frequencies, None, block_size=block_size)

    @pytest.mark.parametrize("count", [2, 128])
    def test_the_largest_number_is_no_docnum(self, count: int) -> None:
        docnums = numbers([*range(count - 1), MOST])
        with pytest.raises(ValueError, match=r"below 2\^32 - 1"):
            postings_record(docnums, None, None)

    @pytest.mark.parametrize(("count", "block_size"), [(0, 128), (1, 128), (5, 0), (5, 3), (300, 256)])
    def test_sizes_that_no_reader_takes(self, count: int, block_size: int) -> None:
        with pytest.raises(ValueError, match=f"no record is made of {count} postings in blocks of {block_size}"):
            postings_record(numbers(range(count)), None, None, block_size=block_size)

    def test_columns_of_different_lengths(self) -> None:
        with pytest.raises(ValueError, match="2 docnums and 3 frequencies"):
            postings_record(numbers([1, 2]), numbers([1, 1, 1]), None)
        with pytest.raises(ValueError, match="docnum 2 of 2 documents"):
            postings_record(numbers([1, 2]), None, numbers([1, 1]))
        with pytest.raises(ValueError, match="0 ends of positions for 2 full blocks"):
            postings_record(numbers([1, 2, 3, 4]), None, None, numbers([]), block_size=2)

    def test_a_block_that_is_not_there(self) -> None:
        postings = Postings(postings_record(numbers([1, 2, 3]), None, None, block_size=2), 3, 2, has_frequencies=False)
        for ask in (postings.decode, postings.maxima, postings.position_begin):
            with pytest.raises(IndexError, match="no block 2 of 2"):
                ask(2)

"""Positions as bytes, against slow code that follows the description of the format."""

from __future__ import annotations

import random
from array import array
from collections.abc import Sequence
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.positions import block_positions, positions_record, posting_positions
from tests.reference import postings as reference

Documents = list[list[int]]

MOST = 2**32 - 1
BLOCK_SIZES = st.sampled_from((2, 4, 128))


def numbers(values: Sequence[int]) -> array[int]:
    return array("I", values)


def ascending(gaps: Sequence[int]) -> list[int]:
    """Positions with so many left out between them, as far as there are; one at least."""
    found, before = [], -1
    for gap in gaps:
        before += gap + 1
        if before > MOST:
            break
        found.append(before)
    return found or [MOST]


@st.composite
def large_blocks(draw: st.DrawFn) -> Documents:
    """Documents of some runs of 128 positions, whose gaps have any width."""
    chance = random.Random(draw(st.integers(0, MOST)))  # noqa: S311  numbers of a test
    bits, most = draw(st.integers(0, 32)), draw(st.sampled_from((1, 3, 20, 400)))
    sizes = [chance.randint(1, most) for _ in range(draw(st.sampled_from((1, 2, 127, 128, 129, 260))))]
    room = 3000 // len(sizes)
    return [ascending([chance.getrandbits(bits) if bits else 0 for _ in range(min(size, room))]) for size in sizes]


GAPS = st.integers(0, 5) | st.integers(0, 300) | st.integers(0, MOST)
SMALL_BLOCKS = st.lists(st.lists(GAPS, min_size=1, max_size=6).map(ascending), min_size=1, max_size=12)
DOCUMENTS = SMALL_BLOCKS | large_blocks()


def encode(documents: Documents, block_size: int) -> tuple[bytes, list[int]]:
    flat = [position for positions in documents for position in positions]
    record, ends = positions_record(numbers([*map(len, documents)]), numbers(flat), block_size=block_size)
    return record, list(ends)


def divided(positions: array[int], frequencies: Sequence[int]) -> Documents:
    """The positions of a block by document."""
    left = iter(positions)
    documents = [[next(left) for _ in range(frequency)] for frequency in frequencies]
    assert not list(left)
    return documents


class TestRecord:
    """Decoding gives back what was encoded, and the bytes are those of the description."""

    @given(DOCUMENTS, BLOCK_SIZES)
    def test_every_block_is_given_back(self, documents: Documents, block_size: int) -> None:
        record, ends = encode(documents, block_size)
        decoded: Documents = []
        for block, begin in enumerate([0, *ends]):
            frequencies = [*map(len, documents[block * block_size : (block + 1) * block_size])]
            decoded += divided(block_positions(record, begin, numbers(frequencies)), frequencies)
        assert decoded == documents

    @given(DOCUMENTS, BLOCK_SIZES)
    def test_the_bytes_are_those_of_the_description(self, documents: Documents, block_size: int) -> None:
        assert encode(documents, block_size) == reference.positions_record(documents, block_size)

    @given(DOCUMENTS, st.data())
    def test_one_posting_is_read_alone(self, documents: Documents, data: st.DataObject) -> None:
        record, _ = encode(documents, 128)
        block = documents[:128]
        index = data.draw(st.integers(0, len(block) - 1))
        found = posting_positions(record, 0, numbers([*map(len, block)]), index)
        assert list(found) == documents[index]

    def test_a_term_without_postings_has_no_bytes(self) -> None:
        assert positions_record(numbers([]), numbers([])) == (b"", numbers([]))
        assert block_positions(b"", 0, numbers([])) == numbers([])


@st.composite
def damaged_records(draw: st.DrawFn) -> tuple[bytes, int, list[int]]:
    """A record, where a block begins in it, and the frequencies of the block; some of it is not true."""
    documents = draw(DOCUMENTS)
    record = bytearray(encode(documents, 128)[0])
    frequencies = [*map(len, documents[:128])]
    places = st.integers(0, len(record) - 1) | st.just(0)
    for place, byte in draw(st.lists(st.tuples(places, st.integers(0, 255)), max_size=4)):
        record[place] = byte
    for place, frequency in draw(st.lists(st.tuples(st.integers(0, 127), st.integers(0, 300)), max_size=2)):
        frequencies[place % len(frequencies)] = frequency
    size = draw(st.just(len(record)) | st.integers(0, len(record)))
    return bytes(record[:size]), draw(st.just(0) | st.integers(0, size + 5)), frequencies


def outcome(record: bytes | memoryview, begin: int, frequencies: list[int]) -> Documents | None:
    """What decoding gives, None for damage."""
    with suppress(ValueError):
        return divided(block_positions(record, begin, numbers(frequencies)), frequencies)
    return None


class TestDamage:
    """Whatever the bytes are, they are decoded as the description says or reported; nothing else is read."""

    @given(damaged_records())
    def test_damage_is_decoded_as_described_or_reported(self, case: tuple[bytes, int, list[int]]) -> None:
        try:
            expected = reference.block_positions(*case)
        except reference.DamagedError:
            assert outcome(*case) is None
        else:
            assert outcome(*case) == expected

    @given(damaged_records(), st.integers(0, 127))
    def test_bytes_around_the_record_make_no_difference(self, case: tuple[bytes, int, list[int]], number: int) -> None:
        record, begin, frequencies = case
        index = number % len(frequencies)
        found = []
        for byte in (b"\x00", b"\x81", b"\xff"):
            within = memoryview(byte * 700 + record + byte * 700)[700:-700]
            found.append([outcome(within, begin, frequencies)])
            with suppress(ValueError):
                found[-1].append([[*posting_positions(within, begin, numbers(frequencies), index)]])
        assert found[0] == found[1] == found[2]

    def test_frequencies_that_no_bytes_can_hold_take_no_memory(self) -> None:
        with pytest.raises(ValueError, match="are damaged"):
            block_positions(b"\x00", 0, numbers([MOST, MOST]))
        with pytest.raises(ValueError, match="are damaged"):
            posting_positions(b"\x00", 0, numbers([129]), 0)


class TestRefusal:
    """What are no positions is not written."""

    @given(st.lists(st.integers(1, 40), min_size=1, max_size=9), st.data())
    def test_positions_that_do_not_ascend(self, frequencies: list[int], data: st.DataObject) -> None:
        frequencies.append(2)
        documents = [list(range(100, 100 + frequency)) for frequency in frequencies]
        document = data.draw(st.sampled_from([one for one in documents if len(one) > 1]))
        place = data.draw(st.integers(1, len(document) - 1))
        document[place] = document[place - 1] - data.draw(st.integers(0, 100))
        with pytest.raises(ValueError, match="to ascend within a document"):
            encode(documents, 4)

    @pytest.mark.parametrize("place", [0, 1, 2])
    def test_a_frequency_of_zero(self, place: int) -> None:
        frequencies = numbers([1, 1, 1])
        frequencies[place] = 0
        with pytest.raises(ValueError, match="have to be 1 or more"):
            positions_record(frequencies, numbers([4, 5]))

    def test_another_number_of_positions_than_the_frequencies_say(self) -> None:
        with pytest.raises(ValueError, match="2 positions for frequencies of 3 in all"):
            positions_record(numbers([1, 2]), numbers([4, 5]))

    @pytest.mark.parametrize("block_size", [0, 3, 256])
    def test_a_block_size_that_no_reader_takes(self, block_size: int) -> None:
        with pytest.raises(ValueError, match=f"blocks of {block_size}"):
            positions_record(numbers([1]), numbers([4]), block_size=block_size)

    def test_a_posting_that_is_not_there(self) -> None:
        with pytest.raises(IndexError, match="no posting 1 of 1"):
            posting_positions(b"\x00", 0, numbers([1]), 1)

"""What was compressed comes back, whole and from its beginning; damaged blocks are told, never read past their end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.lz4 import Compressor, decompress
from tests import strategies
from tests.reference import lz4

PIECES = st.one_of(
    st.binary(max_size=30),
    strategies.storable_text().map(str.encode),
    st.builds(bytes.__mul__, st.binary(min_size=1, max_size=5), st.integers(1, 700)),
    st.sampled_from([b'{"id":"n1","title":"', b'","body":"', "Qarabağ yolu".encode()]),
)
TEXTS = st.lists(PIECES, max_size=12).map(b"".join)
DICTIONARIES = st.one_of(st.just(b""), TEXTS)


class TestRoundTrip:
    """decompress(compress(text)) = text, for this reader and for one that follows the description of the format."""

    @given(DICTIONARIES, st.lists(TEXTS, min_size=1, max_size=3))
    def test_texts_behind_a_dictionary(self, dictionary: bytes, texts: list[bytes]) -> None:
        compressor = Compressor(dictionary)
        for text in texts:
            block = compressor.compress(text)
            assert decompress(block, dictionary, len(text)) == text
            assert lz4.decompress(block, dictionary) == text
            assert len(block) <= len(text) + len(text) // 255 + 16

    @given(DICTIONARIES, TEXTS, st.data())
    def test_the_beginning_of_a_text(self, dictionary: bytes, text: bytes, data: st.DataObject) -> None:
        size = data.draw(st.integers(0, len(text)))
        assert decompress(Compressor(dictionary).compress(text), dictionary, size) == text[:size]

    @given(TEXTS, TEXTS)
    def test_a_text_that_stands_in_the_dictionary_takes_few_bytes(self, before: bytes, text: bytes) -> None:
        # Each part of four bytes is found at its last place, so a text without repetitions of its own is one match.
        unique = bytes(sorted(set(text)))
        block = Compressor(before + unique).compress(unique)
        assert lz4.decompress(block, before + unique) == unique
        if len(unique) > 2 * lz4.LAST_MATCH:
            assert len(block) < len(unique)

    @pytest.mark.parametrize("size", [0, 1, 4, 12, 13, 14, 270, 100_000, 1_000_000])
    def test_one_byte_repeated(self, size: int) -> None:
        block = Compressor(b"").compress(b"a" * size)
        assert decompress(block, b"", size) == b"a" * size
        assert len(block) <= 25 + size // 255

    def test_repetitions_farther_away_than_the_format_reaches(self) -> None:
        noise = b"".join(number.to_bytes(3, "big") for number in range(30_000))
        text = noise + noise
        block = Compressor(noise[:65_535]).compress(text)
        assert decompress(block, noise[:65_535], len(text)) == text
        assert lz4.decompress(block, noise[:65_535]) == text

    def test_a_block_made_by_hand(self) -> None:
        # "abcd", then 4 + 15 + 1 bytes from 3 back, then "vwxyz".
        block = b"\x4fabcd\x03\x00\x01" + b"\x50vwxyz"
        text = b"abcd" + b"bcd" * 6 + b"bc" + b"vwxyz"
        assert decompress(block, b"", len(text)) == lz4.decompress(block) == text
        # From 6 back: two bytes of the dictionary, and on into the block.
        assert decompress(b"\x40abcd\x06\x00\x00", b"xyz", 8) == b"abcdyzab"

    def test_a_dictionary_that_is_too_long(self) -> None:
        with pytest.raises(ValueError, match="more than 65535"):
            Compressor(bytes(65_536))


class TestDamage:
    """Whatever the bytes hold, the answer is a text of the wanted size or a ValueError."""

    @pytest.mark.parametrize(
        "block",
        [
            b"",
            b"\x10",  # a literal that is not there
            b"\xf0",  # a length that goes on and does not
            b"\xf0\xff\xff",
            b"\xf0\xff\xff\x00",
            b"\x10a",  # the end before the wanted size
            b"\x10a\x01",  # half a distance
            b"\x10a\x00\x00",  # a distance of 0
            b"\x10a\x07\x00",  # before the dictionary
            b"\x1fa\x01\x00\xff",
        ],
    )
    def test_blocks_that_break_off_or_point_outside(self, block: bytes) -> None:
        with pytest.raises(ValueError, match=r"is damaged|cannot hold"):
            decompress(block, b"12345", 1000)

    def test_a_size_that_no_block_can_have_takes_no_memory(self) -> None:
        with pytest.raises(ValueError, match="a block of 3 bytes cannot hold"):
            decompress(b"abc", b"", 1 << 60)

    @given(st.binary(max_size=80), st.binary(max_size=20), st.integers(0, 3000))
    def test_noise(self, block: bytes, dictionary: bytes, size: int) -> None:
        try:
            text = decompress(block, dictionary, size)
        except ValueError:
            return
        assert len(text) == size

    @given(TEXTS.filter(bool), DICTIONARIES, st.data())
    def test_changed_bytes(self, text: bytes, dictionary: bytes, data: st.DataObject) -> None:
        block = bytearray(Compressor(dictionary).compress(text))
        place = data.draw(st.integers(0, len(block) - 1))
        block[place] = data.draw(st.integers(0, 255))
        try:
            changed = decompress(bytes(block), dictionary, len(text))
        except ValueError:
            return
        assert len(changed) == len(text)

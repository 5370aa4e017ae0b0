"""Searching in sorted strings equals bisection and the distance by its definition."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import accumulate, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels import vocabulary
from tests import strategies
from tests.reference.edit_distance import edit_distance

MAX_LETTERS = 64
FEW_LETTERS = st.sampled_from("aəж中😀")
STORABLE = st.characters(exclude_categories=["Cs"])
STRINGS = st.lists(st.one_of(st.text(FEW_LETTERS, max_size=6), st.text(STORABLE, max_size=12)), unique=True).map(sorted)
NEAR_WORDS = st.lists(st.text(st.sampled_from("ablжə😀"), min_size=1, max_size=7), unique=True, max_size=20).map(sorted)


def packed(strings: list[str]) -> tuple[bytes, memoryview]:
    encoded = [string.encode() for string in strings]
    offsets = array("I", accumulate(map(len, encoded), initial=0))
    return b"".join(encoded), memoryview(offsets)


def within_edits(strings: list[str], word: str, edits: int) -> dict[str, int]:
    ranks, distances = vocabulary.within_edits(*packed(strings), word, edits)
    assert list(ranks) == sorted(set(ranks))
    return {strings[rank]: distance for rank, distance in zip(ranks, distances, strict=True)}


def brute_force(strings: list[str], word: str, edits: int) -> dict[str, int]:
    distances = {string: edit_distance(string, word) for string in strings if 0 < len(string) <= MAX_LETTERS}
    return {string: distance for string, distance in distances.items() if distance <= edits}


class TestLowerBound:
    """The rank of the first string that is not before the key."""

    @given(STRINGS, st.text(STORABLE, max_size=12))
    def test_equals_bisection(self, strings: list[str], key: str) -> None:
        assert vocabulary.lower_bound(*packed(strings), key.encode()) == bisect_left(strings, key)

    @given(STRINGS.filter(bool), st.data())
    def test_of_a_string_its_prefix_and_its_extension(self, strings: list[str], data: st.DataObject) -> None:
        string = data.draw(st.sampled_from(strings))
        for key in (string, string[:-1], string + "a", string + "\x00", string + "\U0010ffff"):
            assert vocabulary.lower_bound(*packed(strings), key.encode()) == bisect_left(strings, key)

    @pytest.mark.parametrize("key", ["", "a", "\U0010ffff"])
    def test_of_an_empty_list_is_zero(self, key: str) -> None:
        assert vocabulary.lower_bound(*packed([]), key.encode()) == 0
        assert vocabulary.lower_bound(b"", memoryview(array("I")), key.encode()) == 0


class TestWithinEdits:
    """The strings within so many edits, each with its distance."""

    @given(NEAR_WORDS, st.text(st.sampled_from("ablжə😀"), min_size=1, max_size=7), st.integers(0, 3))
    def test_equals_the_distance_by_definition(self, strings: list[str], word: str, edits: int) -> None:
        assert within_edits(strings, word, edits) == brute_force(strings, word, edits)

    @given(
        st.lists(strategies.news_word().filter(lambda word: "\ud800" not in word), unique=True).map(sorted), st.data()
    )
    def test_of_a_word_that_was_misspelled(self, strings: list[str], data: st.DataObject) -> None:
        word = data.draw(st.sampled_from([*strings, "film"]))
        place = data.draw(st.integers(0, len(word)))
        misspelled = word[:place] + data.draw(st.sampled_from(strategies.LETTERS)) + word[place + 1 :]
        assert within_edits(strings, misspelled, 2) == brute_force(strings, misspelled, 2)

    @given(st.lists(st.integers(60, 66), unique=True).map(sorted), st.integers(60, 66), st.integers(0, 3))
    def test_of_long_words_up_to_sixty_four_letters(self, lengths: list[int], length: int, edits: int) -> None:
        strings, word = ["ə" * one for one in lengths], "ə" * length
        expected = brute_force(strings, word, edits) if length <= MAX_LETTERS else {}
        assert within_edits(strings, word, edits) == expected

    def test_a_long_string_between_short_ones_changes_nothing(self) -> None:
        strings = ["film", "film" * 40, "filma", "filmb", "flim"]
        assert within_edits(strings, "film", 1) == {"film": 0, "filma": 1, "filmb": 1, "flim": 1}

    @pytest.mark.parametrize(("strings", "word", "edits"), [([], "a", 2), (["a"], "", 2), (["", "a"], "a", -1)])
    def test_nothing_to_find(self, strings: list[str], word: str, edits: int) -> None:
        assert within_edits(strings, word, edits) == {}


class TestDamage:
    """Whatever the bytes hold, the answer is a list or a ValueError, and nothing outside them is read."""

    @given(
        st.binary(max_size=30),
        st.lists(st.integers(0, 0xFFFFFFFF) | st.integers(0, 30), max_size=6),
        st.binary(max_size=4),
    )
    def test_random_bytes_and_offsets(self, blob: bytes, numbers: list[int], key: bytes) -> None:
        offsets = memoryview(array("I", numbers))
        honest = all(a <= b for a, b in pairwise(numbers)) and max([0, *numbers[1:]]) <= len(blob)
        try:
            rank = vocabulary.lower_bound(blob, offsets, key)
        except ValueError:
            assert not honest
        else:
            assert 0 <= rank <= max(0, len(numbers) - 1)
        try:
            ranks, _ = vocabulary.within_edits(blob, offsets, "film", 3)
        except ValueError:
            pass
        else:
            assert honest
            assert all(0 <= rank < len(numbers) - 1 for rank in ranks)

    @pytest.mark.parametrize("blob", [b"\xc3", b"\xe4\xb8", b"\xf0\x9f\x98", b"\xff"])
    def test_a_letter_cut_off_at_the_end_is_told(self, blob: bytes) -> None:
        with pytest.raises(ValueError, match="no UTF-8"):
            vocabulary.within_edits(blob, memoryview(array("I", [0, len(blob)])), "film", 1)

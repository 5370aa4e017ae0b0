"""The terms near a word are those within the distance by its definition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.near_terms import within_edits
from tests import strategies
from tests.kernels.unions import union_of
from tests.reference.edit_distance import edit_distance

MAX_LETTERS = 64
NEAR_WORDS = st.lists(st.text(st.sampled_from("ablжə😀"), min_size=1, max_size=7), unique=True, max_size=20).map(sorted)


def near(strings: list[str], word: str, edits: int) -> dict[str, int]:
    ranks, distances = within_edits(union_of(strings, strings[::3]), word, edits, 0, len(strings))
    assert list(ranks) == sorted(set(ranks))
    return {strings[rank]: distance for rank, distance in zip(ranks, distances, strict=True)}


def brute_force(strings: list[str], word: str, edits: int) -> dict[str, int]:
    distances = {string: edit_distance(string, word) for string in strings if 0 < len(string) <= MAX_LETTERS}
    return {string: distance for string, distance in distances.items() if distance <= edits}


class TestWithinEdits:
    """The strings within so many edits, each with its distance."""

    @given(NEAR_WORDS, st.text(st.sampled_from("ablжə😀"), min_size=1, max_size=7), st.integers(0, 3))
    def test_equals_the_distance_by_definition(self, strings: list[str], word: str, edits: int) -> None:
        assert near(strings, word, edits) == brute_force(strings, word, edits)

    @given(NEAR_WORDS, st.text(st.sampled_from("ablжə😀"), min_size=1, max_size=7), st.integers(0, 3), st.data())
    def test_between_two_ranks_leaves_out_the_others(
        self, strings: list[str], word: str, edits: int, data: st.DataObject
    ) -> None:
        start = data.draw(st.integers(0, len(strings) + 1))
        stop = data.draw(st.integers(0, len(strings) + 1))
        ranks, _ = within_edits(union_of(strings, strings[::3]), word, edits, start, stop)
        assert [strings[rank] for rank in ranks] == list(brute_force(strings[start:stop], word, edits))

    @given(
        st.lists(strategies.news_word().filter(lambda word: "\ud800" not in word), unique=True).map(sorted), st.data()
    )
    def test_of_a_word_that_was_misspelled(self, strings: list[str], data: st.DataObject) -> None:
        word = data.draw(st.sampled_from([*strings, "film"]))
        place = data.draw(st.integers(0, len(word)))
        misspelled = word[:place] + data.draw(st.sampled_from(strategies.LETTERS)) + word[place + 1 :]
        assert near(strings, misspelled, 2) == brute_force(strings, misspelled, 2)

    @given(st.lists(st.integers(60, 66), unique=True).map(sorted), st.integers(60, 66), st.integers(0, 3))
    def test_of_long_words_up_to_sixty_four_letters(self, lengths: list[int], length: int, edits: int) -> None:
        strings, word = ["ə" * one for one in lengths], "ə" * length
        expected = brute_force(strings, word, edits) if length <= MAX_LETTERS else {}
        assert near(strings, word, edits) == expected

    def test_a_long_string_between_short_ones_changes_nothing(self) -> None:
        strings = ["film", "filma", "filmb", "film" * 40, "flim"]
        assert near(strings, "film", 1) == {"film": 0, "filma": 1, "filmb": 1, "flim": 1}

    @pytest.mark.parametrize(("strings", "word", "edits"), [([], "a", 2), (["a"], "", 2), (["a"], "a", -1)])
    def test_nothing_to_find(self, strings: list[str], word: str, edits: int) -> None:
        assert near(strings, word, edits) == {}

    def test_many_terms_that_begin_alike_are_passed_over(self) -> None:
        strings = sorted([*(f"qqq{number:03}" for number in range(200)), "film", "zzz"])
        assert near(strings, "zzzz", 1) == {"zzz": 1}
        assert near(strings, "qqq01", 1) == brute_force(strings, "qqq01", 1)

"""One walk through a trie finds what a look-up for every length finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.affixes import Prefixes, Suffixes
from tests.reference.affixes import prefixes_behind, prefixes_of, suffixes_of
from tests.strategies import news_word

LETTERS = st.text("abəıёж😀", max_size=6)
TABLES = st.dictionaries(LETTERS.filter(bool) | news_word().filter(bool), st.integers(), max_size=30)
SIZES = st.integers(-2, 9)


@given(TABLES, LETTERS | news_word(), SIZES, SIZES)
def test_prefixes(table: dict[str, int], word: str, least: int, most: int) -> None:
    assert list(Prefixes(table).of(word, least, most)) == prefixes_of(table, word, least, most)


@given(TABLES, LETTERS | news_word(), SIZES, SIZES)
def test_suffixes(table: dict[str, int], word: str, least: int, most: int) -> None:
    assert list(Suffixes(table).of(word, least, most)) == suffixes_of(table, word, least, most)


@given(TABLES, TABLES, LETTERS | news_word(), SIZES, SIZES)
def test_prefixes_behind_others(table: dict[str, int], heads: dict[str, int], word: str, least: int, most: int) -> None:
    found = Prefixes(table).behind(Prefixes(heads), word, least, most)
    assert list(found) == prefixes_behind(table, heads, word, least, most)


def test_what_ends_last_comes_first_and_of_it_what_starts_first() -> None:
    table, heads = {"дать": 1, "подать": 2, "ать": 3, "да": 4}, {"по": 0, "под": 0}
    assert list(Prefixes(table).behind(Prefixes(heads), "подать", 1, 6)) == [(6, 0, 2), (6, 2, 1), (6, 3, 3), (4, 2, 4)]


def test_every_affix_of_a_word_is_found_the_longest_first() -> None:
    table = {"ation": 1, "ion": 2, "n": 3, "nat": 4}
    assert list(Suffixes(table).of("nation", 1, 6)) == [(5, 1), (3, 2), (1, 3)]
    assert list(Suffixes(table).of("nation", 2, 4)) == [(3, 2)]
    assert list(Prefixes(table).of("nation", 1, 6)) == [(3, 4), (1, 3)]


@pytest.mark.parametrize("affix", ["", "a" * 256])
def test_an_affix_has_letters_but_not_too_many(affix: str) -> None:
    with pytest.raises(ValueError, match="an affix has 1 to 255 letters"):
        Prefixes({affix: 1})


def test_affixes_may_be_very_many_but_not_any_number() -> None:
    with pytest.raises(ValueError, match="affixes have 1048575 letters at most"):
        Prefixes({f"{chr(number)}{'a' * 254}": number for number in range(0x100, 0x1200)})

"""A trie of endings says what a dictionary of them says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.chains import Chains
from tests.reference.chains import ChainDictionary
from tests.strategies import news_word

LETTERS = st.text("lardaı😀", min_size=1, max_size=6)
ENDINGS = st.lists(LETTERS | news_word().filter(str.isalpha), max_size=30).map(" ".join)
LINES = st.lists(st.tuples(st.binary(min_size=3, max_size=3), ENDINGS), max_size=6)
WORDS = st.lists(LETTERS | news_word(), max_size=3).map("".join)
PLACES = st.integers(-2, 9)


@given(LINES, WORDS, PLACES)
def test_profile_of_an_ending(lines: list[tuple[bytes, str]], word: str, start: int) -> None:
    assert Chains(lines).profile(word, start) == ChainDictionary(lines).profile(word, start)


@given(LINES, WORDS, PLACES)
def test_endings_that_begin_at_a_place(lines: list[tuple[bytes, str]], word: str, start: int) -> None:
    assert list(Chains(lines).beginning(word, start)) == ChainDictionary(lines).beginning(word, start)


@given(LINES, WORDS, PLACES)
def test_endings_of_a_word(lines: list[tuple[bytes, str]], word: str, least: int) -> None:
    assert list(Chains(lines).ending(word, least)) == ChainDictionary(lines).ending(word, least)


def test_an_ending_listed_twice_asks_for_no_more_than_each_time() -> None:
    chains = Chains([(b"\x03\x63", "lar da"), (b"\x04\x04", "lar")])
    assert chains.profile("evlar", 2) == b"\x03\x04"
    assert chains.profile("evda", 2) == b"\x03\x63"


def test_thousands_of_endings_are_found() -> None:
    endings = [f"{one}{two}{three}" for one in "lardımnğ" for two in "abcçdefgğh" for three in "ıijklmnoöprs"]
    chains = Chains([(bytes([place % 99]), ending) for place, ending in enumerate(endings)])
    assert [chains.profile(f"ev{ending}", 2) for ending in endings] == [bytes([n % 99]) for n in range(len(endings))]

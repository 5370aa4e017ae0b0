"""The names of the tables are found by their first letters as they are by looking at each."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchlib.lexicon.fold import fold
from searchlib.lexicon.variants import Use, Written, exonym_keys, is_exonym, may_begin_exonym
from tests.reference import exonyms as reference
from tests.strategies import news_word

SPELLINGS = sorted({spelling for *_, spellings in reference.NAMES for spelling in spellings})
WORDS = (
    st.sampled_from(SPELLINGS)
    | st.builds("{}{}".format, st.sampled_from(SPELLINGS), st.sampled_from(["da", "nın", "s", "у", "ə"]))
    | st.builds(lambda name, size: name[:size], st.sampled_from(SPELLINGS), st.integers(0, 5))
    | news_word().map(str.lower)
)
USES = st.builds(
    Use,
    st.sampled_from(Written),
    st.none() | st.sets(st.sampled_from(["az", "en", "ru", "tr"])),
    st.booleans(),
    st.none() | WORDS | WORDS.map(str.upper),
)


@given(WORDS, USES)
def test_keys_of_a_name(word: str, use: Use) -> None:
    assert exonym_keys(word, use) == reference.exonym_keys(word, use)


@given(WORDS)
def test_names_are_known(word: str) -> None:
    assert is_exonym(word) == reference.is_exonym(word)


@given(WORDS, st.sampled_from(Written))
def test_beginnings_of_names_are_known(word: str, written: Written) -> None:
    assert may_begin_exonym(word, written) == reference.may_begin_exonym(word, written)


def test_a_name_and_what_it_is_typed_as_begin_with_the_same_letter_but_for_marks() -> None:
    assert all(len({fold(spelling[0]) for spelling in spellings}) == 1 for *_, spellings in reference.NAMES)

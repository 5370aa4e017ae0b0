"""The lexicon of Russian stems finds what it would if every verb stood there with every prefix."""

from __future__ import annotations

import gc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.lexicon.stem.russian_stems import StemLexicon, read_paradigms
from tests.reference.russian_stems import StemDictionary

LEXICON = StemLexicon()
TWIN = StemDictionary()
STEMS = sorted(TWIN.nouns.keys() | TWIN.verbs.keys())
ENDINGS = sorted(frozenset().union(*read_paradigms().values()))
ANY_WORD = st.builds(
    lambda before, stem, letters, ending: before + stem[: len(stem) - letters] + ending,
    st.sampled_from(["", "", "под", "с", "о", "не"]),
    st.sampled_from(STEMS),
    st.sampled_from([0, 0, 0, 1]),
    st.sampled_from(ENDINGS) | st.text("аеиоуыяюьйлтшщв", max_size=5),
)


@given(ANY_WORD)
def test_the_longest_stem_is_found(word: str) -> None:
    assert LEXICON.find(word) == TWIN.find(word)
    assert LEXICON.find_noun(word) == TWIN.find_noun(word)
    assert LEXICON.find_verb(word) == TWIN.find_verb(word)


def test_every_listed_stem_is_found() -> None:
    assert [LEXICON.find(stem) for stem in STEMS] == [TWIN.find(stem) for stem in STEMS]


def test_every_noun_is_known_without_an_ending() -> None:
    nouns = [noun for noun in TWIN.nouns if len(noun) > 1]
    assert [LEXICON.find_bare(noun) for noun in nouns] == [TWIN.find_bare(noun) for noun in nouns]
    assert all(LEXICON.find_bare(verb) is None for verb in TWIN.verbs.keys() - TWIN.nouns.keys())


@pytest.mark.parametrize(
    ("word", "infinitive"),
    [
        ("пишет", "писать"),
        ("подпишет", "подписать"),
        ("обошел", "обйти"),  # the prefix has another spelling, the verb one stem
        ("подожжет", "поджечь"),
        ("придет", "прийти"),  # a verb without prefixes
        ("допридет", None),
        ("ведем", "вести"),  # not в and ехать, which is listed behind it
    ],
)
def test_a_verb_is_found_behind_its_prefix(word: str, infinitive: str | None) -> None:
    assert LEXICON.find_verb(word) == infinitive


def test_the_garbage_collector_need_not_look_through_the_stems() -> None:
    gc.collect()
    before = len(gc.get_objects())
    lexicon = StemLexicon()
    gc.collect()
    assert lexicon.find("карабаха") == "карабах"
    assert len(gc.get_objects()) - before < len(STEMS) / 50

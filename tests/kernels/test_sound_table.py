"""Sounds are found under the group that they were filed under, and damage is told."""

from __future__ import annotations

from array import array
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.sound_table import SoundCollector, SoundTable
from searchlib.lexicon.variants import hearing, sound_group

SOUNDS = st.text("aäbçL'=", min_size=1, max_size=12)
NAMINGS = st.lists(st.tuples(SOUNDS, st.integers(0, 999)), max_size=60)


def group_of(sounds: str) -> str:
    """Return the classes of sounds with their vowels left open, whatever else stands among them."""
    return sound_group(hearing().hear("".join(filter("aäbç".__contains__, sounds))))


def table_of(namings: list[tuple[str, int]]) -> SoundTable:
    collector = SoundCollector()
    for sounds, term_ord in namings:
        collector.add(group_of(sounds), sounds, term_ord)
    return SoundTable(*collector.finish(), 1000)


@given(NAMINGS)
def test_what_was_filed_under_a_group_is_found_there(namings: list[tuple[str, int]]) -> None:
    filed: dict[str, set[int]] = defaultdict(set)
    for sounds, term_ord in namings:
        filed[sounds].add(term_ord)
    table = table_of(namings)
    for sounds, term_ords in filed.items():
        found = dict(table.find(group_of(sounds), hearing()))
        assert found[sounds] == sorted(term_ords)
        consonants = group_of(sounds).replace(".", "")
        assert {group_of(other).replace(".", "") for other in found} == {consonants}
    assert len(table.items()) == len(filed)


def test_an_empty_table_has_nothing() -> None:
    assert table_of([]).find("K.B", hearing()) == []


@pytest.mark.parametrize(("group", "sounds"), [("K", ""), ("K", "a" * 65), ("K:B", "a")])
def test_what_cannot_be_sounds_is_refused(group: str, sounds: str) -> None:
    with pytest.raises(ValueError, match="cannot be the sounds of a name"):
        SoundCollector().add(group, sounds, 0)


def test_more_letters_than_fit_are_refused() -> None:
    collector = SoundCollector()
    for letter in range(65):
        collector.add("K", chr(0x400 + letter), 0)
    with pytest.raises(ValueError, match="65 different letters"):
        collector.finish()


@given(st.binary(max_size=20), st.lists(st.integers(0, 30) | st.integers(0, 0xFFFFFFFF), max_size=9))
def test_random_bytes_give_an_answer_or_a_value_error(sounds: bytes, buckets: list[int]) -> None:
    buckets = [*buckets, len(sounds)]
    try:
        table = SoundTable("aäbç", sounds, array("I", buckets), 5)
    except ValueError:
        assert len(buckets) not in (2, 3, 5, 9) or buckets[-1] != len(sounds)
        return
    for group in ("K.B", "A", ""):
        try:
            found = table.find(group, hearing())
        except ValueError:
            continue
        assert all(0 <= term_ord < 5 for _, ords in found for term_ord in ords)

"""Names are read, and sounds settled, as regular expressions would do it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.transcription import Letters, Sounds
from searchlib.lexicon.tables import rows
from searchlib.lexicon.variants.sounds import _RULES
from tests.reference import transcription as reference

CLASSES = {sound: key for key, sounds in rows("sound_classes.tsv") for sound in sounds}
WAYS = st.lists(st.text("aış", max_size=3), min_size=1, max_size=3).map(tuple)
BY_FOLLOWING = st.tuples(st.dictionaries(st.sampled_from(["", "a", "б", "^"]), WAYS), WAYS).map(
    lambda drawn: {**drawn[0], ".": drawn[1]}
)
READINGS = st.dictionaries(st.text("abб^", min_size=1, max_size=3), BY_FOLLOWING, max_size=8)


@given(READINGS, st.text("^abбq", max_size=12), st.integers(1, 9))
def test_reading(readings: dict[str, dict[str, tuple[str, ...]]], name: str, most: int) -> None:
    # Without a letter there is one reading, an empty one; a pattern without alternatives would find it everywhere.
    expected = reference.read(readings, name, most) if readings else [""]
    assert Letters(readings).read(name, most) == expected


@given(st.text("".join(CLASSES), max_size=20))
def test_settling(reading: str) -> None:
    assert Sounds(CLASSES, _RULES).settle(reading) == reference.settle(CLASSES, _RULES, reading)


@given(st.text("".join(CLASSES), max_size=20))
def test_settled_sounds_are_heard_as_they_were_settled(reading: str) -> None:
    sounds, heard = Sounds(CLASSES, _RULES).settle(reading)
    assert Sounds(CLASSES, _RULES).hear(sounds) == heard


def test_a_sound_without_a_class_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        Sounds(CLASSES, _RULES).settle("a1")


@pytest.mark.parametrize("by_following", [{"": ("a",)}, {".": ()}, {".": ("a" * 9,)}, {"ab": ("a",), ".": ("a",)}])
def test_letters_are_read_in_some_way_wherever_they_stand(by_following: dict[str, tuple[str, ...]]) -> None:
    with pytest.raises(ValueError, match=r"is read|is not read"):
        Letters({"a": by_following})


def test_a_name_of_too_many_letters_is_refused() -> None:
    with pytest.raises(ValueError, match="at most 80 letters"):
        Letters({"a": {".": ("a",)}}).read("a" * 81, 1)

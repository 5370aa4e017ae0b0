import pytest

from searchlib.lexicon.stem.phonotactics import NO_NOUN_ENDS, NO_VERB_ENDS


@pytest.mark.parametrize("end", ["hm", "rl", "rğ", "tç", "nn", "əl", "ic"])
def test_no_noun_ends_so(end: str) -> None:
    assert end in NO_NOUN_ENDS


@pytest.mark.parametrize("end", ["nd", "rt", "tr", "zm", "ss", "an", "al", "nç", "rs"])
def test_noun_may_end_so(end: str) -> None:
    assert end not in NO_NOUN_ENDS


@pytest.mark.parametrize("end", ["ld", "xm", "da", "ki", "şt"])
def test_no_verb_outside_the_lexicon_ends_so(end: str) -> None:
    assert end in NO_VERB_ENDS


@pytest.mark.parametrize("end", ["la", "se", "lt", "rk", "an", "ll"])
def test_verb_may_end_so(end: str) -> None:
    assert end not in NO_VERB_ENDS

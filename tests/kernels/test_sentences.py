"""Places where a sentence may end are in order, inside the text, and behind a mark or at a line end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.sentences import FIELDS, STOP, SURE, sentence_ends
from tests import strategies

TEXT = st.text() | strategies.news_text() | st.text("aAг1. \n!?…”»-•“V[]\r\u2029。")


def places(text: str) -> list[tuple[int, ...]]:
    found = sentence_ends(text).tolist()
    return [tuple(found[at : at + FIELDS]) for at in range(0, len(found), FIELDS)]


@given(TEXT)
def test_in_order_and_inside_the_text(text: str) -> None:
    last = 0
    for what, mark, end, following, word in places(text):
        assert what in {SURE, STOP}
        assert last <= mark <= end <= following <= len(text)
        assert word <= mark
        assert text[end:following].strip() == ""
        last = following


@given(TEXT)
def test_a_place_that_is_not_sure_is_behind_one_full_stop(text: str) -> None:
    for what, mark, end, following, word in places(text):
        if what == STOP:
            assert text[mark] == "."
            assert text[mark : mark + 2] != ".."
            assert end < following < len(text)
            assert not text[word:mark].split() or text[word:mark].split() == [text[word:mark]]


def test_what_is_found() -> None:
    assert places("Dr. Lee left?! Yes") == [(STOP, 2, 3, 4, 0), (SURE, 12, 14, 15, 12)]
    assert places("Road\n\nnew") == [(SURE, 4, 4, 6, 4)]

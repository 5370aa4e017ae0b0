"""The kernel of hyphens finds what the regular expression finds."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchlib.analysis.hyphenation import joined
from searchlib.analysis.tokenizer import tokenize
from searchlib.kernels import hyphens
from tests.reference import hyphenation
from tests.strategies import news_text

PIECES = (
    "a",
    "Ph",
    "BMT",
    "nin",
    "abcd",
    "F",
    "16",
    "5",
    "½",
    "_",
    "-",
    "-",
    "‐",
    ".",
    ".",
    " ",
    "и\u0306",
    "'",
    "\u00ad",
)


@example("BMT-nin.x BMT-nin-x U.S.-led a_-b c Ph.D.A 2-0 2-ci 1a.b e‐mail x‑ray abcd.efg")
@given(news_text() | st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_the_joined_tokens_are_those_of_the_slow_twin(text: str) -> None:
    assert joined(tokenize(text)) == hyphenation.joined(tokenize(text))


@pytest.mark.parametrize(("starts", "ends"), [([0], []), ([2], [1]), ([0, 1], [2, 3]), ([0], [9])])
def test_tokens_that_are_not_in_the_text_are_refused(starts: list[int], ends: list[int]) -> None:
    with pytest.raises(ValueError, match="token"):
        hyphens.joined("a-b c", array("i", starts), array("i", ends))

"""Cutting a text into candidates loses no mark that fits."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.tokenizer import tokenize
from searchlib.matches import Match, MatchKind
from searchlib.snippet.passages import cut
from tests.strategies import news_text


@given(news_text(), st.integers(30, 300))
def test_candidates_are_in_order_do_not_overlap_and_keep_to_the_budget(text: str, budget: int) -> None:
    tokens = tokenize(text)
    matches = [
        Match(start, end, MatchKind.EXACT, "w")
        for start, end in list(zip(tokens.starts, tokens.ends, strict=True))[::3]
    ]
    last = 0
    for candidate in cut(text, matches, budget):
        assert last <= candidate.start < candidate.end <= len(text)
        last = candidate.end
        longest = max((match.end - match.start for match in candidate.matches), default=0)
        assert len(candidate) <= budget + longest
        assert all(candidate.start <= match.start and match.end <= candidate.end for match in candidate.matches)

"""Takes the passages that together show best why an article was found."""

from __future__ import annotations

from collections.abc import Sequence

from searchlib.matches import Match
from searchlib.results import Passage, Snippet
from searchlib.snippet.passages import Candidate, cut

BUDGET = 240
"""Length that a snippet aims at, in code points."""

MAX_PASSAGES = 2


def make_snippet(body: str, matches: Sequence[Match], budget: int = BUDGET) -> Snippet:
    """Return the best passages of an article's body, in text order; its opening where nothing in it matched.

    Passages are taken one by one, each for the words of the query that those before it do not show.

    Args:
        body: the text.
        matches: its marked ranges, sorted, not overlapping.
        budget: length to aim at, in code points.
    """
    candidates = cut(body, matches, budget)
    chosen: list[Candidate] = []
    covered: frozenset[str] = frozenset()
    while candidates and len(chosen) < MAX_PASSAGES:
        best = max(candidates, key=lambda c: (c.value(covered), -c.start))
        new = {match.word for match in best.matches} - covered
        if chosen and (not new or sum(map(len, chosen)) + len(best) > budget * 1.5):
            break
        chosen.append(best)
        candidates.remove(best)
        covered |= new
    chosen.sort(key=lambda candidate: candidate.start)
    return Snippet(tuple(_passage(body, candidate) for candidate in chosen))


def _passage(body: str, candidate: Candidate) -> Passage:
    matches = tuple(match.moved(-candidate.start) for match in candidate.matches)
    text = body[candidate.start : candidate.end]
    return Passage(text, candidate.start, matches, candidate.opens_cut, candidate.closes_cut)

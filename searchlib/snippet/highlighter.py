"""Finds what matched in a text: words of a group, and phrases where they stand whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from searchlib.analysis import normalize
from searchlib.analysis.tokenizer import Tokens, tokenize
from searchlib.lexicon import Member, TermGroup
from searchlib.matches import Match
from searchlib.query.plan import GroupPlan, PhrasePlan
from searchlib.query.proximity import phrase_places

_CACHE_SIZE = 1 << 14


class Highlighter:
    """Marks the words that a query is about.

    Args:
        plans: the groups and phrases that articles are found by.
    """

    def __init__(self, plans: Iterable[GroupPlan | PhrasePlan]) -> None:
        found = list(plans)
        self._groups = [plan for plan in found if isinstance(plan, GroupPlan)]
        self._phrases = [plan for plan in found if isinstance(plan, PhrasePlan)]
        self._members = lru_cache(_CACHE_SIZE)(self._strongest)

    def matches(self, text: str, field: str) -> list[Match]:
        """Return the marked ranges of a text, in text order, not overlapping; longer ones go first."""
        tokens = tokenize(text)
        surfaces = tokens.surfaces()
        found = [*self._phrase_matches(tokens, surfaces, field), *self._word_matches(tokens, surfaces, field)]
        found.sort(key=lambda match: (match.start, -match.end))
        kept: list[Match] = []
        for match in found:
            if not kept or match.start >= kept[-1].end:
                kept.append(match)
        return kept

    def _word_matches(self, tokens: Tokens, surfaces: list[str], field: str) -> Iterator[Match]:
        for number, surface in enumerate(surfaces):
            found = self._members(surface, field)
            if found is not None:
                word, member = found
                yield Match(tokens.starts[number], tokens.ends[number], member.kind, word, field)

    def _strongest(self, surface: str, field: str) -> tuple[str, Member] | None:
        candidates = [
            (plan.group.word, member)
            for plan in self._groups
            if any(name == field for name, _ in plan.fields) and (member := member_of(surface, plan.group)) is not None
        ]
        return max(candidates, key=lambda found: found[1].weight, default=None)

    def _phrase_matches(self, tokens: Tokens, surfaces: list[str], field: str) -> Iterator[Match]:
        for plan in self._phrases:
            if all(name != field for name, _ in plan.fields):
                continue
            columns = [_members_at(surfaces, group) for group in plan.groups]
            for places in phrase_places([list(column) for column in columns], plan.slop):
                weakest = min((column[n] for column, n in zip(columns, places, strict=True)), key=lambda m: m.weight)
                # Words that only stand near each other are marked one by one, or what is between would be too.
                for first, last in [(min(places), max(places))] if not plan.slop else [(n, n) for n in places]:
                    yield Match(tokens.starts[first], tokens.ends[last], weakest.kind, plan.text, field)


def member_of(surface: str, group: TermGroup) -> Member | None:
    """Return the member of a group that a token is, or None; whichever language the token is in."""
    found = group.by_term.get(normalize(surface))
    return found if found is not None else group.by_term.get(normalize(surface, "tr"))


def _members_at(surfaces: list[str], group: TermGroup) -> dict[int, Member]:
    found = ((number, member_of(surface, group)) for number, surface in enumerate(surfaces))
    return {number: member for number, member in found if member is not None}

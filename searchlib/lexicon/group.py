"""TermGroup: the terms that may stand for one word of a query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from searchlib.matches import MatchKind

_ORDER = {kind: order for order, kind in enumerate(MatchKind)}


class Member(NamedTuple):
    """One term of a group.

    Attributes:
        term: a term of the vocabulary.
        kind: why it may stand for the word.
        weight: how much an occurrence counts beside one of the word itself, above 0 and at most 1.
    """

    term: str
    kind: MatchKind
    weight: float

    @property
    def is_in_full(self) -> bool:
        """Whether an occurrence counts as one of the word itself: the exact form, or what was meant by a typed one."""
        return self.weight >= 1


@dataclass(frozen=True)
class TermGroup:
    """What one word of a query expands to; scored as one pseudo-term.

    Attributes:
        word: the word as typed.
        members: the terms, strongest kind first, then in order of terms; none if nothing may stand for it.

    Example:
        >>> members = [Member("filmi", MatchKind.INFLECTION, 0.8), Member("film", MatchKind.EXACT, 1.0)]
        >>> group = TermGroup.of("film", members)
        >>> [member.term for member in group.members]
        ['film', 'filmi']
    """

    word: str
    members: tuple[Member, ...]

    def __hash__(self) -> int:
        # Groups are in plans, which are compared with each other; hashing every member takes much longer.
        return hash(self.terms_and_weights)

    @classmethod
    def of(cls, word: str, members: Iterable[Member]) -> TermGroup:
        """Make a group of members; of several for one term the heaviest stays."""
        best: dict[str, Member] = {}
        for member in members:
            known = best.get(member.term)
            if known is None or member.weight > known.weight:
                best[member.term] = member
        return cls(word, tuple(sorted(best.values(), key=lambda m: (_ORDER[m.kind], m.term))))

    def in_full(self) -> TermGroup:
        """Return the group with those of its members only that count in full."""
        return TermGroup(self.word, tuple(member for member in self.members if member.is_in_full))

    @cached_property
    def terms_and_weights(self) -> frozenset[tuple[str, float]]:
        """What scores are made of: two groups that have the same score the same. Such a set is hashed but once."""
        return frozenset((member.term, member.weight) for member in self.members)

    @cached_property
    def by_term(self) -> dict[str, Member]:
        """The members by their terms."""
        return {member.term: member for member in self.members}

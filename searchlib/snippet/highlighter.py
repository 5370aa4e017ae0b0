"""Finds what matched in a text: words of a group, and phrases where they stand whole.

A word is marked from its first code point to its last, with whatever makes one character of its ends for a reader
(an accent, a joiner); a phrase is one mark. Words of a phrase alone, without the rest of it, are not marked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from searchlib.analysis import normalize
from searchlib.analysis.clusters import boundary_after, boundary_before
from searchlib.analysis.letter_classes import make_filter
from searchlib.lexicon import Member
from searchlib.matches import Match, MatchKind
from searchlib.query.plan import GroupPlan, PhrasePlan
from searchlib.query.proximity import phrase_places

_TURKIC = "tr"
_FIRST_THAT_MAY_JOIN = "\u0300"


class Mark(NamedTuple):
    """One marked range and what it shows of the query.

    Attributes:
        start, end: the range, in code points of the text.
        units: the words and phrases of the query that stand there, bit ``i`` for ``Highlighter.units[i]``.
        kind: why, for the heaviest of them.
        word: that word or phrase, as typed.
        term: the term of the vocabulary that stands there; of a phrase all, with spaces between them.
    """

    start: int
    end: int
    units: int
    kind: MatchKind
    word: str
    term: str

    def match(self, field: str, offset: int = 0) -> Match:
        """Return the mark as a match in a text that begins ``offset`` code points further left."""
        return Match(self.start + offset, self.end + offset, self.kind, self.word, field, self.term)


@dataclass(frozen=True, slots=True)
class _Role:
    """What a term may stand for: a word of the query by itself, or one word of a phrase."""

    unit: int
    word: str
    member: Member
    phrase: int | None = None
    place: int = 0


class _Standing(NamedTuple):
    """A token with its number, its range and its roles."""

    number: int
    start: int
    end: int
    roles: tuple[_Role, ...]


class _Roles(dict[str, tuple[_Role, ...]]):
    """The roles of tokens as they stand in a text, found when one is first met.

    A token is looked up by both terms that it may have: in Azerbaijani and Turkish I is the capital of ı.
    """

    def __init__(self, of_terms: dict[str, list[_Role]]) -> None:
        super().__init__()
        self._of_terms = of_terms
        self._filter = make_filter(frozenset(of_terms))

    def standing(self, text: str) -> list[_Standing]:
        """Return the tokens of a text that have roles, in text order."""
        tokens = zip(*self._filter.tokens(text), strict=True)
        return [
            _Standing(number, start, end, roles) for number, start, end in tokens if (roles := self[text[start:end]])
        ]

    def __missing__(self, surface: str) -> tuple[_Role, ...]:
        terms = dict.fromkeys((normalize(surface), normalize(surface, _TURKIC)))
        found = tuple(role for term in terms for role in self._of_terms.get(term, ()))
        self[surface] = found
        return found


class Highlighter:
    """Marks the words that a query is about.

    Args:
        plans: the groups and phrases that articles are found by.

    Attributes:
        plans: the same.
        units: the words and phrases of the query, as typed, without repetitions.
        phrases: the plans of phrases.
    """

    def __init__(self, plans: Iterable[GroupPlan | PhrasePlan]) -> None:
        self.plans = found = list(plans)
        self.phrases = [plan for plan in found if isinstance(plan, PhrasePlan)]
        self.units = list(dict.fromkeys(map(_typed, found)))
        of_fields: dict[str, dict[str, list[_Role]]] = defaultdict(lambda: defaultdict(list))
        for plan in found:
            for field, _ in plan.fields:
                for role in self._roles_of(plan):
                    of_fields[field][role.member.term].append(role)
        self._of_fields = {field: _Roles(dict(of_terms)) for field, of_terms in of_fields.items()}

    def _roles_of(self, plan: GroupPlan | PhrasePlan) -> Iterator[_Role]:
        if isinstance(plan, GroupPlan):
            unit = self.units.index(plan.group.word)
            yield from (_Role(unit, plan.group.word, member) for member in plan.group.members)
            return
        unit, phrase = self.units.index(plan.text), self.phrases.index(plan)
        for place, group in enumerate(plan.groups):
            yield from (_Role(unit, plan.text, member, phrase, place) for member in group.members)

    def unit(self, plan: GroupPlan | PhrasePlan) -> int:
        """Return the bit of the word or phrase that a plan stands for."""
        return 1 << self.units.index(_typed(plan))

    def matches(self, text: str, field: str) -> list[Match]:
        """Return the marked ranges of a text, in text order, not overlapping."""
        return [mark.match(field) for mark in self.marks(text, field)]

    def marks(self, text: str, field: str) -> list[Mark]:
        """Return the marked ranges of a text, in text order, not overlapping.

        Of ranges that overlap the first stays, of those that begin together the longest; it stands for the others too.
        """
        of_field = self._of_fields.get(field)
        standing = of_field.standing(text) if of_field is not None else []
        if not standing:
            return []
        found = [*_word_marks(standing), *self._phrase_marks(standing)]
        return _without_overlaps(_in_whole_clusters(text, found))

    def _phrase_marks(self, standing: list[_Standing]) -> Iterator[Mark]:
        if not self.phrases:
            return
        columns: dict[int, list[dict[int, tuple[_Standing, _Role]]]] = {}
        for token in standing:
            for role in token.roles:
                if role.phrase is not None:
                    size = len(self.phrases[role.phrase].groups)
                    column = columns.setdefault(role.phrase, [{} for _ in range(size)])[role.place]
                    known = column.get(token.number)
                    if known is None or role.member.weight > known[1].member.weight:
                        column[token.number] = token, role
        for phrase, places in columns.items():
            yield from _marks_of_phrase(places, self.phrases[phrase].slop)


def _typed(plan: GroupPlan | PhrasePlan) -> str:
    return plan.text if isinstance(plan, PhrasePlan) else plan.group.word


def _word_marks(standing: list[_Standing]) -> Iterator[Mark]:
    for token in standing:
        alone = [role for role in token.roles if role.phrase is None]
        if alone:
            best = max(alone, key=lambda role: role.member.weight) if len(alone) > 1 else alone[0]
            units = 0
            for role in alone:
                units |= 1 << role.unit
            yield Mark(token.start, token.end, units, best.member.kind, best.word, best.member.term)


def _marks_of_phrase(columns: list[dict[int, tuple[_Standing, _Role]]], slop: int) -> Iterator[Mark]:
    for places in phrase_places([list(column) for column in columns], slop):
        words = sorted((column[number] for column, number in zip(columns, places, strict=True)), key=_number)
        weakest = min((role for _, role in words), key=lambda role: role.member.weight)
        # Words that only stand near each other are marked one by one, or what is between would be too.
        for some in [words] if not slop else [[word] for word in words]:
            terms = " ".join(role.member.term for _, role in some)
            start, end = some[0][0].start, some[-1][0].end
            yield Mark(start, end, 1 << weakest.unit, weakest.member.kind, weakest.word, terms)


def _number(word: tuple[_Standing, _Role]) -> int:
    return word[0].number


def _in_whole_clusters(text: str, marks: list[Mark]) -> Iterator[Mark]:
    """Yield the marks, those with an edge inside a character that a reader sees as one made longer."""
    for mark in marks:
        start, end = mark.start, mark.end
        if end < len(text) and text[end] >= _FIRST_THAT_MAY_JOIN:
            end = boundary_after(text, end)
        if start and text[start - 1] >= _FIRST_THAT_MAY_JOIN:
            start = boundary_before(text, start)
        yield mark if (start, end) == (mark.start, mark.end) else mark._replace(start=start, end=end)


def _without_overlaps(marks: Iterable[Mark]) -> list[Mark]:
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if kept and mark.start < kept[-1].end:
            kept[-1] = kept[-1]._replace(units=kept[-1].units | mark.units)
        else:
            kept.append(mark)
    return kept

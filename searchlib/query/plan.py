"""From what a query asks to what is looked for: every word expanded to its TermGroup.

A plan has the shape of the parsed query. Words that stand next to each other as spellings of one thing are one group,
so more spellings never multiply a score.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

from searchlib.article import language_code
from searchlib.codec.layout import FIELD_WEIGHTS
from searchlib.lexicon import Lexicon, TermGroup
from searchlib.lexicon.expand import ALL_KINDS
from searchlib.lexicon.fold import filter_value
from searchlib.lexicon.weights import weights
from searchlib.matches import MatchKind
from searchlib.query.nodes import Boolean, DateRange, Expansion, Filter, Node, Phrase, Word

FIELD_BOOSTS = {field: float(weight) for field, weight in FIELD_WEIGHTS.items()}
"""How much an occurrence in each text field counts."""

K3 = 2.0
"""How soon saying a word again stops counting; fitted on judged sets."""

OTHER_NAME = 0.05
"""How much a name of several words counts where a word has one (ЮАР, South Africa): it is found, but as the articles
that have it mostly have the word, too, it must not count twice. Fitted on the judged sets, which higher values harm."""

_FOLDED_FILTERS = frozenset({"source", "author", "tags", "language"})
_TOO_WEAK_TO_EXCLUDE = frozenset({MatchKind.ROOT})
"""A word of the same root may mean something else, for which no article should be missed."""

_OF_COMPOUNDS = frozenset({MatchKind.INFLECTION, MatchKind.FOLD, MatchKind.VARIANT})
_LEAST_WORDS: Final = 2
_MOST_WORDS: Final = 6
"""Words of a name of several words."""
_OPEN_END = "9999-12-31"
_OPEN_START = "0001-01-01"


@dataclass(frozen=True, slots=True)
class GroupPlan:
    """Articles that have a term of a group.

    Attributes:
        group: the terms.
        fields: the fields that are looked at, each with the factor of an occurrence in it.
        boost: factor of the score.
    """

    group: TermGroup
    fields: tuple[tuple[str, float], ...]
    boost: float = 1.0


@dataclass(frozen=True, slots=True)
class PhrasePlan:
    """Articles in which terms of several groups follow one another.

    Attributes:
        groups: one group for each word of the phrase, in order.
        slop: how many places the words may be away from that order, altogether.
        fields: the fields that are looked at, each with the factor of an occurrence in it.
        boost: factor of the score.
        text: the phrase as typed.
    """

    groups: tuple[TermGroup, ...]
    slop: int
    fields: tuple[tuple[str, float], ...]
    boost: float
    text: str


@dataclass(frozen=True, slots=True)
class FilterPlan:
    """Articles that have a value of a field between two bounds, both included; scores nothing."""

    field: str
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class BooleanPlan:
    """Plans joined together; see :class:`searchlib.query.nodes.Boolean`.

    Attributes:
        must, should, must_not: the plans.
        needs_should: whether an article has to match one of ``should``.
        boost: factor of the score.
    """

    must: tuple[Plan, ...]
    should: tuple[Plan, ...]
    must_not: tuple[Plan, ...]
    needs_should: bool
    boost: float = 1.0


Plan = GroupPlan | PhrasePlan | FilterPlan | BooleanPlan


def make_plan(node: Node, lexicon: Lexicon, kinds: AbstractSet[MatchKind] = ALL_KINDS) -> Plan:
    """Expand the words of a query.

    Args:
        node: the root of a parsed query.
        lexicon: the lexicon of the index.
        kinds: the reasons for which a term may stand for a word that has no operator; EXACT always counts.
    """
    match node:
        case Word():
            return _word_plan(node, lexicon, kinds)
        case Phrase():
            groups = tuple(expand(word, lexicon, kinds) for word in node.words)
            text = " ".join(word.text for word in node.words)
            return PhrasePlan(groups, node.slop, text_fields(node.field), node.boost, text)
        case Filter():
            term = filter_term(node)
            # In indexes made before, terms of languages may have more behind the code: zh-Hant.
            return FilterPlan(node.field, term, f"{term}-\U0010ffff" if node.field == "language" else term)
        case DateRange(low=low, high=high):
            return FilterPlan("date", low.isoformat() if low else _OPEN_START, high.isoformat() if high else _OPEN_END)
        case Boolean():
            must = _distinct(_must(node.must, lexicon, kinds))
            should = _distinct(_should(node.should, lexicon, kinds))
            must_not = _distinct(make_plan(child, lexicon, kinds - _TOO_WEAK_TO_EXCLUDE) for child in node.must_not)
            return BooleanPlan(must, should, must_not, node.needs_should, node.boost)


def filter_term(asked: Filter) -> str:
    """Return the term of the filter field that a filter asks for.

    Example:
        >>> [filter_term(Filter(*asked)) for asked in (("source", "AZƏRTAC"), ("language", "AZ_Latn"), ("id", "N1"))]
        ['azertac', 'az', 'N1']
    """
    if asked.field not in _FOLDED_FILTERS:
        return asked.value
    term = filter_value(asked.value)
    if asked.field != "language":
        return term
    try:
        return language_code(term)
    except ValueError:
        return term  # no article has it, and a note says so


def _word_plan(word: Word, lexicon: Lexicon, kinds: AbstractSet[MatchKind]) -> Plan:
    """Return the plan of a word, which may be several in the articles: email, e-mail; ЮАР, South Africa."""
    fields = text_fields(word.field)
    plan = GroupPlan(expand(word, lexicon, kinds), fields, word.boost)
    if word.expansion is not Expansion.FULL:
        return plan
    weighed = ((lexicon.compounds, weights()[MatchKind.FOLD]), (lexicon.names, OTHER_NAME))
    parts = [
        PhrasePlan(groups, 0, fields, word.boost * weight, word.text)
        for find, weight in weighed
        for groups in find(word.text, kinds)
    ]
    return BooleanPlan((), (plan, *parts), (), needs_should=True) if parts else plan


def _whole(first: Node, second: Node, lexicon: Lexicon, kinds: AbstractSet[MatchKind]) -> GroupPlan | None:
    """Return the plan of two words that were typed with a hyphen, as one word; None if no article has it."""
    if not (isinstance(first, Word) and isinstance(second, Word) and second.is_joined and MatchKind.FOLD in kinds):
        return None
    if not first.expansion is second.expansion is Expansion.FULL:
        return None
    group = lexicon.expand(first.text + second.text, kinds & _OF_COMPOUNDS)
    named = TermGroup(f"{first.text}-{second.text}", group.members)
    return GroupPlan(named, text_fields(first.field), first.boost) if group.members else None


def _wholes(
    nodes: Sequence[Node], lexicon: Lexicon, kinds: AbstractSet[MatchKind]
) -> Iterator[tuple[int, tuple[Plan, ...]]]:
    """Yield how many of the first nodes are one thing together, and the plans that find it otherwise."""
    if len(nodes) > 1 and (whole := _whole(nodes[0], nodes[1], lexicon, kinds)):
        yield 2, (whole,)
    words = _row(nodes[:_MOST_WORDS])
    if len(words) < _LEAST_WORDS or MatchKind.VARIANT not in kinds:
        return
    for other in lexicon.other_names(tuple(word.text for word in words)):
        fields, boost = text_fields(words[0].field), words[0].boost * OTHER_NAME
        phrases = (PhrasePlan(groups, 0, fields, boost, other.group.word) for groups in other.phrases)
        single = (GroupPlan(other.group, fields, boost),) if other.group.members else ()
        if found := (*single, *phrases):
            yield other.length, found


def _row(nodes: Sequence[Node]) -> list[Word]:
    """Return the words at the beginning of a row that may be parts of one name."""
    row: list[Word] = []
    for node in nodes:
        if not isinstance(node, Word) or node.expansion is not Expansion.FULL or (row and node.field != row[0].field):
            break
        row.append(node)
    return row


def _should(nodes: Sequence[Node], lexicon: Lexicon, kinds: AbstractSet[MatchKind]) -> Iterator[Plan]:
    """Yield the plans that may match, and what several of them are together beside them."""
    yield from (make_plan(node, lexicon, kinds) for node in nodes)
    for number in range(len(nodes)):
        for _, plans in _wholes(nodes[number:], lexicon, kinds):
            yield from plans


def _must(nodes: Sequence[Node], lexicon: Lexicon, kinds: AbstractSet[MatchKind]) -> Iterator[Plan]:
    """Yield the plans that have to match; of words that are one thing all or the whole has to."""
    plans = [make_plan(node, lexicon, kinds) for node in nodes]
    number = 0
    while number < len(plans):
        wholes = list(_wholes(nodes[number:], lexicon, kinds))
        length = max((length for length, _ in wholes), default=1)
        if wholes:
            every = BooleanPlan(tuple(plans[number : number + length]), (), (), needs_should=False)
            others = (plan for found, plans in wholes if found == length for plan in plans)
            yield BooleanPlan((), (every, *others), (), needs_should=True)
        else:
            yield plans[number]
        number += length


def repetition_factor(times: int, k3: float = K3) -> float:
    """Return how much a word counts that is said so many times: less for each time more, k3 + 1 at most.

    Robertson and others, "Okapi at TREC-3" (1995): the query's own term frequency, saturated.

    Example:
        >>> repetition_factor(1), repetition_factor(2)
        (1.0, 1.5)
    """
    return (k3 + 1) * times / (k3 + times)


def _distinct(plans: Iterable[Plan]) -> tuple[Plan, ...]:
    """Return plans without those that look for the same as one before, and which counts more for it."""
    times: dict[object, int] = {}
    kept: list[tuple[object, Plan]] = []
    for plan in plans:
        key = (plan.group.terms_and_weights, plan.fields, plan.boost) if isinstance(plan, GroupPlan) else plan
        if key not in times:
            kept.append((key, plan))
            times[key] = 0
        times[key] += 1
    return tuple(
        replace(plan, boost=plan.boost * repetition_factor(times[key]))
        if times[key] > 1 and isinstance(plan, GroupPlan)
        else plan
        for key, plan in kept
    )


def expand(word: Word, lexicon: Lexicon, kinds: AbstractSet[MatchKind] = ALL_KINDS) -> TermGroup:
    """Return the terms that may stand for a word of the query."""
    match word.expansion:
        case Expansion.FULL:
            return lexicon.expand(word.text, kinds)
        case Expansion.EXACT:
            return lexicon.expand_exact(word.text)
        case Expansion.PREFIX:
            return lexicon.expand_prefix(word.text)
        case Expansion.PATTERN:
            return lexicon.expand_pattern(word.text)
        case Expansion.FUZZY:
            return lexicon.expand_fuzzy(word.text, word.edits)


def wanted(plan: Plan) -> Iterator[GroupPlan | PhrasePlan]:
    """Yield the groups and phrases that an article is found by, not those that exclude it."""
    match plan:
        case GroupPlan() | PhrasePlan():
            yield plan
        case BooleanPlan(must=must, should=should):
            for child in (*must, *should):
                yield from wanted(child)
        case FilterPlan():
            pass


@cache
def text_fields(field: str | None) -> tuple[tuple[str, float], ...]:
    """Return the text fields, or the one that is named, each with the factor of an occurrence."""
    return tuple((name, boost) for name, boost in FIELD_BOOSTS.items() if field in (None, name))

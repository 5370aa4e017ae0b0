"""From a parsed query to what is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from searchlib.codec.vocabulary import TermFacts
from searchlib.lexicon import Lexicon
from searchlib.query.parser import parse
from searchlib.query.plan import K3, BooleanPlan, GroupPlan, PhrasePlan, Plan, make_plan, repetition_factor
from tests.lexicons import make_lexicon


@pytest.fixture
def lexicon(tmp_path: Path) -> Lexicon:
    facts = {term: TermFacts(1, 0, frozenset({"en"})) for term in ("road", "roads", "closed")}
    return make_lexicon(facts, tmp_path)


def plan_of(query: str, lexicon: Lexicon) -> Plan:
    root = parse(query).root
    assert root is not None
    return make_plan(root, lexicon)


@pytest.mark.parametrize("query", ["road closed road", "Road closed road", "road closed ROAD road"])
def test_a_word_said_again_is_asked_once_and_counts_a_little_more(query: str, lexicon: Lexicon) -> None:
    plan = plan_of(query, lexicon)
    assert isinstance(plan, BooleanPlan)
    road, closed = (child for child in plan.should if isinstance(child, GroupPlan))
    assert [road.group.word, closed.group.word] == query.split()[:2]
    assert road.boost == repetition_factor(len(query.split()) - 1) < 2 < K3 + 1
    assert closed.boost == 1


@pytest.mark.parametrize("query", ["road closed road^2", "road closed title:road", "road closed =road", "road roads"])
def test_what_asks_for_something_else_stays(query: str, lexicon: Lexicon) -> None:
    plan = plan_of(query, lexicon)
    assert isinstance(plan, BooleanPlan)
    assert len(plan.should) == len(query.split())


def test_a_phrase_keeps_every_word(lexicon: Lexicon) -> None:
    plan = plan_of('"road road"', lexicon)
    assert isinstance(plan, PhrasePlan)
    assert len(plan.groups) == 2

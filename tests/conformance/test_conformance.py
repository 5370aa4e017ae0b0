"""The conformance cases: that they are sound data, and that each topic passes but for the failures we know of."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.quality.conformance import CASES, Case, failing, indexed, read_cases

ALL_CASES = read_cases()
TOPICS = tuple(dict.fromkeys(case.topic for case in ALL_CASES))
KNOWN_FAILURES = CASES.with_name("known_failures.txt")
MANUAL = Path(__file__).parents[2] / "docs" / "CONFORMANCE.md"
OPERATOR = re.compile(r'["“”*?~^=+&|()]|\b(?:AND|OR|NOT)\b|(?:^|\s)-\w')


@pytest.fixture(scope="module")
def failed_ids() -> set[str]:
    with indexed(ALL_CASES) as find:
        return {case.id for case in failing(ALL_CASES, find)}


def known_failures() -> dict[str, str]:
    lines = KNOWN_FAILURES.read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {case_id: reason.strip() for case_id, reason in pairs}


@pytest.mark.parametrize("topic", TOPICS)
def test_every_case_of_the_topic_passes_but_known_failures(topic: str, failed_ids: set[str]) -> None:
    known = known_failures()
    cases = [case for case in ALL_CASES if case.topic == topic]
    broken = [_told(case) for case in cases if case.id in failed_ids and case.id not in known]
    assert not broken, f"these conformance cases of {topic!r} fail:\n" + "\n".join(broken)
    mended = [case.id for case in cases if case.id in known and case.id not in failed_ids]
    assert not mended, f"these pass now; take their lines out of {KNOWN_FAILURES.name}:\n" + "\n".join(mended)


def test_known_failures_are_cases_and_have_a_reason() -> None:
    known = known_failures()
    assert known.keys() <= {case.id for case in ALL_CASES}
    assert all(known.values())


def test_ids_are_unique_and_tell_language_and_topic() -> None:
    assert len({case.id for case in ALL_CASES}) == len(ALL_CASES)
    for case in ALL_CASES:
        assert re.fullmatch(rf"case-[a-z]{{2}}-{re.escape(case.topic)}-\d{{3}}", case.id)


def test_no_question_is_asked_twice() -> None:
    asked = Counter((case.text, case.query) for case in ALL_CASES)
    assert [question for question, count in asked.items() if count > 1] == []


def test_no_case_is_empty_and_every_reason_is_a_sentence() -> None:
    for case in ALL_CASES:
        assert case.text.strip()
        assert case.query.strip()
        assert re.fullmatch(r".{5,120}\.", case.why), case.id


def test_both_answers_are_asked_for_in_every_topic() -> None:
    share = sum(case.must_match for case in ALL_CASES) / len(ALL_CASES)
    assert 0.5 <= share <= 0.6
    for topic in TOPICS:
        assert {case.must_match for case in ALL_CASES if case.topic == topic} == {True, False}


def test_queries_use_operators_where_they_are_the_topic_only() -> None:
    using = {case.topic for case in ALL_CASES if OPERATOR.search(case.query)}
    assert using <= {"operator", "query-form", "token"}
    assert sum(case.topic == "operator" for case in ALL_CASES) <= len(ALL_CASES) // 10


def test_a_query_that_must_not_match_is_one_word() -> None:
    several = [c.id for c in ALL_CASES if not c.must_match and c.topic != "operator" and len(c.query.split()) > 1]
    assert several == []


def test_letters_are_composed_where_that_is_not_the_topic() -> None:
    elsewhere = [case for case in ALL_CASES if case.topic != "unicode-form"]
    decomposed = [c.id for c in elsewhere if not unicodedata.is_normalized("NFC", c.text + c.query)]
    assert decomposed == []


def test_what_cannot_be_seen_is_written_as_an_escape() -> None:
    source = CASES.read_text("utf-8")
    assert [ch for ch in source if unicodedata.category(ch) in {"Cf", "Mn"}] == []


def test_the_manual_counts_the_cases_of_every_topic() -> None:
    counted = {
        topic: (sum(case.must_match for case in cases), sum(not case.must_match for case in cases))
        for topic in TOPICS
        if (cases := [case for case in ALL_CASES if case.topic == topic])
    }
    rows = re.findall(r"^\| `([a-z-]+)` \|.*\| (\d+) \| (\d+) \|$", MANUAL.read_text("utf-8"), re.MULTILINE)
    assert {topic: (int(must), int(must_not)) for topic, must, must_not in rows} == counted


def _told(case: Case) -> str:
    wanted = "must match" if case.must_match else "must not match"
    return f"{case.id}: {case.query!r} {wanted} {case.text!r}. {case.why}"

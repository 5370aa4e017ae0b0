"""A key leads to the terms that were filed under it, whatever its letters are and in whatever order they came."""

from __future__ import annotations

import contextlib
from array import array
from collections import defaultdict
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.entry_encoder import EntryColumns
from searchlib.kernels.key_collector import KeyCollector
from searchlib.kernels.lexicon_entries import LETTERS, LexiconEntries
from tests.kernels.unions import union_of
from tests.reference.key_lists import key_lists

TEXTS = st.text("aəж中b", max_size=5)
TERMS = st.sets(st.text("aəж中b", min_size=1, max_size=5), min_size=1, max_size=40).map(sorted)
TAGS = st.sampled_from(["s:az", "r:az", "f:az", "f:", "s:en", "a", "e", "h"])


def collected(terms: list[str], filings: list[tuple[str, int]], votes: list[int], masks: list[int]) -> EntryColumns:
    encoded = [term.encode() for term in terms]
    offsets = array("I", accumulate(map(len, encoded), initial=0))
    collector = KeyCollector(b"".join(encoded), offsets, array("i", votes), array("Q", masks))
    for key, term_ord in filings:
        collector.add(key, term_ord)
    return collector.finish()


def entries_of(terms: list[str], columns: EntryColumns) -> LexiconEntries:
    return LexiconEntries(union_of(terms[::2], terms[1::2]), columns.tags, columns[1:])


@given(st.data(), TERMS)
def test_every_key_leads_to_its_terms(data: st.DataObject, terms: list[str]) -> None:
    texts = st.sampled_from(terms) | TEXTS
    filing = st.tuples(st.tuples(TAGS, texts).map(":".join), st.integers(0, len(terms) - 1))
    filings = data.draw(st.lists(filing, max_size=60))
    votes = data.draw(st.lists(st.integers(-0x7FFFFFFF, 0x7FFFFFFF), min_size=len(terms), max_size=len(terms)))
    masks = data.draw(st.lists(st.integers(0, 2**64 - 1), min_size=len(terms), max_size=len(terms)))
    entries = entries_of(terms, collected(terms, filings, votes, masks))
    expected = key_lists(filings)
    assert {key: entries.term_ords(key) for key in expected} == expected
    absent = data.draw(st.tuples(TAGS, texts).map(":".join))
    assert entries.term_ords(absent) == expected.get(absent, [])
    assert [entries.facts(term_ord) for term_ord in range(len(terms))] == list(zip(votes, masks, strict=True))
    assert tuple(map(list, entries.facts_columns())) == (votes, masks)
    letters: dict[str, int] = defaultdict(int)
    for key, ords in expected.items():
        for term_ord in ords:
            letters[terms[term_ord]] |= LETTERS[key[0]]
    assert dict(entries.related([*expected, absent])) == letters
    ranks = {term: rank for rank, term in enumerate(terms)}
    pairs = sorted(
        (ranks[key[2:]], n) for key, ords in expected.items() if key[:2] == "h:" and key[2:] in ranks for n in ords
    )
    assert list(zip(*entries.pairs("h"), strict=True)) == pairs
    entries.check()


def test_a_key_has_a_tag_and_a_term_is_one_of_the_vocabulary() -> None:
    collector = KeyCollector(b"a", array("I", [0, 1]), array("i", [0]), array("Q", [0]))
    for key in ("", "a", "s:az", "film"):
        with pytest.raises(ValueError, match="has no tag"):
            collector.add(key, 0)
    with pytest.raises(IndexError):
        collector.add("a:film", 1)


def test_terms_that_do_not_ascend_are_refused() -> None:
    with pytest.raises(ValueError, match="is not behind"):
        collected(["b", "a"], [("a:c", 0)], [0, 0], [0, 0])


@given(st.data())
def test_damaged_bytes_give_an_answer_or_a_value_error(data: st.DataObject) -> None:
    terms = [f"t{number:02}" for number in range(40)]
    filings = [(f"s:az:t{n % 9:02}", n) for n in range(40)] + [(f"a:u{n % 5}", n) for n in range(40)]
    columns = collected(terms, filings, list(range(-20, 20)), [n % 3 for n in range(40)])
    name = data.draw(st.sampled_from(columns._fields[1:]))
    section = getattr(columns, name)
    changed = array("B", section) if name == "entries" else section[:]
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(changed) - 1))
        changed[place] = data.draw(st.integers(0, (1 << 8 * changed.itemsize) - 1) | st.integers(0, 99))
    try:
        sections = [changed if other == name else getattr(columns, other) for other in columns._fields[1:]]
        entries = LexiconEntries(union_of(terms[::2], terms[1::2]), columns.tags, sections)
    except ValueError:
        return
    for key in ("s:az:t03", "s:az:t30", "a:u1", "a:zzz", "a:t03"):
        with contextlib.suppress(ValueError):
            assert all(0 <= term_ord < len(terms) for term_ord in entries.term_ords(key))
    for method in (entries.facts_columns, entries.check, lambda: entries.pairs("s:az")):
        with contextlib.suppress(ValueError):
            method()

"""The best documents are those that scoring every document by the book gives, whatever is passed over on the way."""

from __future__ import annotations

import random
import tempfile
from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.kernels.searched_segment import SearchedSegment
from searchlib.kernels.topk import best_documents, matching_documents
from searchlib.lexicon import TermGroup
from searchlib.lexicon.group import Member
from searchlib.matches import MatchKind
from searchlib.query.plan import FIELD_BOOSTS, BooleanPlan, FilterPlan, GroupPlan, PhrasePlan, Plan
from searchlib.search import bm25
from searchlib.search.binding import Binder
from tests.reference.scoring import ReferenceSearcher
from tests.reference.segments import Words, open_segment, scored_length, write_segment

TERMS = "abcdefghijkl"
LANGUAGES = ("az", "en", "ru")
BOTH = tuple(FIELD_BOOSTS.items())


def made_documents(seed: int, count: int) -> list[Words]:
    """Return documents of few words, the first letters oftener than the last."""
    source = random.Random(seed)  # noqa: S311  the same documents every time
    shares = [1 / (rank + 1) for rank in range(len(TERMS))]
    return [
        {
            "title": source.choices(TERMS, shares, k=source.choice((0, 1, 3))),
            "body": source.choices(TERMS, shares, k=source.choice((0, 2, 5, 9, 30))),
            "language": [source.choice(LANGUAGES)],
        }
        for _ in range(count)
    ]


@st.composite
def groups(draw: st.DrawFn) -> TermGroup:
    """Groups of few terms, one of which may be the word itself."""
    terms = draw(st.lists(st.sampled_from(f"{TERMS}z"), max_size=4, unique=True))  # no document has z
    weights = st.sampled_from((1.0, 0.9, 0.55))
    kinds = [MatchKind.EXACT if draw(st.booleans()) else MatchKind.INFLECTION, *[MatchKind.INFLECTION] * 3]
    return TermGroup("word", tuple(Member(term, kind, draw(weights)) for term, kind in zip(terms, kinds, strict=False)))


FIELDS = st.sampled_from((BOTH, BOTH[:1], BOTH[1:]))
BOOSTS = st.sampled_from((1.0, 1.0, 2.5))
LEAVES: st.SearchStrategy[Plan] = st.one_of(
    st.builds(GroupPlan, groups(), FIELDS, BOOSTS),
    st.builds(GroupPlan, groups(), FIELDS, BOOSTS),
    st.builds(
        PhrasePlan,
        st.lists(groups(), min_size=2, max_size=3).map(tuple),
        st.integers(0, 3),
        FIELDS,
        BOOSTS,
        st.just("phrase"),
    ),
    st.builds(FilterPlan, st.just("language"), st.sampled_from(("az", "b")), st.sampled_from(("en", "z"))),
)


def booleans(children: st.SearchStrategy[Plan]) -> st.SearchStrategy[Plan]:
    """Return Booleans of plans, with alternatives more often than not."""
    some = st.lists(children, max_size=3).map(tuple)
    return st.builds(BooleanPlan, some, some, st.lists(children, max_size=1).map(tuple), st.booleans(), BOOSTS)


PLANS = st.recursive(LEAVES, booleans, max_leaves=6)


class Case:
    """Documents in segments, some deleted, as files with small blocks."""

    def __init__(self, folder: Path, seed: int, sizes: list[int]) -> None:
        self.documents = made_documents(seed, sum(sizes))
        source = random.Random(seed)  # noqa: S311  the same documents every time
        self.deleted = {number for number in range(sum(sizes)) if source.random() < seed % 3 / 4}
        total = sum(map(scored_length, self.documents))
        norm = bm25.norm(total / len(self.documents))
        opened = []
        for number, (size, base) in enumerate(zip(sizes, accumulate([0, *sizes]), strict=False)):
            path = folder / f"segment{number}"
            write_segment(path, self.documents[base : base + size], 2)
            gone = {docnum - base for docnum in self.deleted}
            opened.append(open_segment(path, norm, base, gone))
        self.segments: tuple[SearchedSegment, ...] = tuple(opened)
        self.binder = Binder(self.segments, len(self.documents))


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    """Return collections of several shapes; plans are asked of all of them."""
    sizes = ([1], [40], [70, 3, 130], [300], [64, 64])
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for seed, some in enumerate(sizes):
            (Path(folder) / str(seed)).mkdir()
            made.append(Case(Path(folder) / str(seed), seed, some))
    return made


WHOLE = st.sampled_from((1, 2, 8, 512))
WIDE = st.sampled_from((6, 7, 16))
"""Windows may all be narrow, some wide, or wide enough to hold all documents."""


@given(plan=PLANS, k=st.integers(1, 12), count_to=st.sampled_from((0, 1, 20, 1000)), whole=WHOLE, wide=WIDE)
def test_nothing_better_is_passed_over(
    cases: list[Case], plan: Plan, k: int, count_to: int, whole: int, wide: int
) -> None:
    for case in cases:
        expected = ReferenceSearcher(case.documents, case.deleted).search(plan)
        query = case.binder.bind(plan)
        found, total, is_exact = best_documents(
            query, case.segments, k, count_to, window_bits=6, wide_bits=wide, whole_postings=whole
        )
        assert [docnum for docnum, _ in found] == [number for number, _ in expected[:k]]
        assert [score for _, score in found] == pytest.approx([score for _, score in expected[:k]], rel=1e-6)
        assert is_exact == (len(expected) <= max(count_to, k - 1))
        assert total == (len(expected) if is_exact else max(count_to, k))


@given(plan=PLANS, whole=WHOLE, wide=WIDE)
def test_every_document_that_matches_is_counted(cases: list[Case], plan: Plan, whole: int, wide: int) -> None:
    for case in cases:
        expected = ReferenceSearcher(case.documents, case.deleted).search(plan)
        query = case.binder.bind(plan)
        found, total, is_exact = best_documents(
            query, case.segments, 0, 2**64 - 1, window_bits=6, wide_bits=wide, whole_postings=whole
        )
        assert (found, total, is_exact) == ([], len(expected), True)


@given(plan=PLANS, whole=WHOLE, wide=WIDE)
def test_all_that_match_are_found_with_their_scores(cases: list[Case], plan: Plan, whole: int, wide: int) -> None:
    for case in cases:
        expected = dict(ReferenceSearcher(case.documents, case.deleted).search(plan))
        query = case.binder.bind(plan)
        found, best = matching_documents(query, case.segments, window_bits=6, wide_bits=wide, whole_postings=whole)
        scores = {
            segment.doc_base + docnum: score
            for segment, (mask, some) in zip(case.segments, found, strict=True)
            for docnum, (is_found, score) in enumerate(zip(mask, some, strict=True))
            if is_found
        }
        assert scores == pytest.approx(expected, rel=1e-6)
        assert best == []


@given(plan=PLANS, k=st.integers(1, 400), whole=WHOLE, wide=WIDE)
def test_the_best_of_all_that_match_are_those_of_a_search_to_the_last_bit(
    cases: list[Case], plan: Plan, k: int, whole: int, wide: int
) -> None:
    for case in cases:
        query = case.binder.bind(plan)
        matching, best = matching_documents(
            query, case.segments, k, window_bits=6, wide_bits=wide, whole_postings=whole
        )
        searched, _, _ = best_documents(query, case.segments, k, window_bits=6, wide_bits=wide, whole_postings=whole)
        assert best == searched
        assert (matching, []) == matching_documents(
            query, case.segments, window_bits=6, wide_bits=wide, whole_postings=whole
        )


@given(plan=PLANS, seed=st.integers(0, 999), extension=st.sampled_from((".pst", ".pos")), wide=WIDE)
def test_damaged_bytes_are_told_or_do_not_matter(plan: Plan, seed: int, extension: str, wide: int) -> None:
    source = random.Random(seed)  # noqa: S311  the same documents every time
    with tempfile.TemporaryDirectory() as folder:
        case = Case(Path(folder), 3, [80])
        path = Path(folder) / f"segment0{extension}"
        damaged = bytearray(path.read_bytes())
        for _ in range(source.choice((1, 3))):
            damaged[source.randrange(8, len(damaged) // 2)] = source.randrange(256)
        path.write_bytes(damaged)
        segments = (open_segment(path.with_suffix(""), bm25.norm(10), 0),)
        try:
            query = Binder(segments, 80).bind(plan)
            found, total, _ = best_documents(query, segments, 80, 80, window_bits=6, wide_bits=wide, whole_postings=2)
        except ValueError:
            return
        assert len(found) <= total <= len(case.documents)


ONE_TERM = GroupPlan(TermGroup("a", (Member("a", MatchKind.EXACT, 1.0),)), BOTH)


@pytest.mark.parametrize("plan", [ONE_TERM, BooleanPlan((), (ONE_TERM, ONE_TERM), (), needs_should=True)])
def test_a_query_is_asked_of_the_segments_it_was_bound_to(cases: list[Case], plan: Plan) -> None:
    query = cases[0].binder.bind(plan)
    with pytest.raises(ValueError, match="bound to other segments"):
        best_documents(query, cases[1].segments, 10)


@pytest.mark.parametrize(("narrow", "wide"), [(5, 16), (6, 17), (8, 7)])
def test_windows_have_a_size_that_marks_fit(cases: list[Case], narrow: int, wide: int) -> None:
    query = cases[0].binder.bind(BooleanPlan((), (), (), needs_should=False))
    with pytest.raises(ValueError, match="exponents have to be from 6 to 16"):
        best_documents(query, cases[0].segments, 10, window_bits=narrow, wide_bits=wide)

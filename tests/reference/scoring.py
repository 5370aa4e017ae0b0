"""BM25F over plain dictionaries: no index, no arrays, the formulas as they are in the papers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from ctypes import c_float

from searchlib.lexicon import TermGroup
from searchlib.matches import MatchKind
from searchlib.query.plan import FIELD_BOOSTS, BooleanPlan, FilterPlan, GroupPlan, PhrasePlan, Plan
from searchlib.search.bm25 import EXACT_BONUS, K1, B
from tests.reference.document import Document


class ReferenceSearcher:
    """Scores every document against a plan, one after another.

    Args:
        documents: the analysed articles, in the order of their document numbers.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = list(documents)
        lengths = [self._length(document) for document in self._documents]
        self._mean_length = sum(lengths) / len(lengths) if lengths else 0.0

    def search(self, plan: Plan) -> list[tuple[str, float]]:
        """Return the ids of all documents that match, with their scores, best first."""
        scores = [(self._score(plan, document), number) for number, document in enumerate(self._documents)]
        # In single precision, as the kernel compares: otherwise the order of additions would decide between equals.
        found = sorted((-c_float(score).value, number) for score, number in scores if score is not None)
        return [(self._documents[number].article.id, -score) for score, number in found]

    def _score(self, plan: Plan, document: Document) -> float | None:
        match plan:
            case GroupPlan(group=group, fields=fields, boost=boost):
                exact = TermGroup(group.word, tuple(m for m in group.members if m.kind is MatchKind.EXACT))
                score = self._pseudo_term(group, fields, document)
                if score is not None and exact.members and len(exact.members) < len(group.members):
                    score += EXACT_BONUS * (self._pseudo_term(exact, fields, document) or 0.0)
                return None if score is None else boost * score
            case PhrasePlan(groups=groups, fields=fields, boost=boost):
                frequency = sum(factor * _weigh_exact(plan, document.streams[field].terms) for field, factor in fields)
                idf = sum(self._idf(group, fields) for group in groups)
                return boost * idf * self._saturated(frequency, document) if frequency else None
            case FilterPlan(field=field, low=low, high=high):
                return 0.0 if any(low <= value <= high for value in document.fields()[field]) else None
            case BooleanPlan():
                return self._boolean(plan, document)

    def _pseudo_term(self, group: TermGroup, fields: tuple[tuple[str, float], ...], document: Document) -> float | None:
        frequency = sum(
            factor * group.by_term[term].weight
            for field, factor in fields
            for term in document.streams[field].terms
            if term in group.by_term
        )
        return self._idf(group, fields) * self._saturated(frequency, document) if frequency else None

    def _boolean(self, plan: BooleanPlan, document: Document) -> float | None:
        must = [self._score(child, document) for child in plan.must]
        should = [self._score(child, document) for child in plan.should]
        if any(score is None for score in must):
            return None
        if plan.needs_should and all(score is None for score in should):
            return None
        if any(self._score(child, document) is not None for child in plan.must_not):
            return None
        return plan.boost * sum(score for score in (*must, *should) if score is not None)

    def _idf(self, group: TermGroup, fields: tuple[tuple[str, float], ...]) -> float:
        counts = {
            field: Counter(term for document in self._documents for term in set(document.streams[field].terms))
            for field, _ in fields
        }
        counted = sum(m.weight * max(found[m.term] for found in counts.values()) for m in group.members)
        counted = min(counted, len(self._documents))
        return math.log(1 + (len(self._documents) - counted + 0.5) / (counted + 0.5))

    def _saturated(self, frequency: float, document: Document) -> float:
        norm = K1 * (1 - B + B * self._length(document) / self._mean_length)
        return frequency * (K1 + 1) / (frequency + norm)

    @staticmethod
    def _length(document: Document) -> float:
        return sum(boost * len(document.streams[field]) for field, boost in FIELD_BOOSTS.items())


def _weigh_exact(plan: PhrasePlan, terms: list[str]) -> float:
    """Add up the windows of a text in which a phrase without slop stands, each as heavy as its weakest word."""
    width = len(plan.groups)
    windows = [terms[start : start + width] for start in range(len(terms) - width + 1)]
    return sum(
        min(group.by_term[t].weight for t, group in zip(window, plan.groups, strict=True))
        for window in windows
        if all(t in group.by_term for t, group in zip(window, plan.groups, strict=True))
    )

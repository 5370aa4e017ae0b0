"""BM25F over plain lists of words: no index, no arrays, the formulas as they are in the papers."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from ctypes import c_float
from functools import lru_cache

from searchlib.lexicon import TermGroup
from searchlib.query.plan import FIELD_BOOSTS, BooleanPlan, FilterPlan, GroupPlan, PhrasePlan, Plan
from searchlib.query.proximity import phrase_places
from searchlib.search.bm25 import EXACT_BONUS, K1, B

Words = Mapping[str, Sequence[str]]
"""A document: the terms of its text fields in order, the values of the others."""

Fields = tuple[tuple[str, float], ...]


class ReferenceSearcher:
    """Scores every document against a plan, one after another.

    Args:
        documents: in the order of their numbers.
        deleted: numbers of documents that are counted, but not found.
    """

    def __init__(self, documents: Iterable[Words], deleted: Collection[int] = ()) -> None:
        self._documents = list(documents)
        self._deleted = deleted
        lengths = [self._length(document) for document in self._documents]
        self._mean_length = sum(lengths) / len(lengths) if lengths else 0.0
        self._counted: dict[str, Counter[str]] = {}
        self._idf = lru_cache(None)(self._counted_idf)

    def search(self, plan: Plan, among: Iterable[int] | None = None) -> list[tuple[int, float]]:
        """Return the numbers of all documents that match, with their scores, best first.

        Args:
            plan: what they are scored against.
            among: the only documents that can match; None for all.
        """
        numbers = range(len(self._documents)) if among is None else among
        scores = [(self._score(plan, self._documents[number]), number) for number in numbers]
        # In single precision, as the kernel compares: otherwise the order of additions would decide between equals.
        found = sorted((-c_float(score).value, number) for score, number in scores if score is not None)
        return [(number, -score) for score, number in found if number not in self._deleted]

    def _score(self, plan: Plan, document: Words) -> float | None:
        match plan:
            case GroupPlan(group=group, fields=fields, boost=boost):
                exact = group.in_full()
                score = self._pseudo_term(group, fields, document)
                if score is not None and exact.members and len(exact.members) < len(group.members):
                    score += EXACT_BONUS * (self._pseudo_term(exact, fields, document) or 0.0)
                return None if score is None else boost * score
            case PhrasePlan(groups=groups, fields=fields, boost=boost):
                frequency = sum(factor * _phrase_weight(plan, document[field]) for field, factor in fields)
                idf = sum(self._idf(group, fields) for group in groups)
                return boost * idf * self._saturated(frequency, document) if frequency else None
            case FilterPlan(field=field, low=low, high=high):
                return 0.0 if any(low <= value <= high for value in document[field]) else None
            case BooleanPlan():
                return self._boolean(plan, document)

    def _pseudo_term(self, group: TermGroup, fields: Fields, document: Words) -> float | None:
        frequency = sum(
            factor * group.by_term[term].weight
            for field, factor in fields
            for term in document[field]
            if term in group.by_term
        )
        return self._idf(group, fields) * self._saturated(frequency, document) if frequency else None

    def _boolean(self, plan: BooleanPlan, document: Words) -> float | None:
        must = [self._score(child, document) for child in plan.must]
        should = [self._score(child, document) for child in plan.should]
        if any(score is None for score in must):
            return None
        if plan.needs_should and all(score is None for score in should):
            return None
        if any(self._score(child, document) is not None for child in plan.must_not):
            return None
        return plan.boost * sum(score for score in (*must, *should) if score is not None)

    def _counted_idf(self, group: TermGroup, fields: Fields) -> float:
        counts = [self._doc_frequencies(field) for field, _ in fields]
        counted = sum(m.weight * max(found[m.term] for found in counts) for m in group.members)
        counted = min(counted, len(self._documents))
        return math.log(1 + (len(self._documents) - counted + 0.5) / (counted + 0.5))

    def _doc_frequencies(self, field: str) -> Counter[str]:
        if field not in self._counted:
            terms = (term for document in self._documents for term in set(document[field]))
            self._counted[field] = Counter(terms)
        return self._counted[field]

    def _saturated(self, frequency: float, document: Words) -> float:
        norm = K1 * (1 - B + B * self._length(document) / self._mean_length)
        return frequency * (K1 + 1) / (frequency + norm)

    @staticmethod
    def _length(document: Words) -> float:
        return sum(boost * len(document[field]) for field, boost in FIELD_BOOSTS.items())


def _phrase_weight(plan: PhrasePlan, terms: Sequence[str]) -> float:
    """Add up the places where a phrase stands in a text, each as heavy as its weakest word."""
    columns = [[at for at, term in enumerate(terms) if term in group.by_term] for group in plan.groups]
    return sum(
        min(group.by_term[terms[at]].weight for at, group in zip(place, plan.groups, strict=True))
        for place in phrase_places(columns, plan.slop)
    )

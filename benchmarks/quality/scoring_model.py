"""The constants of ranking as one value, and the score that a MemoryIndex gives with them.

With the constants of the library it ranks as the library does, up to equal scores (tests/benchmarks/quality).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from benchmarks.quality.baselines import best
from benchmarks.quality.judgements import DEPTH, ndcg
from benchmarks.quality.memory_index import Group, MemoryIndex
from benchmarks.quality.relevance_sets import Query, RelevanceSet
from searchlib.lexicon.weights import weights
from searchlib.matches import MatchKind
from searchlib.query.plan import K3, repetition_factor
from searchlib.search import bm25

DocFrequency = Callable[[Group, np.ndarray], float]
"""A function of a group and the weights of its rows that returns how many documents it counts as being in."""


def largest(group: Group, row_weights: np.ndarray) -> float:
    """Return the doc_freq of the most frequent term that counts, as Lucene's SynonymQuery does."""
    return float(group.largest[row_weights > 0].max())


def weighted_sum(group: Group, row_weights: np.ndarray) -> float:
    """Return the doc_freqs of the terms, each times its weight, added up."""
    return float(group.summed @ row_weights)


def union(group: Group, row_weights: np.ndarray) -> float:
    """Return the number of documents that have a term that counts."""
    return float(np.count_nonzero(row_weights @ group.frequencies))


Bonus = Callable[[float, float, bool], float]
"""A function of the idf of the exact form, that of its group, and whether the group is that form only, that returns the
idf which the exact form is scored with once more."""


def own_idf(exact: float, group: float, is_alone: bool) -> float:  # noqa: ARG001, FBT001  a Bonus takes all three
    """Return the idf of the exact form."""
    return exact


def own_idf_in_company(exact: float, group: float, is_alone: bool) -> float:  # noqa: ARG001, FBT001  likewise
    """Return the idf of the exact form, but nothing where the group is that form only."""
    return 0.0 if is_alone else exact


def surplus_idf(exact: float, group: float, is_alone: bool) -> float:  # noqa: ARG001, FBT001  likewise
    """Return by how much the exact form is rarer than its group.

    Example:
        >>> surplus_idf(3.0, 2.0, is_alone=False), surplus_idf(3.0, 3.0, is_alone=True)
        (1.0, 0.0)
    """
    return max(0.0, exact - group)


def as_given(row_weights: np.ndarray) -> np.ndarray:
    """Return weights as they are."""
    return row_weights


def strongest_in_full(row_weights: np.ndarray) -> np.ndarray:
    """Return weights in proportion to the greatest, so that a group without its exact form weighs no less.

    Example:
        >>> strongest_in_full(np.array([0.25, 0.5]))
        array([0.5, 1. ])
    """
    scaled: np.ndarray = row_weights / row_weights.max()
    return scaled


def of_the_library() -> dict[str, float]:
    """Return the library's constants by name.

    They are ``"k1"``, ``"b"``, ``"k3"``, ``"exact_bonus"`` and the weight of each kind of match.
    """
    by_kind = {kind.value: weight for kind, weight in weights().items()}
    return {"k1": bm25.K1, "b": bm25.B, "k3": K3, "exact_bonus": bm25.EXACT_BONUS, **by_kind}


@dataclass(frozen=True)
class Model:
    """What a score depends on; as in the library by default.

    Attributes:
        constants: by name, see :func:`of_the_library`.
        doc_frequency: how the documents of a group are counted.
        bonus: how rare the exact form counts as in its bonus.
        weighing: what is done with the weights of a group, of which one at least is above 0.
    """

    constants: Mapping[str, float] = field(default_factory=of_the_library)
    doc_frequency: DocFrequency = weighted_sum
    bonus: Bonus = own_idf_in_company
    weighing: Callable[[np.ndarray], np.ndarray] = as_given

    @property
    def key(self) -> Hashable:
        """What is equal for models that score alike."""
        return tuple(sorted(self.constants.items())), self.doc_frequency, self.bonus, self.weighing

    def with_constant(self, name: str, value: float) -> Model:
        """Return the model with one constant changed.

        Example:
            >>> Model().with_constant("root", 0.1).constants["root"]
            0.1
        """
        return replace(self, constants={**self.constants, name: value})


class Evaluator:
    """Ranks the documents of one set by any model.

    Args:
        relevance_set: documents and judged queries.
        index: the same documents, analysed.

    Attributes:
        name: that of the set.
    """

    def __init__(self, relevance_set: RelevanceSet, index: MemoryIndex) -> None:
        self.name = relevance_set.name
        self._lengths = index.lengths
        self._known: dict[Hashable, np.ndarray] = {}
        self._queries = [(query, index.groups(query.text)) for query in relevance_set.queries]

    def ndcgs(self, model: Model) -> np.ndarray:
        """Return nDCG@10 of each query; known at once for a model that was asked for before."""
        if model.key not in self._known:
            self._known[model.key] = self._measure(model)
        return self._known[model.key]

    def _measure(self, model: Model) -> np.ndarray:
        k1, b = model.constants["k1"], model.constants["b"]
        norms = k1 * (1 - b + b * self._lengths / self._lengths.mean())
        scored: dict[int, np.ndarray] = {}
        found = []
        for query, groups in self._queries:
            scored.update((id(g), self._group_scores(g, model, norms)) for g in groups if id(g) not in scored)
            found.append(self._ndcg(query, groups, scored, model.constants["k3"]))
        return np.array(found)

    def _ndcg(self, query: Query, groups: Sequence[Group], scored: Mapping[int, np.ndarray], k3: float) -> float:
        scores = np.zeros(len(self._lengths))
        times = Counter(map(id, groups))
        for group in {id(group): group for group in groups}.values():
            scores[group.docnums] += repetition_factor(times[id(group)], k3) * scored[id(group)]
        return ndcg(best(scores, DEPTH), query.grades)

    def _group_scores(self, group: Group, model: Model, norms: np.ndarray) -> np.ndarray:
        row_weights = np.array([max(model.constants[kind.value] for kind in reasons) for reasons in group.reasons])
        if not row_weights.any():
            return np.zeros(len(group.docnums))
        row_weights = model.weighing(row_weights)
        norm, k1 = norms[group.docnums], model.constants["k1"]
        idf = self._idf(model.doc_frequency(group, row_weights))
        scores = idf * _saturated(row_weights @ group.frequencies, norm, k1)
        exact = np.array([MatchKind.EXACT in reasons for reasons in group.reasons])
        if exact.any():
            is_alone = not row_weights[~exact].any()
            bonus = model.bonus(self._idf(group.largest[exact].max()), idf, is_alone)
            scores += model.constants["exact_bonus"] * bonus * _saturated(exact @ group.frequencies, norm, k1)
        return scores

    def _idf(self, doc_frequency: float) -> float:
        # A sum may come to more documents than there are.
        return bm25.idf(len(self._lengths), min(doc_frequency, len(self._lengths)))


def _saturated(frequencies: np.ndarray, norms: np.ndarray, k1: float) -> np.ndarray:
    scored: np.ndarray = frequencies * (k1 + 1) / (frequencies + norms)
    return scored

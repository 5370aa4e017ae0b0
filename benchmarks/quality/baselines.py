"""Plain BM25 over words, over words cut short and over Snowball stems: what searchlib's ranking is compared with."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache

import numpy as np

from benchmarks.quality.relevance_sets import RelevanceSet, ndcgs

K1 = 0.9
B = 0.4
"""The constants of Anserini, with which the figures of these sets are usually published."""

PREFIX = 5

_SNOWBALL = {"en": "english", "tr": "turkish", "ru": "russian", "az": "turkish"}
_TURKIC_I = str.maketrans({"İ": "i", "I": "ı"})
_WORD = re.compile(r"\w+")

Stem = Callable[[str], str]


def words(word: str) -> str:
    """Leave a word as it is."""
    return word


def prefix(word: str) -> str:
    """Cut a word at five letters.

    Example:
        >>> prefix("qarabağda"), prefix("yol")
        ('qarab', 'yol')
    """
    return word[:PREFIX]


def snowball(language: str) -> Stem:
    """Return Snowball's stemmer of a language; Azerbaijani has none and takes the Turkish one.

    Example:
        >>> snowball("en")("films")
        'film'
    """
    import snowballstemmer  # noqa: PLC0415  loads thirty languages

    return cache(snowballstemmer.stemmer(_SNOWBALL[language]).stemWord)


def stems(language: str) -> dict[str, Stem]:
    """Return the baselines of a language by name."""
    return {"words": words, "prefix 5": prefix, "Snowball": snowball(language)}


class Bm25:
    """An exhaustive BM25 over one field, in memory.

    Args:
        texts: the documents.
        language: ISO 639 code; İ and I are lowered as Azerbaijani and Turkish do for these two.
        stem: what a word is reduced to.
    """

    def __init__(self, texts: Sequence[str], language: str, stem: Stem) -> None:
        self._turkic = language in {"az", "tr"}
        self._stem = stem
        self._count = len(texts)
        postings: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
        lengths = np.zeros(len(texts))
        for number, text in enumerate(texts):
            stems = self._analyze(text)
            lengths[number] = len(stems)
            for one, count in Counter(stems).items():
                postings[one][0].append(number)
                postings[one][1].append(count)
        norms = K1 * (1 - B + B * lengths / lengths.mean())
        self._scores = {one: self._scored(*columns, norms) for one, columns in postings.items()}

    def search(self, query: str, k: int) -> list[int]:
        """Return the numbers of the best k documents, best first; of equal ones the lowest number first."""
        scores = np.zeros(self._count)
        for one in sorted(set(self._analyze(query))):
            if one in self._scores:
                numbers, values = self._scores[one]
                scores[numbers] += values
        return best(scores, k)

    def _analyze(self, text: str) -> list[str]:
        lowered = (text.translate(_TURKIC_I) if self._turkic else text).lower()
        return [self._stem(word) for word in _WORD.findall(lowered)]

    def _scored(self, numbers: list[int], counts: list[int], norms: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        documents, frequencies = np.array(numbers), np.array(counts, float)
        idf = math.log(1 + (self._count - len(numbers) + 0.5) / (len(numbers) + 0.5))
        return documents, idf * frequencies * (K1 + 1) / (frequencies + norms[documents])


def best(scores: np.ndarray, k: int) -> list[int]:
    """Return the numbers of the k highest scores above 0, highest first, of equal ones the lowest number first.

    Example:
        >>> best(np.array([0.0, 2.0, 3.0, 2.0]), 2)
        [2, 1]
    """
    found = np.flatnonzero(scores)
    if len(found) > k:
        found = found[scores[found] >= np.partition(scores[found], -k)[-k]]
    order: list[int] = found[np.lexsort((found, -scores[found]))].tolist()
    return order[:k]


def baseline_scores(relevance_set: RelevanceSet) -> dict[str, np.ndarray]:
    """Return nDCG@10 of each query by the names of the baselines."""
    texts, language = relevance_set.texts_for_baselines(), relevance_set.language
    found = {}
    for name, stem in stems(language).items():
        found[name] = ndcgs(relevance_set.queries, Bm25(texts, language, stem).search)
    return found

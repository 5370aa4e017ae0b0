"""BM25F: how much an article is about a group of terms.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6: occurrences in
the fields are weighted and added before saturation, lengths likewise. The constants are fitted on judged sets.
"""

from __future__ import annotations

import math
from array import array

K1 = 1.2
B = 0.7

EXACT_BONUS = 0.3
"""What the exact form of a word adds, scored alone, to the score of its whole group."""


def idf(doc_count: int, doc_frequency: float) -> float:
    """Return the inverse document frequency, above 0: the rarer, the more an occurrence tells.

    Example:
        >>> round(idf(100, 1), 3), round(idf(100, 100), 3)
        (4.21, 0.005)
    """
    return math.log(1 + (doc_count - doc_frequency + 0.5) / (doc_frequency + 0.5))


def length_norms(lengths: array[float], mean_length: float) -> array[float]:
    """Return for each document what its term frequencies are compared with, in occurrences.

    A frequency f then counts as f * (K1 + 1) / (f + norm), from 0 to below K1 + 1.

    Args:
        lengths: number of tokens of each document, fields weighted.
        mean_length: their mean over the index.

    Example:
        >>> short, mean, long = length_norms(array("d", [50, 100, 200]), 100)
        >>> short < mean < long, mean == K1
        (True, True)
    """
    slope = K1 * B / mean_length if mean_length else 0.0
    return array("d", [K1 * (1 - B) + slope * length for length in lengths])

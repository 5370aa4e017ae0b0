"""BM25F: how much an article is about a group of terms.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6: occurrences in
the fields are weighted and added before saturation, lengths likewise. K1 and B are those of the judged sets that the
figures of this project are compared with.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

K1 = 0.9
B = 0.4

Array = npt.NDArray[np.float64]


def idf(doc_count: int, doc_frequency: int) -> float:
    """Return the inverse document frequency, above 0: the rarer, the more an occurrence tells.

    Example:
        >>> round(idf(100, 1), 3), round(idf(100, 100), 3)
        (4.21, 0.005)
    """
    return math.log(1 + (doc_count - doc_frequency + 0.5) / (doc_frequency + 0.5))


def length_norms(lengths: Array, mean_length: float) -> Array:
    """Return for each document what its term frequencies are compared with, in occurrences.

    Args:
        lengths: number of tokens of each document, fields weighted.
        mean_length: their mean over the index.
    """
    return K1 * (1 - B + B * lengths / mean_length) if mean_length else np.full_like(lengths, K1)


def saturate(frequencies: Array, norms: Array) -> Array:
    """Return frequencies with diminishing returns, from 0 to below K1 + 1."""
    return frequencies * (K1 + 1) / (frequencies + norms)

"""BM25F: how much an article is about a group of terms.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.6: occurrences in
the fields are weighted and added before saturation, lengths likewise. The constants are fitted on judged sets.
"""

from __future__ import annotations

import math

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


def norm(mean_length: float) -> tuple[float, float]:
    """Return how what a document's term frequencies are compared with comes from its length: base and slope.

    The norm of a document is base + slope * length, in occurrences. A frequency f counts as f * (K1 + 1) / (f + norm),
    from 0 to below K1 + 1.

    Args:
        mean_length: mean number of tokens of a document over the index, fields weighted.

    Example:
        >>> base, slope = norm(100)
        >>> base + slope * 50 < base + slope * 100 == K1
        True
    """
    return K1 * (1 - B), K1 * B / mean_length if mean_length else 0.0

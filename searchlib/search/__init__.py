"""Here is a plan: which k articles?

``statistics`` counts what scoring needs, ``bm25`` scores, ``executor`` runs a plan on one
segment, ``collector`` keeps the best.
"""

from searchlib.search.collector import Collected, ScoredDoc, collect

__all__ = ["Collected", "ScoredDoc", "collect"]

"""Here is a plan: which k articles?

``searcher`` holds what a snapshot is searched with, ``bm25`` says how much a word counts, ``binding`` joins a plan to
posting lists; :mod:`searchlib.kernels.topk` finds the best.
"""

from searchlib.search.searcher import Collected, Searcher

__all__ = ["Collected", "Searcher"]

"""How much each kind of match counts."""

from __future__ import annotations

from functools import cache

from searchlib.lexicon.tables import rows
from searchlib.matches import MatchKind


@cache
def weights() -> dict[MatchKind, float]:
    """Return the weight of each kind, above 0 and at most 1, from ``data/weights.tsv``.

    Example:
        >>> weights()[MatchKind.EXACT]
        1.0
    """
    return {MatchKind(kind): float(weight) for kind, weight in rows("weights.tsv")}

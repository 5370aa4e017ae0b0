r"""What a reader sees as one character, and how many columns it takes.

Grapheme clusters are those of Unicode Standard Annex #29; :mod:`searchlib.kernels.grapheme_clusters` tells them.
"""

from searchlib.kernels import grapheme_clusters
from searchlib.kernels.grapheme_clusters import boundary_after, boundary_before, is_plain

__all__ = ["boundary_after", "boundary_before", "fitting", "fitting_back", "is_plain", "width"]


def width(text: str) -> int:
    r"""Return how many columns a text takes.

    A line break counts as the spaces that are shown in its place, one for each code point.

    Example:
        >>> width("Bakı"), width("го\u0301ры"), width("道路"), width("👩\u200d🚀🇦🇿"), width("so\u00adft")
        (4, 4, 4, 4, 4)
    """
    return grapheme_clusters.width(text, 0, len(text))


def fitting(text: str, columns: int) -> int:
    r"""Return the length of the longest beginning of a text that takes no more columns, in whole clusters.

    Example:
        >>> fitting("Bakı", 3), fitting("道路", 3), fitting("e\u0301e\u0301", 1)
        (3, 1, 2)
    """
    return grapheme_clusters.fitting(text, 0, len(text), columns)


def fitting_back(text: str, columns: int) -> int:
    """Return where the longest end of a text begins that takes no more columns, in whole clusters.

    Example:
        >>> fitting_back("Bakı", 3), fitting_back("道路", 3)
        (1, 1)
    """
    return grapheme_clusters.fitting_back(text, 0, len(text), columns)

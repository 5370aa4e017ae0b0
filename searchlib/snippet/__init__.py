"""Here is an article and the groups: show me where.

``highlighter`` finds the marked ranges of a text, ``passages`` cuts a text into passages and scores them, ``choose``
takes the best within a budget of characters, ``marker`` does it all for the articles that a query finds.
"""

from searchlib.snippet.marker import QueryMarker

__all__ = ["QueryMarker"]

"""Here is an article and the groups: show me where.

``highlighter`` finds the marked ranges of a text, ``passages`` cuts a text into passages and scores them, ``choose``
takes the best within a budget of characters.
"""

from searchlib.snippet.choose import make_snippet
from searchlib.snippet.highlighter import Highlighter

__all__ = ["Highlighter", "make_snippet"]

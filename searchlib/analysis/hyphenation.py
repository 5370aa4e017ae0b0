"""Words that a hyphen joins: e-mail, cease-fire, F-16, Ph.D.

They are tokens of their own, so that Nagorno-Karabakh is found by Karabakh; but people leave the hyphen out (email,
ceasefire, F16), and for that it has to be known where one stood.
"""

from __future__ import annotations

from searchlib.analysis.tokenizer import Tokens
from searchlib.kernels import hyphens

HYPHENS = "-\u2010\u2011"
"""Hyphen-minus, hyphen, and the hyphen at which no line is broken."""


def joined(tokens: Tokens) -> list[int]:
    """Return the number of each token that is joined to the one behind it, unless both are numbers.

    Example:
        >>> from searchlib.analysis.tokenizer import tokenize
        >>> tokens = tokenize("A post-war e-mail of a Ph.D. on F-16, 2-0, site.az")
        >>> [tokens.surfaces()[n : n + 2] for n in joined(tokens)]
        [['post', 'war'], ['e', 'mail'], ['Ph', 'D'], ['F', '16']]
    """
    return hyphens.joined(tokens.text, tokens.starts, tokens.ends)


def is_joined(text: str, start: int, before: int) -> bool:
    """Tell whether a token that starts at ``start`` is joined to one that ends at ``before``.

    Example:
        >>> is_joined("e-mail", 2, 1), is_joined("e mail", 2, 1), is_joined("2-0", 2, 1)
        (True, False, False)
    """
    if start != before + 1 or not 0 < before < start < len(text):
        return False
    are_numbers = text[before - 1].isdecimal() and text[start].isdecimal()
    return text[before] in f"{HYPHENS}." and not are_numbers

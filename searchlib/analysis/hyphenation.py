"""Words that a hyphen joins: e-mail, cease-fire, F-16, Ph.D.

They are tokens of their own, so that Nagorno-Karabakh is found by Karabakh; but people leave the hyphen out (email,
ceasefire, F16), and for that it has to be known where one stood.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from searchlib.analysis.tokenizer import Tokens

HYPHENS = "-\u2010\u2011"
"""Hyphen-minus, hyphen, and the hyphen at which no line is broken."""

_LETTERS = r"[^\W\d_]"
_JOINT = re.compile(
    rf"(?<=\w)(?P<hyphen>[{HYPHENS}])(?=\w)|(?<!\w)(?P<before>{_LETTERS}{{1,3}})\.(?={_LETTERS}{{1,3}}(?!\w))"
)
"""A hyphen inside a word, or the full stop of an abbreviation in short parts."""


def joined(tokens: Tokens) -> Iterator[int]:
    """Yield the number of each token that is joined to the one behind it, unless both are numbers.

    Example:
        >>> from searchlib.analysis.tokenizer import tokenize
        >>> tokens = tokenize("A post-war e-mail of a Ph.D. on F-16, 2-0, site.az")
        >>> [tokens.surfaces()[n : n + 2] for n in joined(tokens)]
        [['post', 'war'], ['e', 'mail'], ['Ph', 'D'], ['F', '16']]
    """
    text, ends = tokens.text, tokens.ends
    for joint in _JOINT.finditer(text):
        place = joint.start("hyphen") if joint["hyphen"] else joint.end("before")
        number = bisect_left(ends, place)
        if number + 1 < len(ends) and is_joined(text, tokens.starts[number + 1], ends[number]):
            yield number


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

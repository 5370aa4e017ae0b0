"""The slow twin of ``searchlib.kernels.hyphens``: joints are found by a regular expression."""

from __future__ import annotations

import re
from bisect import bisect_left

from searchlib.analysis.hyphenation import HYPHENS, is_joined
from searchlib.analysis.tokenizer import Tokens

_LETTERS = r"[^\W\d_]"
_JOINT = re.compile(
    rf"(?<=\w)(?P<hyphen>[{HYPHENS}])(?=\w)|(?<!\w)(?P<before>{_LETTERS}{{1,3}})\.(?={_LETTERS}{{1,3}}(?!\w))"
)
"""A hyphen inside a word, or the full stop of an abbreviation in short parts."""


def joined(tokens: Tokens) -> list[int]:
    """Return the number of each token that is joined to the one behind it, unless both are numbers."""
    text, ends = tokens.text, tokens.ends
    found = set()
    for joint in _JOINT.finditer(text):
        place = joint.start("hyphen") if joint["hyphen"] else joint.end("before")
        number = bisect_left(ends, place)
        if number + 1 < len(ends) and is_joined(text, tokens.starts[number + 1], ends[number]):
            found.add(number)
    return sorted(found)

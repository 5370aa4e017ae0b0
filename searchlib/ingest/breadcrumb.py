"""Breadcrumb lines: ``Home / Azerbaijan / Culture / Title``, also with ``>``, ``»``, ``›`` and ``|``.

A line is taken for one where its first crumb is a home page (``data/homes.tsv``) and at least one more follows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchlib.ingest.tables import folded, folded_forms

_SEPARATOR = re.compile(r"\s+[/|>→]\s+|\s*[»›]\s*")
_LONGEST = 500
_FEWEST_CRUMBS = 2
_FEWEST_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Breadcrumb:
    """A breadcrumb line taken apart.

    Attributes:
        section: the crumbs between the home page and the title.
        title: the last crumb where it is the title of the article, or None.
        is_repeated: whether the title stands again on the next line.
    """

    section: tuple[str, ...]
    title: str | None
    is_repeated: bool


def parsed_breadcrumb(text: str, next_text: str) -> Breadcrumb | None:
    """Take a breadcrumb line apart, or return None where the line is none.

    The end of the line is the title where the next line repeats it (it may be cut off with dots), and otherwise
    where the last crumb has four words or more, which names of sections hardly ever have.

    Example:
        >>> parsed_breadcrumb("Ana səhifə » Mədəniyyət » Yeni film", "Yeni film").section
        ('Mədəniyyət',)
    """
    if len(text) > _LONGEST:
        return None
    separators = list(_SEPARATOR.finditer(text))
    crumbs = _SEPARATOR.split(text)
    if len(crumbs) < _FEWEST_CRUMBS or folded(crumbs[0]) not in folded_forms("homes") or not all(crumbs):
        return None
    # A title may hold a separator itself, so every tail of the line is compared.
    for count, separator in enumerate(separators, start=1):
        if _is_same_title(text[separator.end() :], next_text):
            return Breadcrumb(tuple(crumbs[1:count]), next_text, is_repeated=True)
    if len(crumbs[-1].split()) >= _FEWEST_TITLE_WORDS:
        return Breadcrumb(tuple(crumbs[1:-1]), crumbs[-1], is_repeated=False)
    return Breadcrumb(tuple(crumbs[1:]), None, is_repeated=False)


def _is_same_title(crumb: str, title: str) -> bool:
    start = folded(crumb)
    is_cut = start.endswith(("...", "…"))
    start = start.rstrip(".… ")
    return bool(start) and (folded(title).startswith(start) if is_cut else folded(title).rstrip(".… ") == start)

"""Azerbaijani in Cyrillic letters (1958 to 1991) in the Latin letters of today, one letter for one letter."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from searchlib.lexicon.tables import rows

CYRILLIC: Final = re.compile("[\u0400-\u052f]")


def to_latin(term: str) -> str:
    """Return an Azerbaijani term in Latin letters; one in Latin letters comes back as it is.

    Example:
        >>> to_latin("гарабағ"), to_latin("ҹәннәт"), to_latin("qarabağ")
        ('qarabağ', 'cənnət', 'qarabağ')
    """
    return term.translate(_latin_letters()) if CYRILLIC.search(term) else term


@cache
def _latin_letters() -> dict[int, str]:
    return {ord(cyrillic): latin for cyrillic, latin in rows("az_cyrillic.tsv")}

"""Repairs words in which Latin and Cyrillic letters that look the same stand side by side.

Such words come from two keyboards, from OCR and from spam (Unicode Technical Standard #39 calls them mixed-script
confusables). A word is repaired only if it mixes the two scripts and the letters that have no look-alike all belong to
one of them; words of one script are never touched.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0259]")
_CYRILLIC_NUMERAL = re.compile("[ХІIVX]*[ХІ][ХІIVX]*")
_TURNED_E = str.maketrans({"ǝ": "ə", "Ǝ": "Ə"})


def repair(token: str) -> str:
    """Return a composed token with its look-alike letters in one script.

    The turned e of Pan-Nigerian (ǝ, U+01DD) becomes the Azerbaijani ə (U+0259) everywhere, and a Roman numeral typed
    with Cyrillic letters a Latin one.

    Example:
        >>> repair("Кaрaбax") == "Карабах", repair("Qаrаbаğ") == "Qarabağ", repair("ǝdliyyǝ")
        (True, True, 'ədliyyə')
        >>> repair("Карабах"), repair("Wi-Fi"), repair("USSRовский")
        ('Карабах', 'Wi-Fi', 'USSRовский')
    """
    token = token.translate(_TURNED_E)
    if len(token) > 1 and _CYRILLIC_NUMERAL.fullmatch(token):
        return token.translate(_tables()[1])
    latin, cyrillic = _LATIN.findall(token), _CYRILLIC.findall(token)
    if not latin or not cyrillic:
        return token
    to_cyrillic, to_latin = _tables()
    # Letters without a look-alike decide; where there are none, the more frequent script does.
    only_latin = any(ord(letter) not in to_cyrillic for letter in latin)
    only_cyrillic = any(ord(letter) not in to_latin for letter in cyrillic)
    if only_latin and only_cyrillic:
        return token
    is_latin = only_latin or (not only_cyrillic and len(latin) > len(cyrillic))
    return token.translate(to_latin if is_latin else to_cyrillic)


@cache
def _tables() -> tuple[dict[int, str], dict[int, str]]:
    """Return Latin letters to their Cyrillic look-alikes, and the other way round."""
    lines = files("searchlib.analysis").joinpath("data/homoglyphs.tsv").read_text("utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if not line.startswith("#")]
    return {ord(latin): cyrillic for latin, cyrillic in pairs}, {ord(cyrillic): latin for latin, cyrillic in pairs}


def look_alikes(letter: str) -> tuple[str, ...]:
    """Return the letters that repairing may put in the place of a letter.

    Example:
        >>> look_alikes("а") == ("a",), look_alikes("b"), look_alikes("ǝ")
        (True, (), ('ə',))
    """
    return tuple(table[ord(letter)] for table in (*_tables(), _TURNED_E) if ord(letter) in table)

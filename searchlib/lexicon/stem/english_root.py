"""English derivation: from friendliness to friend.

The steps are those of Porter's stemmer (Snowball revision, 2001), put to dictionary words instead of cut ones. Words
that they would throw together, such as university and universe, stand in ``data/english_roots.tsv``.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from searchlib.kernels.affixes import Suffixes
from searchlib.lexicon.stem.suffix_chains import read_rows

_REGION: Final = re.compile("[aeiouy][^aeiouy]")
_SHORT_SYLLABLE: Final = re.compile("(?:^|[^aeiouy])[aeiouy][^aeiouywx]$|^[aeiouy][^aeiouy]$")
ANY: Final = "-"
_MIN_STEM: Final = 2


class Suffix(NamedTuple):
    """What a suffix becomes, in which region of the word and after which letters."""

    replacement: str
    region: int
    before: str


class Derivation:
    """Takes derivation off English stems."""

    def __init__(self) -> None:
        steps: list[dict[str, list[Suffix]]] = []
        for step, suffixes, replacement, region, before in read_rows("english_derivation.tsv"):
            if int(step) > len(steps):
                steps.append({})
            rule = Suffix(replacement.strip(ANY), int(region), before.strip(ANY))
            for suffix in suffixes.split():
                steps[-1].setdefault(suffix, []).append(rule)
        self._steps = [Suffixes(step) for step in steps]
        self._listed = {word: root for root, forms in read_rows("english_roots.tsv") for word in (root, *forms.split())}

    def root(self, stem: str) -> str:
        """Return the root of a stem."""
        for step in self._steps:
            if (listed := self._listed.get(stem)) is not None:
                return listed
            stem = _replaced(step, stem)
        if stem.endswith("e"):
            return stem[:-1] if _has_needless_e(stem) else stem
        return stem[:-1] if stem.endswith("ll") and len(stem) > _regions(stem)[2] else stem


def _replaced(step: Suffixes[list[Suffix]], stem: str) -> str:
    found = step.of(stem, 1, len(stem) - _MIN_STEM)
    if found:
        regions = _regions(stem)
        for size, suffixes in found:
            for replacement, region, before in suffixes:
                if len(stem) - size >= regions[region] and (not before or stem[-size - 1] in before):
                    return stem[:-size] + replacement
    return stem


def _has_needless_e(stem: str) -> bool:
    """Tell whether a final e may go: that of force may, that of hope may not, for hop is another word."""
    _, first, second = _regions(stem)
    return len(stem) > second or (len(stem) > first and not _SHORT_SYLLABLE.search(stem[:-1]))


def _regions(stem: str) -> tuple[int, int, int]:
    """Return where the regions begin: the whole, after the first vowel and consonant, after the second."""
    first = _REGION.search(stem)
    if not first:
        return 0, len(stem), len(stem)
    second = _REGION.search(stem, first.end())
    return 0, first.end(), second.end() if second else len(stem)

"""What may stand right after a word, a quotation or a bracket: ``~2`` and ``^0.5``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from searchlib.query.reporter import Reporter, shown

MAX_BOOST: Final = 100.0
MAX_EDITS: Final = 2
MAX_SLOP: Final = 100

_PART = re.compile(r"([~^])([^~^]*)")
_SUFFIX = re.compile(r"(?:~[0-9.]*+|\^[-+]?[0-9.]*+)++")
_SUFFIX_CHARACTERS = "0123456789.+-~^"


@dataclass(frozen=True, slots=True)
class Suffix:
    """A tilde, a boost, both or neither.

    Attributes:
        tilde: what follows ``~``, perhaps nothing, or None where there is no ``~``.
        boost: what follows ``^``, 0 < boost ≤ 100; 1 where there is none.
        start, end: place in the source, in code points.
    """

    tilde: str | None = None
    boost: float = 1.0
    start: int = 0
    end: int = 0

    def edits(self, reporter: Reporter) -> int:
        """Read the tilde of a word as a number of edits, 0 to 2; 0 if there is none."""
        if not self.tilde:
            return 0 if self.tilde is None else 1
        return self._count(self.tilde, "flim~1 or flim~2", MAX_EDITS, reporter)

    def slop(self, reporter: Reporter) -> int:
        """Read the tilde of a phrase as a slop, 0 to 100; 0 if there is none."""
        return 0 if self.tilde is None else self._count(self.tilde, '"near by"~3', MAX_SLOP, reporter)

    def refuse_tilde(self, target: str, reporter: Reporter) -> None:
        """Report a tilde where none is possible."""
        if self.tilde is not None:
            problem = f"{shown('~' + self.tilde)} after {target} means nothing"
            reporter.report(problem, "it is ignored", self.start, self.end)

    def refuse_all(self, target: str, reporter: Reporter) -> None:
        """Report a tilde or a boost where neither is possible."""
        self.refuse_tilde(target, reporter)
        if self.boost != 1:
            problem = f"a boost after {target} means nothing"
            reporter.report(problem, "it is ignored", self.start, self.end)

    def _count(self, figures: str, example: str, largest: int, reporter: Reporter) -> int:
        number = _number(figures)
        problem = f"{shown('~' + figures)} is not possible here, write {example}"
        if number is not None and number > largest:
            reporter.report(problem, f"it is taken as ~{largest}", self.start, self.end)
            return largest
        if number is None or not number.is_integer() or number < 1:
            reporter.report(problem, "it is ignored", self.start, self.end)
            return 0
        return int(number)


def split_suffix(text: str) -> tuple[str, str]:
    """Split a chunk into what comes before its suffix, and the suffix.

    Example:
        >>> split_suffix("flim~1^2")
        ('flim', '~1^2')
        >>> split_suffix("~9")
        ('~9', '')
    """
    # From the right, for a search from the left would look at ten thousand tildes ten thousand times.
    tail_start = len(text.rstrip(_SUFFIX_CHARACTERS))
    signs = [place for sign in "~^" if (place := text.find(sign, tail_start)) >= 0]
    if not signs or not min(signs) or not _SUFFIX.fullmatch(text, min(signs)):
        return text, ""
    return text[: min(signs)], text[min(signs) :]


def read_suffix(text: str, start: int, reporter: Reporter) -> Suffix:
    """Read a suffix that stands at ``start``, and report what in it cannot be.

    Example:
        >>> from searchlib.query.reporter import ProblemCollector
        >>> read_suffix("~1^2", 4, ProblemCollector())
        Suffix(tilde='1', boost=2.0, start=4, end=8)
    """
    end = start + len(text)
    tilde: str | None = None
    boost: str | None = None
    for sign, figures in _PART.findall(text):
        if (tilde if sign == "~" else boost) is not None:
            reporter.report(f"there is more than one {sign} in {shown(text)}", "the first one counts", start, end)
        elif sign == "~":
            tilde = figures
        else:
            boost = figures
    return Suffix(tilde, 1.0 if boost is None else _boost(boost, start, end, reporter), start, end)


def _boost(figures: str, start: int, end: int, reporter: Reporter) -> float:
    number = _number(figures)
    problem = f"{shown('^' + figures)} is no boost, write a number above 0 and up to {MAX_BOOST:g}"
    if number is None or number <= 0:
        reporter.report(problem, "it is ignored", start, end)
        return 1.0
    if number > MAX_BOOST:
        reporter.report(problem, f"it is taken as ^{MAX_BOOST:g}", start, end)
    return min(number, MAX_BOOST)


def _number(figures: str) -> float | None:
    try:
        return float(figures)
    except ValueError:
        return None

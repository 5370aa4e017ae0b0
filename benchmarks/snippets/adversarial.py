"""A hundred made articles in which something else than the sentence that answers asks to be shown.

Each has a sentence that answers its query, and traps: lines of tags, pleas to follow or read on, an echo of the
headline, sentences with one of the words, or all of these. They are in ``adversarial.jsonl`` and made for this.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.snippets.engines import Engine, Searchlib, Shown, others
from searchlib import Article

CASES = Path(__file__).with_name("adversarial.jsonl")


@dataclass(frozen=True, slots=True)
class Trapped:
    """One article with its query, the sentence that has to be shown, and what must not be."""

    id: str
    language: str
    trap: str
    query: str
    title: str
    body: str
    good: str
    traps: tuple[str, ...]

    @property
    def article(self) -> Article:
        """The article."""
        return Article(self.id, self.title, self.body, language=self.language)

    def is_won(self, shown: Shown) -> bool:
        """Whether the good sentence is shown whole, and nothing of a trap."""
        pieces = [" ".join(piece.split()) for piece in shown.pieces]
        good = any(self.good in piece for piece in pieces)
        return good and not any(trap[:40] in piece or trap[-40:] in piece for trap in self.traps for piece in pieces)


def read_cases() -> list[Trapped]:
    """Read the cases.

    Example:
        >>> len(read_cases())
        100
    """
    rows = map(json.loads, CASES.read_text("utf-8").splitlines())
    return [Trapped(**{**row, "traps": tuple(row["traps"])}) for row in rows]


def shares_won(cases: Sequence[Trapped]) -> Iterator[tuple[str, float]]:
    """Yield each engine's name and the share of cases that the good sentence wins, ours first."""
    articles = [case.article for case in cases]
    with Searchlib(articles) as ours:
        engines: list[Engine] = [ours, *others(articles)]
        for engine in engines:
            yield engine.name, share_won(engine, cases)


def share_won(engine: Engine, cases: Sequence[Trapped]) -> float:
    """Return the share of cases that the good sentence wins, asked of an engine that was given their articles."""
    won = [case.is_won(engine.prepare(number, case.query)()) for number, case in enumerate(cases)]
    return sum(won) / len(won)

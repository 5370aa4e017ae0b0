"""What each part of the choice of passages is good for: every one left out, or another constant put in its place.

Run ``python -m benchmarks.snippets.ablation [--pairs N]`` with SEARCHLIB_DATA set to the folder of measuring data
(default: ``../shared/data`` beside the checkout). Nothing is written.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

import click
from rich.console import Console

from benchmarks.quality.figures import MissingDataError
from benchmarks.snippets import adversarial, pairs
from benchmarks.snippets.engines import Searchlib
from benchmarks.tables import terminal_table
from searchlib.snippet import choose, passages, quality

TABLE_WIDTH = 120
HEADS = ("changed", "won", "covered", "clean", "passages")


@dataclass(frozen=True, slots=True)
class Change:
    """A way to choose that is not the library's.

    Attributes:
        name: what is other.
        values: the constants and functions that are other, each with where it stands.
    """

    name: str
    values: tuple[tuple[Any, str, Any], ...] = ()

    def made(self) -> ExitStack:
        """Return a context in which the change is made."""
        stack = ExitStack()
        for owner, name, value in self.values:
            stack.enter_context(patch.object(owner, name, value))
        return stack


CHANGES = (
    Change("nothing"),
    Change("no judging of sentences", ((quality.SentenceJudge, "quality", lambda *_: quality.PROSE),)),
    Change("tags, pleas and markup as prose", ((quality, "JUNK", quality.PROSE),)),
    Change("echoes of the headline as prose", ((quality, "ECHO", quality.PROSE),)),
    Change("fragments as prose", ((quality, "FRAGMENT", quality.PROSE),)),
    Change("tags worth .1 / echoes .2", ((quality, "JUNK", 0.1), (quality, "ECHO", 0.2))),
    Change("tags worth .4 / echoes .6", ((quality, "JUNK", 0.4), (quality, "ECHO", 0.6))),
    Change("no kind of match", ((passages, "_KIND_SHARE", 0.0),)),
    Change("no closeness", ((passages, "_PROXIMITY", 0.0),)),
    Change("closeness twice", ((passages, "_PROXIMITY", 0.5),)),
    Change("no order of words", ((passages, "_ORDER", 0.0),)),
    Change("no early place", ((passages, "_EARLINESS", 0.0),)),
    Change("early place twice", ((passages, "_EARLINESS", 0.24),)),
    Change("no cost of a passage", ((choose, "_PASSAGE_COST", 0.0),)),
    Change("cost of a passage .5", ((choose, "_PASSAGE_COST", 0.5),)),
    Change("no cost of a cut", ((choose, "_CUT_COST", 0.0),)),
    Change("no room around a range", ((choose, "CONTEXT_COLUMNS", 0), (passages, "CONTEXT_COLUMNS", 0))),
    Change("room of 24 columns", ((choose, "CONTEXT_COLUMNS", 24), (passages, "CONTEXT_COLUMNS", 24))),
    Change("sets of the best 4 ranges", ((choose, "_MOST_CANDIDATES", 4),)),
    Change("sets of the best 14 ranges", ((choose, "_MOST_CANDIDATES", 14),)),
)


def rows(asked: Sequence[pairs.Pair], changes: Sequence[Change] = CHANGES) -> Iterator[list[str]]:
    """Yield a row of figures for each change.

    Args:
        asked: real queries, each with an article that answers it.
        changes: what is changed, one after another.
    """
    cases = adversarial.read_cases()
    with Searchlib([case.article for case in cases]) as made, Searchlib([pair.article for pair in asked]) as real:
        marks = pairs.marks_of(real, asked)
        for change in changes:
            with change.made():
                won = adversarial.share_won(made, cases)
                tally = pairs.tally_of(real, asked, marks)
            figures = (won, statistics.mean(tally.coverage), statistics.mean(tally.is_clean))
            yield [change.name, *(f"{figure:.3f}" for figure in figures), f"{statistics.mean(tally.pieces):.2f}"]


@click.command()
@click.option("--pairs", "count", default=pairs.PAIRS_TO_A_SET, show_default=True, help="How many of each language.")
def main(count: int) -> None:
    """Print the table of what each part of the choice is good for."""
    try:
        asked = pairs.read_pairs(count)
    except MissingDataError as error:
        raise click.ClickException(str(error)) from error
    Console(width=TABLE_WIDTH).print(terminal_table(HEADS, rows(asked)))


if __name__ == "__main__":
    main()

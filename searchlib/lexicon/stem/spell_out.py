"""Writes the endings of the Turkic languages, spelt out: run ``python -m searchlib.lexicon.stem.spell_out``.

To be run after a change of a graph (``data/*_inflection.tsv`` and its like) or of the spelling rules; a test compares
what it would write with what is there.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from searchlib.lexicon.stem import azerbaijani, turkish
from searchlib.lexicon.stem.morphotactics import SpelledChains, read_graph

PHONOLOGIES = {"azerbaijani": azerbaijani.PHONOLOGY, "turkish": turkish.PHONOLOGY}
GRAPHS = ("inflection", "derived_nouns", "derived_verbs", "voices")
HEADING = "# Spelt out by searchlib.lexicon.stem.spell_out; change the graph of the same name instead."


def files() -> Iterator[tuple[str, str]]:
    """Yield name and content of every file of spelt-out endings."""
    for language, phonology in PHONOLOGIES.items():
        for graph in GRAPHS:
            name = f"{language}_{graph}"
            spelled = SpelledChains(read_graph(f"{name}.tsv"), phonology)
            yield f"{name}.chains.txt", "\n".join([HEADING, *spelled.lines(), ""])


def main() -> None:
    """Write the files into the package."""
    folder = Path(__file__).parent / "data"
    for name, content in files():
        (folder / name).write_text(content, "utf-8")


if __name__ == "__main__":
    main()

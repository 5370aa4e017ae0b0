"""Morphotactic graphs: which suffix may follow which, spelt out into whole endings.

A graph is a handful of templates (Oflazer, "Two-level description of Turkish morphology", 1994; Eryiğit and Adalı, "An
affix stripping morphological analyzer for Turkish", 2004). The paths through it are spelt out for all harmony contexts
by :mod:`searchlib.lexicon.stem.spell_out`, which takes tens of milliseconds that no query should pay.

A graph is a .tsv file of rows ``from, suffix, to, letters``:

- *from*: states that the suffix may follow, separated by commas; ``noun`` and ``verb`` are the two kinds of stem
- *suffix*: a template of `harmony`
- *to*: the state after it; a name that ends in ``+`` must go on to a further suffix
- *letters*: how long a stem must be when no lexicon knows it (``4`` if empty); ``-`` for known stems only
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from searchlib.lexicon.stem.harmony import CONTEXT_COUNT, Phonology, spell
from searchlib.lexicon.stem.suffix_chains import KNOWN_ONLY, NEVER, read_rows

STEM_KINDS: Final = ("noun", "verb")
USUAL_STEM: Final = 4
"""Letters of an unknown stem, at least; nearly all shorter words are in the lexicon: ``koza`` is not ``koz-a``."""


class Row(NamedTuple):
    """One suffix of a morphotactic graph."""

    template: str
    target: str
    letters: int


Graph = dict[str, list[Row]]
Tails = dict[str, int]


def read_graph(name: str) -> Graph:
    """Read a morphotactic graph from the package's data."""
    graph: Graph = {}
    for sources, template, target, *rest in read_rows(name):
        letters = KNOWN_ONLY if rest == ["-"] else int(rest[0]) if rest else USUAL_STEM
        for source in sources.split(","):
            graph.setdefault(source, []).append(Row(template, target, letters))
    return graph


class SpelledChains(dict[str, bytes]):
    """The endings of a graph, spelt out: what a `ChainTable` is written from."""

    def __init__(self, graph: Graph, phonology: Phonology) -> None:
        super().__init__()
        self._graph = graph
        self._phonology = phonology
        self._tails: dict[tuple[str, int], Tails] = {}
        for (text, state, context), first in self._first_suffixes().items():
            self._add_chains(text, self._tails_of(state, context), first)

    def lines(self) -> Iterator[str]:
        """The rows of the file that a :class:`ChainTable` reads."""
        endings: dict[bytes, list[str]] = {}
        for chain in sorted(self):
            endings.setdefault(self[chain], []).append(chain)
        for profile in sorted(endings):
            yield f"{profile.hex()}\t{' '.join(endings[profile])}"

    def _first_suffixes(self) -> dict[tuple[str, str, int], bytearray]:
        """Profiles of the suffixes that touch the stem, by spelling and by what may follow them."""
        found: dict[tuple[str, str, int], bytearray] = {}
        for kind, name in enumerate(STEM_KINDS):
            for row in self._graph.get(name, ()):
                for context in range(CONTEXT_COUNT):
                    spelling = spell(row.template, context, self._phonology)
                    if spelling is not None:
                        key = (spelling.text, row.target, spelling.context)
                        profile = found.setdefault(key, bytearray([NEVER]) * (2 * CONTEXT_COUNT))
                        slot = kind * CONTEXT_COUNT + context
                        profile[slot] = min(profile[slot], row.letters)
        return found

    def _add_chains(self, text: str, tails: Tails, first: bytearray) -> None:
        profiles = {
            letters: bytes(max(need, letters) if need < NEVER else NEVER for need in first)
            for letters in set(tails.values())
        }
        for tail, letters in tails.items():
            chain = text + tail
            profile = profiles[letters]
            present = self.get(chain)
            self[chain] = profile if present is None else bytes(map(min, present, profile))

    def _tails_of(self, state: str, context: int) -> Tails:
        """Whatever may follow a state, each tail with the letters it asks of an unknown stem."""
        key = (state, context)
        if key in self._tails:
            return self._tails[key]
        tails: Tails = {} if state.endswith("+") else {"": 0}
        for template, target, letters in self._graph.get(state, ()):
            spelling = spell(template, context, self._phonology)
            if spelling is None:
                continue
            for tail, need in self._tails_of(target, spelling.context).items():
                whole = spelling.text + tail
                tails[whole] = min(tails.get(whole, NEVER), max(letters, need))
        self._tails[key] = tails
        return tails

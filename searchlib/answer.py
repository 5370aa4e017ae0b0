"""From a query to its answer: expanded, collected, highlighted, corrected."""

from __future__ import annotations

from typing import NamedTuple

from searchlib.codec.snapshot import Snapshot
from searchlib.lexicon import Lexicon
from searchlib.matches import MatchKind
from searchlib.query.nodes import Boolean, Filter, Node, ParsedQuery, iter_words, replace_words
from searchlib.query.plan import expand, make_plan, wanted
from searchlib.results import Hit
from searchlib.search import ScoredDoc, collect
from searchlib.search.statistics import Statistics
from searchlib.snippet import QueryMarker


class View:
    """What searches read until the next commit: a snapshot, its lexicon and its statistics."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.lexicon = Lexicon([segment.lexicon for segment in snapshot.segments])
        self.statistics = Statistics(snapshot)


class Asked(NamedTuple):
    """A query with everything that narrows its answer."""

    parsed: ParsedQuery
    limit: int
    languages: tuple[str, ...]
    kinds: frozenset[MatchKind]


def answer(asked: Asked, view: View) -> tuple[tuple[Hit, ...], int, str | None]:
    """Return the hits, the number of all articles that match, and the corrected query."""
    if asked.parsed.root is None:
        return (), 0, None
    root = _in_languages(asked.parsed.root, asked.languages)
    plan = make_plan(root, view.lexicon, asked.kinds)
    collected = collect(plan, view.snapshot, view.statistics, asked.limit)
    marker = QueryMarker(wanted(plan))
    hits = tuple(_hit(rank, scored, view.snapshot, marker) for rank, scored in enumerate(collected.best, start=1))
    return hits, collected.total, _corrected(asked.parsed, view.lexicon)


def _in_languages(root: Node, languages: tuple[str, ...]) -> Node:
    """Return a query for articles in one of some languages; the query itself if none are named."""
    if not languages:
        return root
    choice = Boolean(should=tuple(Filter("language", code) for code in languages))
    return Boolean(must=(root, choice))


def _hit(rank: int, scored: ScoredDoc, snapshot: Snapshot, marker: QueryMarker) -> Hit:
    segment, docnum = snapshot.segment_of(scored.docnum)
    return Hit(rank, scored.score, segment.article(docnum), marker)


def _corrected(parsed: ParsedQuery, lexicon: Lexicon) -> str | None:
    """Return the query with words that stand for nothing replaced by what was probably meant."""
    replacements = {
        word.text: suggestion
        for word in iter_words(parsed.root)
        if not expand(word, lexicon).members
        and not lexicon.compounds(word.text)
        and (suggestion := lexicon.suggest(word.text))
    }
    return replace_words(parsed.source, parsed.root, replacements) if replacements else None

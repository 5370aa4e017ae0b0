"""From a query to its answer: expanded, collected, highlighted, corrected."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from searchlib.codec.snapshot import Snapshot
from searchlib.lexicon import Lexicon
from searchlib.matches import MatchKind
from searchlib.query.nodes import Boolean, Filter, Node, ParsedQuery, iter_words, replace_words
from searchlib.query.plan import expand, make_plan, wanted
from searchlib.results import Hit
from searchlib.search import Collected, Searcher
from searchlib.snippet import QueryMarker

_SUGGESTIONS = 1 << 12


class View:
    """What searches read until the next commit: a snapshot, its lexicon and what searches it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.lexicon = Lexicon([segment.lexicon for segment in snapshot.segments])
        self.searcher = Searcher(snapshot)
        # Looking for what was meant takes longer than all else, and who typed a word wrongly types on.
        self.suggest = lru_cache(_SUGGESTIONS)(self.lexicon.suggest)


class Asked(NamedTuple):
    """A query with everything that narrows its answer."""

    parsed: ParsedQuery
    limit: int
    languages: tuple[str, ...]
    kinds: frozenset[MatchKind]
    count_to: int


class Answer(NamedTuple):
    """What a query found.

    Attributes:
        hits: the best articles, best first.
        total: number of articles that match, or one that is not higher.
        total_is_exact: whether it is that number.
        corrected_query: the query with unknown words mended, or None.
    """

    hits: tuple[Hit, ...]
    total: int
    total_is_exact: bool
    corrected_query: str | None


_NOTHING = Answer((), 0, total_is_exact=True, corrected_query=None)


def answer(asked: Asked, view: View) -> Answer:
    """Expand a query, collect the best articles for it, and look whether another one was meant."""
    if asked.parsed.root is None:
        return _NOTHING
    root = _in_languages(asked.parsed.root, asked.languages)
    plan = make_plan(root, view.lexicon, asked.kinds)
    found = view.searcher.collect(view.searcher.bind(plan), asked.limit, asked.count_to)
    corrected = _corrected(asked.parsed, view)
    return Answer(tuple(_hits(found, view.snapshot, QueryMarker(wanted(plan)))), found.total, found.is_exact, corrected)


def _in_languages(root: Node, languages: tuple[str, ...]) -> Node:
    """Return a query for articles in one of some languages; the query itself if none are named."""
    if not languages:
        return root
    choice = Boolean(should=tuple(Filter("language", code) for code in languages))
    return Boolean(must=(root, choice))


def _hits(found: Collected, snapshot: Snapshot, marker: QueryMarker) -> Iterator[Hit]:
    for rank, (docnum, score) in enumerate(found.best, start=1):
        segment, number = snapshot.segment_of(docnum)
        yield Hit(rank, score, marker.found(segment, number))


def _corrected(parsed: ParsedQuery, view: View) -> str | None:
    """Return the query with words that stand for nothing replaced by what was probably meant."""
    replacements = {
        word.text: suggestion
        for word in iter_words(parsed.root)
        if not expand(word, view.lexicon).members
        and not view.lexicon.compounds(word.text)
        and (suggestion := view.suggest(word.text))
    }
    return replace_words(parsed.source, parsed.root, replacements) if replacements else None

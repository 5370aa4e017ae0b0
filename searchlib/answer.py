"""From a query to its answer: expanded, collected, highlighted, corrected."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple

from searchlib.codec.snapshot import Snapshot
from searchlib.kernels.bound_query import BoundQuery
from searchlib.lexicon import Lexicon
from searchlib.lexicon.expand import ALL_KINDS
from searchlib.lexicon.fingerprint import ANALYSIS
from searchlib.lexicon.keys import REASONS
from searchlib.matches import MatchKind
from searchlib.query.nodes import Boolean, Filter, Node, ParsedQuery, iter_words, replace_words
from searchlib.query.plan import expand, make_plan, wanted
from searchlib.results import Hit, Sort
from searchlib.search import Collected, Searcher
from searchlib.search.filter_values import as_written, unknown_value, unknown_values
from searchlib.search.matching import Matching, count_facet, newest, oldest
from searchlib.snippet import QueryMarker

_SUGGESTIONS = 1 << 12
_SPELLINGS = 1 << 17
"""Values of filter fields whose spelling is kept: finding out that of one takes some ten microseconds."""


class View:
    """What searches read until the next commit: a snapshot, its lexicon and what searches it."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self.lexicon = Lexicon([segment.lexicon for segment in snapshot.segments])
        self.searcher = Searcher(snapshot)
        # Looking for what was meant takes longer than all else, and who typed a word wrongly types on.
        self.suggest = lru_cache(_SUGGESTIONS)(self.lexicon.suggest)
        self.note_on = lru_cache(_SUGGESTIONS)(partial(unknown_value, snapshot))
        self.spelling = lru_cache(_SPELLINGS)(partial(as_written, snapshot))


class Asked(NamedTuple):
    """A query with everything that narrows its answer.

    Attributes:
        parsed: the query.
        offset: how many of the best hits are passed over.
        limit: how many hits there are at most.
        sort: what they are in order of.
        languages: those of the articles; none for all.
        kinds: the reasons for which a term may stand for a word.
        count_to: how far the articles that match are counted; None counts all.
        facets: what all of them are counted by.
    """

    parsed: ParsedQuery
    offset: int
    limit: int
    sort: Sort
    languages: tuple[str, ...]
    kinds: frozenset[MatchKind]
    count_to: int | None
    facets: tuple[str, ...]


class Answer(NamedTuple):
    """What a query found.

    Attributes:
        hits: the articles, in order.
        total: number of articles that match, or one that is not higher.
        total_is_exact: whether it is that number.
        corrected_query: the query with unknown words mended, or None.
        notes: what is to be said of the answer, a sentence each.
        facets: by facet, how many articles that match have each value.
    """

    hits: tuple[Hit, ...]
    total: int
    total_is_exact: bool
    corrected_query: str | None
    notes: tuple[str, ...]
    facets: dict[str, dict[str, int]]


_NOTHING = Answer((), 0, total_is_exact=True, corrected_query=None, notes=(), facets={})
_ORDERS = {"newest": newest, "oldest": oldest}


def answer(asked: Asked, view: View) -> Answer:
    """Expand a query, collect the articles for it, and look whether another one was meant."""
    if asked.parsed.root is None:
        return _NOTHING._replace(facets={facet: {} for facet in asked.facets})
    root = _in_languages(asked.parsed.root, asked.languages)
    plan = make_plan(root, view.lexicon, asked.kinds)
    query = view.searcher.bind(plan)
    found, matching = _collected(asked, view, query)
    return Answer(
        tuple(_hits(found.best[asked.offset :], asked.offset, view.snapshot, QueryMarker(wanted(plan)))),
        found.total,
        found.is_exact,
        _corrected(asked.parsed, view),
        tuple(unknown_values(root, view.note_on)),
        {facet: count_facet(facet, matching, view.spelling) for facet in asked.facets},
    )


def _collected(asked: Asked, view: View, query: BoundQuery) -> tuple[Collected, Sequence[Matching]]:
    """Return what is wanted of the documents that match, and all of them if something is asked of all."""
    # One more than there are, by which it is known that these are all; the kernels count in 32 bits.
    stop = min(asked.offset + asked.limit, view.searcher.doc_count + 1)
    order = _ORDERS.get(asked.sort)
    if order is None and not asked.facets:
        counted = view.searcher.doc_count if asked.count_to is None else min(asked.count_to, view.searcher.doc_count)
        return view.searcher.collect(query, stop, counted), ()
    found = view.searcher.match(query, 0 if order else stop)
    best = order(found.matching, stop) if order else found.best
    return Collected(best, found.total, is_exact=True), found.matching


def lexicon_notes(lexicon: Lexicon, kinds: Iterable[MatchKind], folder: Path) -> Iterator[str]:
    """Say what other rules than those of this version built, which kinds of match were left out, and how to mend it.

    Args:
        lexicon: the lexicon of an index.
        kinds: the kinds of match that were asked for by name.
        folder: the folder of the index.
    """
    outdated, rebuild = lexicon.outdated, f"searchlib rebuild --index {shlex.quote(str(folder))}"
    if ANALYSIS in outdated:
        yield f"the words of {folder} were told apart by other rules; index its articles anew"
    if languages := ", ".join(name for name in outdated if name != ANALYSIS):
        yield f"the lexicon was built by other rules for {languages}; run `{rebuild}`"
    if missing := lexicon.missing(frozenset(kinds)):
        # A lexicon is built for the kinds that are named then and no others.
        all_wanted = (frozenset(REASONS.values()) - lexicon.missing(ALL_KINDS)) | missing
        built_without = f"the lexicon of {folder} was built without {', '.join(_sorted(missing))}"
        yield f"{built_without}; run `{rebuild} --expand {','.join(_sorted(all_wanted))}`"


def _sorted(kinds: Iterable[MatchKind]) -> list[str]:
    return sorted(kind.value for kind in kinds)


def _in_languages(root: Node, languages: tuple[str, ...]) -> Node:
    """Return a query for articles in one of some languages; the query itself if none are named."""
    if not languages:
        return root
    choice = Boolean(should=tuple(Filter("language", code) for code in languages))
    return Boolean(must=(root, choice))


def _hits(best: Iterable[tuple[int, float]], offset: int, snapshot: Snapshot, marker: QueryMarker) -> Iterator[Hit]:
    for rank, (docnum, score) in enumerate(best, start=offset + 1):
        segment, number = snapshot.segment_of(docnum)
        yield Hit(rank, score, marker.found(segment, number))


def _corrected(parsed: ParsedQuery, view: View) -> str | None:
    """Return the query with words that stand for nothing replaced by what was probably meant."""
    replacements = {
        word.text: suggestion
        for word in iter_words(parsed.root)
        if not expand(word, view.lexicon).members
        and not view.lexicon.compounds(word.text)
        and not view.lexicon.names(word.text)
        and (suggestion := view.suggest(word.text))
    }
    return replace_words(parsed.source, parsed.root, replacements) if replacements else None

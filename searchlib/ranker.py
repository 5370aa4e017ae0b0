"""Ranking for programs: queries made of parts instead of typed, answers without articles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from searchlib.answer import View
from searchlib.article import Article
from searchlib.kernels.bound_query import AllOf, AnyOf, BoundQuery, Everything
from searchlib.lexicon import TermGroup
from searchlib.matches import MatchKind
from searchlib.query.nodes import Node
from searchlib.query.plan import GroupPlan, make_plan, text_fields

_WORDS = 1 << 14


class Ranker:
    """Ranks the articles of one commit; any number of threads may use it at once. Made by ``Index.ranker``.

    Queries are made by :meth:`word`, :meth:`phrase` and :meth:`parsed`, and joined by :meth:`any_of` and
    :meth:`all_of`. A query may be asked again and again, by this ranker alone. Nothing is added up twice: give a word
    once.

    Example:
        >>> from searchlib import Index
        >>> with Index.create("news") as index:
        ...     report = index.add([Article("a", "New road", "Open."), Article("b", "Old road", "Closed.")])
        ...     ranker = index.ranker()
        ...     best = ranker.best(ranker.all_of([ranker.word("roads"), ranker.word("old")]))
        ...     [ranker.article(docnum).id for docnum, score in best]
        ['b']
    """

    def __init__(self, view: View, kinds: frozenset[MatchKind]) -> None:
        self._view = view
        self._kinds = kinds
        self._fields = text_fields(None)
        # Words come again, and looking one up costs more than asking for it.
        self._bound = lru_cache(_WORDS)(self._bind)
        self._group = lru_cache(_WORDS)(self._expand)

    def word(self, text: str) -> BoundQuery:
        """Return a query for a word and what may stand for it."""
        return self._bound(text)

    def _bind(self, text: str) -> BoundQuery:
        return self._view.searcher.bind(GroupPlan(self._group(text), self._fields))

    def _expand(self, text: str) -> TermGroup:
        lexicon = self._view.lexicon
        return lexicon.expand(text, self._kinds) if self._kinds else lexicon.expand_exact(text)

    def phrase(self, words: Sequence[str], slop: int = 0) -> BoundQuery:
        """Return a query for words that follow one another.

        Args:
            words: two or more.
            slop: how many places they may be away from that order, altogether.

        Raises:
            TypeError, ValueError: they are one text, or fewer than two.
        """
        if isinstance(words, str) or len(words) < 2:  # noqa: PLR2004  one word follows none
            raise (TypeError if isinstance(words, str) else ValueError)(
                f"a phrase is made of two or more words, such as ['peace', 'treaty'], not of {words!r}"
            )
        return self._view.searcher.phrase([self._group(word) for word in words], slop, self._fields)

    def parsed(self, root: Node) -> BoundQuery:
        """Return the query that a parsed one asks for: ``searchlib.parse("-road lang:az").root``.

        Raises:
            TypeError: it is no node; ``root`` is None of a query that asks for nothing.
        """
        if not isinstance(root, Node):
            raise TypeError(f"a parsed query is asked for by its root, such as parse('road').root, not by {root!r:.80}")
        return self._view.searcher.bind(make_plan(root, self._view.lexicon, self._kinds))

    @staticmethod
    def any_of(queries: Iterable[BoundQuery]) -> BoundQuery:
        """Return a query for articles that one of some queries matches; all that do add to the score."""
        return AnyOf(tuple(queries))

    @staticmethod
    def all_of(
        required: Iterable[BoundQuery], optional: Iterable[BoundQuery] = (), excluded: Iterable[BoundQuery] = ()
    ) -> BoundQuery:
        """Return a query for articles that every required query matches and no excluded one.

        Args:
            required: queries; if there are none, all articles match.
            optional: queries that add to the score.
            excluded: queries that leave articles out.
        """
        return AllOf(tuple(required) or (Everything(),), tuple(optional), tuple(excluded))

    def best(self, query: BoundQuery, limit: int = 10) -> list[tuple[int, float]]:
        """Return the numbers of the best articles and their scores, best first.

        Numbers are those of this commit; a later one may give others.

        Args:
            query: made by this ranker.
            limit: how many articles at most, 0 or more.
        """
        return self._view.searcher.collect(query, limit).best

    def count(self, query: BoundQuery) -> int:
        """Return how many articles match."""
        return self._view.searcher.collect(query, 0, self._view.snapshot.doc_count_all).total

    def article(self, docnum: int) -> Article:
        """Return an article by its number.

        Raises:
            IndexError: there is none.
        """
        if not 0 <= docnum < self._view.snapshot.doc_count_all:
            raise IndexError(f"the commit has no article number {docnum}")
        segment, number = self._view.snapshot.segment_of(docnum)
        return segment.article(number)

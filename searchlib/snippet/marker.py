"""What a query matched in an article: its snippet and the marks of its title."""

from __future__ import annotations

from collections.abc import Iterable

from searchlib.article import Article
from searchlib.matches import Match
from searchlib.query.plan import GroupPlan, PhrasePlan
from searchlib.results import Snippet
from searchlib.snippet.choose import make_snippet
from searchlib.snippet.highlighter import Highlighter


class QueryMarker:
    """The marker of one query, shared by its hits.

    Args:
        plans: the groups and phrases that articles are found by.
    """

    def __init__(self, plans: Iterable[GroupPlan | PhrasePlan]) -> None:
        self._highlighter = Highlighter(plans)

    def snippet(self, article: Article) -> Snippet:
        """Return the passages that show best why the article was found."""
        return make_snippet(article.body, self._highlighter.matches(article.body, "body"))

    def title_matches(self, article: Article) -> tuple[Match, ...]:
        """Return the marked ranges of the title."""
        return tuple(self._highlighter.matches(article.title, "title"))

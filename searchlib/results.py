"""Results and Hit: what a search gives back, as frozen values.

They print well in a terminal, show well in a notebook and serialise to JSON; what each looks like in another
medium is decided by a formatter (see :mod:`searchlib.formatters`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any, Literal, Protocol, overload

from searchlib import formatters
from searchlib.article import Article
from searchlib.formatters import Formatter
from searchlib.marked_text import LINE_BREAKS, MarkedText, Passage, Snippet
from searchlib.matches import Match, MatchKind

__all__ = [
    "Found",
    "Hit",
    "MarkedText",
    "Marks",
    "Match",
    "MatchKind",
    "Passage",
    "Results",
    "Snippet",
]

SNIPPET_COLUMNS = 240
"""Columns of a snippet at most: two or three lines on a page."""

SNIPPET_PASSAGES = 3

_OPENING = 80

Sort = Literal["relevance", "newest", "oldest"]
"""What hits are in order of: their scores, or their dates."""

SORTS: dict[Sort, str] = {"relevance": "best", "newest": "newest", "oldest": "oldest"}
"""Each with what its first hits are called."""


class Found(Protocol):
    """An article that was found, read and marked no further than it is asked for."""

    @property
    def article(self) -> Article:
        """The article."""

    @property
    def about(self) -> Article:
        """The article without its body."""

    @property
    def headline(self) -> MarkedText:
        """The title with what matched in it; of an article without one the opening of its text."""

    @property
    def body(self) -> MarkedText:
        """The body with everything that matched in it."""

    def snippet(self, columns: int, passages: int) -> Snippet:
        """Return the passages that show best why the article was found."""


@dataclass(frozen=True, slots=True)
class Marks:
    """An article that was found, all of it at hand.

    Attributes:
        article: the article.
        passages: the snippet it gives.
        title: the marked ranges of the headline.
        text: the marked ranges of the body.
    """

    article: Article
    passages: Snippet = field(default_factory=Snippet)
    title: tuple[Match, ...] = ()
    text: tuple[Match, ...] = ()

    @property
    def about(self) -> Article:
        """The article."""
        return self.article

    @property
    def headline(self) -> MarkedText:
        """The title with what matched in it; of an article without one the opening of its text."""
        return MarkedText(headline(self.article.title, self.article.body, self.article.id), self.title)

    @property
    def body(self) -> MarkedText:
        """The body with everything that matched in it."""
        return MarkedText(self.article.body, self.text)

    def snippet(self, columns: int, passages: int) -> Snippet:  # noqa: ARG002  it was made already
        """Return the snippet."""
        return self.passages


@dataclass(frozen=True, repr=False, eq=False)
class Hit:
    """One article that was found. What is shown of it is read and made when it is first asked for.

    Attributes:
        rank: 1 for the best.
        score: BM25F score, positive; comparable within one result only.
        found: the article, and what makes the snippet.
    """

    rank: int
    score: float
    found: Found

    @cached_property
    def article(self) -> Article:
        """The article as it was indexed."""
        return self.found.article

    @cached_property
    def about(self) -> Article:
        """The article without its body, which of a long one takes a while to read."""
        return self.found.about

    @cached_property
    def headline(self) -> MarkedText:
        """The title with what matched in it; of an article without one the opening of its text."""
        return self.found.headline

    @cached_property
    def snippet(self) -> Snippet:
        """The passages that show why the article was found."""
        return self.make_snippet()

    @cached_property
    def body(self) -> MarkedText:
        """The whole body with everything that matched in it, and where to jump to."""
        return self.found.body

    def make_snippet(self, *, columns: int = SNIPPET_COLUMNS, passages: int = SNIPPET_PASSAGES) -> Snippet:
        """Return the passages that show best why the article was found; its lead where only the title matched.

        Args:
            columns: most columns, ellipses included; a wide character takes two, an accent none. 1 or more.
            passages: most passages, 1 or more.

        Raises:
            ValueError: there is no room for anything.
        """
        if columns < 1 or passages < 1:
            raise ValueError(f"a snippet needs a column and a passage at least, not {columns} and {passages}")
        return self.found.snippet(columns, passages)

    def with_snippet(self, *, columns: int = SNIPPET_COLUMNS, passages: int = SNIPPET_PASSAGES) -> Hit:
        """Return the same hit with a snippet of another size.

        Args:
            columns: most columns, as of :meth:`make_snippet`.
            passages: most passages.

        Raises:
            ValueError: there is no room for anything.
        """
        hit = Hit(self.rank, self.score, self.found)
        hit.__dict__["snippet"] = self.make_snippet(columns=columns, passages=passages)
        return hit

    @property
    def title_matches(self) -> tuple[Match, ...]:
        """Marked ranges of the title, in code points; none of an article without one."""
        return self.headline.matches if self.about.title else ()

    @property
    def matches(self) -> tuple[Match, ...]:
        """Every marked place of title and snippet, in code points of the article's title and body."""
        return tuple(match for _, match in self.marked_words())

    def marked_words(self) -> Iterator[tuple[str, Match]]:
        """Yield every marked place of title and snippet as it stands in the text, with its match in the article."""
        for match in self.title_matches:
            yield self.headline.text[match.start : match.end], match
        for passage in self.snippet.passages:
            for match in passage.matches:
                yield passage.text[match.start : match.end], match.moved(passage.start)

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as JSON values with stable keys; offsets are in code points of the article's fields."""
        values: dict[str, Any] = {"rank": self.rank, "score": round(self.score, 6)}
        values.update(self.about.to_dict())
        del values["body"]
        values["snippet"] = str(self.snippet)
        values["matches"] = [
            {
                "field": match.field,
                "start": match.start,
                "end": match.end,
                "text": text,
                "kind": match.kind.value,
                "word": match.word,
                "term": match.term,
            }
            for text, match in self.marked_words()
        ]
        return values

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Hit):
            return NotImplemented
        return (self.rank, self.score, self.article) == (other.rank, other.score, other.article)

    def __hash__(self) -> int:
        return hash((self.rank, self.score, self.about.id))

    def __reduce__(self) -> tuple[type[Hit], tuple[object, ...]]:
        marks = Marks(self.article, self.snippet, self.headline.matches, self.body.matches)
        return Hit, (self.rank, self.score, marks)

    def __str__(self) -> str:
        return self.format(formatters.plain)

    def __repr__(self) -> str:
        return f"<searchlib.Hit {self.rank}: {self.about.id!r}, score {self.score:.3f}>"

    def format(self, formatter: Formatter) -> str:
        """Return headline, source line and snippet as the formatter shows them, three lines at most."""
        lines = [f"{self.rank:>3}. {formatter(self.headline.text.translate(LINE_BREAKS), self.headline.matches)}"]
        about = " · ".join(formatter(part.translate(LINE_BREAKS), ()) for part in source_line(self.about))
        lines.append(f"     {about}")
        if self.snippet.passages:
            lines.append(f"     {self.snippet.format(formatter)}")
        return "\n".join(lines)


def headline(title: str, body: str, article_id: str = "") -> str:
    """Return the title of an article, or the opening of its text if it has none, or its id if its text is elsewhere.

    Example:
        >>> headline("", "Yol açıldı."), headline("", "", "n1")
        ('Yol açıldı.', 'n1')
    """
    opening = " ".join(body[: 2 * _OPENING].split())
    return title or (opening if len(opening) <= _OPENING else opening[:_OPENING].rsplit(" ", 1)[0] + " …") or article_id


def source_line(article: Article) -> list[str]:
    """Return what stands under a headline: language, day, publisher, id.

    Example:
        >>> source_line(Article("n1", "Yol", "", language="az", source="AZERTAC"))
        ['az', 'AZERTAC', 'n1']
    """
    day = article.date.isoformat() if article.date else None
    return [part for part in (article.language, day, article.source, article.id) if part]


@dataclass(frozen=True, slots=True, repr=False)
class Results:
    """The answer to a query: a sequence of hits, best first.

    Attributes:
        query: the query as it was asked.
        hits: the best articles, at most as many as were asked for.
        total: number of articles that match, or one that is not higher.
        took_ms: time from query to results, in milliseconds.
        corrected_query: the query with unknown words mended, or None if there is nothing to suggest.
        warnings: what was mended or ignored in the query, one sentence each.
        total_is_exact: whether ``total`` is the number of articles that match; if not, there may be more.
        offset: how many hits stand before these.
        sort: what they are in order of.
        facets: by what was asked for, how many of all articles that match have each value.

    Example:
        >>> results = Results("film", (), total=0, took_ms=0.2, corrected_query="filmi")
        >>> print(results)
        no article matches 'film' (0.2 ms); did you mean 'filmi'?
    """

    query: str
    hits: tuple[Hit, ...]
    total: int
    took_ms: float
    corrected_query: str | None = None
    warnings: tuple[str, ...] = ()
    total_is_exact: bool = True
    offset: int = 0
    sort: Sort = "relevance"
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict, hash=False)

    def __len__(self) -> int:
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    @overload
    def __getitem__(self, rank: int) -> Hit: ...
    @overload
    def __getitem__(self, rank: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, rank: int | slice) -> Hit | tuple[Hit, ...]:
        return self.hits[rank]

    def to_dict(self) -> dict[str, Any]:
        """Return the results as JSON values with stable keys."""
        return {
            "query": self.query,
            "total": self.total,
            "total_is_exact": self.total_is_exact,
            "offset": self.offset,
            "sort": self.sort,
            "took_ms": round(self.took_ms, 3),
            "corrected_query": self.corrected_query,
            "warnings": list(self.warnings),
            "facets": {facet: dict(counts) for facet, counts in self.facets.items()},
            "hits": [hit.to_dict() for hit in self.hits],
        }

    def to_json(self) -> str:
        """Return :meth:`to_dict` as one line of JSON."""
        return formatters.json_line(self.to_dict())

    def format(self, formatter: Formatter) -> str:
        """Return a heading line, the warnings and every hit as the formatter shows them."""
        notes = [self.heading(), *(f"note: {warning}" for warning in self.warnings)]
        parts = [formatter(note.translate(LINE_BREAKS), ()) for note in notes]
        return "\n".join([*parts, *(hit.format(formatter) for hit in self.hits)])

    def heading(self) -> str:
        """Say in one line how many articles match, how long it took and what to try instead."""
        if self.total or not self.total_is_exact:
            more = "" if self.total_is_exact else "+"
            count = "1 article matches" if (self.total, more) == (1, "") else f"{self.total:,}{more} articles match"
            shown = self._shown() if len(self.hits) < self.total else ""
        else:
            count, shown = "no article matches", ""
        suggestion = f"; did you mean {self.corrected_query!r}?" if self.corrected_query else ""
        return f"{count} {self.query!r}{shown} ({self.took_ms:.1f} ms){suggestion}"

    def _shown(self) -> str:
        """Say which of the articles that match are shown."""
        if self.hits and self.offset:
            return f", {self.offset + 1:,} to {self.offset + len(self.hits):,} shown"
        if self.hits:
            return f", the {SORTS[self.sort]} {len(self.hits):,} shown"
        return f", none of them behind the first {self.offset:,}" if self.offset else ""

    def __str__(self) -> str:
        return self.format(formatters.plain)

    def __repr__(self) -> str:
        return f"<searchlib.Results: {self.heading()}>"

    def _repr_html_(self) -> str:
        """Show the results in a notebook."""
        notes = "".join(f"<p><em>{escape(warning)}</em></p>" for warning in self.warnings)
        items = "".join(
            f"<li><strong>{hit.headline.format(formatters.html)}</strong><br>"
            f"<small>{escape(' · '.join(source_line(hit.about)))}</small><br>"
            f"{hit.snippet.format(formatters.html)}</li>"
            for hit in self.hits
        )
        hits = f"<ol start='{self.offset + 1}'>{items}</ol>"
        return f"<div class='searchlib'><p>{escape(self.heading())}</p>{notes}{hits}</div>"

"""Results, Hit, Snippet and Passage: what a search gives back, as frozen values.

They print well in a terminal, show well in a notebook and serialise to JSON; what each looks like in another
medium is decided by a formatter (see :mod:`searchlib.formatters`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import Any, Protocol, overload

from searchlib import formatters
from searchlib.article import Article
from searchlib.formatters import Formatter
from searchlib.matches import Match, MatchKind

# One space for each, so that offsets stay what they are.
_LINE_BREAKS = str.maketrans(dict.fromkeys("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", " "))

__all__ = ["AddReport", "Hit", "IndexStats", "Marker", "Marks", "Match", "MatchKind", "Passage", "Results", "Snippet"]


_OPENING = 80


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of an article's text, taken out as it stands.

    Attributes:
        text: the run, a substring of the field.
        start: where it begins in the field, in code points.
        matches: marked ranges, in code points of ``text``, sorted, not overlapping.
        opens_cut, closes_cut: whether the run begins or ends inside a sentence.
    """

    text: str
    start: int
    matches: tuple[Match, ...] = ()
    opens_cut: bool = False
    closes_cut: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """The passages of an article that show best why it was found, in text order.

    Example:
        >>> match = Match(6, 10, MatchKind.EXACT, "road")
        >>> str(Snippet((Passage("A new road.", 0, (match,)), Passage("It is long.", 40))))
        'A new **road**. … It is long.'
    """

    passages: tuple[Passage, ...] = ()

    def format(self, formatter: Formatter) -> str:
        """Return the passages as the formatter shows them, with an ellipsis wherever text was left out."""
        parts = []
        for number, passage in enumerate(self.passages):
            if number or passage.opens_cut:
                parts.append("… " if not number else " … ")
            parts.append(formatter(passage.text.translate(_LINE_BREAKS), passage.matches))
        if self.passages and self.passages[-1].closes_cut:
            parts.append(" …")
        return "".join(parts)

    def __str__(self) -> str:
        return self.format(formatters.plain)


class Marker(Protocol):
    """Shows in an article what a query matched."""

    def snippet(self, article: Article) -> Snippet:
        """Return the passages that show best why the article was found."""

    def title_matches(self, article: Article) -> tuple[Match, ...]:
        """Return the marked ranges of the title."""


@dataclass(frozen=True, slots=True)
class Marks:
    """A marker for one article that has been asked already.

    Attributes:
        passages: the snippet it gives.
        title: the marked ranges of the title that it gives.
    """

    passages: Snippet = field(default_factory=Snippet)
    title: tuple[Match, ...] = ()

    def snippet(self, article: Article) -> Snippet:  # noqa: ARG002  a Marker is asked of an article
        """Return the snippet."""
        return self.passages

    def title_matches(self, article: Article) -> tuple[Match, ...]:  # noqa: ARG002  likewise
        """Return the marked ranges of the title."""
        return self.title


@dataclass(frozen=True, repr=False)
class Hit:
    """One article that was found. Its snippet is made when it is first asked for.

    Attributes:
        rank: 1 for the best.
        score: BM25F score, positive; comparable within one result only.
        article: the article as it was indexed.
        marker: what makes the snippet.
    """

    rank: int
    score: float
    article: Article
    marker: Marker = field(compare=False)

    @cached_property
    def snippet(self) -> Snippet:
        """The passages that show why the article was found."""
        return self.marker.snippet(self.article)

    @cached_property
    def title_matches(self) -> tuple[Match, ...]:
        """Marked ranges of the title, in code points."""
        return self.marker.title_matches(self.article)

    def __reduce__(self) -> tuple[type[Hit], tuple[object, ...]]:
        return Hit, (self.rank, self.score, self.article, Marks(self.snippet, self.title_matches))

    @property
    def matches(self) -> tuple[Match, ...]:
        """Every marked place of title and snippet, in code points of the article's title and body."""
        body = (match.moved(passage.start) for passage in self.snippet.passages for match in passage.matches)
        return (*self.title_matches, *body)

    def to_dict(self) -> dict[str, Any]:
        """Return the hit as JSON values with stable keys; offsets are in code points of the article's fields."""
        values: dict[str, Any] = {"rank": self.rank, "score": round(self.score, 6)}
        values.update(self.article.to_dict())
        del values["body"]
        values["snippet"] = str(self.snippet)
        texts = {"title": self.article.title, "body": self.article.body}
        values["matches"] = [
            {
                "field": match.field,
                "start": match.start,
                "end": match.end,
                "text": texts[match.field][match.start : match.end],
                "kind": match.kind.value,
                "word": match.word,
            }
            for match in self.matches
        ]
        return values

    def __repr__(self) -> str:
        return f"<searchlib.Hit {self.rank}: {self.article.id!r}, score {self.score:.3f}>"

    def format(self, formatter: Formatter) -> str:
        """Return headline, source line and snippet as the formatter shows them, three lines at most."""
        title = formatter(headline(self.article).translate(_LINE_BREAKS), self.title_matches)
        lines = [f"{self.rank:>3}. {title}"]
        about = " · ".join(formatter(part.translate(_LINE_BREAKS), ()) for part in source_line(self.article))
        lines.append(f"     {about}")
        if self.snippet.passages:
            lines.append(f"     {self.snippet.format(formatter)}")
        return "\n".join(lines)


def headline(article: Article) -> str:
    """Return the title of an article, or the opening of its text if it has none.

    Example:
        >>> headline(Article("n1", "", "Yol açıldı."))
        'Yol açıldı.'
    """
    opening = " ".join(article.body[: 2 * _OPENING].split())
    return article.title or (opening if len(opening) <= _OPENING else opening[:_OPENING].rsplit(" ", 1)[0] + " …")


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
            "took_ms": round(self.took_ms, 3),
            "corrected_query": self.corrected_query,
            "warnings": list(self.warnings),
            "hits": [hit.to_dict() for hit in self.hits],
        }

    def to_json(self) -> str:
        """Return :meth:`to_dict` as one line of JSON."""
        return json.dumps(self.to_dict(), ensure_ascii=False)

    def format(self, formatter: Formatter) -> str:
        """Return a heading line, the warnings and every hit as the formatter shows them."""
        notes = [self.heading(), *(f"note: {warning}" for warning in self.warnings)]
        parts = [formatter(note.translate(_LINE_BREAKS), ()) for note in notes]
        return "\n".join([*parts, *(hit.format(formatter) for hit in self.hits)])

    def heading(self) -> str:
        """Say in one line how many articles match, how long it took and what to try instead."""
        if self.total or not self.total_is_exact:
            more = "" if self.total_is_exact else "+"
            is_one = self.total == 1 and self.total_is_exact
            count = "1 article matches" if is_one else f"{self.total:,}{more} articles match"
            shown = f", the best {len(self.hits)} shown" if len(self.hits) < self.total else ""
        else:
            count, shown = "no article matches", ""
        suggestion = f"; did you mean {self.corrected_query!r}?" if self.corrected_query else ""
        return f"{count} {self.query!r}{shown} ({self.took_ms:.1f} ms){suggestion}"

    def __str__(self) -> str:
        return self.format(formatters.plain)

    def __repr__(self) -> str:
        return f"<searchlib.Results: {self.heading()}>"

    def _repr_html_(self) -> str:
        """Show the results in a notebook."""
        notes = "".join(f"<p><em>{escape(warning)}</em></p>" for warning in self.warnings)
        items = "".join(
            f"<li><strong>{formatters.html(headline(hit.article), hit.title_matches)}</strong><br>"
            f"<small>{escape(' · '.join(source_line(hit.article)))}</small><br>"
            f"{hit.snippet.format(formatters.html)}</li>"
            for hit in self.hits
        )
        return f"<div class='searchlib'><p>{escape(self.heading())}</p>{notes}<ol>{items}</ol></div>"


@dataclass(frozen=True, slots=True)
class AddReport:
    """What adding a batch of articles did.

    Attributes:
        added: articles that were not in the index before.
        replaced: articles that took the place of one with the same id.
    """

    added: int
    replaced: int


@dataclass(frozen=True, slots=True)
class IndexStats:
    """What is in an index.

    Attributes:
        articles: articles that can be found.
        deleted: articles that are deleted but take room until a later commit merges them away.
        segments: parts that the index is in.
        terms: distinct terms, those of each segment counted.
        size_bytes: what the files take on the disk.
        languages: articles by language, the most frequent first.
        first_date, last_date: oldest and newest day of publication, or None if no article has a date.
        generation: number of the last commit.
    """

    articles: int
    deleted: int
    segments: int
    terms: int
    size_bytes: int
    languages: dict[str, int]
    first_date: str | None
    last_date: str | None
    generation: int

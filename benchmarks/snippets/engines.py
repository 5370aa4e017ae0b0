"""Engines that make snippets, each behind the same verbs; every one is asked for about ``COLUMNS`` columns."""

from __future__ import annotations

import re
import sqlite3
import tempfile
import weakref
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, Self

from whoosh import analysis, highlight

from searchlib import Article, Hit, Index, parse_text

COLUMNS = 240
_FTS5_TOKENS = 36
"""About as many words as fit into the columns; FTS5 counts nothing else."""

_WORD = re.compile(r"\w+")


class Shown(NamedTuple):
    """What an engine shows: the pieces of the source, in its order."""

    pieces: tuple[str, ...]
    has_ellipsis: bool

    def __str__(self) -> str:
        return " … ".join(piece.strip() for piece in self.pieces)


class Engine(Protocol):
    """Makes snippets of articles that it was given."""

    name: str

    def prepare(self, number: int, query: str) -> Callable[[], Shown]:
        """Return what makes the snippet of an article for a query, everything that comes before done already."""


class Searchlib:
    """searchlib: an article is found by its id and the query, and asked for its snippet.

    Args:
        articles: the articles.
    """

    name = "searchlib"

    def __init__(self, articles: Sequence[Article]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="searchlib-benchmark-")
        self.index = Index.create(f"{self._folder.name}/index")
        self._ids = [article.id for article in articles]
        self.index.add(articles)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.index.close()
        self._folder.cleanup()

    def hit(self, number: int, query: str) -> Hit | None:
        """Return an article as a hit of a query, or None if the query does not find it."""
        wanted = self._ids[number]
        hits = self.index.search(parse_text(query), limit=len(self._ids))
        return next((hit for hit in hits if hit.about.id == wanted), None)

    def prepare(self, number: int, query: str) -> Callable[[], Shown]:
        """Return what makes the snippet."""
        hit = self.hit(number, query)
        if hit is None:
            return lambda: Shown((), has_ellipsis=True)
        return lambda: Shown(
            tuple(passage.text for passage in hit.make_snippet(columns=COLUMNS).passages), has_ellipsis=True
        )


class Tantivy:
    """tantivy's SnippetGenerator."""

    name = "tantivy"

    def __init__(self, articles: Sequence[Article]) -> None:
        import tantivy  # noqa: PLC0415  needed for measuring only, and not installed with the tests

        self._make_generator = tantivy.SnippetGenerator.create
        schema = tantivy.SchemaBuilder().add_text_field("body", stored=True).build()
        self._index = tantivy.Index(schema)
        self._schema = schema
        writer = self._index.writer(50_000_000)
        self._documents = [tantivy.Document(body=[article.body]) for article in articles]
        for document in self._documents:
            writer.add_document(document)
        writer.commit()
        self._index.reload()

    def prepare(self, number: int, query: str) -> Callable[[], Shown]:
        """Return what makes the snippet."""
        parsed = self._index.parse_query(" ".join(_WORD.findall(query)), ["body"])
        generator = self._make_generator(self._index.searcher(), parsed, self._schema, "body")
        generator.set_max_num_chars(COLUMNS)

        def make() -> Shown:
            fragment = generator.snippet_from_doc(self._documents[number]).fragment()
            return Shown((fragment,) if fragment else (), has_ellipsis=False)

        return make


class Fts5:
    """SQLite's FTS5 ``snippet()``."""

    name = "FTS5"

    def __init__(self, articles: Sequence[Article]) -> None:
        self._base = sqlite3.connect(":memory:")
        weakref.finalize(self, self._base.close)
        self._base.execute("CREATE VIRTUAL TABLE news USING fts5(body, tokenize = 'unicode61 remove_diacritics 2')")
        rows = ((number, article.body) for number, article in enumerate(articles))
        self._base.executemany("INSERT INTO news(rowid, body) VALUES (?, ?)", rows)

    def prepare(self, number: int, query: str) -> Callable[[], Shown]:
        """Return what makes the snippet."""
        asked = " OR ".join(f'"{word}"' for word in _WORD.findall(query))
        statement = "SELECT snippet(news, 0, '', '', char(31), ?) FROM news WHERE news MATCH ? AND rowid = ?"

        def make() -> Shown:
            row = self._base.execute(statement, (_FTS5_TOKENS, asked, number)).fetchone()
            return Shown(tuple(filter(None, row[0].split("\x1f"))) if row else (), has_ellipsis=True)

        return make


class _FirstOfEqual(highlight.BasicFragmentScorer):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's scorer; of fragments with one score, which Whoosh would order by their addresses, the first wins."""

    def __call__(self, fragment: highlight.Fragment) -> float:
        return float(super().__call__(fragment) - fragment.startchar / (1 + len(fragment.text)))


class Whoosh:
    """Whoosh's highlighter with one of its fragmenters."""

    def __init__(self, articles: Sequence[Article], name: str, fragmenter: highlight.Fragmenter) -> None:
        self.name = name
        self._bodies = [article.body for article in articles]
        self._analyzer = analysis.StandardAnalyzer(stoplist=None, minsize=1)
        self._fragmenter = fragmenter

    def prepare(self, number: int, query: str) -> Callable[[], Shown]:
        """Return what makes the snippet."""
        terms = frozenset(token.text for token in self._analyzer(query))
        body = self._bodies[number]

        def make() -> Shown:
            marked = highlight.highlight(
                body,
                terms,
                self._analyzer,
                self._fragmenter,
                highlight.NullFormatter(),
                top=2,
                scorer=_FirstOfEqual(),
            )
            return Shown(tuple(filter(None, marked.split("..."))), has_ellipsis=True)

        return make


def others(articles: Sequence[Article]) -> list[Engine]:
    """Return the other engines with some articles."""
    return [
        Tantivy(articles),
        Fts5(articles),
        Whoosh(articles, "Whoosh context", highlight.ContextFragmenter(maxchars=COLUMNS // 2, surround=40)),
        Whoosh(articles, "Whoosh sentence", highlight.SentenceFragmenter(maxchars=COLUMNS)),
    ]

"""searchlib behind the verbs of the speed measure, and of the relevance measure: asked for row numbers."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.speed.queries import Kind
from searchlib import Article, Index, MatchKind, parse_text

_LANGUAGES = ("az", "en", "ru", "tr")
"""Languages of the texts; an engine is told what is in its index, as the others are told which stemmer to take."""


class Relevance:
    """Indexes texts in a temporary folder and answers with row numbers, best first.

    Args:
        texts: one text for each row.
        language: ISO 639 code of them all.
    """

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="searchlib-benchmark-")
        self._index = Index.create(Path(self._folder.name, "index"), languages=_LANGUAGES)
        rows = ((number, text) for number, text in enumerate(texts) if text.strip())
        self._index.add(Article(str(number), "", text, language=language) for number, text in rows)

    def search(self, query: str, k: int) -> list[int]:
        """Return the best k rows for a query, which is a text: titles and questions that no one wrote for a parser."""
        return [int(hit.article.id) for hit in self._index.search(parse_text(query), limit=k)]


class Searchlib:
    """An index of texts with positions and without the texts, asked for the very words.

    Args:
        folder: an empty folder, or one that was built in.
    """

    expand: tuple[MatchKind, ...] = ()
    processes = 1
    store_text = False

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder, "index")

    def build(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index numbered texts in one commit."""
        with Index.create(self._folder, languages=_LANGUAGES, store_text=self.store_text, expand=self.expand) as index:
            index.add((Article(str(number), "", text) for number, text in texts), processes=self.processes)

    def open(self) -> None:
        """Open what was built."""
        self._ranker = Index.open(self._folder).ranker(expand=self.expand)

    def run(self, kind: Kind, words: Sequence[str], k: int = 10) -> list[tuple[int, float]]:
        """Return the numbers and scores of the best documents."""
        ranker = self._ranker
        if kind == "phrase" and len(words) > 1:
            return ranker.best(ranker.phrase(words), k)
        queries = map(ranker.word, words)
        return ranker.best(ranker.any_of(queries) if kind == "or" else ranker.all_of(queries), k)


class SearchlibTwoProcesses(Searchlib):
    """The same, indexed by two processes."""

    processes = 2


class SearchlibInflected(Searchlib):
    """An index with a lexicon for inflection, asked for the words in all their forms."""

    expand = (MatchKind.INFLECTION,)


class SearchlibInflectedTwoProcesses(SearchlibInflected):
    """The same, indexed by two processes."""

    processes = 2


class SearchlibArticles(Searchlib):
    """An index as one is made without any setting but its languages: with the whole lexicon and the articles."""

    expand = tuple(MatchKind)
    store_text = True

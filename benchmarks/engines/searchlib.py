"""searchlib behind the verbs of the relevance measure: made with texts and their language, asked for row numbers."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from searchlib import Article, Index, parse_text


class Relevance:
    """Indexes texts in a temporary folder and answers with row numbers, best first.

    Args:
        texts: one text for each row.
        language: ISO 639 code of them all.
    """

    def __init__(self, texts: Sequence[str], language: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="searchlib-benchmark-")
        self._index = Index.create(Path(self._folder.name, "index"), languages=["az", "en", "ru", "tr"])
        rows = ((number, text) for number, text in enumerate(texts) if text.strip())
        self._index.add(Article(str(number), "", text, language=language) for number, text in rows)

    def search(self, query: str, k: int) -> list[int]:
        """Return the best k rows for a query, which is a text: titles and questions that no one wrote for a parser."""
        return [int(hit.article.id) for hit in self._index.search(parse_text(query), limit=k)]

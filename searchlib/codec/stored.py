"""Articles as they are stored: one line of JSON each."""

from __future__ import annotations

import json

from searchlib.article import Article


def encode_article(article: Article) -> str:
    """Return an article as it is stored.

    Example:
        >>> encode_article(Article("n1", "Yol", ""))
        '{"id":"n1","title":"Yol","body":""}'
    """
    return json.dumps(article.to_dict(), ensure_ascii=False, separators=(",", ":"))


def decode_article(stored: str) -> Article:
    """Return the article that was stored, the reverse of :func:`encode_article`."""
    return Article.from_dict(json.loads(stored))

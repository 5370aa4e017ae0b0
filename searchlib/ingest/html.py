"""Saved web pages: the main text and what the page says about itself, found by trafilatura.

Source: Barbaresi, Trafilatura (ACL 2021, Demos).
"""

from __future__ import annotations

import re
from typing import Any

from searchlib.article import Article
from searchlib.ingest.row import article_from_row
from searchlib.ingest.skipped import UnreadableError

_HTML_LANGUAGE = re.compile(
    r"<html\b[^>]{0,1000}?\b(?:xml:)?lang\s*=\s*[\"']?\s*([A-Za-z]{2,3})(?![^\W_])", re.IGNORECASE
)

# What the page declares of itself; any date that stands somewhere on it is no date of publication.
_DATE_SEARCH = {"original_date": True, "extensive_search": False}


def article_from_html(text: str, article_id: str) -> Article:
    """Make an article from a web page; menus, comments and other boilerplate are left out.

    Raises:
        UnreadableError: the page has no main text, or trafilatura is not installed.
        ArticleError: what the page says of itself cannot be stored.
    """
    page = _extracted(text)
    if page is None or not (page.text or "").strip():
        raise UnreadableError("no main text found in this page; if it has one, save it as .txt or .md")
    title = " ".join((page.title or "").split())
    fields = {
        "title": title,
        "body": _body(page.text, title),
        "author": page.author,
        "date": page.date,
        "source": page.sitename,
        "url": page.url,
        "language": _language(text),
        "tags": list(dict.fromkeys([*(page.categories or ()), *(page.tags or ())])),
    }
    return article_from_row(fields, article_id)


def _extracted(text: str) -> Any:  # noqa: ANN401  trafilatura ships no types
    try:
        import trafilatura  # noqa: PLC0415  an extra, and slow to import
    except ImportError as error:
        message = f'reading web pages needs the package trafilatura ({error}); install "searchlib[html]"'
        raise UnreadableError(message) from None
    try:
        return trafilatura.bare_extraction(
            text, with_metadata=True, include_comments=False, date_extraction_params=_DATE_SEARCH
        )
    except Exception as error:  # a page may be broken in any way, and so may what its parsers raise
        raise UnreadableError(f"the page cannot be taken apart ({type(error).__name__}: {error})") from error


def _body(text: str, title: str) -> str:
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    if len(paragraphs) > 1 and " ".join(paragraphs[0].split()) == title:
        del paragraphs[0]
    return "\n\n".join(paragraphs)


def _language(text: str) -> str | None:
    found = _HTML_LANGUAGE.search(text[:10_000])
    return None if found is None else found[1]

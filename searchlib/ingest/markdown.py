"""Markdown articles: YAML front matter, else the first heading as title, and the text without its markup.

Sources: CommonMark 0.31 as markdown-it-py parses it; front matter as Jekyll and Hugo write it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from searchlib.article import Article
from searchlib.errors import ArticleError
from searchlib.ingest.row import article_from_row
from searchlib.ingest.skipped import UnreadableError

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TAG = re.compile(r"<[^<>]*>|<!--.*?-->", re.DOTALL)


def article_from_markdown(text: str, article_id: str) -> Article:
    r"""Make an article from a Markdown document.

    Front matter may name any field of an article (and its aliases) except the body.

    Raises:
        UnreadableError: the front matter is not YAML, or says something unusable.

    Example:
        >>> article_from_markdown("# Yeni yol\n\nYol **açıldı**.", "n1").body
        'Yol açıldı.'
    """
    fields, rest = _front_matter(text)
    title, body = _title_and_body(rest, has_title="title" in {str(name).casefold() for name in fields})
    fields.update({"body": body} if title is None else {"title": title, "body": body})
    try:
        return article_from_row(fields, article_id)
    except ArticleError as error:
        raise UnreadableError(str(error)) from error


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text
    import yaml  # noqa: PLC0415  only front matter needs it

    try:
        fields = yaml.safe_load(found[1])
    # A day that does not exist is a ValueError, an endless nesting a RecursionError.
    except (yaml.YAMLError, ValueError, RecursionError, TypeError) as error:
        mark = getattr(error, "problem_mark", None)
        line = None if mark is None else mark.line + 2
        problem = getattr(error, "problem", None) or error
        raise UnreadableError(f"the front matter is not YAML: {problem}", line=line) from error
    if fields is None:
        return {}, text[found.end() :]
    if not isinstance(fields, dict):
        # Two rules with text between them, and no front matter.
        return {}, text
    if "body" in fields:
        raise UnreadableError("the front matter has a 'body'; write the body below it")
    return {str(name): value for name, value in fields.items()}, text[found.end() :]


def _title_and_body(text: str, *, has_title: bool) -> tuple[str | None, str]:
    from markdown_it import MarkdownIt  # noqa: PLC0415  only Markdown needs it

    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    blocks = [(kind, block) for kind, block in _blocks(tokens) if block]
    title = None
    if not has_title:
        place = next((i for i, (kind, _) in enumerate(blocks) if kind == "heading"), None)
        if place is not None:
            title = " ".join(blocks.pop(place)[1].split())
    return title, "\n\n".join(block for _, block in blocks)


def _blocks(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    """Yield the kind and the text of each block: a heading, a paragraph, a row of a table, a piece of code."""
    kind = "paragraph"
    cells: list[str] = []
    for token in tokens:
        if token.type in {"heading_open", "paragraph_open", "tr_open"}:
            kind = token.type.removesuffix("_open")
            cells = []
        elif token.type in {"fence", "code_block"}:
            yield "code", token.content.strip("\n")
        elif token.type == "html_block":
            yield "html", _TAG.sub("", token.content).strip()
        elif token.type == "inline":
            cells.append("".join(_inline(token.children or ())).strip())
        elif token.type in {"heading_close", "paragraph_close", "tr_close"}:
            yield kind, " ".join(cell for cell in cells if cell)


def _inline(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            yield token.content
        elif token.type == "image":
            yield "".join(_inline(token.children or ()))
        elif token.type in {"softbreak", "hardbreak"}:
            yield "\n"

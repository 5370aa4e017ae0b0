"""Markdown articles: YAML front matter, else the first heading as title, and the text without its markup.

Sources: CommonMark 0.31 as markdown-it-py parses it; front matter as Jekyll and Hugo write it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from searchlib.article import Article
from searchlib.ingest.row import UnknownFields, article_from_row, canonical_field
from searchlib.ingest.skipped import UnreadableError

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<[^<>]*>", re.DOTALL)


def article_from_markdown(text: str, article_id: str, unknown_fields: UnknownFields = "refuse") -> Article:
    r"""Make an article from a Markdown document.

    Front matter may name any field of an article (and its aliases) except the body.

    Raises:
        UnreadableError: the front matter is not YAML.
        ArticleError: it names an unknown field, or one with a value that cannot be used.

    Example:
        >>> article_from_markdown("# Yeni yol\n\nYol **açıldı**.", "n1").body
        'Yol açıldı.'
    """
    fields, rest = _front_matter(text)
    title = next((value for name, value in fields.items() if canonical_field(name) == "title"), None)
    heading, body = _heading_and_body(rest, title)
    fields["body"] = body
    if not title:
        fields["title"] = heading
    return article_from_row(fields, article_id, unknown_fields)


def _front_matter(text: str) -> tuple[dict[str, Any], str]:
    found = _FRONT_MATTER.match(text)
    if found is None:
        return {}, text
    import yaml  # noqa: PLC0415  only front matter needs it

    try:
        has_alias = any(isinstance(token, yaml.AliasToken) for token in yaml.scan(found[1]))
        fields = None if has_alias else yaml.safe_load(found[1])
    except Exception as error:  # a value that is none of its type raises whatever its constructor does
        raise UnreadableError(*_yaml_problem(error)) from error
    if has_alias:
        # A few aliases of aliases stand for gigabytes.
        raise UnreadableError("the front matter uses YAML aliases (*name); write the values out")
    if fields is None:
        return {}, text[found.end() :]
    if not isinstance(fields, dict):
        # Two rules with text between them, and no front matter.
        return {}, text
    if "body" in fields:
        raise UnreadableError("the front matter has a 'body'; write the body below it")
    return {str(name): _field_value(str(name), value) for name, value in fields.items()}, text[found.end() :]


def _field_value(name: str, value: object) -> object:
    """Return a value as JSON has it where it is for ``extra``."""
    return _json_value(value) if canonical_field(name) in {None, "extra"} else value


def _json_value(value: object) -> object:
    """Return a value with days and times as ISO text; YAML has values of their own for them."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _json_value(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_json_value(item) for item in value]
    return value


def _yaml_problem(error: Exception) -> tuple[str, int | None]:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error) or type(error).__name__
    return f"the front matter is not YAML: {problem}", None if mark is None else mark.line + 2


def _heading_and_body(text: str, title: object) -> tuple[str | None, str]:
    """Return the first heading, and the text without it; where a title is given, only a heading like it is left out."""
    from markdown_it import MarkdownIt  # noqa: PLC0415  only Markdown needs it

    blocks = [(kind, block) for kind, block in _blocks(MarkdownIt("commonmark").enable("table").parse(text)) if block]
    place = next((number for number, (kind, _) in enumerate(blocks) if kind == "heading"), None)
    heading = None if place is None else " ".join(blocks[place][1].split())
    if place is not None and (not title or title == heading):
        del blocks[place]
    return heading, "\n\n".join(block for _, block in blocks)


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

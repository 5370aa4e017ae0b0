"""Row: what one row of a JSON Lines, CSV or TSV file says, and the article it makes.

Field names are those of :class:`~searchlib.article.Article` or an alias of ``data/fields.tsv``; capital letters,
spaces, hyphens and underscores in them make no difference.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any

from searchlib.article import Article, unknown_field_message
from searchlib.errors import ArticleError
from searchlib.ingest.date import parsed_date
from searchlib.ingest.tables import table

_TAG_SEPARATOR = re.compile(r"[;,]")
_LONGEST_ID_NUMBER = 2**63


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file.

    Attributes:
        line: where it begins, counted from 1.
        values: its fields under the names of the file; empty where there is a problem.
        problem: why it cannot be used, or None.
    """

    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    problem: str | None = None


def article_from_row(values: Mapping[str, Any], fallback_id: str) -> Article:
    """Make an article from the fields of a row; a field that is empty or null counts as absent.

    Args:
        values: the fields under the names of the file.
        fallback_id: the article's id where the row gives none.

    Raises:
        ArticleError: a field is unknown, given twice, or has a value that cannot be used.

    Example:
        >>> article_from_row({"headline": "Yeni yol", "lang": "az-AZ"}, "news:2").to_dict()
        {'id': 'news:2', 'title': 'Yeni yol', 'body': '', 'language': 'az'}
    """
    fields = _known_fields(values)
    fields["id"] = _id_text(fields.get("id", fallback_id))
    named = str(fields["id"])
    for name, convert in (
        ("title", _one_line),
        ("body", _paragraphs),
        ("date", parsed_date),
        ("language", _stripped),
        ("tags", _tag_list),
        ("extra", _mapping),
    ):
        if name in fields:
            try:
                fields[name] = convert(fields[name])
            except ValueError as error:
                raise ArticleError(f"{name}: {error}", field=name, article_id=named) from error
    return Article(**{"title": "", "body": "", **fields})


def canonical_field(name: str) -> str | None:
    """Return the article's field that a name or alias stands for, or None.

    Example:
        >>> canonical_field("Pub Date"), canonical_field("colour")
        ('date', None)
    """
    return _aliases().get(_plain_name(name))


def _known_fields(values: Mapping[str, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    named_by: dict[str, str] = {}
    for name, value in values.items():
        known = canonical_field(name)
        if known is None:
            raise ArticleError(unknown_name_message(name), field=name)
        if value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip()):
            continue
        if known in fields:
            message = f"the fields {named_by[known]!r} and {name!r} both mean {known!r}; keep one of them"
            raise ArticleError(message, field=known)
        fields[known], named_by[known] = value, name
    return fields


def unknown_name_message(name: str) -> str:
    """Say that no field goes by a name, and which name or alias is nearest.

    Example:
        >>> unknown_name_message("headlin")
        "unknown field 'headlin'; did you mean 'headline', which is the title? Anything else belongs inside 'extra'"
    """
    near = get_close_matches(_plain_name(str(name)), _aliases(), n=1)
    if not near:
        return unknown_field_message(name)
    field = _aliases()[near[0]]
    meant = f"{near[0]!r}, which is the {field}" if near[0] != field else repr(field)
    return f"unknown field {name!r}; did you mean {meant}? Anything else belongs inside 'extra'"


@cache
def _aliases() -> dict[str, str]:
    return {_plain_name(alias): known for known, alias in table("fields")}


def _plain_name(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()


def _id_text(value: object) -> object:
    is_number = isinstance(value, int) and not isinstance(value, bool) and abs(value) < _LONGEST_ID_NUMBER
    return str(value) if is_number else value


def _stripped(value: object) -> object:
    return value.strip() if isinstance(value, str) else value


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


def _paragraphs(value: object) -> object:
    return re.sub(r"\r\n?", "\n", value).strip() if isinstance(value, str) else value


def _tag_list(value: object) -> object:
    if not isinstance(value, str):
        return value
    return [tag.strip() for tag in _TAG_SEPARATOR.split(value) if tag.strip()]


def _mapping(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ValueError('write it as a JSON object, for example {"section": "culture"}') from None

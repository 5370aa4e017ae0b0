"""Row: what one row of a JSON, JSON Lines, CSV or TSV file says, and the article it makes.

Field names are those of :class:`~searchlib.article.Article` or an alias of ``data/fields.tsv``; capital letters,
spaces, hyphens and underscores in them make no difference. Two names of one field are refused, but for tags, which
are taken together, and for a language that both name alike.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any, Final, Literal

from searchlib.article import Article, language_code, unknown_field_message
from searchlib.errors import ArticleError
from searchlib.ingest.date import parsed_date
from searchlib.ingest.tables import table

UnknownFields = Literal["refuse", "extra"]
"""What becomes of a field that no field of an article goes by: it is refused, or put into ``Article.extra``."""

UNKNOWN_FIELDS: Final = ("refuse", "extra")

_TAG_SEPARATOR = re.compile(r"[;,]")
_LONGEST_ID_NUMBER = 2**63


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file.

    Attributes:
        line: where it begins, counted from 1.
        values: its fields under the names of the file; empty where there is a problem.
        problem: why it cannot be used, or None.
        number: which object of a JSON array it is, counted from 1; None where it is told by its line.
        is_only: whether it is the whole file.
    """

    line: int
    values: Mapping[str, Any] = field(default_factory=dict)
    problem: str | None = None
    number: int | None = None
    is_only: bool = False

    def fallback_id(self, file_id: str) -> str:
        """Return the id of the article where the row gives none.

        Example:
            >>> Row(7).fallback_id("news"), Row(7, number=3).fallback_id("news"), Row(1, is_only=True).fallback_id("n")
            ('news:7', 'news:3', 'n')
        """
        return file_id if self.is_only else f"{file_id}:{self.number or self.line}"


def article_from_row(values: Mapping[str, Any], fallback_id: str, unknown_fields: UnknownFields = "refuse") -> Article:
    """Make an article from the fields of a row; a field that is empty or null counts as absent.

    Args:
        values: the fields under the names of the file.
        fallback_id: the article's id where the row gives none.
        unknown_fields: whether a field of another name is an error or is put into ``extra`` under its own name.

    Raises:
        ArticleError: a field is unknown, given twice, or has a value that cannot be used.

    Example:
        >>> article_from_row({"headline": "Yeni yol", "lang": "az-AZ"}, "news:2").to_dict()
        {'id': 'news:2', 'title': 'Yeni yol', 'body': '', 'language': 'az'}
        >>> article_from_row({"title": "Yeni yol", "section": "Bakı"}, "news:3", "extra").extra
        {'section': 'Bakı'}
    """
    fields, others = _known_and_other_fields(values, unknown_fields)
    fields["id"] = _id_text(fields.get("id", fallback_id))
    named = str(fields["id"])
    for name, convert in (
        ("title", _one_line),
        ("body", _paragraphs),
        ("date", parsed_date),
        ("language", _stripped),
        ("author", _names),
        ("extra", _mapping),
    ):
        if name in fields:
            try:
                fields[name] = convert(fields[name])
            except ValueError as error:
                raise ArticleError(f"{name}: {error}", field=name, article_id=named) from error
    if others:
        fields["extra"] = _with_others(fields.get("extra", {}), others)
    return Article(**{"title": "", "body": "", **fields})


def canonical_field(name: str) -> str | None:
    """Return the article's field that a name or alias stands for, or None.

    Example:
        >>> canonical_field("Pub Date"), canonical_field("colour")
        ('date', None)
    """
    return _aliases().get(_plain_name(name))


def _known_and_other_fields(
    values: Mapping[str, Any], unknown_fields: UnknownFields
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the values that are there: those of an article's fields, and the others under their own names."""
    fields: dict[str, Any] = {}
    named_by: dict[str, str] = {}
    others: dict[str, Any] = {}
    for name, value in values.items():
        known = canonical_field(name)
        if known is None and unknown_fields == "refuse":
            raise ArticleError(unknown_name_message(name), field=name)
        if value is None or value in ("", [], {}) or (isinstance(value, str) and not value.strip()):
            continue
        if known is None:
            others[name] = value
        elif known == "tags":
            fields[known] = _joined_tags(fields.get(known), value)
        elif known not in fields:
            fields[known], named_by[known] = value, name
        elif known != "language" or not _is_same_language(fields[known], value):
            message = f"the fields {named_by[known]!r} and {name!r} both mean {known!r}; keep one of them"
            raise ArticleError(message, field=known)
    return fields, others


def _is_same_language(one: object, other: object) -> bool:
    if not isinstance(one, str) or not isinstance(other, str):
        return False
    try:
        return language_code(one.strip()) == language_code(other.strip())
    except ValueError:
        return False


def _with_others(extra: object, others: Mapping[str, Any]) -> object:
    if not isinstance(extra, Mapping):
        return extra  # which no article takes
    twice = next((name for name in others if name in extra), None)
    if twice is not None:
        raise ArticleError(f"the field {twice!r} stands inside 'extra' too; keep one of them", field="extra")
    return {**extra, **others}


def unknown_name_message(name: str) -> str:
    """Say that no field goes by a name, which name or alias is nearest, and which option lets it in.

    Example:
        >>> print(unknown_name_message("headlin"))
        unknown field 'headlin'; did you mean 'headline', which is the title? Anything else belongs inside 'extra';
        --unknown-fields extra puts it there
    """
    near = get_close_matches(_plain_name(str(name)), _aliases(), n=1)
    if not near:
        message = unknown_field_message(name)
    else:
        field = _aliases()[near[0]]
        meant = f"{near[0]!r}, which is the {field}" if near[0] != field else repr(field)
        message = f"unknown field {name!r}; did you mean {meant}? Anything else belongs inside 'extra'"
    return f"{message}; --unknown-fields extra puts it there"


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


def _names(value: object) -> object:
    if not isinstance(value, list):
        return value
    if not all(isinstance(name, str) for name in value):
        raise ValueError('write the names as strings, for example ["Aysel Qasımova", "Fuad Rzayev"]')
    return ", ".join(" ".join(name.split()) for name in value if name.strip()) or None


def _joined_tags(tags: list[str] | None, value: object) -> list[str]:
    """Return tags with those of a value behind them; of more than one value each only once."""
    if isinstance(value, str):
        value = [tag.strip() for tag in _TAG_SEPARATOR.split(value) if tag.strip()]
    if not isinstance(value, list) or not all(isinstance(tag, str) for tag in value):
        raise ArticleError(f"tags: they must be a list of strings, not {value!r:.80}", field="tags")
    return value if tags is None else list(dict.fromkeys([*tags, *value]))


def _mapping(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        raise ValueError('write it as a JSON object, for example {"section": "culture"}') from None

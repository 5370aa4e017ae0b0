"""Article: what is indexed and what comes back.

An Article that exists is one that can be indexed: everything is checked when it is made, so that nothing
half-written is ever left behind by a bad one.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar

from searchlib.errors import ArticleError

ID_LIMIT = 1024
"""Longest id, in UTF-8 bytes: ids are terms of the index and stand in its dictionary."""


@dataclass(frozen=True, slots=True)
class Article:
    """One news article.

    Attributes:
        id: the caller's own name for it, unique in an index; 1 to 1,024 UTF-8 bytes, no control characters.
        title: the headline, one line (line breaks in it become spaces); may be empty if the body is not.
        body: the running text, paragraphs separated by empty lines; may be empty if the title is not.
        language: ISO 639 code of the main language (``"az"``, ``"en"``), or None to have it identified; a tag such as
            ``"az_Latn"`` becomes its code, as :func:`language_code` has it.
        date: day of publication, or None.
        source: the publisher, for example ``"TASS"``, or None.
        author: the writer or writers as named, or None.
        url: where it was published, or None.
        tags: keywords given by the publisher.
        extra: anything else, as JSON values; stored and given back, not searched.

    Raises:
        ArticleError: a field has the wrong type or a value that cannot be stored.

    Example:
        >>> Article("n1", "Qarabağda yeni yol", "Yol açıldı.", language="az", date=dt.date(2025, 5, 16)).title
        'Qarabağda yeni yol'
    """

    id: str
    title: str
    body: str
    language: str | None = None
    date: dt.date | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    tags: tuple[str, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check_id(self.id)
        self._check_texts()
        if (not self.body or self.body.isspace()) and not self.title.strip():
            raise ArticleError(f"article {self.id!r} has neither a title nor a body", field="body", article_id=self.id)
        if self.language is not None:
            object.__setattr__(self, "language", _checked_language(self.language, self.id))
        if self.title and len(self.title.splitlines()) > 1:
            object.__setattr__(self, "title", " ".join(self.title.split()))
        if self.date is not None:
            _check_date(self.date, self.id)
        if self.tags != ():
            object.__setattr__(self, "tags", _checked_tags(self.tags, self.id))
        # Most articles have nothing in it, and making sure of that takes longer than all other checks.
        object.__setattr__(self, "extra", {} if self.extra == {} else _checked_extra(self.extra, self.id))

    def _check_texts(self) -> None:
        # Each test before a call is a quarter of the call, and most articles need few of these.
        if type(self.id) is not str:
            self._make_plain("id")
        if type(self.title) is not str or not self.title.isascii():
            self._make_plain("title")
        if type(self.body) is not str or not self.body.isascii():
            self._make_plain("body")
        if not (self.language is self.source is self.author is self.url is None):
            for name in _OPTIONAL:
                if getattr(self, name) is not None:
                    self._make_plain(name)

    def _make_plain(self, name: str) -> None:
        """Check a text, and turn a string of a subclass, such as a member of a StrEnum, into one that kernels take."""
        value = getattr(self, name)
        _check_text(name, value, self.id)
        if type(value) is not str:
            object.__setattr__(self, name, str.__str__(value))

    def to_dict(self) -> dict[str, Any]:
        """Return the article as JSON values; fields without a value are left out.

        Example:
            >>> Article("n1", "Başlıq", "", date=dt.date(2022, 7, 30)).to_dict()
            {'id': 'n1', 'title': 'Başlıq', 'body': '', 'date': '2022-07-30'}
        """
        values: dict[str, Any] = {"id": self.id, "title": self.title, "body": self.body}
        for name in ("language", "source", "author", "url"):
            if getattr(self, name) is not None:
                values[name] = getattr(self, name)
        if self.date is not None:
            values["date"] = self.date.isoformat()
        if self.tags:
            values["tags"] = list(self.tags)
        if self.extra:
            values["extra"] = dict(self.extra)
        return values

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Article:
        """Make an article from JSON values, the reverse of :meth:`to_dict`.

        ``date`` is an ISO date (``2022-07-30``) and ``tags`` a list of strings.

        Raises:
            ArticleError: a required field is missing, a field is unknown, or a value cannot be stored.

        Example:
            >>> Article.from_dict({"id": "n1", "title": "A", "body": "B", "tags": ["film"]}).tags
            ('film',)
        """
        article_id = values.get("id")
        named = article_id if isinstance(article_id, str) else None
        for name in values:
            if name not in _FIELDS:
                raise ArticleError(unknown_field_message(name), field=str(name), article_id=named)
        if article_id is None:
            raise ArticleError('the article has no "id"; give each article one of its own', field="id")
        arguments = {"title": "", "body": "", **values}
        if isinstance(arguments.get("date"), str):
            arguments["date"] = _parsed_date(arguments["date"], named)
        return cls(**arguments)


def stored_article(values: Mapping[str, Any], title: str, body: str) -> Article:
    """Make an article of what :meth:`Article.to_dict` gave of one, without checking it again as the new one it was.

    Title and body may both be empty, as in no other article, if they are kept elsewhere.

    Raises:
        ValueError: a value is not what it can be.

    Example:
        >>> stored_article({"id": "n1", "date": "2022-07-30"}, "Yol", "").date
        datetime.date(2022, 7, 30)
    """
    article_id = values.get("id")
    if not article_id or not isinstance(article_id, str) or not values.keys() <= _STORED:
        raise ValueError(f"an article has the values {values!r:.80}")
    article = object.__new__(Article)
    put = object.__setattr__
    put(article, "id", article_id)
    put(article, "title", title)
    put(article, "body", body)
    for name in _OPTIONAL:
        value = values.get(name)
        put(article, name, value if value is None else _of_kind(str, value))
    if article.language is not None:
        put(article, "language", language_code(article.language))  # indexes made before hold tags as they were given
    day = values.get("date")
    put(article, "date", day if day is None else dt.date.fromisoformat(_of_kind(str, day)))
    tags = values.get("tags")
    put(article, "tags", tuple(_of_kind(str, tag) for tag in _of_kind(list, tags)) if tags is not None else ())
    put(article, "extra", _of_kind(dict, values.get("extra", {})))
    return article


_Kind = TypeVar("_Kind")


def _of_kind(kind: type[_Kind], value: object) -> _Kind:
    if not isinstance(value, kind):
        raise ValueError(f"{value!r:.40} is no {kind.__name__}")  # noqa: TRY004  of damaged bytes
    return value


_OPTIONAL = ("language", "source", "author", "url")
_LANGUAGE = re.compile("([A-Za-z]{2,3})(?:[-_].*)?", re.DOTALL)
_CONTROL_CHARACTER = re.compile("[\x00-\x1f\x7f-\x9f]")
_CACHE_SIZE = 1 << 10
_FIELDS = tuple(f.name for f in fields(Article))
_STORED = frozenset(_FIELDS) - {"title", "body"}


def unknown_field_message(name: object) -> str:
    """Say that there is no such field, and name the nearest one or list them all.

    Example:
        >>> unknown_field_message("titel")
        "unknown field 'titel'; did you mean 'title'? Anything else belongs inside 'extra'"
    """
    near = get_close_matches(str(name), _FIELDS, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"the fields are {', '.join(_FIELDS)}."
    return f"unknown field {name!r}; {hint} Anything else belongs inside 'extra'"


def _check_id(value: object) -> None:
    if type(value) is str and value.isalnum() and value.isascii() and len(value) <= ID_LIMIT:
        return  # as nearly all ids are
    if not isinstance(value, str) or not value.strip():
        raise ArticleError(f"an article's id must be a non-empty string, not {value!r}", field="id")
    _check_text("id", value, value)
    if _CONTROL_CHARACTER.search(value):
        raise ArticleError(f"the id {value!r} holds a control character; use a plain name", field="id")
    if len(value) * 4 > ID_LIMIT and len(value.encode()) > ID_LIMIT:
        raise ArticleError(f"the id {value[:40]!r}… is longer than {ID_LIMIT} bytes; use a shorter one", field="id")


def _check_text(name: str, value: object, article_id: str) -> None:
    if isinstance(value, str) and value.isascii():
        return
    if not isinstance(value, str):
        problem = f"must be a string, not {type(value).__name__}"
    else:
        try:
            value.encode()
        except UnicodeEncodeError as error:
            problem = f"holds half of a surrogate pair at character {error.start}; decode the text anew from its bytes"
        else:
            return
    raise ArticleError(f"{name} of article {article_id!r} {problem}", field=name, article_id=article_id)


@lru_cache(_CACHE_SIZE)
def language_code(tag: str) -> str:
    """Return the ISO 639 code of a language tag (RFC 5646) in small letters.

    Articles are told apart, counted and read by it alone: case makes no difference, nor do script and region, which
    stand behind a hyphen or an underscore.

    Raises:
        ValueError: the tag does not begin with a code.

    Example:
        >>> language_code("AZ"), language_code("az_Latn"), language_code("zh-Hant-TW")
        ('az', 'az', 'zh')
    """
    found = _LANGUAGE.fullmatch(tag)
    if found is None:
        raise ValueError(f"{tag!r} is no language code; use ISO 639 codes such as az, en, ru, tr")
    return found[1].lower()


def _checked_language(tag: str, article_id: str) -> str:
    try:
        return language_code(tag)
    except ValueError as error:
        raise ArticleError(
            f"language of article {article_id!r}: {error}", field="language", article_id=article_id
        ) from None


def _check_date(value: object, article_id: str) -> None:
    # A datetime is a date to isinstance, but its time and zone would be lost without a word.
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise ArticleError(
            f"date of article {article_id!r} must be a datetime.date or None, not {type(value).__name__}",
            field="date",
            article_id=article_id,
        )


def _parsed_date(value: str, article_id: str | None) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise ArticleError(
            f"date of article {article_id!r} is {value!r}; write it as 2022-07-30", field="date", article_id=article_id
        ) from None


def _checked_tags(value: object, article_id: str) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ArticleError(
            f"tags of article {article_id!r} must be a list of strings, not {type(value).__name__}",
            field="tags",
            article_id=article_id,
        )
    for tag in value:
        _check_text("tags", tag, article_id)
    return tuple(map(str.__str__, value))


def _checked_extra(value: object, article_id: str) -> Mapping[str, Any]:
    problem = None
    if not isinstance(value, Mapping):
        problem = f"must be a mapping, not {type(value).__name__}"
    else:
        try:
            copy: dict[str, Any] = json.loads(json.dumps(dict(value), ensure_ascii=False, allow_nan=False))
            json.dumps(copy, ensure_ascii=False).encode()
        except (TypeError, ValueError, RecursionError) as error:
            problem = f"holds a value that JSON cannot hold ({error})"
        else:
            return copy
    raise ArticleError(f"extra of article {article_id!r} {problem}", field="extra", article_id=article_id)

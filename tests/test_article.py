"""An Article that exists can be indexed, stored and given back."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import pickle
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from searchlib import Index
from searchlib.article import ID_LIMIT, Article, unknown_field_message
from searchlib.errors import ArticleError
from tests import strategies

GOOD: dict[str, Any] = {"id": "n1", "title": "Yol", "body": "Yol açıldı."}
CYCLE: dict[str, Any] = {}
CYCLE["itself"] = CYCLE
DEEP: list[Any] = []
for _ in range(100_000):
    DEEP = [DEEP]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("id", "", "non-empty string"),
        ("id", " \t", "non-empty string"),
        ("id", 5, "non-empty string, not 5"),
        ("id", None, "non-empty string"),
        ("id", "a\nb", "control character"),
        ("id", "a\x7f", "control character"),
        ("id", "a\x85b", "control character"),
        ("id", "a\x9b", "control character"),
        ("id", "a\ud800", "surrogate"),
        ("id", "ə" * (ID_LIMIT // 2 + 1), "longer than 1024 bytes"),
        ("title", None, "must be a string, not NoneType"),
        ("title", b"Yol", "must be a string, not bytes"),
        ("title", "a\udfff", "surrogate pair at character 1"),
        ("body", 5, "must be a string"),
        ("body", "\ud800", "surrogate"),
        ("language", "", "ISO 639"),
        ("language", "Azerbaijani", "ISO 639"),
        ("language", "AZ1", "ISO 639"),
        ("language", "-az", "ISO 639"),
        ("language", "əz", "ISO 639"),
        ("language", 5, "must be a string"),
        ("date", "2022-07-30", "must be a datetime.date or None, not str"),
        ("date", dt.datetime(2022, 7, 30, tzinfo=dt.UTC), "not datetime"),
        ("date", 20220730, "not int"),
        ("source", 5, "must be a string"),
        ("source", "\ud800", "surrogate"),
        ("author", ["A"], "must be a string, not list"),
        ("url", b"", "must be a string"),
        ("tags", "film", "must be a list of strings, not str"),
        ("tags", None, "must be a list"),
        ("tags", ["a", 5], "must be a string"),
        ("tags", ["\ud800"], "surrogate"),
        ("extra", [], "must be a mapping"),
        ("extra", {"a": {1}}, "JSON cannot hold"),
        ("extra", {"a": float("nan")}, "JSON cannot hold"),
        ("extra", {"a": "\ud800"}, "JSON cannot hold"),
        ("extra", {("a", "b"): 1}, "JSON cannot hold"),
        ("extra", CYCLE, "JSON cannot hold"),
        ("extra", {"a": DEEP}, "JSON cannot hold"),
    ],
)
def test_what_cannot_be_stored_is_an_error_that_names_the_field(field: str, value: object, message: str) -> None:
    with pytest.raises(ArticleError, match=message) as caught:
        Article(**{**GOOD, field: value})
    assert caught.value.field == field
    if field != "id":
        assert caught.value.article_id == "n1"


@pytest.mark.parametrize("blank", ["", " ", "\n\u00a0"])
def test_an_article_has_a_title_or_a_body(blank: str) -> None:
    with pytest.raises(ArticleError, match="neither a title nor a body"):
        Article("n1", blank, blank)
    assert Article("n1", "Yol", blank).title == "Yol"
    assert Article("n1", blank, "Yol").body == "Yol"


@pytest.mark.parametrize("article_id", ["a", "ə/1", "https://x.az/?id=1&b=2", "ə" * (ID_LIMIT // 2), "a b"])
def test_ids_of_every_kind(article_id: str) -> None:
    assert Article(article_id, "Yol", "").id == article_id


@pytest.mark.parametrize("language", ["az", "und", "aze", None])
def test_languages(language: str | None) -> None:
    assert Article("n1", "Yol", "", language=language).language == language


@pytest.mark.parametrize("tag", ["AZ", "az-Latn", "az_Latn", "AZ-latn-az", "aZ-x-any"])
def test_of_a_language_tag_the_code_is_kept(tag: str) -> None:
    assert Article("n1", "Yol", "", language=tag) == Article("n1", "Yol", "", language="az")


class TestDict:
    """from_dict is the reverse of to_dict."""

    @given(strategies.articles())
    def test_round_trip_through_json(self, article: Article) -> None:
        values = article.to_dict()
        assert Article.from_dict(values) == article
        assert Article.from_dict(json.loads(json.dumps(values))) == article

    @given(strategies.articles())
    def test_fields_without_a_value_are_left_out(self, article: Article) -> None:
        values = article.to_dict()
        assert list(values)[:3] == ["id", "title", "body"]
        assert None not in values.values()
        assert values.get("tags") != []
        assert values.get("extra") != {}

    def test_the_dict_is_the_callers_own(self) -> None:
        article = Article("n1", "Yol", "", tags=["a"], extra={"k": 1})  # type: ignore[arg-type]  # a list is taken too
        values = article.to_dict()
        values["tags"].append("b")
        values["extra"]["l"] = 2
        assert (article.tags, article.extra) == (("a",), {"k": 1})

    def test_changing_what_was_given_changes_nothing(self) -> None:
        extra = {"k": [1]}
        article = Article("n1", "Yol", "", extra=extra)
        extra["k"].append(2)
        assert article.extra == {"k": [1]}

    def test_title_and_body_may_be_missing_but_not_both(self) -> None:
        assert Article.from_dict({"id": "n1", "title": "Yol"}).body == ""
        assert Article.from_dict({"id": "n1", "body": "Yol"}).title == ""
        with pytest.raises(ArticleError) as caught:
            Article.from_dict({"id": "n1"})
        assert caught.value.field == "body"

    @pytest.mark.parametrize(
        ("values", "field", "message"),
        [
            ({"title": "Yol"}, "id", 'has no "id"'),
            ({"id": None, "title": "Yol"}, "id", 'has no "id"'),
            ({**GOOD, "date": "30.07.2022"}, "date", "write it as 2022-07-30"),
            ({**GOOD, "date": "2022-02-30"}, "date", "write it as 2022-07-30"),
            ({**GOOD, "date": ""}, "date", "write it as"),
            ({**GOOD, "date": 2022}, "date", "not int"),
            ({**GOOD, "titel": "x"}, "titel", "did you mean 'title'"),
            ({**GOOD, "zzz": "x"}, "zzz", "the fields are id, title, body"),
            ({"id": "n1", 5: "x"}, "5", "unknown field 5"),
        ],
    )
    def test_what_is_no_article(self, values: dict[Any, Any], field: str, message: str) -> None:
        with pytest.raises(ArticleError, match=message) as caught:
            Article.from_dict(values)
        assert caught.value.field == field


def test_the_message_about_an_unknown_field_says_where_the_rest_belongs() -> None:
    assert "inside 'extra'" in unknown_field_message("zzz")


@given(strategies.articles())
def test_pickling_gives_back_an_equal_article(article: Article) -> None:
    assert pickle.loads(pickle.dumps(article)) == article  # noqa: S301  our own bytes


def test_equality_and_freezing() -> None:
    article = Article(**GOOD)
    assert article == Article(**GOOD)
    assert article != dataclasses.replace(article, title="Başqa")
    with pytest.raises(dataclasses.FrozenInstanceError):
        article.title = "Başqa"  # type: ignore[misc]  # the point of the test


class _Agency(StrEnum):
    TASS = "TASS"


def test_strings_of_a_subclass_become_strings(tmp_path: Path) -> None:
    article = Article(_Agency.TASS, _Agency.TASS, _Agency.TASS, source=_Agency.TASS, tags=(_Agency.TASS,))
    texts = (article.id, article.title, article.body, article.source, *article.tags)
    assert [type(text) for text in texts] == [str] * len(texts)
    with Index.create(tmp_path / "news") as index:
        assert index.add([article]).added == 1
        assert index.search("tass source:tass").total == 1

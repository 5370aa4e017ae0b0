"""JSON files: every object of an array is an article, problems name it by its number, and the rest is read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.ingest.json_file import read_json
from tests.ingest.conftest import Read

JSON_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=5,
)
OBJECTS = st.lists(st.dictionaries(st.text(max_size=5), JSON_VALUE, max_size=4), max_size=5)


def test_array_gives_an_article_for_each_object_named_by_its_number(read_bytes: Read) -> None:
    articles, skipped = read_bytes("news.json", '[{"body": "x"},\n {"id": "own", "body": "y"}, {"text": "z"}]\n')
    assert [(article.id, article.body) for article in articles] == [("news:1", "x"), ("own", "y"), ("news:3", "z")]
    assert not skipped


def test_one_object_is_the_article_of_the_file(read_bytes: Read) -> None:
    articles, skipped = read_bytes("news.json", '{\n  "title": "Yol",\n  "tags": ["yol"]\n}\n')
    assert [(article.id, article.title, article.tags) for article in articles] == [("news", "Yol", ("yol",))]
    assert not skipped


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("7", "article 2: it must be one JSON object"),
        ('{"titel": "x"}', "article 2: unknown field 'titel'"),
        ('{"id": "n"}', "article 2: article 'n' has neither a title nor a body"),
        ('{"id": "good", "body": "x"}', "article 2: the id 'good' was already given by"),
    ],
)
def test_bad_object_is_reported_by_number_and_line_and_spoils_no_other(read_bytes: Read, bad: str, reason: str) -> None:
    articles, skipped = read_bytes("a.json", f'[{{"id": "good", "body": "x"}},\n{bad},\n{{"id": "last", "body": "x"}}]')
    assert [article.id for article in articles] == ["good", "last"]
    assert [report.line for report in skipped] == [2]
    assert skipped[0].reason.startswith(reason)


@pytest.mark.parametrize(
    ("bad", "line", "reason"),
    [
        (", {]", 2, "character 4: article 2: "),
        (",]", 2, "character 2: article 2: "),
        ("", 2, "character 1: behind article 1 a comma or ] is missing"),
        (' {"id": "b"}]', 2, "behind article 1 a comma or ] is missing"),
        ("]\n]", 3, "character 1: more stands behind the array"),
        (", " + "[" * 100_000, 2, "article 2: it is nested too deeply"),
        (", " + "1" * 5000, 2, "article 2: "),
    ],
)
def test_what_stands_before_broken_json_is_read(read_bytes: Read, bad: str, line: int, reason: str) -> None:
    articles, skipped = read_bytes("a.json", f'[{{"id": "good", "body": "x"}}\n{bad}')
    assert [article.id for article in articles] == ["good"]
    assert [report.line for report in skipped] == [line]
    assert skipped[0].reason.startswith("broken JSON at character ")
    assert reason in skipped[0].reason
    assert skipped[0].reason.endswith("; nothing behind it was read")


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{"body": "x"}\n{"body": "y"}\n', 2, "rename the file to .jsonl or pass --format jsonl"),
        ('"text"', None, "the file must be one JSON object"),
        ('{"body": "x",\n}', 2, "broken JSON at character 1"),
        ('{"titel": "x"}', None, "unknown field 'titel'"),
    ],
)
def test_file_that_is_no_object_and_no_array_is_reported(
    read_bytes: Read, text: str, line: int | None, reason: str
) -> None:
    articles, skipped = read_bytes("a.json", text)
    assert not articles
    assert [report.line for report in skipped] == [line]
    assert reason in skipped[0].reason


@given(OBJECTS, st.sampled_from([None, 0, 2]))
def test_objects_are_what_the_json_module_reads(objects: list[object], indent: int | None) -> None:
    text = json.dumps(objects, indent=indent, ensure_ascii=False)
    rows = list(read_json(text))
    assert [row.values for row in rows] == objects
    assert [row.number for row in rows] == list(range(1, len(objects) + 1))
    assert all(text.split("\n")[row.line - 1].strip().startswith(("{", "[")) for row in rows)

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.measuring_data import read_lines, stored
from benchmarks.quality.relevance_sets import Listed, listed, plain, read_set


@pytest.fixture
def line(tmp_path: Path) -> Listed:
    documents = [{"id": "a", "title": "Yol", "text": "Uzun"}, {"id": "b", "text": "Körpü"}]
    queries = [{"id": "q1", "text": "körpü"}, {"id": "q2", "text": "yol"}, {"id": "q3", "text": "bağ"}]
    for name, rows in (("docs", documents), ("queries", queries)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (tmp_path / "qrels.tsv").write_text("q1\tb\t1\nq1\tb\t2\nq1\tgone\t1\nq2\ta\t1\nq3\ta\t0\n", "utf-8")
    files = (tmp_path / "docs.jsonl", tmp_path / "queries.jsonl", tmp_path / "qrels.tsv")
    return Listed("small", "az", *files, "title+text", "plain")


def test_a_set_has_titles_and_queries_that_something_is_relevant_to(line: Listed) -> None:
    one = read_set(line)
    assert one.texts == ["Yol\nUzun", "\nKörpü"]
    assert sorted(query.text for query in one.queries) == ["korpu", "yol"]


def test_the_highest_of_several_grades_counts_and_what_is_missing_too(line: Listed) -> None:
    grades = {query.text: query.grades for query in read_set(line).queries}
    assert grades == {"korpu": {1: 2, 2: 1}, "yol": {0: 1}}


def test_baselines_search_plain_texts_where_queries_are_plain(line: Listed) -> None:
    assert read_set(line).texts_for_baselines() == ["Yol\nUzun", "\nKorpu"]


def test_the_sample_of_queries_is_always_the_same(line: Listed) -> None:
    assert read_set(line, 1).queries == read_set(line).queries[:1]


def test_a_set_whose_files_are_missing_is_not_there(line: Listed) -> None:
    assert line.is_there
    line.queries.unlink()
    assert not line.is_there


def test_compressed_files_are_found_and_missing_ones_named(tmp_path: Path) -> None:
    assert stored(tmp_path / "docs.jsonl") is None
    with pytest.raises(FileNotFoundError, match=r"docs\.jsonl is not there; set SEARCHLIB_DATA"):
        next(read_lines(tmp_path / "docs.jsonl"))


def test_names_of_sets_are_unique() -> None:
    names = [one.name for one in listed()]
    assert len(names) == len(set(names)) > 20


def test_the_listed_sets_are_there(shared_data: Path) -> None:
    assert [one.name for one in listed(shared_data / "relevance") if not one.is_there] == []


@given(st.text())
def test_plain_text_stays_plain_and_as_long(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert len(plain(text)) == len(text)

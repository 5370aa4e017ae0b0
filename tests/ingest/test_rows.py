"""JSON Lines, CSV and TSV: good rows come through, bad ones are reported with their line and spoil no other."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.errors import ArticleError
from searchlib.ingest.date import parsed_date
from searchlib.ingest.delimited import read_delimited
from searchlib.ingest.lines import Line
from searchlib.ingest.row import article_from_row
from tests.ingest.conftest import Read

GOOD = '{"id": "good", "body": "x"}'


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{bad", "broken JSON at character 2"),
        ("[1]", "not a list"),
        ('"text"', "not a string"),
        ("7", "not a number"),
        ("null", "not null"),
        ("[" * 100_000, "nested too deeply"),
        (
            '{"id": "n", "titel": "x"}',
            "unknown field 'titel'; did you mean 'title'? Anything else belongs inside 'extra'; "
            "--unknown-fields extra puts it there",
        ),
        ('{"id": "n", "body": "x", "date": "never"}', "cannot read 'never'"),
        ('{"id": "n", "body": "x", "date": "03/05/2021"}', "two different days"),
        ('{"id": "n", "body": "x", "date": 5}', "write the date as"),
        ('{"id": "n", "body": "x", "text": "y"}', "'body' and 'text' both mean 'body'"),
        ('{"id": "n"}', "neither a title nor a body"),
        ('{"id": "n", "body": 5}', "must be a string"),
        ('{"id": "n", "body": "\\ud800"}', "surrogate"),
        ('{"id": "n", "body": "x", "language": "English"}', "ISO 639"),
        ('{"id": "n", "body": "x", "tags": [1]}', "tags"),
        ('{"id": "n", "body": "x", "tags": ["a"], "categories": [{}]}', "tags: they must be a list of strings"),
        ('{"id": "n", "body": "x", "lang": "az", "language": "tr"}', "'lang' and 'language' both mean 'language'"),
        ('{"id": "n", "body": "x", "lang": "az", "language": "English"}', "both mean 'language'"),
        ('{"id": "n", "body": "x", "author": "A", "byline": "A"}', "'author' and 'byline' both mean 'author'"),
        ('{"id": "n", "body": "x", "authors": [{"name": "A"}]}', "author: write the names as strings"),
        ('{"id": "n", "body": "x", "extra": "no object"}', "JSON object"),
        ('{"id": true, "body": "x"}', "id"),
        ('{"id": "n", "body": "x\0"}', "NUL"),
        ('{"id": "n", "extra": {"a": ' + "1" * 5000 + "}}", "broken JSON"),
        ('{"id": "n", "body": "x", "extra": ' + '{"a":' * 900 + "1" + "}" * 901, ""),
    ],
)
def test_bad_json_line_is_reported_and_the_next_is_read(read_bytes: Read, bad: str, reason: str) -> None:
    articles, skipped = read_bytes("a.jsonl", f"{bad}\n{GOOD}\n")
    assert articles[-1].id == "good"
    if reason:
        assert len(articles) == 1
        assert [report.line for report in skipped] == [1]
        assert reason in skipped[0].reason


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("n,t", "2 fields but the header names 3"),
        ("n,t,b,c", "4 fields but the header names 3"),
        ("n,t,x\0y", "NUL"),
        (f"n,t,{'x' * 140_000}", "field limit"),
        (f'n,t,"{"x, y" * 40_000}\n{"more" * 9}"', "field limit"),
        ("n,,", "neither a title nor a body"),
    ],
)
def test_bad_record_is_reported_and_the_next_is_read(read_bytes: Read, bad: str, reason: str) -> None:
    articles, skipped = read_bytes("a.csv", f"id,title,body\n{bad}\ngood,t,b\n")
    assert [article.id for article in articles] == ["good"]
    assert [report.line for report in skipped] == [2]
    assert reason in skipped[0].reason


def test_quote_that_is_never_closed_is_reported(read_bytes: Read) -> None:
    articles, skipped = read_bytes("a.csv", 'id,body\na,x\nb,"y\nc,z\n')
    assert [article.id for article in articles] == ["a"]
    assert [(report.line, "never closed" in report.reason) for report in skipped] == [(3, True)]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("x,y", "must name the fields"),
        ("1,2", "must name the fields"),
        ("id,colour", "unknown field 'colour'"),
        ("id,colour", "--unknown-fields extra puts it there; the file was not read"),
        ("id,body,body", "more than once"),
        ("\0,body", "NUL"),
    ],
)
def test_header_that_is_none_is_reported_once(read_bytes: Read, header: str, reason: str) -> None:
    articles, skipped = read_bytes("a.csv", f"{header}\n1,2\n3,4\n")
    assert not articles
    assert [report.line for report in skipped] == [1]
    assert reason in skipped[0].reason


def test_spreadsheet_with_semicolons_is_read(read_bytes: Read) -> None:
    articles, skipped = read_bytes("a.csv", "ID;Headline;Text;Tags\r\nn1;Yol, körpü;Mətn;yol, körpü\r\n")
    assert not skipped
    assert (articles[0].title, articles[0].body, articles[0].tags) == ("Yol, körpü", "Mətn", ("yol", "körpü"))


def test_every_field_is_read_the_same_from_all_three(read_bytes: Read) -> None:
    values = {
        "ID": "n1", "headline": "Yol", "Content": "Mətn\n\nson", "lang": "az-AZ", "pubDate": "9 noyabr 2021",
        "publisher": "APA", "byline": "Aysel Qasımova", "link": "https://example.org/1", "keywords": "yol; körpü",
        "extra": '{"place": "Bakı"}',
    }  # fmt: skip
    files = {"a.jsonl": json.dumps(values)}
    for name, delimiter in (("a.csv", ","), ("a.tsv", "\t")):
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows([values.keys(), values.values()])
        files[name] = text.getvalue()
    read = [read_bytes(name, text)[0][0].to_dict() for name, text in files.items()]
    assert read[0] == read[1] == read[2]
    assert read[0] == {
        "id": "n1", "title": "Yol", "body": "Mətn\n\nson", "language": "az", "date": "2021-11-09", "source": "APA",
        "author": "Aysel Qasımova", "url": "https://example.org/1", "tags": ["yol", "körpü"],
        "extra": {"place": "Bakı"},
    }  # fmt: skip


@pytest.mark.parametrize("name", ["author", "authors", "byline"])
def test_several_writers_are_joined(name: str) -> None:
    assert article_from_row({"body": "x", name: ["Aysel  Qasımova", "", "F. Rzayev"]}, "n1").author == (
        "Aysel Qasımova, F. Rzayev"
    )
    assert article_from_row({"body": "x", name: [" "]}, "n1").author is None


def test_tags_and_categories_are_taken_together_each_once() -> None:
    values = {"body": "x", "categories": "yol; film", "keywords": None, "tags": ["körpü", "yol"], "topics": ["film"]}
    assert article_from_row(values, "n1").tags == ("yol", "film", "körpü")


def test_a_language_that_is_named_twice_alike_is_that_language() -> None:
    assert article_from_row({"body": "x", "lang": "az ", "language": "az-AZ"}, "n1").language == "az"


class TestUnknownFieldsAsExtra:
    """Fields that no field of an article goes by are kept under their own names."""

    def test_values_of_json_lines_are_kept_as_they_are(self, read_bytes: Read) -> None:
        values = {"section": "Bakı", "Read-Time": 3, "draft": False, "image": {"url": "x"}, "summary": "", "note": None}
        line = json.dumps({"id": "n", "headline": "Yol", **values, "extra": {"page": 3}})
        articles, skipped = read_bytes("a.jsonl", line, unknown_fields="extra")
        assert not skipped
        assert articles[0].title == "Yol"
        assert articles[0].extra == {
            "section": "Bakı", "Read-Time": 3, "draft": False, "image": {"url": "x"}, "page": 3,
        }  # fmt: skip

    @pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
    def test_cells_are_kept_as_text_and_empty_ones_left_out(self, read_bytes: Read, name: str, delimiter: str) -> None:
        rows = [("id", "Section", "body", "pages"), ("n1", "Bakı", "x", "3"), ("n2", "", "y", " ")]
        text = "\n".join(delimiter.join(row) for row in rows)
        articles, skipped = read_bytes(name, text, unknown_fields="extra")
        assert not skipped
        assert [article.extra for article in articles] == [{"Section": "Bakı", "pages": "3"}, {}]

    def test_they_join_the_extra_of_a_cell(self, read_bytes: Read) -> None:
        articles, _ = read_bytes("a.csv", 'body,extra,section\nx,"{""page"": 3}",Bakı\n', unknown_fields="extra")
        assert articles[0].extra == {"page": 3, "section": "Bakı"}

    @pytest.mark.parametrize(
        ("values", "reason"),
        [
            ({"section": "a", "extra": {"section": "a"}}, "the field 'section' stands inside 'extra' too"),
            ({"section": "a", "extra": [1]}, "extra"),
            ({"section": "a", "extra": "no object"}, "JSON object"),
            ({"section": float("nan")}, "JSON"),
        ],
    )
    def test_what_extra_cannot_take_is_refused(self, values: dict[str, object], reason: str) -> None:
        with pytest.raises(ArticleError, match=reason):
            article_from_row({"body": "x", **values}, "n1", "extra")

    def test_header_must_name_one_field_of_an_article(self, read_bytes: Read) -> None:
        _, skipped = read_bytes("a.csv", "colour,shape\nred,round\n", unknown_fields="extra")
        assert "must name the fields" in skipped[0].reason


@pytest.mark.parametrize(
    "date",
    [
        "2025-05-16",
        "2025-05-16T23:59:59+14:00",
        "2025-05-16T00:30:00Z",
        "2025-05-16 17:37",
        "Fri, 16 May 2025 17:37:00 +0400",
        "Fri, 16 May 2025 23:37:00 GMT",
        "16 May 2025",
        "May 16, 2025",
        "16 may 2025",
        "16 мая 2025",
        "16 Mayıs 2025",
        "16.05.2025",
        "16/05/2025",
        1747353600,
        1747353600000,
        1747353600.25,
        1747439999999,
        "1747353600",
        "1747439999",
        " 1747353600000 ",
        "1747439999999",
    ],
)
def test_dates_of_the_world_are_read(date: object) -> None:
    assert article_from_row({"body": "x", "date": date}, "n1").date == dt.date(2025, 5, 16)


@pytest.mark.parametrize(
    "date",
    ["yesterday", "May 2025", "2025", "31 February 2025", "2025-02-30", True, [], {"a": 1}, 1.5, "x" * 999, 1e300],
)
def test_dates_that_name_no_day_are_refused(date: object) -> None:
    if date == []:
        assert article_from_row({"body": "x", "date": date}, "n1").date is None
    else:
        with pytest.raises(ArticleError, match="date"):
            article_from_row({"body": "x", "date": date}, "n1")


def test_digits_that_begin_like_a_day_are_unix_time_all_the_same() -> None:
    # The standard library takes them for 25 December 1704, 23:45.
    assert article_from_row({"body": "x", "date": "1704122512345"}, "n1").date == dt.date(2024, 1, 1)


@pytest.mark.parametrize("year", ["2025", 2025])
def test_a_year_is_refused_with_what_to_write(year: object) -> None:
    with pytest.raises(ArticleError, match="'2025' is a year and names no day; write the date as 2022-07-30"):
        article_from_row({"body": "x", "date": year}, "n1")


@given(st.integers(10**8, 10**10 - 1))
def test_seconds_and_milliseconds_name_the_same_day_as_numbers_and_as_text(seconds: int) -> None:
    day = parsed_date(seconds)
    assert day == (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)).date()
    assert parsed_date(str(seconds)) == day
    if seconds >= 10**9:
        assert parsed_date(str(seconds * 1000 + 999)) == parsed_date(seconds * 1000 + 999) == day


CELL = st.text(st.sampled_from('ab,;\t"\n əЖ'), max_size=8)


@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=5), st.sampled_from([",", ";", "\t"]))
def test_records_are_what_the_csv_module_wrote(rows: list[tuple[str, str]], delimiter: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([("title", "body"), *rows])
    lines = [
        Line(number, line) for number, line in enumerate(text.getvalue().replace("\r\n", "\n").split("\n"), start=1)
    ]
    read = list(read_delimited(lines[:-1], delimiter if delimiter == "\t" else ","))
    assert [tuple(row.values.values()) for row in read] == rows
    assert all(row.problem is None for row in read)


@given(st.lists(st.text(st.sampled_from('a,"\n '), max_size=12), max_size=6))
def test_any_lines_are_taken_apart_as_the_csv_module_does(texts: list[str]) -> None:
    lines = [Line(number, text) for number, text in enumerate("\n".join(["id,body", *texts]).split("\n"), start=1)]
    ours = [list(row.values.values()) for row in read_delimited(lines, ",") if row.problem is None]
    theirs = list(csv.reader([f"{line.text}\n" for line in lines]))[1:]
    # An unclosed quote makes one last record of the rest, which we report instead.
    assert ours == [row for row in theirs if len(row) == 2][: len(ours)]

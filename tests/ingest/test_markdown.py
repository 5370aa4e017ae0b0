from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given

from searchlib.errors import ArticleError
from searchlib.ingest.markdown import article_from_markdown
from tests.ingest.conftest import Read
from tests.strategies import news_text


def test_front_matter_names_the_fields() -> None:
    text = (
        "---\ntitle: Yeni yol\ndate: 2025-05-16T23:37:00+04:00\nlang: az\nauthor: Aysel Qasımova\nsource: APA\n"
        "id: own\nurl: https://example.org/1\ntags: [yol, körpü]\nextra: {place: Bakı}\n---\n\n# Yeni yol\n\nMətn.\n"
    )
    article = article_from_markdown(text, "n1")
    assert article.to_dict() == {
        "id": "own", "title": "Yeni yol", "body": "Mətn.", "language": "az", "source": "APA",
        "author": "Aysel Qasımova", "url": "https://example.org/1", "date": "2025-05-16",
        "tags": ["yol", "körpü"], "extra": {"place": "Bakı"},
    }  # fmt: skip
    assert article.date == dt.date(2025, 5, 16)


def test_front_matter_of_a_site_is_kept_in_extra_where_that_is_asked_for(read_bytes: Read) -> None:
    text = (
        "---\ntitle: Yeni yol\nauthors: [Aysel Qasımova, Fuad Rzayev]\ntags: [yol]\ncategories: [Bakı, yol]\n"
        "modified: 2025-05-16\nseen: [2025-05-16T10:20:00+04:00]\ndraft: false\nweight: 3\n"
        "extra: {printed: 2025-05-17}\n---\nMətn.\n"
    )
    articles, skipped = read_bytes("n1.md", text, unknown_fields="extra")
    assert not skipped
    assert articles[0].to_dict() == {
        "id": "n1", "title": "Yeni yol", "body": "Mətn.", "author": "Aysel Qasımova, Fuad Rzayev",
        "tags": ["yol", "Bakı"],
        "extra": {
            "printed": "2025-05-17", "modified": "2025-05-16", "seen": ["2025-05-16T10:20:00+04:00"],
            "draft": False, "weight": 3,
        },
    }  # fmt: skip
    assert "--unknown-fields extra" in read_bytes("n1.md", text)[1][0].reason


def test_first_heading_is_the_title_without_front_matter() -> None:
    article = article_from_markdown("Before.\n\nYeni *yol*\n===\n\nAfter.\n\n## Second\n", "n1")
    assert (article.title, article.body) == ("Yeni yol", "Before.\n\nAfter.\n\nSecond")


@pytest.mark.parametrize(
    ("markdown", "body"),
    [
        ("a [link](http://x) b", "a link b"),
        ("a ![picture of a road](x.png) b", "a picture of a road b"),
        ("a <b>bold</b> **bold** `code` b", "a bold bold code b"),
        ("one\ntwo", "one\ntwo"),
        ("```py\nx = 1\n```", "x = 1"),
        ("- one\n- two\n", "one\n\ntwo"),
        ("> quoted", "quoted"),
        ("<div>\nraw\n</div>", "raw"),
        ("| a | b |\n|---|---|\n| c | d |", "a b\n\nc d"),
        ("a &amp; b \\* c", "a & b * c"),
    ],
)
def test_markup_goes_and_text_stays(markdown: str, body: str) -> None:
    assert article_from_markdown(markdown, "n1").body == body


@pytest.mark.parametrize(
    ("front_matter", "line", "reason"),
    [
        ("title: [x", 3, "not YAML"),
        ("titel: x", None, "did you mean 'title'"),
        ("date: 2025-02-30", None, "not YAML"),
        ("a: &a [1]\nextra: *a", None, "aliases"),
        ("title: !!timestamp x", None, "not YAML"),
        ("date: soon", None, "cannot read 'soon'"),
        ("tags: 5", None, "tags"),
    ],
)
def test_bad_front_matter_is_reported(read_bytes: Read, front_matter: str, line: int | None, reason: str) -> None:
    articles, skipped = read_bytes("a.md", f"---\n{front_matter}\n---\nText.\n")
    assert not articles
    assert [report.line for report in skipped] == [line]
    assert reason in skipped[0].reason


def test_rule_at_the_top_is_no_front_matter() -> None:
    assert article_from_markdown("---\nText between.\n\n---\n\nMore.", "n1").body.startswith("Text between")


@given(news_text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        article = article_from_markdown(text, "n1")
    except ArticleError:
        return
    assert article.title or article.body

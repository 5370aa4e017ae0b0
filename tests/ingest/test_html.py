from __future__ import annotations

import datetime as dt
import sys

import pytest

from tests.ingest.conftest import Read

PARAGRAPHS = (
    "The new bridge over the river was opened to traffic this morning, the ministry of transport said on Friday.",
    "It took three years to build and cost less than had been planned, and it will serve forty thousand cars a day.",
    "Two more bridges of the same kind are to follow until the end of the decade, one of them for trains only.",
)
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><title>New bridge opened - Example News</title>
<meta property="og:title" content="New bridge opened"><meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2025-05-16T17:37:00+04:00">
<meta name="author" content="Aysel Qasımova"><meta name="keywords" content="bridge, traffic">
<link rel="canonical" href="https://example.org/bridge"></head>
<body><nav><ul><li><a href="/">Home page</a></li><li><a href="/s">Society</a></li></ul></nav>
<article><h1>New bridge opened</h1>{"".join(f"<p>{text}</p>" for text in PARAGRAPHS)}</article>
<div id="comments"><h3>Comments</h3><p>What a waste of money this is, says a reader with a long comment.</p></div>
<footer>All rights reserved by Example News</footer></body></html>"""


def test_page_gives_its_text_and_what_it_says_of_itself(read_bytes: Read) -> None:
    (article,), skipped = read_bytes("bridge.html", PAGE)
    assert not skipped
    assert article.body == "\n\n".join(PARAGRAPHS)
    assert (article.title, article.author, article.source) == ("New bridge opened", "Aysel Qasımova", "Example News")
    assert (article.date, article.language) == (dt.date(2025, 5, 16), "en")
    assert article.url == "https://example.org/bridge"
    assert {"bridge", "traffic"} <= set(",".join(article.tags).replace(" ", "").split(","))


@pytest.mark.parametrize(("tag", "code"), [("az_AZ", "az"), ("AZ", "az"), ("az-Latn-AZ", "az"), ("azerbaijani", None)])
def test_language_is_the_code_of_the_tag_that_the_page_declares(read_bytes: Read, tag: str, code: str | None) -> None:
    (article,), _ = read_bytes("bridge.html", PAGE.replace('lang="en-GB"', f'lang="{tag}"'))
    assert article.language == code


def test_encoding_that_the_page_declares_is_used(read_bytes: Read) -> None:
    page = PAGE.replace("<head>", '<head><meta charset="iso-8859-9">').replace("bridge over", "köprü şöyle")
    (article,), _ = read_bytes("a.htm", page.encode("windows-1254"))
    assert "köprü şöyle" in article.body


def test_missing_package_is_named(read_bytes: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    articles, skipped = read_bytes("a.html", PAGE)
    assert not articles
    assert 'install "searchlib[html]"' in skipped[0].reason


@pytest.mark.parametrize("page", ["<html><p <<<", "<div>" * 5000, "<html></html>", "<!-- -->", "<script>x</script>"])
def test_page_without_text_is_reported(read_bytes: Read, page: str) -> None:
    articles, skipped = read_bytes("a.html", page)
    assert not articles
    assert "no main text" in skipped[0].reason or "cannot be taken apart" in skipped[0].reason

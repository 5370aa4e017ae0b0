"""searchlib show: one article."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import searchlib
from searchlib.cli.exit_code import ExitCode


def test_it_prints_headline_facts_and_text(run: Any, news: Path) -> None:
    assert run("show", "--index", news, "road-en").stdout == (
        "A new road was opened\n"
        "en · 2023-07-30\n"
        "road-en\n"
        "roads\n"
        '{"page": 3}\n'
        "\n"
        "The road leads through Karabakh to the river. No film was shown at the opening.\n"
    )


def test_json_is_the_article_as_it_was_indexed(run: Any, news: Path) -> None:
    shown = run("show", "--index", news, "road-en", "--json").stdout
    with searchlib.Index.open(news) as index:
        assert searchlib.Article.from_dict(json.loads(shown)) == index.get("road-en")


def test_an_unknown_id_is_an_error(run: Any, news: Path) -> None:
    result = run("show", "--index", news, "road")
    assert result.exit_code == ExitCode.NO_ARTICLE
    assert result.stderr == f"searchlib: no article with id 'road' in the index {news}\n"


def test_a_terminal_has_the_text_broken_at_words(terminal: Any, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    status, shown = terminal("show", "--index", news, "road-en")
    assert status == 0
    assert shown.startswith("\x1b[1mA new road was opened\x1b[0m")
    assert "The road leads through Karabakh to the\r\nriver." in shown


@pytest.mark.parametrize("color", ["never", "always"])
def test_stars_of_the_text_stay_as_they_are(run: Any, tmp_path: Path, color: str) -> None:
    with searchlib.Index.create(tmp_path / "news") as index:
        index.add([searchlib.Article("a**b", "Some **stars**", "**more** and ***", tags=("**t**",))])
    shown = run("show", "--index", tmp_path / "news", "a**b", "--color", color).stdout
    assert "\u2060" not in shown
    for text in ("Some **stars**", "a**b", "**t**", "**more** and ***"):
        assert text in shown


@pytest.mark.parametrize("color", ["never", "always"])
def test_control_characters_of_an_article_never_reach_the_terminal(run: Any, tmp_path: Path, color: str) -> None:
    with searchlib.Index.create(tmp_path / "news") as index:
        index.add(
            [searchlib.Article("n", "road\x1b[2J", "long\x1b]0;x\x07\x9b2J", source="a\x1b[2J", extra={"k": "\x9b2J"})]
        )
    shown = run("show", "--index", tmp_path / "news", "n", "--color", color).stdout
    assert "road␛[2J" in shown
    for control in ("\x1b[2J", "\x1b]", "\x07", "\x9b"):
        assert control not in shown

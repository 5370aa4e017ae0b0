"""searchlib query: its words, its page, its lines of JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import searchlib
from searchlib.cli.exit_code import ExitCode

KEYS = {"rank", "score", "id", "title", "snippet", "matches"}
OPTIONAL_KEYS = {"language", "date", "source", "author", "url", "tags", "extra"}
MATCH_KEYS = {"field", "start", "end", "text", "kind", "word", "term"}


@pytest.fixture
def query(run: Any, news: Path) -> Any:
    """Return a function that queries the small index."""
    return lambda *args, **options: run("query", "--index", news, *args, **options)


def _ids(result: Any) -> list[str]:
    assert result.exit_code == 0, result.output
    return [json.loads(line)["id"] for line in result.stdout.splitlines()]


# ---------------------------------------------------------------- words


def test_words_are_joined_to_one_query(query: Any) -> None:
    assert _ids(query("--json", "new", "road")) == _ids(query("--json", "new road"))


def test_a_word_with_a_hyphen_leaves_articles_out(query: Any) -> None:
    with_road, without = _ids(query("--json", "karabakh")), _ids(query("--json", "karabakh", "-road"))
    assert set(with_road) - set(without) == {"road-en"}


@pytest.mark.parametrize("word", ["-hotel", "-hh", "-l", "-1", "-"])
def test_no_word_with_one_hyphen_is_taken_for_an_option(query: Any, word: str) -> None:
    result = query("film", word)
    assert result.exit_code == 0
    assert "Usage" not in result.output
    assert repr(f"film {word}") in result.stdout


def test_options_may_stand_before_between_and_after_the_words(query: Any) -> None:
    expected = _ids(query("--json", "--limit", "1", "yeni", "film"))
    assert len(expected) == 1
    assert _ids(query("--json", "yeni", "--limit", "1", "film")) == expected
    assert _ids(query("yeni", "film", "--limit=1", "--json")) == expected


@pytest.mark.parametrize(("word", "meant"), [("--limt", "--limit"), ("--jsn", "--json"), ("--colour=never", "--color")])
def test_a_word_with_two_hyphens_that_is_no_option_is_an_error(query: Any, word: str, meant: str) -> None:
    result = query("film", word)
    assert result.exit_code == ExitCode.USAGE
    assert meant in result.stderr.partition("No such option")[2]


def test_after_two_hyphens_everything_is_query(query: Any) -> None:
    result = query("--limit", "1", "--", "film", "--limit", "-h", "--")
    assert result.exit_code == 0
    assert repr("film --limit -h --") in result.stdout


@pytest.mark.parametrize("option", ["--limit", "--index", "--lang", "--color"])
def test_an_option_without_its_value_takes_no_word_for_it(query: Any, option: str) -> None:
    result = query("film", option)
    assert result.exit_code == ExitCode.USAGE
    assert f"Option '{option}' requires an argument" in result.stderr


def test_without_words_the_usage_is_shown(query: Any) -> None:
    result = query()
    assert result.exit_code == ExitCode.USAGE
    assert "Missing argument 'WORDS...'" in result.stderr


def test_bytes_that_are_no_text_find_nothing_and_break_nothing(program: Any, news: Path) -> None:
    result = program("query", "--index", news, b"\xff\xfe".decode(errors="surrogateescape"))
    assert result.returncode == 0
    assert result.stdout.startswith("no article matches")


# ---------------------------------------------------------------- options


def test_limit_bounds_the_hits_and_the_heading_says_so(query: Any) -> None:
    result = query("film", "--limit", "2")
    assert result.stdout.startswith("3 articles match 'film', the best 2 shown")
    assert "\n  2. " in result.stdout
    assert "\n  3. " not in result.stdout


def test_limit_0_only_counts(query: Any) -> None:
    result = query("film", "--limit", "0")
    assert result.stdout.startswith("3 articles match 'film'")
    assert len(result.stdout.splitlines()) == 1


def test_limit_0_counts_all_that_match_however_many(run: Any, tmp_path: Path) -> None:
    with searchlib.Index.create(tmp_path / "news", expand=[]) as index:
        index.add(searchlib.Article(f"n{number}", "film", "") for number in range(1_234))
    counted = run("query", "--index", tmp_path / "news", "film", "--limit", "0").stdout
    assert counted.startswith("1,234 articles match 'film'")


def test_an_option_with_commas_may_be_given_more_than_once(query: Any) -> None:
    def stdout(*args: str) -> str:
        return re.sub(r"\([\d.]+ ms\)", "", query("karabakh", *args).stdout)

    for option, first, second in (
        ("--lang", "az", "tr"),
        ("--facets", "language", "year"),
        ("--expand", "variant", "fold"),
    ):
        together = stdout(option, f"{first},{second}")
        assert stdout(option, first, option, second) == together
        assert stdout(option, second) != together


def test_lang_keeps_only_articles_in_these_languages(query: Any) -> None:
    assert set(_ids(query("--json", "karabakh", "--lang", "az,tr"))) == {"film-az", "yol-tr"}
    assert _ids(query("--json", "karabakh", "--lang", " RU ")) == ["film-ru"]
    assert set(_ids(query("--json", "karabakh", "--lang", "az_Latn,tr-TR"))) == {"film-az", "yol-tr"}


@pytest.mark.parametrize("codes", ["english", "az;tr", ",", "a1"])
def test_what_is_no_language_code_is_refused(query: Any, codes: str) -> None:
    result = query("film", "--lang", codes)
    assert result.exit_code == ExitCode.USAGE
    assert "az,tr" in result.stderr or "az,en" in result.stderr


def test_a_language_that_no_article_is_in_is_named_when_nothing_was_found(query: Any) -> None:
    assert "note: no article has the language 'de'" in query("film", "--lang", "de").stdout


def test_strict_shows_the_place_of_the_error(query: Any) -> None:
    result = query("--strict", "film", "AND", "(road")
    assert result.exit_code == ExitCode.USAGE
    message, source, carets = result.stderr.splitlines()
    assert message.startswith("searchlib: ")
    assert source.strip() == "film AND (road"
    assert source[carets.index("^")] == "("


def test_without_strict_the_query_is_mended_and_a_note_says_how(query: Any) -> None:
    result = query("film", "AND", "(road")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[1].startswith("note: ")


# ---------------------------------------------------------------- page


def test_a_hit_is_headline_source_line_and_snippet_in_one_line_each(query: Any) -> None:
    lines = query("premyera", "фильм", "--lang", "ru").stdout.splitlines()
    assert lines[1] == "  1. **Фильм** снимут в горах"
    assert lines[2] == "     ru · 2024-03-02 · film-ru"
    assert lines[3].startswith("     Съёмки **фильма** пройдут")


def test_a_match_in_another_script_is_named_with_the_reason(query: Any) -> None:
    shown = query("Karabakh", "--lang", "ru").stdout
    assert "     also matched: Карабахе (variant)\n" in shown


def test_a_word_in_capitals_and_not_is_named_once(query: Any) -> None:
    assert "also matched: Festival (fold)\n" in query("festıval").stdout


def test_forms_of_the_word_are_not_named(query: Any) -> None:
    result = query("filmi", "--lang", "az")
    assert "Yeni **filmin** çəkilişləri" in result.stdout
    assert "also matched" not in result.stdout


def test_nothing_found_is_said_in_a_line_and_is_no_error(query: Any) -> None:
    result = query("zzzz")
    assert result.exit_code == 0
    assert result.stdout.startswith("no article matches 'zzzz'")
    assert result.stderr == ""


def test_a_mistyped_word_is_answered_with_did_you_mean(query: Any) -> None:
    assert "did you mean 'festival'?" in query("fxstival").stdout


def test_control_characters_of_an_article_never_reach_the_terminal(run: Any, tmp_path: Path) -> None:
    nasty = {"id": "n", "title": "road\n\u001b[2J", "body": "The road\u001b]0;x\u0007 is long."}
    (tmp_path / "n.jsonl").write_text(json.dumps(nasty), "utf-8")
    assert run("index", "--index", tmp_path / "news", tmp_path / "n.jsonl").exit_code == 0
    for color in ("never", "always"):
        shown = run("query", "--index", tmp_path / "news", "road", "--color", color).stdout
        assert "\x1b[2J" not in shown
        assert "\x1b]" not in shown
        assert "\x07" not in shown


# ---------------------------------------------------------------- JSON


def test_json_has_one_hit_a_line_with_stable_keys(query: Any) -> None:
    hits = [json.loads(line) for line in query("--json", "karabakh").stdout.splitlines()]
    assert [hit["rank"] for hit in hits] == [1, 2, 3, 4]
    for hit in hits:
        assert set(hit) >= KEYS
        assert set(hit) <= KEYS | OPTIONAL_KEYS
        assert hit["matches"]
        assert all(set(match) == MATCH_KEYS for match in hit["matches"])
        assert all(match["end"] - match["start"] == len(match["text"]) for match in hit["matches"])


def test_json_keeps_letters_as_they_are(query: Any) -> None:
    assert "Qarabağda" in query("--json", "karabakh", "--lang", "az").stdout


def test_json_sends_notes_and_did_you_mean_to_standard_error(query: Any) -> None:
    result = query("--json", "fxstival", "(")
    assert result.stdout == ""
    assert "note: " in result.stderr
    assert "did you mean " in result.stderr


# ---------------------------------------------------------------- colours


def test_a_pipe_gets_stars_and_no_colours(program: Any, news: Path) -> None:
    shown = program("query", "--index", news, "film").stdout
    assert "**film**" in shown
    assert "\x1b" not in shown


def test_a_terminal_gets_colours_and_no_stars(terminal: Any, news: Path) -> None:
    status, shown = terminal("query", "--index", news, "film")
    assert status == 0
    assert "\x1b[1;33mfilm\x1b[0m" in shown
    assert "\x1b[1m" in shown
    assert "\x1b[2m" in shown
    assert "**" not in shown


def test_no_color_takes_the_colours_from_a_terminal(terminal: Any, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    _, shown = terminal("query", "--index", news, "film")
    assert "\x1b" not in shown
    assert "**film**" in shown


def test_a_terminal_has_its_lines_broken_at_words(terminal: Any, news: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    _, shown = terminal("query", "--index", news, "karabakh", "film")
    assert max(map(len, shown.splitlines())) <= 40
    assert "The road leads" in shown


def test_json_has_no_colours_on_a_terminal_either(terminal: Any, news: Path) -> None:
    _, shown = terminal("query", "--index", news, "film", "--json")
    assert "\x1b" not in shown


@pytest.mark.parametrize(
    ("environment", "options", "has_color"),
    [
        ({}, [], False),
        ({"FORCE_COLOR": "1"}, [], True),
        ({"FORCE_COLOR": ""}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, [], False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, [], True),
        ({"NO_COLOR": "1"}, ["--color", "always"], True),
        ({"FORCE_COLOR": "1"}, ["--color", "never"], False),
        ({"FORCE_COLOR": "1"}, ["--color", "auto"], True),
    ],
)
def test_the_option_is_stronger_than_no_color_and_that_than_force_color(
    query: Any, environment: dict[str, str], options: list[str], *, has_color: bool
) -> None:
    shown = query("film", *options, env=environment).stdout
    assert ("\x1b[" in shown) is has_color
    assert ("**" in shown) is not has_color


# ---------------------------------------------------------------- length of what is shown


def test_no_more_columns_are_shown_than_were_asked_for(query: Any) -> None:
    for hit in map(json.loads, query("--json", "--columns", "20", "karabakh").stdout.splitlines()):
        assert len(hit["snippet"].replace("**", "")) <= 20


def test_one_passage_has_no_ellipsis_inside(query: Any) -> None:
    for hit in map(json.loads, query("--json", "--passages", "1", "karabakh film").stdout.splitlines()):
        assert " … " not in hit["snippet"].strip("… ")


def test_no_columns_at_all_are_refused(query: Any) -> None:
    assert query("--columns", "0", "karabakh").exit_code == 2


# ---------------------------------------------------------------- pages, order, counts


def test_pages_go_on_where_the_one_before_ends(query: Any) -> None:
    both = _ids(query("--json", "film", "--limit", "2"))
    assert _ids(query("--json", "film", "--limit", "1", "--offset", "1")) == both[1:]


def test_the_newest_and_the_oldest_are_each_others_reverse(query: Any) -> None:
    dated = ["--json", "date:1900..2100", "film", "road"]
    days = [json.loads(line)["date"] for line in query(*dated, "--sort", "newest").stdout.splitlines()]
    assert days == sorted(days, reverse=True)
    days = [json.loads(line)["date"] for line in query(*dated, "--sort", "oldest").stdout.splitlines()]
    assert days == sorted(days)


def test_counts_stand_above_the_hits_and_beside_json(query: Any) -> None:
    page = query("film", "--facets", "language,year", "--limit", "0").stdout
    assert "\nlanguage: " in page
    assert "\nyear: " in page
    found = query("--json", "film", "--facets", "language")
    assert "language: " in found.stderr
    assert _ids(found) == _ids(query("--json", "film"))


def test_only_the_kinds_of_match_that_are_named_count(query: Any) -> None:
    everything, exact = _ids(query("--json", "karabakh")), _ids(query("--json", "karabakh", "--expand", "exact"))
    assert set(exact) < set(everything)


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--facets", "lang", "there is no facet 'lang'"),
        ("--expand", "stem", "no kind of match 'stem'"),
        ("--sort", "date", "'newest'"),
    ],
)
def test_an_unknown_name_is_told_with_those_that_there_are(query: Any, option: str, value: str, message: str) -> None:
    result = query("film", option, value)
    assert result.exit_code == ExitCode.USAGE
    assert message in result.stderr


@pytest.mark.parametrize("kinds", ["fuzzy", "prefix", "pattern", "stem", "fold,fuzzy", "", ","])
def test_what_is_no_kind_of_match_of_a_plain_word_is_refused(query: Any, kinds: str) -> None:
    result = query("film", "--expand", kinds)
    assert result.exit_code == ExitCode.USAGE
    assert "exact, inflection, root, fold, variant" in result.stderr


def test_facets_without_a_name_are_refused(query: Any) -> None:
    assert "language,year" in query("film", "--facets", "").stderr

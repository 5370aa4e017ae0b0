"""Small runs of what is measured of snippets."""

from __future__ import annotations

from benchmarks.snippets import fuzz
from benchmarks.snippets.ablation import CHANGES, rows
from benchmarks.snippets.adversarial import read_cases
from benchmarks.snippets.engines import Searchlib, Shown, others
from benchmarks.snippets.pairs import Pair, coverable, parity
from benchmarks.snippets.report import page, table_of
from benchmarks.snippets.suite import Figure, Run
from searchlib import Article
from searchlib.matches import Match, MatchKind
from searchlib.snippet import quality

ARTICLE = Article("n1", "", "The weather was fine. A road in Baku was opened. Nobody came.", language="en")


def test_any_text_and_any_query() -> None:
    assert [problem for problem in fuzz.run(150, seed=2) if problem] == []


def test_adversarial_cases_have_their_sentence_and_their_traps() -> None:
    cases = read_cases()
    assert {case.language for case in cases} == {"az", "en", "ru", "tr"}
    for case in cases:
        assert case.good in case.body
        assert case.traps
        assert all(trap in case.body for trap in case.traps)
        assert case.is_won(Shown((case.good,), has_ellipsis=True))
        assert not case.is_won(Shown((case.body,), has_ellipsis=True))
        assert not case.is_won(Shown((), has_ellipsis=True))


def test_our_snippets_win_most_adversarial_cases() -> None:
    cases = read_cases()[::5]
    with Searchlib([case.article for case in cases]) as ours:
        won = [case.is_won(ours.prepare(number, case.query)()) for number, case in enumerate(cases)]
    assert sum(won) >= 0.95 * len(cases)


def test_every_engine_shows_what_was_asked_for() -> None:
    with Searchlib([ARTICLE]) as ours:
        for engine in (ours, *others([ARTICLE])):
            assert "road" in str(engine.prepare(0, "road Baku")()), engine.name


def test_what_can_be_covered() -> None:
    text = "road " + "x " * 200 + "Baku"
    marks = [Match(0, 4, MatchKind.EXACT, "road"), Match(len(text) - 4, len(text), MatchKind.EXACT, "Baku")]
    assert coverable(text, marks) == 2
    assert coverable(text, marks[:1]) == 1


def test_parity_is_the_least_and_the_greatest_ratio() -> None:
    assert parity({"en": [100], "ru": [90, 110], "az": [110]}) == (1.0, 1.1)


def test_figures_are_compared_with_what_they_have_to_be() -> None:
    assert Figure("a", 0.96, 0.95, "share", 1).is_met
    assert not Figure("b", 3.1, 3.0, "ms", 1).is_met
    assert not Figure("c", 1.2, 1.0, "ratio", 1).is_met


def test_a_saved_run_is_read_again_and_shown() -> None:
    run = Run([Figure("fuzz", 1.0, 1.0, "share", 10, {"tantivy": 0.5})], {"speed": "want of data"}, {"commit": "abc"})
    assert Run.from_json(run.as_json()) == run
    assert table_of(run).row_count == 1
    shown = page(run)
    assert "| fuzz | 10 | 1.000 | .500 | 1.000 | ✓ |" in shown
    assert shown.count("### ") == 20


def test_of_equal_fragments_whoosh_shows_the_first() -> None:
    body = "A road here. " + "The weather was fine. " * 8 + "A road there. A road everywhere."
    engines = {engine.name: engine for engine in others([Article("n1", "", body)])}
    pieces = engines["Whoosh sentence"].prepare(0, "road")().pieces
    assert [piece.strip() for piece in pieces] == ["A road here", "A road there"]


def test_leaving_a_part_of_the_choice_out_changes_it_for_as_long_as_it_is_measured() -> None:
    pair = Pair("road Baku", ARTICLE)
    nothing, unjudged = rows([pair], CHANGES[:2])
    assert [nothing[0], unjudged[0]] == ["nothing", "no judging of sentences"]
    assert float(unjudged[1]) < float(nothing[1])
    assert quality.SentenceJudge("").quality("Tags: road, Baku, opening, Monday") == quality.JUNK


def test_every_change_names_what_is_there() -> None:
    for change in CHANGES:
        with change.made():
            for owner, name, value in change.values:
                assert getattr(owner, name) == value

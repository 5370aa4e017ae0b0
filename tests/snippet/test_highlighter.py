"""What is marked is what matched, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from searchlib import Article, Index, parse
from searchlib.lexicon import Lexicon
from searchlib.matches import MatchKind
from searchlib.query.plan import make_plan, wanted
from searchlib.snippet.highlighter import Highlighter

TEXT = 'Peace talks. A peace treaty was signed, the treaty of peace. Sülh müqaviləsi (Cənnət yuxusu) BAKI\'DA, "İlham".'


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lexicon]:
    with Index.create(tmp_path_factory.mktemp("news") / "index") as index:
        index.add([Article("n1", "Treaties", TEXT, language="en")])
        yield Lexicon([segment.lexicon for segment in index._view().snapshot.segments])


def marked(query: str, lexicon: Lexicon, field: str = "body") -> list[str]:
    root = parse(query).root
    assert root is not None
    highlighter = Highlighter(wanted(make_plan(root, lexicon)))
    return [TEXT[match.start : match.end] for match in highlighter.matches(TEXT, field)]


def test_a_word_is_marked_in_all_its_forms(lexicon: Lexicon) -> None:
    assert marked("treaties", lexicon) == ["treaty", "treaty"]


def test_a_phrase_is_one_mark_and_only_where_it_stands(lexicon: Lexicon) -> None:
    assert marked('"peace treaty"', lexicon) == ["peace treaty"]


def test_words_near_each_other_are_marked_one_by_one(lexicon: Lexicon) -> None:
    assert marked('"treaty peace"~2', lexicon) == ["peace", "treaty", "treaty", "peace"]


def test_what_excludes_is_not_marked(lexicon: Lexicon) -> None:
    assert marked("talks -peace", lexicon) == ["talks"]


def test_a_word_asked_for_in_the_title_is_not_marked_in_the_body(lexicon: Lexicon) -> None:
    assert marked("title:treaty", lexicon) == []
    assert marked("title:treaty", lexicon, "title") == ["treaty", "treaty"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [("cennet", ["Cənnət"]), ("Bakı", ["BAKI'DA"]), ("ilham", ["İlham"]), ("sulh", ["Sülh"])],
)
def test_marks_stand_on_source_letters(lexicon: Lexicon, query: str, expected: list[str]) -> None:
    assert marked(query, lexicon) == expected


def test_every_mark_says_why(lexicon: Lexicon) -> None:
    root = parse("cennet yuxusu treaties").root
    assert root is not None
    matches = Highlighter(wanted(make_plan(root, lexicon))).matches(TEXT, "body")
    kinds = {TEXT[match.start : match.end]: (match.kind, match.word) for match in matches}
    assert kinds["Cənnət"] == (MatchKind.FOLD, "cennet")
    assert kinds["yuxusu"] == (MatchKind.EXACT, "yuxusu")
    assert kinds["treaty"] == (MatchKind.INFLECTION, "treaties")

"""Words that are written with and without a hyphen find each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchlib import Article, Index, MatchKind

TEXTS = {
    "hyphen": "A cease-fire began, an e-mail said.",
    "whole": "The ceasefire holds, emails say.",
    "apart": "They were not able to stop the fire near the mail office.",
    "jet": "An F-16 crashed.",
    "degree": "Ph.D. students protest.",
    "score": "The match ended 2-0.",
    "crew": "The camera-men slept.",
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.create(tmp_path / "index") as made:
        made.add(Article(name, "", text, language="en") for name, text in TEXTS.items())
        yield made


def found(index: Index, query: str) -> set[str]:
    return {hit.article.id for hit in index.search(query)}


@pytest.mark.parametrize("query", ["ceasefire", "ceasefires", "+cease-fire", "email", "Emails", "+e-mail"])
def test_a_word_is_found_with_and_without_its_hyphen(index: Index, query: str) -> None:
    assert found(index, query) >= {"hyphen", "whole"}


def test_a_short_second_part_may_change_its_vowel(index: Index) -> None:
    assert found(index, "cameraman") == found(index, "cameramen") == {"crew"}


@pytest.mark.parametrize(("query", "name"), [("F16", "jet"), ("f16", "jet"), ("PhD", "degree")])
def test_types_and_degrees_are_found_without_their_signs(index: Index, query: str, name: str) -> None:
    assert found(index, query) == {name}


@pytest.mark.parametrize(("query", "name"), [("notable", "apart"), ("20", "score")])
def test_words_that_only_stand_side_by_side_are_not_one(index: Index, query: str, name: str) -> None:
    assert name not in found(index, query)


def test_the_word_is_marked_whole_and_called_a_fold(index: Index) -> None:
    hit = next(hit for hit in index.search("ceasefire") if hit.article.id == "hyphen")
    passage = hit.snippet.passages[0]
    marked = [(passage.text[m.start : m.end], m.kind, m.word) for m in passage.matches]
    assert marked == [("cease-fire", MatchKind.FOLD, "ceasefire")]


def test_no_other_spelling_is_suggested(index: Index) -> None:
    assert index.search("F16").corrected_query is None


def test_exact_search_takes_nothing_apart_or_together(index: Index) -> None:
    assert {hit.article.id for hit in index.search("ceasefire", expand=[])} == {"whole"}
    assert {hit.article.id for hit in index.search("e-mail", expand=[])} == {"hyphen", "apart"}


def test_hyphens_outlive_a_rebuilt_lexicon_and_merged_segments(index: Index) -> None:
    index.rebuild_lexicon()
    assert found(index, "F16") == {"jet"}
    for number in range(12):
        index.add([Article(f"more{number}", "", "Nothing to see.", language="en")])
    assert index.stats().segments < 12
    assert found(index, "F16") == {"jet"}

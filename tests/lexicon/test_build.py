"""A lexicon that takes keys over from others has the keys of one that is built anew."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.codec.lexicon import NOT_TAKEN, LexiconReader
from searchlib.codec.vocabulary import TermFacts, Vocabulary, write_terms
from searchlib.lexicon.build import KINDS, Source, build_lexicon
from searchlib.lexicon.keys import stem_keys
from searchlib.lexicon.name_keys import name_keys
from searchlib.matches import MatchKind
from tests.strategies import news_word

LANGUAGES = ["az", "en", "ru", "tr", "und"]
FACTS = st.builds(
    TermFacts,
    st.integers(1, 5),
    st.integers(-2, 2),
    st.frozensets(st.sampled_from(LANGUAGES), min_size=1),
    st.booleans(),
    st.booleans(),
)
WORDS = news_word().filter(str.isprintable).filter(bool).map(str.lower)
SEGMENTS = st.lists(st.dictionaries(WORDS, FACTS, min_size=1, max_size=12), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def built(vocabulary: Vocabulary, path: Path, **options: Any) -> LexiconReader:
    write_terms(vocabulary, path.with_suffix(".trm"))
    build_lexicon(vocabulary, **options).write(path)
    return LexiconReader(path)


def together(segments: list[dict[str, TermFacts]]) -> dict[str, TermFacts]:
    facts: dict[str, TermFacts] = {}
    for term, known in (item for segment in segments for item in segment.items()):
        before = facts.get(term, TermFacts(0, 0, frozenset()))
        votes, languages = before.name_votes + known.name_votes, before.languages | known.languages
        facts[term] = TermFacts(
            before.count + known.count,
            votes,
            languages,
            before.is_marked or known.is_marked,
            before.is_unmarked or known.is_unmarked,
        )
    return facts


def keys_of(facts: Mapping[str, TermFacts]) -> set[str]:
    """Return every key that a term may have, in whatever language."""
    return {key for term in facts for key in (*stem_keys(term, LANGUAGES), *name_keys(term, LANGUAGES))}


def sounds_of(reader: LexiconReader) -> list[tuple[str, list[int]]]:
    return sorted((sounds, ords) for _, sounds, ords in reader._sounds.items())


@given(SEGMENTS, st.data())
def test_a_merged_lexicon_equals_one_built_anew(
    folder: Path, segments: list[dict[str, TermFacts]], data: st.DataObject
) -> None:
    facts = together(segments)
    kept = {term: facts[term] for term in facts if data.draw(st.booleans())}
    merged, ranks = Vocabulary.of(kept), {term: rank for rank, term in enumerate(sorted(kept))}
    sources = []
    for number, segment in enumerate(segments):
        vocabulary = Vocabulary.of(segment)
        new_ords = array("I", [ranks.get(term, NOT_TAKEN) for term in sorted(segment)])
        sources.append(Source(built(vocabulary, folder / f"s{number}.lex"), vocabulary, new_ords))
    anew, taken = built(merged, folder / "anew.lex"), built(merged, folder / "taken.lex", sources=sources)
    keys = keys_of(facts)
    assert {key: taken.term_ords(key) for key in keys} == {key: anew.term_ords(key) for key in keys}
    assert sounds_of(taken) == sounds_of(anew)
    assert taken.vocabulary() == anew.vocabulary() == merged
    assert list(taken.check()) == []


SMALL = {"qarabağ": TermFacts(3, 3, frozenset({"az"})), "films": TermFacts(2, -2, frozenset({"en"}))}


@pytest.mark.parametrize(
    ("kinds", "letters"),
    [
        ((), ""),
        ((MatchKind.INFLECTION,), "s"),
        ((MatchKind.ROOT,), "r"),
        ((MatchKind.FOLD,), "sfa"),
        ((MatchKind.VARIANT,), "ne"),
        (tuple(KINDS), "srfane"),
    ],
)
def test_keys_are_filed_for_the_kinds_that_are_asked_for(
    tmp_path: Path, kinds: tuple[MatchKind, ...], letters: str
) -> None:
    reader = built(Vocabulary.of(SMALL), tmp_path / "kinds.lex", kinds=frozenset(kinds))
    found = {key[0] for key in keys_of(SMALL) if key[0] != "n" and reader.term_ords(key)}
    found |= {"n"} if sounds_of(reader) else set()
    assert found == set(letters)
    assert reader.kinds == {kind.value for kind in kinds}


def test_followers_are_kept_whatever_the_kinds(tmp_path: Path) -> None:
    vocabulary = Vocabulary.of(SMALL, {"films": {"qarabağ"}})
    reader = built(vocabulary, tmp_path / "followers.lex", kinds=frozenset())
    assert reader.vocabulary().followers == vocabulary.followers

"""What the writer adds to Whoosh's: lexicons through merges, and nothing left of what was replaced."""

from __future__ import annotations

from pathlib import Path

from searchlib import Article, Index


def test_merging_segments_keeps_what_is_known_of_terms(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        for number in range(12):
            index.add([Article(f"n{number}", "", f"yol Qarabağda {number}", language="az")])
        snapshot = index._view().snapshot
        assert len(snapshot.segments) < 12
        facts = [segment.lexicon.facts(segment.lexicon.find("qarabağda") or 0) for segment in snapshot.segments]
        assert sum(fact.count for fact in facts) == 12
        assert sum(fact.name_votes for fact in facts) == 12
        assert index.search("Qarabağ").total == 12


def test_words_of_merged_away_articles_leave_the_vocabulary(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        index.add([Article("n1", "", "alma", language="az")])
        index.add([Article("n1", "", "armud", language="az")])
        segments = index._view().snapshot.segments
        assert [term for segment in segments for term in segment.lexicon.terms()] == ["armud"]


def test_an_index_can_be_emptied_and_filled_again(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        index.add([Article("n1", "", "alma", language="az")])
        assert index.delete(["n1"]) == 1
        assert (len(index), index.search("alma").total, list(index)) == (0, 0, [])
        assert index.stats().segments == 0
        index.add([Article("n1", "", "alma", language="az")])
        assert index.search("alma").total == 1


def test_every_segment_has_its_lexicon_and_no_other_is_left(tmp_path: Path) -> None:
    with Index.create(tmp_path / "news") as index:
        for number in range(8):
            index.add([Article(f"n{number}", "", f"yol {number}", language="az")])
        names = {segment.lexicon.path.name for segment in index._view().snapshot.segments}
        assert {file.name for file in index.path.glob("*.lex")} == names
        assert not list(index.path.glob("*.tmp"))

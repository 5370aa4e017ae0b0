"""Of a long article only what is shown is read, and shown is what would be shown if all of it were."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from searchlib import Article, Index
from searchlib.codec.article_encoder import PIECE_CODE_POINTS
from searchlib.codec.stored_document import StoredDocument

WORDS = ("weather", "council", "minister", "report", "people", "season", "market", "station", "number", "village")
ACCENT = "\u0301"
NEEDLES = ("Karabakh", "treaty", "bridge")


def long_body(chance: random.Random, needles: dict[int, str], sentences: int = 1500) -> str:
    found = []
    for number in range(sentences):
        words = [chance.choice(WORDS) for _ in range(9)]
        found.append(f"The {' '.join(words)}{' ' + needles[number] if number in needles else ''} today.")
    return "\n".join(" ".join(found[start : start + 7]) for start in range(0, sentences, 7))


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    chance = random.Random(3)  # noqa: S311  the same texts each time
    with Index.create(tmp_path_factory.mktemp("long") / "index") as index:
        index.add(
            [
                Article("apart", "Long", long_body(chance, {200: "Karabakh", 700: "treaty", 1300: "bridge"})),
                Article("near", "Long", long_body(chance, {5: "Karabakh", 900: "Karabakh treaty bridge"})),
                Article("title", "Karabakh", long_body(chance, {})),
                Article("tags", "Long", f"Tags: Karabakh, treaty\n\n{long_body(chance, {1200: 'Karabakh treaty'})}"),
                Article("line", "Long", "road " * 40_000 + "Karabakh " + "road " * 40_000),
                Article("short", "Short", "A treaty."),
                Article("accents", "Long", f"{'a' + ACCENT * 3000} treaty {('b' + ACCENT * 4000) * 5} bridge"),
            ]
        )
        yield index


def shown(news: Index, article_id: str, query: str) -> str:
    hit = next(hit for hit in news.search(query) if hit.about.id == article_id)
    body = hit.article.body
    marks = {(match.start, match.end) for match in hit.body.matches}
    for passage in hit.snippet.passages:
        assert body[passage.start : passage.start + len(passage.text)] == passage.text
        for match in passage.matches:
            assert (match.start + passage.start, match.end + passage.start) in marks
    return str(hit.snippet)


def test_words_far_apart_are_all_shown(news: Index) -> None:
    found = shown(news, "apart", "Karabakh treaty bridge")
    assert all(f"**{needle}**" in found for needle in NEEDLES)


def test_words_that_stand_together_are_shown_together(news: Index) -> None:
    assert "**Karabakh** **treaty** **bridge** today." in shown(news, "near", "Karabakh treaty bridge")


def test_a_phrase_is_shown_where_it_stands(news: Index) -> None:
    assert "**Karabakh treaty** bridge today." in shown(news, "near", '"Karabakh treaty"')


def test_the_lead_is_shown_where_the_title_matched(news: Index) -> None:
    hit = next(hit for hit in news.search("title:Karabakh"))
    assert hit.article.body.startswith(hit.snippet.passages[0].text)


def test_tags_lose_against_prose_far_behind(news: Index) -> None:
    assert shown(news, "tags", "Karabakh treaty").startswith("The ")


def test_a_line_without_sentences_is_shown_around_the_word(news: Index) -> None:
    found = shown(news, "line", "Karabakh")
    assert "road **Karabakh** road" in found
    assert len(found) < 250


def test_few_pieces_are_read(news: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    text = StoredDocument.text

    def counted(self: StoredDocument, first: int, stop: int) -> str:
        read.extend(range(first, stop))
        return text(self, first, stop)

    monkeypatch.setattr(StoredDocument, "text", counted)
    hit = next(hit for hit in news.search("Karabakh treaty bridge") if hit.about.id == "apart")
    assert hit.snippet.passages
    assert hit.headline.text == "Long"
    assert 0 < len(set(read)) < 12 < len(hit.article.body) // PIECE_CODE_POINTS


def test_positions_in_one_document_are_those_of_the_text(news: Index) -> None:
    (segment,) = news._view().snapshot.segments
    for docnum, article in enumerate(news):
        words = [word.strip(".,:").lower() for word in article.body.split()]
        for term in ("karabakh", "treaty", "weather", "nothing"):
            expected = [number for number, word in enumerate(words) if word == term]
            assert list(segment.positions_in("body", term, docnum)) == expected


def test_a_character_of_thousands_of_accents_is_not_cut(news: Index) -> None:
    for query in ("treaty", "bridge"):
        hit = next(hit for hit in news.search(query) if hit.about.id == "accents")
        for passage in hit.make_snippet(columns=60).passages:
            assert passage.text[0] != ACCENT
            assert hit.article.body[passage.start + len(passage.text) :][:1] != ACCENT

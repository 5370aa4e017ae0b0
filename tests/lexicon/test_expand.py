"""Which terms may stand for a word, and why."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib import Index
from searchlib.analysis import normalize
from searchlib.article import Article
from searchlib.codec.vocabulary import TermFacts
from searchlib.lexicon import Lexicon
from searchlib.lexicon.fold import fold
from searchlib.matches import MatchKind
from tests.lexicons import make_lexicon
from tests.reference.document import make_document
from tests.reference.whoosh_writer import facts_of
from tests.strategies import LETTERS, news_word

# The scanner finds no lone surrogate in a word, so no lexicon is ever asked for one.
WORDS = news_word().filter(str.isprintable)

TEXTS = {
    "az": "Filmlərin nümayişi Qarabağda, Şuşada keçirildi. Əliyev filmi Bakı'da gördü. Kitablar, kitabın, filmçi.",
    "tr": "Filmler Karabağ'da gösterildi. Kitapların, kitabı okudu. IĞDIR'da kar. Star Wars.",
    "ru": "Фильмы показали в Карабахе. Алиев приехал в Баку. Ёлка стоит.",
    "en": "The films were shown in Karabakh. Aliyev visited Baku. ISRAEL and O'Neill.",
}


@pytest.fixture(scope="module")
def lexicon(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    documents = [make_document(Article(code, "", text, language=code), None) for code, text in TEXTS.items()]
    return make_lexicon(facts_of(documents), tmp_path_factory.mktemp("lexicon"))


def kinds(lexicon: Lexicon, word: str) -> dict[str, MatchKind]:
    return {member.term: member.kind for member in lexicon.expand(word).members}


@pytest.mark.parametrize(
    ("word", "term", "kind"),
    [
        ("films", "films", MatchKind.EXACT),
        ("film", "films", MatchKind.INFLECTION),
        ("film", "filmlərin", MatchKind.INFLECTION),
        ("film", "filmler", MatchKind.INFLECTION),
        ("film", "filmçi", MatchKind.ROOT),
        ("kitab", "kitablar", MatchKind.INFLECTION),
        ("Bakı", "bakı'da", MatchKind.INFLECTION),
        ("BAKI", "bakı'da", MatchKind.INFLECTION),
        ("Qarabag", "qarabağda", MatchKind.FOLD),
        ("Susada", "şuşada", MatchKind.FOLD),
        ("елка", "ёлка", MatchKind.INFLECTION),
        ("IĞDIR", "ığdır'da", MatchKind.INFLECTION),
        ("Карабах", "qarabağda", MatchKind.VARIANT),
        ("Karabakh", "карабахе", MatchKind.VARIANT),
        ("Əliyev", "алиев", MatchKind.VARIANT),
        ("israel", "israel", MatchKind.EXACT),
        ("war", "wars", MatchKind.INFLECTION),
    ],
)
def test_a_term_stands_for_a_word_for_the_strongest_reason(
    lexicon: Lexicon, word: str, term: str, kind: MatchKind
) -> None:
    assert kinds(lexicon, word).get(term) is kind


@pytest.mark.parametrize(("word", "term"), [("O'Brien", "o'neill"), ("kar", "карабахе"), ("фильм", "films")])
def test_other_words_stay_apart(lexicon: Lexicon, word: str, term: str) -> None:
    assert term not in kinds(lexicon, word)


def test_what_a_word_typed_without_diacritics_is_meant_for_counts_as_the_word_itself(lexicon: Lexicon) -> None:
    weights = {member.term: member.weight for member in lexicon.expand("Qarabagda").members}
    assert weights["qarabağda"] == 1
    weights = {member.term: member.weight for member in lexicon.expand("Susanin").members}
    assert 0 < weights["şuşada"] < 1


def test_a_word_that_is_often_typed_so_means_itself(tmp_path: Path) -> None:
    facts = {
        "aci": TermFacts(5, -5, frozenset({"tr"})),
        "acı": TermFacts(9, -9, frozenset({"tr"})),
        "kadin": TermFacts(1, -1, frozenset({"tr"})),
        "kadın": TermFacts(30, -30, frozenset({"tr"})),
    }
    lexicon = make_lexicon(facts, tmp_path)
    assert [member.is_in_full for member in lexicon.expand("aci").members] == [True, False]
    assert [member.is_in_full for member in lexicon.expand("kadin").members] == [True, True]


def test_exact_expansion_has_nothing_but_the_term(lexicon: Lexicon) -> None:
    assert [member.term for member in lexicon.expand_exact("films").members] == ["films"]
    assert lexicon.expand_exact("film").members == ()


def test_prefixes_and_patterns_find_terms_by_their_letters(lexicon: Lexicon) -> None:
    assert {member.term for member in lexicon.expand_prefix("film").members} >= {"films", "filmi", "filmlərin"}
    assert {member.term for member in lexicon.expand_pattern("f?lm?").members} == {"films", "filmi"}
    assert {member.term for member in lexicon.expand_pattern("*bağ*").members} == {"qarabağda", "karabağ'da"}


def test_nearer_terms_count_more(lexicon: Lexicon) -> None:
    members = {member.term: member.weight for member in lexicon.expand_fuzzy("fims", 2).members}
    assert members["films"] > members["filmi"]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("karabaxh", "karabakh"),
        ("Karabaxh", "Karabakh"),
        ("isreal", "israel"),
        ("visitedd", "visited"),
        ("eliyev", "əliyev"),
        ("Əliyef", "Əliyev"),
        ("suşada", "şuşada"),
        ("zzzzzz", None),
    ],
)
def test_a_misspelt_word_suggests_the_nearest_term(lexicon: Lexicon, word: str, meant: str | None) -> None:
    assert lexicon.suggest(word) == meant


@given(initial=st.sampled_from(LETTERS), rest=st.sampled_from(["liyev", "uşada", "arabağ'da", "srail", "лиев", "лка"]))
def test_suggestions_are_looked_for_among_all_terms_whose_first_letter_is_typed_alike(
    lexicon: Lexicon, initial: str, rest: str
) -> None:
    word = normalize(initial + rest)
    alike = [(near, edits) for near, edits in lexicon._near(word, 2) if fold(near)[:1] == fold(word)[:1]]
    assert list(lexicon._near_with_initial(word, 2)) == alike


@given(word=WORDS)
def test_every_member_is_a_term_with_a_weight_above_zero_and_at_most_one(lexicon: Lexicon, word: str) -> None:
    for group in (lexicon.expand(word), lexicon.expand_prefix(word[:3]), lexicon.expand_fuzzy(word[:20], 1)):
        for member in group.members:
            assert 0 < member.weight <= 1
            assert any(reader.find(member.term) is not None for reader in lexicon._readers)


@given(word=WORDS)
def test_allowing_fewer_kinds_never_adds_a_term(lexicon: Lexicon, word: str) -> None:
    every = set(lexicon.expand(word).by_term)
    assert set(lexicon.expand(word, frozenset({MatchKind.INFLECTION})).by_term) <= every


def make_index_of(tmp_path: Path, text: str, language: str) -> Lexicon:
    document = make_document(Article("one", "", text, language=language), None)
    return make_lexicon(facts_of([document]), tmp_path)


@pytest.mark.parametrize(
    ("text", "word"),
    [("londonda", "London"), ("çocuklar", "çocuk"), ("dilemmas", "dilemma"), ("ev", "evlərdə"), ("Livanda", "Lebanon")],
)
def test_a_text_too_short_to_tell_its_language_is_read_in_those_it_looks_like(
    tmp_path: Path, text: str, word: str
) -> None:
    assert text.lower() in kinds(make_index_of(tmp_path, text, "und"), word)


def test_a_word_in_a_known_language_is_read_in_no_other(tmp_path: Path) -> None:
    assert kinds(make_index_of(tmp_path, "londonda", "sw"), "London") == {}


def test_an_apostrophe_makes_no_other_spelling_of_a_name(tmp_path: Path) -> None:
    assert kinds(make_index_of(tmp_path, "We're late", "en"), "were") == {}


def test_a_repaired_word_is_read_in_the_languages_of_its_letters(tmp_path: Path) -> None:
    document = make_document(Article("one", "", "Ankаra'da zirve başladı", language="tr"), None)
    assert "ankara'da" in kinds(make_lexicon(facts_of([document]), tmp_path), "Ankara")


def test_of_a_number_no_other_one_is_meant(tmp_path: Path) -> None:
    with Index.create(tmp_path / "years") as index:
        index.add([Article("a", "Treaty of 20211", "")])
        assert index.search("20212").corrected_query is None
        assert index.search("treety").corrected_query == "treaty"

"""An Index behaves like a dict of articles that can be searched."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

import searchlib
from searchlib import Article, Index, MatchKind
from searchlib.analysis import normalize
from searchlib.analysis.tokenizer import tokenize
from searchlib.lexicon import Lexicon, TermGroup
from searchlib.query.nodes import Boolean, ParsedQuery
from searchlib.query.plan import GroupPlan, PhrasePlan, make_plan, wanted
from tests.strategies import news_text, query_text

IDS = st.sampled_from(["a", "b", "c", "d", "ə", "İ/1"])


def _storable(text: str) -> bool:
    return not any("\ud800" <= ch <= "\udfff" for ch in text)


BODIES = news_text().filter(lambda text: bool(text.strip()) and _storable(text))


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    with Index.create(tmp_path / "news") as made:
        yield made


class IndexIsADict(RuleBasedStateMachine):
    """Adding, deleting, rebuilding and reopening in any order agree with a dict."""

    @initialize()
    def create(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.index = Index.create(self.folder / "news", languages=["az", "en", "ru", "tr"])
        self.model: dict[str, Article] = {}

    @rule(batch=st.lists(st.tuples(IDS, BODIES), max_size=4))
    def add(self, batch: list[tuple[str, str]]) -> None:
        articles = [Article(article_id, "", body, language="az") for article_id, body in batch]
        new = {article.id for article in articles} - self.model.keys()
        report = self.index.add(articles)
        self.model.update({article.id: article for article in articles})
        assert report.added == len(new)
        assert report.added + report.replaced == len(articles)

    @rule(batch=st.lists(st.tuples(IDS, BODIES), min_size=1, max_size=3))
    def add_and_fail(self, batch: list[tuple[str, str]]) -> None:
        def articles() -> Iterator[Article]:
            for article_id, body in batch:
                yield Article(article_id, "", body)
            raise RuntimeError("the source broke off")

        with pytest.raises(RuntimeError, match="broke off"):
            self.index.add(articles())

    @rule(ids=st.sets(IDS))
    def delete(self, ids: set[str]) -> None:
        assert self.index.delete(ids) == len(ids & self.model.keys())
        for article_id in ids:
            self.model.pop(article_id, None)

    @rule()
    def reopen(self) -> None:
        self.index.close()
        self.index = Index.open(self.folder / "news")

    @rule()
    def rebuild_lexicon(self) -> None:
        self.index.rebuild_lexicon()

    @invariant()
    def agrees(self) -> None:
        assert len(self.index) == len(self.model)
        assert {article.id: article for article in self.index} == self.model
        assert all(article_id in self.index for article_id in self.model)

    @invariant()
    def every_article_is_found_by_its_own_words(self) -> None:
        for article in self.model.values():
            words = tokenize(article.body).surfaces()[:1]
            hits = self.index.search(f"={words[0]}" if words else "", limit=len(self.model))
            assert not words or article.id in [hit.article.id for hit in hits]

    def teardown(self) -> None:
        self.index.close()
        shutil.rmtree(self.folder)


IndexIsADict.TestCase.settings = settings(
    max_examples=15, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
)
TestIndexIsADict = IndexIsADict.TestCase


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """An index of a few articles, not changed by the tests that use it."""
    with Index.create(tmp_path_factory.mktemp("searched") / "news") as made:
        made.add(
            [
                Article("az", "Qarabağda yeni yol", "İlham Əliyev Şuşada olub. Yol açıldı.", language="az"),
                Article("en", "Road opens", "The film “Cənnət yuxusu” (Paradise Dream) won.", language="en"),
                Article("ru", "Дорога в Карабахе", "Новая дорога открыта. Ёлка стоит.", language="ru"),
                Article("tr", "", "İstanbul'da film gösterildi. IĞDIR’DA kar var.", language="tr"),
            ]
        )
        yield made


@given(query_text())
def test_any_text_as_query_gives_results(news: Index, query: str) -> None:
    results = news.search(query)
    assert 0 <= len(results) <= results.total <= len(news)
    assert [hit.rank for hit in results] == list(range(1, len(results) + 1))


@given(query_text())
def test_every_marked_span_is_a_term_of_a_group_that_matched(news: Index, query: str) -> None:
    parsed = searchlib.parse(query)
    if parsed.root is None:
        return
    plan = make_plan(parsed.root, Lexicon([s.lexicon for s in news._view().snapshot.segments]))
    terms = {member.term for leaf in wanted(plan) for group in _groups(leaf) for member in group.members}
    for hit in news.search(query):
        for match in hit.matches:
            text = hit.article.title if match.field == "title" else hit.article.body
            marked = tokenize(text[match.start : match.end]).surfaces()
            assert marked
            # A phrase without slop is one span of its words; every other span is one word.
            assert all({normalize(word), normalize(word, "tr")} & terms for word in marked)


def _groups(leaf: GroupPlan | PhrasePlan) -> tuple[TermGroup, ...]:
    return (leaf.group,) if isinstance(leaf, GroupPlan) else leaf.groups


@given(query_text(), st.sampled_from(["lang:az", "lang:ru", "date:2021", "title:yol", "-film"]))
def test_a_filter_never_adds_hits(news: Index, query: str, narrowing: str) -> None:
    parsed, narrowed = searchlib.parse(query), searchlib.parse(narrowing)
    if parsed.root is None or narrowed.root is None:
        return
    both = ParsedQuery("both", Boolean(must=(parsed.root, narrowed.root)))
    found = {hit.article.id for hit in news.search(both)}
    assert found <= {hit.article.id for hit in news.search(parsed)}


def test_adding_an_article_twice_is_adding_it_once(index: Index) -> None:
    article = Article("n1", "Yeni yol", "Yol açıldı.", language="az")
    assert index.add([article]) == searchlib.AddReport(added=1, replaced=0)
    assert index.add([article, article]) == searchlib.AddReport(added=0, replaced=2)
    assert list(index) == [article]
    assert index.search("yol").total == 1


def test_an_article_that_was_replaced_is_found_by_its_new_words_only(index: Index) -> None:
    index.add([Article("n1", "", "alma", language="az")])
    index.add([Article("n1", "", "armud", language="az")])
    assert (index.search("alma").total, index.search("armud").total) == (0, 1)


def test_something_that_is_no_article_spoils_the_whole_batch_and_nothing_is_written(index: Index) -> None:
    with pytest.raises(searchlib.ArticleError, match="item 1 is not an Article"):
        index.add([Article("n1", "One", ""), {"id": "n2"}])  # type: ignore[list-item]  # on purpose
    assert len(index) == 0


def test_a_language_that_was_not_given_is_identified_and_kept(index: Index) -> None:
    index.add([Article("n1", "", "Prezident Şuşada yeni məktəbin açılışında iştirak edib.")])
    assert index.get("n1").language == "az"
    assert index.search("məktəb lang:az").total == 1


def test_delete_takes_ids_or_a_query(index: Index) -> None:
    index.add(Article(f"n{number}", "", "road" if number % 2 else "film", language="en") for number in range(6))
    assert index.delete(["n0", "nobody"]) == 1
    assert index.delete(query="roads") == 3
    assert sorted(article.id for article in index) == ["n2", "n4"]


def test_a_single_string_is_refused_as_a_list_of_ids(index: Index) -> None:
    with pytest.raises(TypeError, match="not the string"):
        index.delete("n1")


def test_an_unknown_id_is_said_to_be_unknown(index: Index) -> None:
    with pytest.raises(searchlib.ArticleNotFoundError, match="no article with id 'nobody'"):
        index.get("nobody")


def test_creating_an_index_never_overwrites_one(index: Index) -> None:
    with pytest.raises(searchlib.IndexExistsError, match="already"):
        Index.create(index.path)


def test_opening_a_folder_without_an_index_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(searchlib.IndexNotFoundError, match="searchlib index PATH"):
        Index.open(tmp_path)


def test_a_damaged_settings_file_is_named(index: Index) -> None:
    (index.path / "searchlib.json").write_text("{")
    with pytest.raises(searchlib.IndexCorruptError, match=r"searchlib\.json"):
        Index.open(index.path)


def test_a_missing_lexicon_is_named(index: Index) -> None:
    index.add([Article("n1", "Yol", "", language="az")])
    for file in index.path.glob("*.lex"):
        file.unlink()
    with Index.open(index.path) as opened, pytest.raises(searchlib.IndexCorruptError, match=r"\.lex"):
        opened.search("yol")


def test_a_second_writer_is_told_to_wait(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchlib.index.LOCK_TIMEOUT_S", 0.1)
    with Index.open(index.path) as other:

        def articles() -> Iterator[Article]:
            yield Article("n1", "One", "")
            with pytest.raises(searchlib.IndexLockedError, match="another process is writing"):
                other.add([Article("n2", "Two", "")])

        index.add(articles())
    assert [article.id for article in index] == ["n1"]


def test_a_search_sees_what_another_index_object_committed(index: Index) -> None:
    with Index.open(index.path) as other:
        other.add([Article("n1", "Yeni yol", "", language="az")])
    assert index.search("yol").total == 1


def test_many_threads_search_one_index_while_another_writes(index: Index) -> None:
    index.add(Article(f"n{number}", "", f"road number {number}", language="en") for number in range(50))
    failures: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(20):
                assert index.search("roads", limit=3).total >= 50
        except BaseException as error:  # noqa: BLE001  handed to the main thread
            failures.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(5):
        index.add([Article(f"m{number}", "", "another road", language="en")])
    for thread in threads:
        thread.join()
    assert failures == []


def test_limit_zero_only_counts(news: Index) -> None:
    results = news.search("film", limit=0)
    assert (len(results), results.total) == (0, 2)


def test_a_negative_limit_is_refused(news: Index) -> None:
    with pytest.raises(ValueError, match="limit"):
        news.search("film", limit=-1)
    with pytest.raises(ValueError, match="count_to"):
        news.search("film", count_to=-1)


def test_articles_are_counted_as_far_as_was_asked_for(tmp_path: Path) -> None:
    with Index.create(tmp_path / "roads") as index:
        index.add(Article(f"n{number}", "", "a road", language="en") for number in range(30))
        for count_to, total, is_exact in ((None, 30, True), (30, 30, True), (29, 29, False), (0, 10, False)):
            results = index.search("road", count_to=count_to)
            assert (results.total, results.total_is_exact) == (total, is_exact)
        assert index.search("road", limit=100, count_to=0).total_is_exact  # all of them are hits


def test_search_can_be_narrowed_to_languages(news: Index) -> None:
    assert [hit.article.id for hit in news.search("film", languages=["tr"])] == ["tr"]
    assert news.search("film", languages=["az", "ru"]).total == 0


def test_expansion_can_be_switched_off_for_a_query(news: Index) -> None:
    assert news.search("дорога").total == 1
    assert news.search("дороги", expand=[]).total == 0
    assert news.search("дороги", expand=[MatchKind.INFLECTION]).total == 1
    assert news.search("Karabakh", expand=[MatchKind.INFLECTION]).total == 0


def test_a_name_is_found_in_a_spelling_of_a_language_that_no_article_is_in(index: Index) -> None:
    index.add([Article("ru", "", "Карабах", language="ru")])
    assert [index.search(name).total for name in ("Karabakh", "Qarabağ", "Гарабағ")] == [1, 1, 1]


def test_a_limit_that_is_no_number_is_told(news: Index) -> None:
    with pytest.raises(TypeError, match="limit must be a whole number, not None"):
        news.search("film", limit=None)  # type: ignore[arg-type]


def test_a_star_alone_finds_every_article(news: Index) -> None:
    assert {hit.article.id for hit in news.search("*", limit=1000)} == {article.id for article in news}
    assert news.search("*").warnings == ()


def test_a_misspelt_word_is_corrected(news: Index) -> None:
    assert news.search("yuxuso").corrected_query == "yuxusu"


def test_stats_count_what_is_there(news: Index) -> None:
    stats = news.stats()
    assert (stats.articles, stats.deleted, stats.segments) == (4, 0, 1)
    assert stats.languages == {"az": 1, "en": 1, "ru": 1, "tr": 1}
    assert stats.size_bytes > 0


def test_rebuilding_the_lexicon_changes_no_answer(news: Index) -> None:
    before = [news.search(query).to_dict()["hits"] for query in ("Карабах", "film", "eliyev")]
    news.rebuild_lexicon()
    assert [news.search(query).to_dict()["hits"] for query in ("Карабах", "film", "eliyev")] == before


def test_whoosh_opens_the_index_and_finds_terms(news: Index) -> None:
    from whoosh.index import open_dir  # noqa: PLC0415  only here
    from whoosh.query import Phrase, Term  # noqa: PLC0415  likewise

    with open_dir(str(news.path)).searcher() as searcher:
        assert len(searcher.search(Term("body", "film"))) == 2
        assert len(searcher.search(Phrase("body", ["cənnət", "yuxusu"]))) == 1


def test_a_lexicon_built_by_other_rules_is_reported_until_it_is_rebuilt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.create(tmp_path / "news") as index:
        with monkeypatch.context() as other_rules:
            other_rules.setattr("searchlib.lexicon.fingerprint._of_language", lambda _: "other")
            other_rules.setattr("searchlib.lexicon.fingerprint.installation", lambda: "other")
            index.add([Article("n1", "Yeni yol", "", language="az")])
        assert "searchlib rebuild" in index.search("yol").warnings[0]
        index.rebuild_lexicon()
        assert index.search("yol").warnings == ()


def test_articles_tokenised_by_other_rules_are_reported_even_after_a_rebuild(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Index.create(tmp_path / "news") as index:
        with monkeypatch.context() as other_rules:
            other_rules.setattr("searchlib.lexicon.fingerprint._of_analysis", lambda: "other")
            other_rules.setattr("searchlib.lexicon.fingerprint.installation", lambda: "other")
            index.add([Article("n1", "Yeni yol", "", language="az")])
        index.rebuild_lexicon()
        index.add([Article("n2", "Yeni film", "", language="az")])
        assert "anew" in index.search("yol").warnings[0]


@pytest.mark.parametrize("damage", [b"", b"\0" * 400, b"garbage" * 100])
@pytest.mark.parametrize("pattern", ["*.toc", "*.trm", "*.pst", "*.pos", "*.nrm", "*.sto", "*.col", "*.lex"])
def test_a_damaged_file_is_an_index_that_is_damaged(tmp_path: Path, pattern: str, damage: bytes) -> None:
    with Index.create(tmp_path / "news") as index:
        index.add([Article("n1", "Yeni yol", "Yol açıldı.", language="az")])
        (file,) = index.path.glob(pattern)
    file.write_bytes(damage + file.read_bytes()[len(damage) or 1 << 20 :])
    with pytest.raises(searchlib.IndexCorruptError), Index.open(tmp_path / "news") as opened:
        opened.search("yol")


@pytest.mark.parametrize("query", ["film date:2023-13", '"film'])
def test_a_query_that_would_be_mended_deletes_nothing(index: Index, query: str) -> None:
    index.add([Article("n1", "film", "", language="az")])
    with pytest.raises(searchlib.QueryError):
        index.delete(query=query)
    assert len(index) == 1


def test_a_closed_index_says_so(index: Index) -> None:
    index.close()
    with pytest.raises(ValueError, match="closed"):
        index.search("film")
    with pytest.raises(ValueError, match="closed"):
        index.add([])


@pytest.mark.parametrize(("typed", "meant"), [("flim", "film"), ("flm", None), ("festivl", "festival")])
def test_words_of_four_letters_and_more_are_mended(tmp_path: Path, typed: str, meant: str | None) -> None:
    with Index.create(tmp_path / "news", languages=["en"]) as index:
        index.add([Article("n1", "A film festival", "", language="en")])
        assert index.search(typed).corrected_query == meant

"""Whatever is added, deleted and merged in whatever order, an index holds what a dictionary would."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from searchlib import Article, Index
from searchlib.codec.layout import DOCUMENT_FIELD, FIELD_WEIGHTS, FILTER_COLUMNS, Layout
from searchlib.indexing.options import Options
from searchlib.indexing.writer import ArticleWriter, lock

SMALL_BLOCKS = Layout(FIELD_WEIGHTS, FILTER_COLUMNS, DOCUMENT_FIELD, block_size=2)
WORDS = ("alma", "armud", "heyva", "üzüm")
IDS = st.sampled_from([f"n{number}" for number in range(12)])
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
BATCHES = st.lists(st.tuples(IDS, TEXTS), max_size=8)
MEMORY_BYTES = st.sampled_from([1, 60_000, 256_000_000])
"""A segment for each article, for some of them, and for all."""


class Writing(RuleBasedStateMachine):
    @initialize()
    def create(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="searchlib-test-"))
        self.model: dict[str, str] = {}
        self.index = Index.create(self.folder / "news", languages=["az"])

    @rule(batch=BATCHES, memory_bytes=MEMORY_BYTES)
    def add(self, batch: list[tuple[str, str]], memory_bytes: int) -> None:
        added = len({name for name, _ in batch} - self.model.keys())
        with lock(self.index.path, 1.0):
            writer = ArticleWriter(self.index.path, Options(("az",), memory_bytes=memory_bytes, layout=SMALL_BLOCKS))
            report = writer.add(Article(name, "", text, language="az") for name, text in batch)
            writer.commit()
        assert (report.added, report.replaced) == (added, len(batch) - added)
        self.model.update(batch)

    @rule(batch=BATCHES)
    def fail_to_add(self, batch: list[tuple[str, str]]) -> None:
        def broken() -> Iterable[Article]:
            yield from (Article(name, "", text, language="az") for name, text in batch)
            raise ZeroDivisionError

        try:
            self.index.add(broken())
        except ZeroDivisionError:
            return
        raise AssertionError("the error is lost")

    @rule(names=st.lists(IDS, max_size=6))
    def delete(self, names: list[str]) -> None:
        known = self.model.keys() & set(names)
        assert self.index.delete(names) == len(known)
        for name in known:
            del self.model[name]

    @rule(word=st.sampled_from(WORDS))
    def delete_by_query(self, word: str) -> None:
        found = {name for name, text in self.model.items() if word in text.split()}
        assert self.index.delete(query=f"={word}") == len(found)
        for name in found:
            del self.model[name]

    @rule()
    def merge(self) -> None:
        self.index.merge()
        stats = self.index.stats()
        assert (stats.segments, stats.deleted) == (min(len(self.model), 1), 0)

    @rule()
    def reopen(self) -> None:
        self.index.close()
        self.index = Index.open(self.folder / "news")

    @invariant()
    def it_holds_what_the_dictionary_holds(self) -> None:
        assert {article.id: article.body for article in self.index} == self.model
        for word in WORDS:
            found = {hit.article.id for hit in self.index.search(f"={word}", limit=20)}
            assert found == {name for name, text in self.model.items() if word in text.split()}
        pair = {hit.article.id for hit in self.index.search('="alma armud"', limit=20)}
        assert pair == {name for name, text in self.model.items() if "alma armud" in text}

    def teardown(self) -> None:
        assert not list(self.index.check())
        self.index.close()
        shutil.rmtree(self.folder)


TestWriting = Writing.TestCase
TestWriting.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)

"""Articles into an index, batch by batch, with an account of what became of them."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

import searchlib
from searchlib import formatters
from searchlib.cli.interruption import Interruption
from searchlib.cli.progress import Display

_SHOWN_SKIPS = 20


class NewIndex(NamedTuple):
    """What an index is made with.

    Attributes:
        languages: the only languages of its articles; empty for all.
        store_text: whether it stores titles and bodies.
    """

    languages: tuple[str, ...]
    store_text: bool


class Indexing:
    """One run of ``searchlib index``.

    Args:
        folder: folder of the index, which is made when the first article comes.
        new: what an index is made with.
        display: what is told meanwhile.
        processes: how many index the articles.
        is_verbose: show every skipped input, not only the first 20.

    Attributes:
        added, replaced: articles committed.
        skipped: inputs that were not read.
        passed_over: files and folders in folders that are not meant to be read.
    """

    def __init__(self, folder: Path, new: NewIndex, display: Display, *, processes: int, is_verbose: bool) -> None:
        self._folder = folder
        self._new = new
        self._display = display
        self._processes = processes
        self._shown_skips = None if is_verbose else _SHOWN_SKIPS
        self._started = time.perf_counter()
        self._read = self.added = self.replaced = self.skipped = self.passed_over = 0

    def run(self, articles: Iterable[searchlib.Article], batch_articles: int) -> bool:
        """Index articles, so many to a commit; tell whether it came to the end and not to a Ctrl-C."""
        try:
            with Interruption() as interruption:
                self._run(interruption.between(articles), batch_articles)
        except KeyboardInterrupt:
            return False
        return True

    def _run(self, arriving: Iterator[searchlib.Article], batch_articles: int) -> None:
        first = next(arriving, None)
        if first is None:
            return
        with self._index() as index:
            for article in chain([first], arriving):
                self._add(index, chain([article], arriving), batch_articles)

    def skip(self, skipped: searchlib.Skipped) -> None:
        """Count and show an input that was not read."""
        self.skipped += 1
        if self._shown_skips is None or self.skipped <= self._shown_skips:
            self._display.warn(formatters.plain(str(skipped), ()))

    def pass_over(self, passed_over: searchlib.Skipped) -> None:
        """Count, and show if everything is to be shown, what lies in a folder and is not meant to be read."""
        self.passed_over += 1
        if self._shown_skips is None:
            self._display.warn(formatters.plain(f"passed over {passed_over}", ()))

    def summary(self) -> str:
        """Say in one line what became of the articles, and how fast."""
        took_s = time.perf_counter() - self._started
        done = self.added + self.replaced
        counts = f"{self.added:,} added, {self.replaced:,} replaced, {self.skipped:,} skipped"
        if self.passed_over:
            counts += f", {self.passed_over:,} passed over"
        return f"{counts} in {took_s:.1f} s ({done / max(took_s, 1e-9):,.0f} articles/s); {self.holding()}"

    def dropped(self) -> str:
        """Say how many articles were read that no commit holds."""
        return f"of {self._read:,} articles read, {self._read - self.added - self.replaced:,} were dropped;"

    def holding(self) -> str:
        """Say how many articles are in the index."""
        try:
            with searchlib.Index.open(self._folder) as index:
                articles = len(index)
        except searchlib.IndexNotFoundError:
            return f"there is no index in {self._folder} yet"
        return f"{articles:,} {'article is' if articles == 1 else 'articles are'} in {self._folder}"

    def unshown_skips(self) -> int:
        """Return how many skipped inputs were counted but not shown."""
        return 0 if self._shown_skips is None else max(0, self.skipped - self._shown_skips)

    def _index(self) -> searchlib.Index:
        try:
            return searchlib.Index.open(self._folder)
        except searchlib.IndexNotFoundError:
            languages, store_text = self._new
            return searchlib.Index.create(self._folder, languages=languages or None, store_text=store_text)

    def _add(self, index: searchlib.Index, articles: Iterator[searchlib.Article], batch_articles: int) -> None:
        report = index.add(self._counted(islice(articles, batch_articles)), processes=self._processes)
        self.added += report.added
        self.replaced += report.replaced

    def _counted(self, batch: Iterable[searchlib.Article]) -> Iterator[searchlib.Article]:
        self._display.say("reading")
        for article in batch:
            self._read += 1
            self._display.count(self._read)
            yield article
        self._display.say("writing")

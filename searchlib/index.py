"""Index: articles in, ranked results out. The one place that joins the packages."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from searchlib import arguments
from searchlib.answer import Asked, View, answer, lexicon_notes
from searchlib.article import Article
from searchlib.codec.settings import Settings, has_settings, read_settings, write_settings
from searchlib.codec.snapshot import Snapshot
from searchlib.errors import ArticleNotFoundError, IndexExistsError
from searchlib.lexicon.fingerprint import ANALYSIS
from searchlib.matches import MatchKind
from searchlib.query.nodes import ParsedQuery
from searchlib.query.parser import parse, parse_strict
from searchlib.ranker import Ranker
from searchlib.reports import AddReport, IndexStats
from searchlib.results import Results, Sort

if TYPE_CHECKING:
    from searchlib.indexing.writer import ArticleWriter

LOCK_TIMEOUT_S = 5.0


class Index:
    """An index in a folder.

    Any number of threads may search one Index, each on the last commit that was there when its search began. One
    writer at a time, in any process, adds and deletes. Use it in a ``with`` statement, or close it.

    Example:
        >>> folder = "news"
        >>> with Index.create(folder) as index:
        ...     report = index.add([Article("n1", "Qarabağda yeni yol", "Yol açıldı.", language="az")])
        ...     [hit.article.id for hit in index.search("karabakh")]
        ['n1']
    """

    def __init__(self, path: Path, settings: Settings) -> None:
        self.path = path
        self.languages = settings.languages
        self.store_text = settings.store_text
        self._view_lock = threading.Lock()
        self._last_view: View | None = None
        self._is_closed = False

    @classmethod
    def create(
        cls,
        path: Path | str,
        *,
        languages: Iterable[str] | None = None,
        store_text: bool = True,
        expand: Iterable[MatchKind | str] = MatchKind,
    ) -> Self:
        """Make an empty index in a folder, which is made too if need be.

        Args:
            path: the folder; it must not hold an index.
            languages: ISO 639 codes of the only languages that articles are in, which makes identification
                surer; None if they may be in any.
            store_text: whether titles and bodies are stored. If not, the index is much smaller, and articles that it
                gives back have everything but their text, and no snippet: for those who keep articles elsewhere.
            expand: the kinds of match that the lexicon is built for, all by default. With fewer, indexing is faster and
                the index smaller, and words find no more than what these kinds and exact matches, patterns and typing
                errors lead to. :meth:`rebuild_lexicon` changes it later.

        Raises:
            ValueError: there is no such kind of match, or a language is no code such as ``az``.
            IndexExistsError: there is an index in the folder.

        Example:
            >>> index = Index.create("news", languages=["az", "en", "ru", "tr"])
            >>> len(index)
            0
        """
        from searchlib.codec.whoosh_index import commit  # noqa: PLC0415  loads Whoosh, which only writing needs
        from searchlib.indexing.schema import make_schema  # noqa: PLC0415  likewise

        folder = Path(path)
        settings = Settings(
            arguments.language_codes(languages or ()) or None, store_text, arguments.keyed_kinds(expand)
        )
        if has_settings(folder):
            raise IndexExistsError(f"there is an index in {folder} already; open it, or choose another folder", folder)
        folder.mkdir(parents=True, exist_ok=True)
        commit(folder, make_schema(), [], 0)
        # Written last, so that whoever finds the settings finds a whole index.
        write_settings(folder, settings)
        return cls(folder, settings)

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """Open the index in a folder.

        Raises:
            IndexNotFoundError: there is no index in the folder.
            IndexCorruptError: its settings cannot be read.

        Example:
            >>> Index.open("/nowhere")
            Traceback (most recent call last):
            searchlib.errors.IndexNotFoundError: there is no index in /nowhere; make one with `searchlib index PATH...`
        """
        folder = Path(path)
        return cls(folder, read_settings(folder))

    def close(self) -> None:
        """Close the files; the index may not be used afterwards."""
        with self._view_lock:  # a search may be opening a commit, which it would keep
            self._is_closed, self._last_view = True, None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<searchlib.Index {str(self.path)!r}>"

    def __len__(self) -> int:
        return self._view().snapshot.doc_count

    def __contains__(self, article_id: object) -> bool:
        return isinstance(article_id, str) and self._view().snapshot.find(article_id) is not None

    def __iter__(self) -> Iterator[Article]:
        """Go through the articles, oldest addition first."""
        for segment in self._view().snapshot.segments:
            for docnum, live in enumerate(segment.live()):
                if live:
                    yield segment.article(docnum)

    def get(self, article_id: str) -> Article:
        """Return the article that has an id.

        Raises:
            ArticleNotFoundError: there is none.
        """
        found = self._view().snapshot.find(article_id)
        if found is None:
            raise ArticleNotFoundError(article_id, self.path)
        segment, docnum = found
        return segment.article(docnum)

    def add(self, articles: Iterable[Article], *, processes: int = 1, memory_mb: int = 256) -> AddReport:
        """Add articles in one commit; one with a known id takes the place of the old one.

        Either all of them are added or, after any error, none. Of several with one id the last stays.

        Args:
            articles: the articles; read as they are needed, so there may be more than fit into memory.
            processes: how many processes index them, this one among them; with more than one the order of the
                articles among each other is not kept. It pays for thousands.
            memory_mb: about how much memory they may take, in MB, before they are written to a part of the index.

        Raises:
            ArticleError: something among them is not an Article, or is one without its text.
            IndexLockedError: another writer held the index for 5 seconds.
            WorkerError: one of several processes failed or was ended.

        Example:
            >>> with Index.create("news") as index:
            ...     index.add([Article("a", "One", ""), Article("b", "Two", ""), Article("a", "Three", "")])
            AddReport(added=2, replaced=1)
        """
        arguments.check_adding(processes, memory_mb)
        checked = arguments.checked_articles(articles)
        with self._writer(processes, memory_mb) as writer:
            return writer.add(checked)

    def merge(self) -> int:
        """Make one segment of all, without what was deleted, so that the index is as small and fast as can be.

        Adding articles merges what is worth it; this is for an index that is not added to for some time.

        Returns:
            How many segments there were.

        Raises:
            IndexLockedError: another writer held the index for 5 seconds.

        Example:
            >>> with Index.create("news") as index:
            ...     reports = [index.add([Article(name, f"Yol {name}", "")]) for name in "abc"]
            ...     index.merge(), index.stats().segments
            (3, 1)
        """
        segments = len(self._view().snapshot.segments)
        with self._writer() as writer:
            writer.merge_all()
        return segments

    def delete(self, ids: Iterable[str] = (), *, query: str | ParsedQuery | None = None) -> int:
        """Delete articles by their ids, or all that match a query, in one commit.

        Args:
            ids: ids; unknown ones are passed over.
            query: a query as for :meth:`search`; every article that matches is deleted. It must be well formed: a
                mended one might match more than was meant.

        Returns:
            How many articles were deleted.

        Raises:
            QueryError: the query is not well formed.
            IndexLockedError: another writer held the index for 5 seconds.

        Example:
            >>> with Index.create("news") as index:
            ...     report = index.add([Article("a", "One road", ""), Article("b", "Two roads", "")])
            ...     index.delete(["a", "x"]), index.delete(query="roads"), len(index)
            (1, 1, 0)
        """
        if isinstance(ids, str):
            raise TypeError(f"ids must be a list of ids, not the string {ids!r}")
        with self._writer() as writer:
            wanted_ids = dict.fromkeys(ids)
            if query is not None:
                parsed = parse_strict(query) if isinstance(query, str) else query
                found = self.search(parsed, limit=self._view().snapshot.doc_count_all)
                wanted_ids |= dict.fromkeys(hit.about.id for hit in found)
            return writer.delete(wanted_ids)

    def rebuild_lexicon(self, *, expand: Iterable[MatchKind | str] | None = None) -> int:
        """Make the lexicon anew from the vocabulary, by the rules of this version, without reading the articles.

        Args:
            expand: the kinds of match that it is built for from now on; None leaves that as it is.

        Returns:
            How many terms it holds.

        Raises:
            ValueError: there is no such kind of match.
            IndexLockedError: another writer held the index for 5 seconds.

        Example:
            >>> with Index.create("news", expand=[]) as index:
            ...     report = index.add([Article("n1", "Yeni yollar", "", language="az")])
            ...     found = index.search("yol").total
            ...     terms = index.rebuild_lexicon(expand=MatchKind)
            ...     found, index.search("yol").total
            (0, 1)
        """
        from searchlib.lexicon.build import build_lexicon  # noqa: PLC0415  only writing needs it

        with self._writer():
            view = self._view()
            settings = read_settings(self.path)
            wanted = settings if expand is None else settings._replace(expand=arguments.keyed_kinds(expand))
            kinds = frozenset(map(MatchKind, wanted.expand))
            for segment in view.snapshot.segments:
                lexicon = segment.lexicon
                build_lexicon(lexicon.vocabulary(), lexicon.rules[ANALYSIS], kinds).write(lexicon.path)
            if wanted != settings:
                write_settings(self.path, wanted)
        return sum(len(segment.lexicon) for segment in view.snapshot.segments)

    def check(self) -> tuple[str, ...]:
        """Read every byte of the last commit and prove that its files agree with each other.

        That takes about as long as indexing did.

        Returns:
            A sentence for each problem, which names the damaged file; none if all is well.

        Raises:
            IndexNotFoundError: the index is gone.
            ValueError: the index is closed.

        Example:
            >>> with Index.create("news") as index:
            ...     report = index.add([Article("n1", "Yeni yol", "")])
            ...     index.check()
            ()
        """
        from searchlib.codec.check import check_folder  # noqa: PLC0415  only this needs it

        self._check_open()
        return tuple(check_folder(self.path))

    def search(
        self,
        query: str | ParsedQuery,
        *,
        limit: int = 10,
        offset: int = 0,
        sort: Sort = "relevance",
        languages: Iterable[str] = (),
        expand: Iterable[MatchKind | str] = MatchKind,
        facets: Iterable[str] = (),
        count_to: int | None = 1_000,
    ) -> Results:
        """Find articles, best first.

        Args:
            query: what a person types (see docs/QUERY.md), or a query parsed by :func:`searchlib.parse_strict`.
            limit: how many hits at most; 0 only counts, as far as ``count_to``.
            offset: how many hits before them are passed over; 20 is the third page of 10.
            sort: ``"relevance"``, ``"newest"`` or ``"oldest"``: of one day those that were added first come first,
                those without a date come last.
            languages: ISO 639 codes; only articles in one of these are found, whatever their script. None given: all.
            expand: the reasons for which a term may stand for a plain word of the query, all by default;
                an exact match always counts, so an empty list asks for exact matches only.
            facets: what matches is counted by: ``"language"``, ``"source"``, ``"author"``, ``"tags"``, ``"year"``.
            count_to: how far the articles that match are counted, 0 or more; None counts them all. Where more
                match than this and than ``offset + limit``, ``total`` is the larger of the two and not exact, and what
                cannot be among the best is passed over. With facets or an order of dates all are counted.

        Raises:
            TypeError, ValueError: an argument is of the wrong kind, or the index is closed.

        Example:
            >>> with Index.create("news") as index:
            ...     report = index.add([Article("n1", "", "The film “Cənnət yuxusu” was shown.", language="en")])
            ...     print(index.search("cennet")[0].snippet)
            The film “**Cənnət** yuxusu” was shown.
        """
        arguments.check_page(query, limit, offset, count_to, sort)
        started = time.perf_counter()
        parsed = parse(query) if isinstance(query, str) else query
        view = self._view()
        codes, kinds, named = arguments.language_codes(languages), arguments.kinds_of(expand), expand is not MatchKind
        found = answer(Asked(parsed, offset, limit, sort, codes, kinds, count_to, arguments.facets_of(facets)), view)
        took_ms = (time.perf_counter() - started) * 1e3
        return Results(
            parsed.source,
            found.hits,
            found.total,
            took_ms,
            found.corrected_query,
            (*parsed.warnings, *found.notes, *lexicon_notes(view.lexicon, kinds if named else (), self.path)),
            found.total_is_exact,
            offset,
            sort,
            found.facets,
        )

    def ranker(self, *, expand: Iterable[MatchKind | str] = MatchKind) -> Ranker:
        """Return what ranks the articles of the last commit for queries that are made of parts instead of typed.

        It stays with that commit, and costs less than :meth:`search`: no parsing, no articles, no suggestions.

        Args:
            expand: the reasons for which a term may stand for a word; an exact match always counts.

        Example:
            >>> with Index.create("news") as index:
            ...     report = index.add([Article("n1", "Yeni yol", "Yol açıldı.", language="az")])
            ...     ranker = index.ranker(expand=[])
            ...     ranker.count(ranker.word("yol")), ranker.count(ranker.word("yollar"))
            (1, 0)
        """
        return Ranker(self._view(), arguments.kinds_of(expand))

    def stats(self) -> IndexStats:
        """Count what is in the index.

        Example:
            >>> with Index.create("news") as index:
            ...     report = index.add([Article("n1", "Yeni yol", "", language="az")])
            ...     index.stats().languages
            {'az': 1}
        """
        return self._view().snapshot.stats()

    def _check_open(self) -> None:
        if self._is_closed:
            raise ValueError(f"the index {self.path} is closed; open it again")

    def _view(self) -> View:
        """Return what all threads read until the next commit."""
        view = self._last_view
        if view is not None and view.snapshot.is_current():
            return view
        with self._view_lock:
            view = self._last_view
            self._check_open()
            if view is None or not view.snapshot.is_current():
                view = self._last_view = View(Snapshot.open(self.path, view.snapshot if view else None))
            return view

    def _writer(self, processes: int = 1, memory_mb: int = 256) -> AbstractContextManager[ArticleWriter]:
        """Open a writer that commits at the end of its block, and changes nothing if the block fails."""
        from searchlib.indexing.open_writer import open_writer  # noqa: PLC0415  only writing needs it

        self._check_open()
        return open_writer(self.path, processes, memory_mb, LOCK_TIMEOUT_S)

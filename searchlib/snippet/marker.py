"""What a query matched in the articles that it finds: snippets, marked headlines, marked bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from searchlib.article import Article
from searchlib.codec.segment import SegmentReader
from searchlib.codec.stored_document import StoredDocument
from searchlib.query.plan import GroupPlan, PhrasePlan
from searchlib.results import MarkedText, Snippet, headline
from searchlib.snippet.choose import Chooser
from searchlib.snippet.highlighter import Highlighter
from searchlib.snippet.layout import Budget, Layout, draft_of, opening
from searchlib.snippet.passages import Region, Sentence, Sentences
from searchlib.snippet.quality import FRAGMENT, PROSE
from searchlib.snippet.reading import FIELD, Run, runs

_LEAD_SENTENCES = 8


class QueryMarker:
    """The marker of one query, shared by its hits.

    It is prepared when something is marked for the first time: a page of headlines needs nothing of it.

    Args:
        plans: the groups and phrases that articles are found by.
    """

    def __init__(self, plans: Iterable[GroupPlan | PhrasePlan]) -> None:
        self._found_by = plans

    @cached_property
    def plans(self) -> list[tuple[GroupPlan | PhrasePlan, int]]:
        """The groups and phrases, each with the bit of the word or phrase that it stands for."""
        return [(plan, self._highlighter.unit(plan)) for plan in self._highlighter.plans]

    @cached_property
    def _highlighter(self) -> Highlighter:
        return Highlighter(self._found_by)

    def mark(self, text: str, field: str) -> MarkedText:
        """Return a title or a body with everything that matches in it."""
        return MarkedText(text, tuple(self._highlighter.matches(text, field)))

    def region(self, run: Run) -> Region:
        """Return a run of a body with what is marked in it."""
        return Region(run, self._highlighter.marks(run.text, FIELD))

    def found(self, segment: SegmentReader, docnum: int) -> FoundArticle:
        """Return an article of a segment, which is read when it is first asked for something."""
        return FoundArticle(self, segment, docnum)


class FoundArticle:
    """A stored article that a query found; see :class:`searchlib.results.Found`."""

    def __init__(self, marker: QueryMarker, segment: SegmentReader, docnum: int) -> None:
        self._marker = marker
        self._segment = segment
        self._docnum = docnum
        self._opened: StoredDocument | None = None

    @property
    def _document(self) -> StoredDocument:
        if self._opened is None:
            self._opened = self._segment.document(self._docnum)
        return self._opened

    @property
    def article(self) -> Article:
        """The article."""
        return self._document.article

    @property
    def about(self) -> Article:
        """The article without its body."""
        return self._document.about

    @property
    def headline(self) -> MarkedText:
        """The title with what matched in it; of an article without one the opening of its text, likewise."""
        if self._document.title:
            return self._marker.mark(self._document.title, "title")
        opening = headline("", self._document.beginning)
        return self._marker.mark(opening, FIELD) if opening else MarkedText(self.about.id)

    @property
    def body(self) -> MarkedText:
        """The body with everything that matched in it."""
        return self._marker.mark(self._document.body, FIELD)

    def snippet(self, columns: int, passages: int) -> Snippet:
        """Return the passages that show best why the article was found."""
        read = runs(self._document, self._segment, self._docnum, self._marker.plans)
        regions = [self._marker.region(run) for run in read]
        return make_snippet(regions, self.about, Budget(columns, passages))


def make_snippet(regions: Sequence[Region], about: Article, budget: Budget) -> Snippet:
    """Return the passages that show best why an article was found; its lead where nothing of the body matched.

    Args:
        regions: what is read of the body, in text order.
        about: the article, with or without its body.
        budget: how much is shown at most.
    """
    read = {region: Sentences(region, about.language) for region in regions}
    chooser = Chooser(about.title, *budget)
    marked = [sentence for sentences in read.values() for sentence in sentences.marked()]
    drafts = [draft_of(option) for option in chooser.choose(marked)]
    if not drafts:
        lead = _lead(next(iter(read.values())), chooser)
        drafts = [opening(lead, budget.columns)] if lead is not None else []

    def neighbour(sentence: Sentence, step: int) -> Sentence | None:
        other = read[sentence.region].neighbour(sentence, step)
        return other if other is not None and not other.is_dateline and chooser.quality(other) >= FRAGMENT else None

    return Layout(drafts, budget, neighbour).snippet() if drafts else Snippet()


def _lead(sentences: Sentences, chooser: Chooser) -> Sentence | None:
    """Return the first sentence that is prose, of the first few; the very first if none is."""
    first = sentence = sentences.at(0)
    for _ in range(_LEAD_SENTENCES):
        if sentence is None:
            break
        if not sentence.is_dateline and chooser.quality(sentence) >= PROSE:
            return sentence
        sentence = sentences.neighbour(sentence, 1)
    return first

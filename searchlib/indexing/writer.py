"""The writer of an index: documents in, one commit out.

It is Whoosh's segment writer with three things changed: a document replaces another of its id inside the batch too
(Whoosh leaves both), every segment gets its lexicon, and what cannot be written fails before it is begun.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from whoosh.writing import SegmentWriter

from searchlib.codec.columnar import ColumnarCodec, ColumnarSegment
from searchlib.codec.layout import NEWS
from searchlib.codec.lexicon import EXTENSION, LexiconReader, TermFacts
from searchlib.codec.whoosh_index import WhooshIndex, commit
from searchlib.indexing.schema import TEXT_FIELDS
from searchlib.lexicon.build import build_lexicon
from searchlib.lexicon.compound import read_followers
from searchlib.lexicon.fingerprint import ANALYSIS, fingerprints

if TYPE_CHECKING:
    from whoosh.reading import IndexReader

    from searchlib.indexing.document import Document

_MEMORY_MB = 256


class ArticleWriter(SegmentWriter):
    """Writes one commit.

    Args:
        index: the index as Whoosh sees it.
        timeout_s: how long to wait for another writer, in seconds.

    Raises:
        whoosh.index.LockError: another writer holds the index.
    """

    def __init__(self, index: WhooshIndex, timeout_s: float) -> None:
        super().__init__(index, timeout=timeout_s, delay=0.05, limitmb=_MEMORY_MB, codec=ColumnarCodec(NEWS))
        self._folder = index.folder
        self._vocabulary = Vocabulary()
        # Set where a merge takes over terms that other rules of analysis made, so that they stay marked.
        self._analysis: str | None = None
        self._committed = index.reader()
        self._batch: dict[str, int] = {}
        self.added = 0
        self._superseded: list[int] = []
        self.replaced = 0

    def put(self, document: Document) -> None:
        """Add a document in place of the one that has its id, if any."""
        article_id = document.article.id
        if article_id in self._batch:
            self._superseded.append(self._batch[article_id])
            self.replaced += 1
        elif self.remove(article_id):
            self.replaced += 1
        else:
            self.added += 1
        self._batch[article_id] = self.docnum
        self.add_document(**document.fields())
        self._vocabulary.add(document.sightings())
        self._vocabulary.join(document.compounds())

    def remove(self, article_id: str) -> bool:
        """Delete the committed document that has an id; tell whether there was one."""
        key = ("id", article_id.encode())
        if key not in self._committed:
            return False
        alive = [docnum for docnum in self._committed.postings(*key).all_ids() if not self.is_deleted(docnum)]
        for docnum in alive:
            self.delete_document(docnum)
        return bool(alive)

    def add_reader(self, reader: IndexReader) -> None:
        """Take over the documents of another segment, and what its lexicon knows of its terms."""
        super().add_reader(reader)
        lexicon = LexiconReader(self._folder / reader.segment().make_filename(EXTENSION))
        self._vocabulary.merge(lexicon)
        if lexicon.rules[ANALYSIS] != fingerprints([])[ANALYSIS]:
            self._analysis = lexicon.rules[ANALYSIS]

    def _merge_segments(self, mergetype: object, optimize: object, merge: object) -> list[ColumnarSegment]:
        """Merge by Whoosh's policy, and leave out segments whose documents are all deleted."""
        segments = super()._merge_segments(mergetype, optimize, merge)
        return [segment for segment in segments if segment.doc_count()]

    def _finalize_segment(self) -> ColumnarSegment:
        """Close the new segment and write its lexicon before the commit names it."""
        segment: ColumnarSegment = super()._finalize_segment()
        for docnum in self._superseded:
            segment.delete_document(docnum)
        reader = _reader_of(self, segment)
        try:
            facts = self._vocabulary.of(_terms(reader))
        finally:
            reader.close()
        build_lexicon(facts, self._analysis, self._vocabulary.followers).write(
            self._folder / segment.make_filename(EXTENSION)
        )
        return segment

    def _commit_toc(self, segments: list[ColumnarSegment]) -> None:
        commit(self._folder, self.schema, segments, self.generation)

    def commit(self, **options: Any) -> None:  # noqa: ANN401  Whoosh's
        """Make everything that was done visible; after an error nothing of it is."""
        try:
            super().commit(**options)
        except BaseException:
            if not self.is_closed:
                self.cancel()
            raise

    def cancel(self) -> None:
        """Change nothing. Files of the new segment that are whole already stay until the next commit removes them."""
        try:
            self.perdocwriter.abandon()
            self.fieldwriter.close()
            self.pool.cleanup()
        finally:
            self._finish()

    def _finish(self) -> None:
        self._committed.close()
        super()._finish()


def _reader_of(writer: ArticleWriter, segment: ColumnarSegment) -> IndexReader:
    from whoosh.reading import SegmentReader  # noqa: PLC0415  with the other names it would read as ours

    return SegmentReader(writer.storage, writer.schema, segment)


def _terms(reader: IndexReader) -> set[str]:
    return {term.decode() for field in TEXT_FIELDS for term in reader.lexicon(field)}


class Vocabulary:
    """What a batch of articles tells of each of its terms.

    Attributes:
        followers: for each term those that stood behind it after a hyphen.
    """

    def __init__(self) -> None:
        self._facts: dict[str, list[Any]] = {}
        self.followers: dict[str, set[str]] = {}

    def add(self, sightings: Iterable[tuple[str, int, str]]) -> None:
        """Count tokens: term, vote on whether it is a name, language."""
        facts = self._facts
        for term, vote, language in sightings:
            fact = facts.get(term)
            if fact is None:
                fact = facts[term] = [0, 0, set()]
            fact[0] += 1
            fact[1] += vote
            fact[2].add(language)

    def join(self, compounds: Iterable[tuple[str, str]]) -> None:
        """Remember terms that a hyphen joins."""
        for first, second in compounds:
            self.followers.setdefault(first, set()).add(second)

    def merge(self, lexicon: LexiconReader) -> None:
        """Count the terms of another segment."""
        for term, followers in read_followers(lexicon).items():
            self.followers.setdefault(term, set()).update(followers)
        for term_ord, term in enumerate(lexicon.terms()):
            known = lexicon.facts(term_ord)
            fact = self._facts.setdefault(term, [0, 0, set()])
            fact[0] += known.count
            fact[1] += known.name_votes
            fact[2] |= known.languages

    def of(self, terms: set[str]) -> dict[str, TermFacts]:
        """Return what is known of the given terms; others, of deleted documents only, are left out."""
        return {
            term: TermFacts(count, votes, frozenset(languages))
            for term, (count, votes, languages) in self._facts.items()
            if term in terms
        }

"""The slow twin of ``searchlib.indexing.writer``: the same articles through Whoosh's own writer and our codec."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from whoosh.writing import SegmentWriter

from searchlib.analysis.normalizer import TURKIC_CASING
from searchlib.article import Article
from searchlib.codec.columnar import ColumnarCodec
from searchlib.codec.layout import Layout
from searchlib.codec.segment import SegmentReader
from searchlib.codec.vocabulary import TermFacts
from searchlib.codec.whoosh_index import WhooshIndex, commit
from searchlib.indexing.schema import make_schema
from searchlib.indexing.segment_files import write_lexicon
from tests.reference.document import Document, make_document
from tests.reference.vocabulary import make_vocabulary


def write_slowly(
    folder: Path, articles: Iterable[Article], layout: Layout, languages: tuple[str, ...] | None
) -> SegmentReader:
    """Write articles as one segment of an empty index, and open it."""
    schema = make_schema()
    commit(folder, schema, [], 0)
    documents = [make_document(article, languages) for article in articles]
    writer = SegmentWriter(WhooshIndex(folder, schema), codec=ColumnarCodec(layout))
    for document in documents:
        writer.add_document(**document.fields())
    writer.commit(merge=False)
    name = writer.newsegment.segment_id()
    compounds = [pair for document in documents for pair in document.compounds()]
    write_lexicon(folder / name, make_vocabulary(facts_of(documents), compounds))
    return SegmentReader(folder, name, 0)


def facts_of(documents: Iterable[Document]) -> dict[str, TermFacts]:
    """Count what documents tell of their terms: occurrences, votes for names, languages, how they are typed."""
    facts: dict[str, TermFacts] = {}
    for document in documents:
        for term, vote, code in document.sightings():
            before = facts.get(term, TermFacts(0, 0, frozenset()))
            is_marked = document.is_marked() and code in TURKIC_CASING
            facts[term] = TermFacts(
                before.count + 1,
                before.name_votes + vote,
                before.languages | {code},
                before.is_marked or is_marked,
                before.is_unmarked or not is_marked,
            )
    return facts

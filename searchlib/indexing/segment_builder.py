"""A segment in the making: articles in, its files out."""

from __future__ import annotations

from array import array
from functools import lru_cache
from pathlib import Path
from typing import Final

from searchlib.analysis.analyzer import ArticleAnalyzer
from searchlib.analysis.language import UNKNOWN
from searchlib.article import Article
from searchlib.codec import stored
from searchlib.codec.article_encoder import encode_article, head_of, is_cut
from searchlib.codec.column import Column, EncodedColumn
from searchlib.codec.columnar import ColumnarSegment
from searchlib.codec.layout import FIELD_WEIGHTS
from searchlib.codec.stored import StoredWriter
from searchlib.codec.toc import INDEX_NAME
from searchlib.codec.vocabulary import Vocabulary
from searchlib.indexing.options import DEFAULT, Options
from searchlib.indexing.segment_files import InvertedWriter, file_of, write_columns, write_lexicon, write_norms
from searchlib.kernels.column_collector import add_values
from searchlib.kernels.inverter import Inverter
from searchlib.kernels.segment_encoder import FieldEncoder, SegmentEncoder
from searchlib.lexicon.fold import filter_value

HEADLINE_CASE: Final = 0.7
"""Share of capitalised words above which a headline sets every word in capitals; a guess."""

TEXT_FIELDS: Final = tuple(FIELD_WEIGHTS)
_SINGLE_COLUMNS: Final = ("id", "language", "source", "author", "date")
"""The columns with one value for an article at most, in the order in which they are collected."""

_COUNTED_EVERY: Final = 64
"""Articles after which the memory of their filter values is counted anew."""

_folded = lru_cache(1 << 12)(filter_value)


class SegmentBuilder:
    """Inverts articles in memory, stores them as they come, and writes the rest when it is asked to.

    Args:
        folder: the folder of the index.
        analyzer: reads the articles; its terms serve one builder at a time.
        options: how articles are indexed.
    """

    def __init__(self, folder: Path, analyzer: ArticleAnalyzer, options: Options = DEFAULT) -> None:
        self._folder = folder
        self._layout = options.layout
        self._store_text = options.store_text
        self._kinds = options.kinds
        self._analyzer = analyzer
        self._inverter = Inverter(analyzer.terms, HEADLINE_CASE)
        self._begin()

    def _begin(self) -> None:
        self._segment = ColumnarSegment(INDEX_NAME, self._layout)
        self._base = self._folder / self._segment.segment_id()
        self._stored: StoredWriter | None = None
        self._columns = {name: Column(kind) for name, kind in self._layout.columns.items()}
        self._single_columns = tuple(self._columns[name].values for name in _SINGLE_COLUMNS)
        self._column_bytes = 0

    def __len__(self) -> int:
        return len(self._inverter)

    def add(self, article: Article) -> int:
        """Add an article, which has the next docnum; return how much memory the segment takes."""
        analyzer = self._analyzer
        language = analyzer.read(article.title, article.body, article.language)
        if self._stored is None:
            self._stored = StoredWriter(file_of(self._base, stored.EXTENSION))
        self._store(self._stored, article, language)
        self._collect(article, language)
        memory_bytes = self._inverter.add(analyzer.title, analyzer.body)
        if len(self._inverter) % _COUNTED_EVERY == 0:
            self._column_bytes = sum(column.memory_bytes() for column in self._columns.values())
        return memory_bytes + self._column_bytes

    def _collect(self, article: Article, language: str) -> None:
        """Add the filter values of an article."""
        source, author, date = article.source, article.author, article.date
        add_values(
            self._single_columns,
            (
                article.id,
                language,
                _folded(source) if source else None,
                _folded(author) if author else None,
                date.isoformat() if date else None,
            ),
        )
        self._columns["tags"].append(map(_folded, article.tags))

    def _store(self, writer: StoredWriter, article: Article, language: str) -> None:
        found = None if language == UNKNOWN else language
        if is_cut(article.body):
            starts = self._analyzer.body.columns()[0]
            writer.add(encode_article(article, starts, language=found, store_text=self._store_text))
        elif self._store_text:
            writer.add_whole(head_of(article, found), article.title, article.body)
        else:
            writer.add_whole(head_of(article, found), "", "")

    def write(self) -> ColumnarSegment:
        """Write the segment, all its files brought to the disk, and begin another one.

        Of several articles with one id all but the last are deleted.
        """
        assert self._stored is not None  # noqa: S101  there is an article
        with self._stored as writer:
            writer.finish()
        self._analyzer.forget()
        encoder = SegmentEncoder(self._inverter, (FIELD_WEIGHTS["title"], FIELD_WEIGHTS["body"]))
        encoded = {name: column.encoded() for name, column in self._columns.items()}
        segment, documents = self._segment, len(self)
        segment.set_doc_count(documents)
        for docnum in _superseded(encoded["id"]):
            segment.delete_document(docnum)
        write_norms(self._base, dict(zip(TEXT_FIELDS, map(encoder.lengths, range(2)), strict=True)), encoder.scored)
        with InvertedWriter(self._base, self._layout, encoder.scored) as inverted:
            self._write_fields(inverted, encoder)
            for name, column in encoded.items():
                inverted.add_values(name, column)
            inverted.finish()
        write_columns(self._base, encoded, documents)
        self._write_lexicon(encoder)
        self._begin()
        return segment

    def _write_fields(self, inverted: InvertedWriter, encoder: SegmentEncoder) -> None:
        sources = [FieldEncoder(encoder, number, self._layout.block_size) for number in range(len(TEXT_FIELDS))]
        for source in sources:
            inverted.add_records(source)
        self._inverter.forget_occurrences()
        for name, source in zip(TEXT_FIELDS, sources, strict=True):
            inverted.add_terms(name, "positions", source)

    def _write_lexicon(self, encoder: SegmentEncoder) -> None:
        blob, offsets, counts, votes, masks, followers = encoder.vocabulary()
        vocabulary = Vocabulary(blob, offsets, counts, votes, masks, self._inverter.codes, followers)
        del encoder
        self._inverter.clear()
        write_lexicon(self._base, vocabulary, self._kinds)

    def discard(self) -> None:
        """Close the file that was begun, if any, and leave nothing of it."""
        if self._stored is not None:
            self._stored.__exit__(None, None, None)
            self._stored = None


def _superseded(ids: EncodedColumn) -> list[int]:
    """Return the docnums of documents behind which another one has the same id."""
    if ids.value_count == ids.documents:
        return []
    last = array("I", bytes(4 * (ids.value_count + 1)))
    for docnum, ordinal in enumerate(ids.ordinals):
        last[ordinal] = docnum
    return [docnum for docnum, ordinal in enumerate(ids.ordinals) if last[ordinal] != docnum]

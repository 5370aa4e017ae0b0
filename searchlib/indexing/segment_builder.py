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
from searchlib.codec.columnar import ColumnarSegment
from searchlib.codec.columns import Column, EncodedColumn, encode_single
from searchlib.codec.layout import FIELD_WEIGHTS
from searchlib.codec.stored import StoredWriter
from searchlib.codec.stored_document import encode_article, is_cut
from searchlib.codec.toc import INDEX_NAME
from searchlib.codec.vocabulary import Vocabulary
from searchlib.indexing.options import DEFAULT, Options
from searchlib.indexing.segment_files import InvertedWriter, file_of, write_columns, write_lexicon, write_norms
from searchlib.kernels.inverter import Inverter
from searchlib.kernels.segment_encoder import FieldEncoder, SegmentEncoder
from searchlib.lexicon.fold import filter_value

HEADLINE_CASE: Final = 0.7
"""Share of capitalised words above which a headline sets every word in capitals; a guess."""

TEXT_FIELDS: Final = tuple(FIELD_WEIGHTS)
_DOCUMENT_BYTES = 200
"""Memory of an article's filter values, id apart; a guess."""

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
        self._ids: list[str | None] = []
        self._languages: list[str | None] = []
        self._sources: list[str | None] = []
        self._authors: list[str | None] = []
        self._dates: list[str | None] = []
        self._tags: list[tuple[str, ...]] = []
        self._value_bytes = 0

    def __len__(self) -> int:
        return len(self._inverter)

    def add(self, article: Article) -> int:
        """Add an article, which has the next docnum; return how much memory the segment takes."""
        analyzer = self._analyzer
        language = analyzer.read(article.title, article.body, article.language)
        if self._stored is None:
            self._stored = StoredWriter(file_of(self._base, stored.EXTENSION))
        self._stored.add(self._encoded(article, language))
        source, author, date = article.source, article.author, article.date
        self._ids.append(article.id)
        self._languages.append(language)
        self._sources.append(_folded(source) if source else None)
        self._authors.append(_folded(author) if author else None)
        self._dates.append(date.isoformat() if date else None)
        self._tags.append(article.tags)
        self._value_bytes += len(article.id) + _DOCUMENT_BYTES
        return self._inverter.add(analyzer.title, analyzer.body) + self._value_bytes

    def _encoded(self, article: Article, language: str) -> bytes:
        starts = self._analyzer.body.columns()[0] if is_cut(article.body) else ()
        found = None if language == UNKNOWN else language
        return encode_article(article, starts, language=found, store_text=self._store_text)

    def write(self) -> ColumnarSegment:
        """Write the segment, all its files brought to the disk, and begin another one.

        Of several articles with one id all but the last are deleted.
        """
        assert self._stored is not None  # noqa: S101  there is an article
        with self._stored as writer:
            writer.finish()
        encoder = SegmentEncoder(self._inverter, (FIELD_WEIGHTS["title"], FIELD_WEIGHTS["body"]))
        encoded = self._encoded_columns()
        segment, documents = self._segment, len(self)
        segment.set_doc_count(documents)
        for docnum in _superseded(encoded["id"]):
            segment.delete_document(docnum)
        write_norms(self._base, dict(zip(TEXT_FIELDS, map(encoder.lengths, range(2)), strict=True)), encoder.scored)
        with InvertedWriter(self._base, self._layout, encoder.scored) as inverted:
            for number, name in enumerate(TEXT_FIELDS):
                inverted.add(name, "positions", FieldEncoder(encoder, number, self._layout.block_size))
            for name in self._layout.columns:
                inverted.add_values(name, encoded[name])
            inverted.finish()
        write_columns(self._base, {name: encoded[name] for name in self._layout.columns}, documents)
        self._write_lexicon(encoder)
        self._begin()
        return segment

    def _encoded_columns(self) -> dict[str, EncodedColumn]:
        tags = Column("list")
        for row in self._tags:
            tags.append(map(_folded, row))
        return {
            "id": encode_single(self._ids),
            "language": encode_single(self._languages),
            "source": encode_single(self._sources),
            "author": encode_single(self._authors),
            "tags": tags.encoded(),
            "date": encode_single(self._dates),
        }

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
    if len(ids.values) == ids.documents:
        return []
    last = array("I", bytes(4 * (len(ids.values) + 1)))
    for docnum, ordinal in enumerate(ids.ordinals):
        last[ordinal] = docnum
    return [docnum for docnum, ordinal in enumerate(ids.ordinals) if last[ordinal] != docnum]

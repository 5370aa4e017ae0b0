"""A share of the articles of a commit, as segments: all of them in this process, or what one of several is given."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from searchlib.analysis.analyzer import ArticleAnalyzer
from searchlib.article import Article
from searchlib.codec.columnar import ColumnarSegment
from searchlib.indexing.options import Options
from searchlib.indexing.segment_builder import SegmentBuilder


class Share(NamedTuple):
    """A segment that was written.

    Attributes:
        segment: the segment.
        numbers: u64, for each of its documents the number of the article among all of the commit.
    """

    segment: ColumnarSegment
    numbers: array[int]


def index_share(folder: Path, options: Options, articles: Iterable[tuple[int, Article]]) -> list[Share]:
    """Write articles, each with its number, as segments, as many as memory asks for."""
    builder = SegmentBuilder(folder, ArticleAnalyzer(options.languages), options)
    shares: list[Share] = []
    numbers = array("Q")
    try:
        for number, article in articles:
            memory_bytes = builder.add(article)
            numbers.append(number)
            if memory_bytes > options.memory_bytes:
                shares.append(Share(builder.write(), numbers))
                numbers = array("Q")
        if numbers:
            shares.append(Share(builder.write(), numbers))
    finally:
        builder.discard()
    return shares

"""Random histories of an index and random queries, to be run on any Whoosh codec.

A history is a list of commits, each some additions, replacements and deletions and a way of merging. Lengths of
documents are such as Whoosh's own codec keeps exactly: it writes the length of a field in a byte.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from hypothesis import strategies as st
from whoosh import query as q
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.codec.base import Codec
from whoosh.codec.whoosh3 import W3Codec
from whoosh.fields import ID, KEYWORD, NUMERIC, STORED, TEXT, Schema
from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex, open_dir
from whoosh.query.spans import SpanNear

from searchlib.codec.columnar import ColumnarCodec
from searchlib.codec.layout import Layout
from tests.codec.asserting import AssertingCodec

MakeCodec = Callable[[], Codec]

CODECS: dict[str, MakeCodec] = {
    "whoosh": lambda: W3Codec(blocklimit=2),
    "columnar": ColumnarCodec,
    "columnar, blocks of 2": lambda: ColumnarCodec(Layout(block_size=2)),
    "columnar, every call checked": lambda: AssertingCodec(Layout(block_size=2)),
}
"""Every codec that has to give the same answers."""

WORDS = ("yol", "yolu", "yollar", "film", "фильм", "дорога", "qış", "i", "ı", "ə")
EXACT_LENGTHS = (34, 57, 110, 169)
"""Some lengths above ten that Whoosh's own codec does not round."""

Fields = dict[str, Any]
Answer = list[tuple[int, float, Fields]]
Way = Literal["merge", "optimize", "keep"]


@dataclass(frozen=True)
class Commit:
    """What is done in one commit.

    Attributes:
        added: fields of new documents.
        replaced: fields of documents that take the place of those with their id.
        deleted: ids.
        way: what is merged.
    """

    added: Sequence[Fields] = ()
    replaced: Sequence[Fields] = ()
    deleted: Sequence[str] = ()
    way: Way = "merge"


def make_schema() -> Schema:
    """Return a schema with every format that the columnar codec writes."""
    return Schema(
        id=ID(unique=True, stored=True),
        title=TEXT(analyzer=SpaceSeparatedTokenizer(), stored=True),
        body=TEXT(analyzer=SpaceSeparatedTokenizer()),
        tags=KEYWORD(),
        counts=KEYWORD(scorable=True),
        number=NUMERIC(),
        note=STORED(),
    )


def fresh_folder(folder: Path) -> Path:
    """Return an empty folder in another."""
    place = folder / "index"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    return place


def build(folder: Path, codec: Codec, history: Sequence[Commit]) -> FileIndex:
    """Make an index in an empty folder, write a history with a codec, and open it anew."""
    index = FileStorage(str(folder)).create_index(make_schema())
    for commit in history:
        write(index, codec, commit)
    return open_dir(str(folder))


def write(index: FileIndex, codec: Codec, commit: Commit) -> None:
    """Write a commit."""
    writer = index.writer(codec=codec)
    for article_id in commit.deleted:
        writer.delete_by_term("id", article_id)
    for fields in commit.added:
        writer.add_document(**fields)
    for fields in commit.replaced:
        writer.update_document(**fields)
    writer.commit(optimize=commit.way == "optimize", merge=commit.way == "merge")


def answers(index: FileIndex, query: q.Query, limit: int | None = None, **options: Any) -> Answer:
    """Return docnum, score and stored fields of the hits."""
    with index.searcher() as searcher:
        results = searcher.search(query, limit=limit, **options)
        return [(hit.docnum, hit.score, dict(hit.fields())) for hit in results]


def expected_answers(index: FileIndex, query: q.Query, **options: Any) -> Answer | None:
    """Return what Whoosh's own codec answers.

    None where Whoosh fails: inside of others an AndNot asks its matchers for a document behind their last one, and a
    Require that passes over blocks stumbles over an assertion of its own.
    """
    try:
        return answers(index, query, **options)
    except (AssertionError, IndexError):
        return None


# ---------------------------------------------------------------- strategies

TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=10),
    st.tuples(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), st.sampled_from(EXACT_LENGTHS)).map(
        lambda drawn: (drawn[0] * drawn[1])[: drawn[1]]
    ),
).map(" ".join)
SHORT_TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
IDS = st.integers(0, 12).map("n{}".format)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=2), inner, max_size=2),
    max_leaves=3,
)


@st.composite
def documents(draw: st.DrawFn) -> Fields:
    """Draw the fields of a document; any but the id may be missing."""
    fields: Fields = {"id": draw(IDS)}
    values = {
        "title": SHORT_TEXTS,
        "body": TEXTS,
        "tags": SHORT_TEXTS,
        "counts": SHORT_TEXTS,
        "number": st.integers(-5, 5),
        "note": JSON.filter(lambda value: value is not None),
    }
    for name, strategy in values.items():
        if draw(st.integers(0, 4)):
            fields[name] = draw(strategy)
    return fields


COMMITS = st.builds(
    Commit,
    added=st.lists(documents(), max_size=6),
    replaced=st.lists(documents(), max_size=3, unique_by=lambda fields: fields["id"]),
    deleted=st.lists(IDS, max_size=3),
    way=st.sampled_from(["merge", "merge", "keep", "optimize"]),
)
HISTORIES = st.lists(COMMITS, min_size=1, max_size=4)


TEXT_FIELDS = st.sampled_from(["title", "body"])
TERM_FIELDS = st.sampled_from(["title", "body", "body", "tags", "counts"])
TERMS = st.sampled_from(WORDS)
NUMBERS = st.none() | st.integers(-6, 6)
LEAVES = st.one_of(
    st.builds(q.Term, TERM_FIELDS, TERMS, boost=st.sampled_from([1.0, 1.0, 2.5])),
    st.builds(q.Term, st.just("id"), IDS),
    st.builds(q.Phrase, TEXT_FIELDS, st.lists(TERMS, min_size=2, max_size=3), slop=st.integers(1, 4)),
    st.builds(q.Prefix, TERM_FIELDS, st.sampled_from(["yo", "yolu", "f", "д", "z", ""])),
    st.builds(q.Wildcard, TERM_FIELDS, st.sampled_from(["y*", "*l", "?", "yol?", "*", "ф?льм", "*o*"])),
    st.builds(q.Regex, TERM_FIELDS, st.sampled_from(["yol.*", "[iı]", ".*м"])),
    st.builds(q.FuzzyTerm, TEXT_FIELDS, TERMS, maxdist=st.integers(1, 2), prefixlength=st.integers(0, 1)),
    st.builds(
        q.TermRange,
        TERM_FIELDS,
        st.sampled_from(["f", "i", "yol"]),
        st.sampled_from(["film", "yolu", "ə"]),
        startexcl=st.booleans(),
        endexcl=st.booleans(),
    ),
    st.builds(q.NumericRange, st.just("number"), NUMBERS, NUMBERS, startexcl=st.booleans(), endexcl=st.booleans()),
    st.builds(q.Every, st.sampled_from([None, "body", "tags", "number"])),
)


def _nested(inner: st.SearchStrategy[q.Query]) -> st.SearchStrategy[q.Query]:
    several = st.lists(inner, min_size=1, max_size=3)
    return st.one_of(
        several.map(q.And),
        several.map(q.Or),
        st.builds(lambda subqueries, m: q.Or(subqueries, minmatch=m), several, st.integers(1, 2)),
        several.map(q.DisjunctionMax),
        st.builds(q.AndNot, inner, inner),
        st.builds(q.AndMaybe, inner, inner),
        st.builds(lambda wanted, unwanted: q.And([wanted, q.Not(unwanted)]), inner, inner),
        st.builds(q.ConstantScoreQuery, inner, st.just(1.5)),
        inner.map(q.Not),
    )


REQUIRED = st.builds(q.Require, LEAVES, LEAVES)

# Whoosh cannot put queries of spans into others.
SPANS = st.builds(
    SpanNear,
    st.builds(q.Term, st.just("body"), TERMS),
    st.builds(q.Term, st.just("body"), TERMS),
    slop=st.integers(1, 3),
    ordered=st.booleans(),
)
QUERIES = st.recursive(LEAVES | REQUIRED, _nested, max_leaves=5) | SPANS


SCORED_TERMS = st.builds(q.Term, TEXT_FIELDS | st.just("counts"), TERMS, boost=st.sampled_from([1.0, 1.0, 2.5]))
SCORED_QUERIES = SCORED_TERMS | st.sampled_from([q.And, q.Or]).flatmap(
    lambda kind: st.lists(SCORED_TERMS, min_size=1, max_size=4, unique_by=lambda term: (term.fieldname, term.text)).map(
        kind
    )
)
"""Queries of which Whoosh finds the best documents without looking at all; of nested ones it loses some."""

"""tantivy behind the verbs of the speed measure: its plain tokenizer, and its English stemmer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.speed.queries import Kind

_HEAP_BYTES = 500_000_000


class Tantivy:
    """An index of texts with positions and without the texts.

    Args:
        folder: an empty folder, or one that was built in.
    """

    tokenizer = "default"

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def build(self, texts: Iterable[tuple[int, str]]) -> None:
        """Index numbered texts with one thread and commit."""
        import tantivy  # noqa: PLC0415  its own start is no part of a measure

        builder = tantivy.SchemaBuilder()
        builder.add_text_field("body", stored=False, tokenizer_name=self.tokenizer)
        builder.add_integer_field("number", stored=True, indexed=False, fast=True)
        writer = tantivy.Index(builder.build(), path=self._folder).writer(heap_size=_HEAP_BYTES, num_threads=1)
        for number, text in texts:
            writer.add_document(tantivy.Document(body=text, number=number))
        writer.commit()
        writer.wait_merging_threads()

    def open(self) -> None:
        """Open what was built."""
        import tantivy  # noqa: PLC0415  likewise

        self._tantivy = tantivy
        index = tantivy.Index.open(self._folder)
        index.reload()
        self._schema, self._searcher = index.schema, index.searcher()

    def run(self, kind: Kind, words: Sequence[str], k: int = 10) -> list[Any]:
        """Return the addresses of the best documents."""
        make = self._tantivy.Query
        if kind == "phrase" and len(words) > 1:
            query = make.phrase_query(self._schema, "body", list(words))
        else:
            occur = self._tantivy.Occur.Should if kind == "or" else self._tantivy.Occur.Must
            query = make.boolean_query([(occur, make.term_query(self._schema, "body", word)) for word in words])
        return [address for _, address in self._searcher.search(query, k, count=False).hits]


class TantivyEnglish(Tantivy):
    """The same with English stems."""

    tokenizer = "en_stem"

    def open(self) -> None:
        """Open what was built, and the stemmer for queries."""
        import snowballstemmer  # noqa: PLC0415  likewise

        super().open()
        self._stemmer = snowballstemmer.stemmer("english")

    def run(self, kind: Kind, words: Sequence[str], k: int = 10) -> list[Any]:
        """Return the addresses of the best documents for the stems of words."""
        return super().run(kind, self._stemmer.stemWords(list(words)), k)

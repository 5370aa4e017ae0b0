"""The slow twin of ``searchlib.indexing.segment_builder``: an article analysed token by token, in Python objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from searchlib.analysis import TokenStream, analyze, identify
from searchlib.analysis.analyzer import DEFAULT_LANGUAGES
from searchlib.analysis.hyphenation import joined
from searchlib.analysis.language import UNKNOWN
from searchlib.article import Article
from searchlib.codec.article_encoder import encode_article
from searchlib.indexing.segment_builder import HEADLINE_CASE
from searchlib.kernels import scan
from searchlib.lexicon.fold import filter_value

MARKED_LETTERS = "çğıöşüəÇĞİÖŞÜƏ\u0306\u0307\u0308\u0327"


@dataclass(frozen=True, slots=True)
class Document:
    """An analysed article.

    Attributes:
        article: the article, its language filled in.
        streams: the analysed text of each text field.
    """

    article: Article
    streams: dict[str, TokenStream]

    def fields(self) -> dict[str, Any]:
        """Return the values that the schema's fields take."""
        article = self.article
        stored = encode_article(article, self.streams["body"].tokens.starts)
        values: dict[str, Any] = {"id": [article.id], "article": stored}
        values["language"] = [article.language or UNKNOWN]
        values["source"] = [filter_value(article.source)] if article.source else []
        values["author"] = [filter_value(article.author)] if article.author else []
        values["tags"] = [filter_value(tag) for tag in article.tags]
        values["date"] = [article.date.isoformat()] if article.date else []
        for name, stream in self.streams.items():
            values[name] = stream.terms
        return values

    def sightings(self) -> list[tuple[str, int, str]]:
        """Return term, vote on whether it is a name, and language of every token.

        A capital votes for a name, a small letter against it. The capital that begins a sentence tells nothing, nor do
        those of a headline in which nearly every word has one.
        """
        return [
            (term, name_vote(shape, is_telling=is_telling), code)
            for stream in self.streams.values()
            for is_telling in [not self._is_headline_case(stream)]
            for term, shape, code in zip(stream.terms, stream.tokens.shapes, stream.languages, strict=True)
        ]

    def is_marked(self) -> bool:
        """Tell whether one letter in fifty, at least, is one that Azerbaijani or Turkish has and English has not."""
        text = self.article.title + self.article.body
        return 50 * sum(map(text.count, MARKED_LETTERS)) >= max(1, len(text))

    def compounds(self) -> Iterator[tuple[str, str]]:
        """Yield the terms that a hyphen joins, two by two."""
        for stream in self.streams.values():
            for number in joined(stream.tokens):
                yield stream.terms[number], stream.terms[number + 1]

    def _is_headline_case(self, stream: TokenStream) -> bool:
        shapes = stream.tokens.shapes
        capitals = sum(bool(shape & scan.UPPER_FIRST) for shape in shapes)
        return bool(self.article.body) and stream is self.streams["title"] and capitals > len(shapes) * HEADLINE_CASE


def name_vote(shape: int, *, is_telling: bool) -> int:
    """Return what one token tells of its term: 1 for a name, -1 for none, 0 for nothing.

    Args:
        shape: of the token, see :mod:`searchlib.kernels.scan`.
        is_telling: whether capitals of the text tell names.
    """
    if not shape & scan.UPPER_FIRST:
        return -1
    return int(is_telling and (not shape & scan.OPENING or bool(shape & scan.UPPER_ALL)))


def make_document(article: Article, languages: tuple[str, ...] | None) -> Document:
    """Analyse an article.

    Args:
        article: the article; a missing language is identified from body and title.
        languages: the only languages that come into question; None for all.
    """
    language = article.language or identify(f"{article.title}\n{article.body}", languages)
    known = article if language == UNKNOWN else replace(article, language=language)
    title_language = _title_language(article.title, language, languages)
    return Document(
        known,
        {
            "title": analyze(article.title, title_language, languages),
            "body": analyze(article.body, language, languages),
        },
    )


def _title_language(title: str, language: str, languages: tuple[str, ...] | None) -> str:
    """Return the language of a headline: that of the article unless its letters say otherwise."""
    if title.isascii():
        return language
    guess = identify(title, languages or DEFAULT_LANGUAGES)
    return language if guess == UNKNOWN else guess

"""From an article to terms, filter values and sightings."""

from __future__ import annotations

from hypothesis import given

from searchlib import Article
from searchlib.codec.stored_document import StoredDocument
from searchlib.indexing.document import make_document
from tests.strategies import articles


@given(articles())
def test_the_stored_article_is_the_article_with_its_language(article: Article) -> None:
    document = make_document(article, None)
    stored = StoredDocument.whole(document.fields()["article"]).article
    assert stored == document.article
    assert stored.language == article.language or article.language is None


@given(articles())
def test_every_token_is_sighted_once(article: Article) -> None:
    document = make_document(article, None)
    terms = [term for stream in document.streams.values() for term in stream.terms]
    assert [term for term, _, _ in document.sightings()] == terms


def test_filter_values_are_folded() -> None:
    article = Article("n1", "Yol", "", language="az", source="AZƏRTAC", author="Şahin  Əliyev", tags=("Yol", "Çay"))
    values = make_document(article, None).fields()
    assert (values["source"], values["author"], values["tags"]) == (["azertac"], ["sahin eliyev"], ["yol", "cay"])


def test_an_azerbaijani_headline_of_an_english_article_is_read_as_azerbaijani() -> None:
    article = Article("n1", "QIRMIZI BAĞ və işıq", "The film was shown in the capital yesterday. " * 5)
    document = make_document(article, None)
    assert document.article.language == "en"
    assert document.streams["title"].terms == ["qırmızı", "bağ", "və", "işıq"]

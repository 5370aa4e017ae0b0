"""A stored article is the article."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from searchlib.article import Article
from searchlib.codec.stored import decode_article, encode_article
from searchlib.errors import ArticleError
from tests import strategies


@given(strategies.articles())
def test_decoding_gives_back_what_was_encoded(article: Article) -> None:
    assert decode_article(encode_article(article)) == article


@given(strategies.articles())
def test_what_is_stored_is_one_line_of_json(article: Article) -> None:
    stored = encode_article(article)
    assert len(stored.split("\n")) == 1
    assert json.loads(stored) == article.to_dict()


@pytest.mark.parametrize("stored", ["", "{", "nonsense"])
def test_what_is_no_json_is_refused(stored: str) -> None:
    with pytest.raises(ValueError, match=r"Expecting"):
        decode_article(stored)


def test_an_article_that_lost_its_id_is_refused() -> None:
    with pytest.raises(ArticleError):
        decode_article('{"title":"Yol"}')

"""A stored article is the article, read whole or in part, and its pieces have the tokens of the whole."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchlib.analysis.tokenizer import tokenize
from searchlib.article import Article
from searchlib.codec.article_encoder import encode_article
from searchlib.codec.stored_document import StoredDocument, piece_sizes, record_size
from searchlib.errors import IndexCorruptError
from tests import strategies

PIECES = st.sampled_from([1, 2, 3, 10, 100])
BODIES = st.lists(strategies.storable_text(), max_size=12).map("".join) | st.text("a1.,'-\u0301 \n", max_size=200)


def encoded(body: str, piece_code_points: int) -> bytes:
    return encode_article(Article("n1", "Yol", body), tokenize(body).starts, piece_code_points)


class TestWhole:
    """Reading a stored article gives the article."""

    @given(strategies.articles(), PIECES)
    def test_reading_gives_back_what_was_stored(self, article: Article, piece_code_points: int) -> None:
        document = StoredDocument.whole(encode_article(article, tokenize(article.body).starts, piece_code_points))
        assert (document.title, document.body) == (article.title, article.body)
        assert document.article == article

    def test_title_and_body_stand_as_they_are(self) -> None:
        stored = encode_article(Article("n1", 'Yeni "yol"', "Qarabağda\nyol"), [0, 10])
        assert stored.endswith('Yeni "yol"Qarabağda\nyol'.encode())


class TestPieces:
    """Pieces are the body, and tokens do not cross them."""

    @given(BODIES, PIECES)
    def test_pieces_put_together_are_the_body(self, body: str, piece_code_points: int) -> None:
        stored = encoded(body, piece_code_points)
        document = StoredDocument.whole(stored)
        count = document.piece_count
        assert bool(count) == (len(body) > 4 * piece_code_points)
        assert record_size(stored) + sum(piece_sizes(stored)) == len(stored)
        assert "".join(document.text(piece, piece + 1) for piece in range(count)) == (body if count else "")
        assert document.text(0, count) == (body if count else "")
        starts = [document.start(piece) for piece in range(count)]
        assert all(left < right for left, right in pairwise([*starts, len(body)]))

    @given(BODIES, PIECES)
    def test_tokens_of_pieces_are_those_of_the_body(self, body: str, piece_code_points: int) -> None:
        document = StoredDocument.whole(encoded(body, piece_code_points))
        whole = tokenize(body)
        for piece in range(document.piece_count):
            first, start = document.first_token(piece), document.start(piece)
            found = tokenize(document.text(piece, piece + 1))
            numbers = range(first, first + len(found))
            assert [start + place for place in found.starts] == [whole.starts[number] for number in numbers]
            assert [start + place for place in found.ends] == [whole.ends[number] for number in numbers]
            assert [document.piece_with(number) for number in numbers] == [piece] * len(found)

    def test_a_piece_ends_behind_a_line_or_a_sentence_where_there_is_one(self) -> None:
        document = StoredDocument.whole(encoded("Bir yeni yol. İki yol.\n" + "Üç yol. " * 9 + "yol " * 20, 16))
        pieces = [document.text(piece, piece + 1) for piece in range(document.piece_count)]
        assert pieces[:3] == ["Bir yeni yol. ", "İki yol.\n", "Üç yol. Üç yol. "]

    def test_a_text_without_spaces_is_one_piece(self) -> None:
        document = StoredDocument.whole(encoded("新闻" * 100, 10))
        assert document.piece_count == 1

    @pytest.mark.parametrize("token", [-1, 200])
    def test_a_token_that_is_not_there_is_an_index_error(self, token: int) -> None:
        with pytest.raises(IndexError, match="there is no token"):
            StoredDocument.whole(encoded("yol " * 200, 10)).piece_with(token)

    def test_a_short_body_has_no_pieces(self) -> None:
        document = StoredDocument.whole(encoded("yol", 10))
        with pytest.raises(IndexError, match="0 pieces"):
            document.piece_with(0)


class TestDamage:
    """Damaged bytes are the error that was asked for, or a wrong answer at worst."""

    @given(st.binary(max_size=80) | st.builds(encoded, BODIES, PIECES), st.data())
    def test_any_bytes(self, stored: bytes, data: st.DataObject) -> None:
        damaged = bytearray(stored)
        for place in data.draw(st.lists(st.integers(0, len(stored) - 1), max_size=3)) if stored else ():
            damaged[place] = data.draw(st.integers(0, 255))

        def corrupt(problem: str) -> IndexCorruptError:
            return IndexCorruptError(problem, "x.sto")

        with suppress(IndexCorruptError):
            document = StoredDocument(bytes(damaged), lambda number, size: bytes(damaged[number:size]), corrupt)
            for part in ("title", "body", "article"):
                with suppress(IndexCorruptError):
                    getattr(document, part)

    @pytest.mark.parametrize("head", [b"", b"{", b"[]", b"{}", b'{"id":""}', b'{"id":"n","x":1}', b"\xff"])
    def test_a_head_that_is_none(self, head: bytes) -> None:
        stored = len(head).to_bytes(4, "little") + bytes(8) + head
        with pytest.raises(ValueError, match="damaged article"):
            StoredDocument.whole(stored).article  # noqa: B018  reading it is the test

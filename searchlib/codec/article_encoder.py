"""An article as it is stored: how it stands in bytes, and where a long body is cut.

:mod:`searchlib.codec.stored_document` reads it.
"""

from __future__ import annotations

import json
import struct
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from searchlib.article import Article
from searchlib.codec.stored_document import SIZES
from searchlib.kernels.record_encoder import encode_head, encode_record

PIECE_CODE_POINTS = 4096
"""What a piece of a long body aims at: shorter ones compress worse, of longer ones more is read than is shown."""

_PIECES_WORTH_A_CUT = 4
_encode_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode_article(
    article: Article,
    starts: Sequence[int],
    piece_code_points: int = PIECE_CODE_POINTS,
    *,
    language: str | None = None,
    store_text: bool = True,
) -> bytes:
    r"""Return an article as it is stored.

    Args:
        article: the article.
        starts: where in the body each of its tokens begins, in code points; looked at if the body is long.
        piece_code_points: a body of more than four times as many is cut into pieces of about so many.
        language: of an article that names none.
        store_text: whether title and body are stored; if not, all else is.

    Raises:
        OverflowError: a part of it has 4 GB or more.

    Example:
        >>> encode_article(Article("n1", "Yol", "Yol açıldı."), [0, 4])
        b'\x0b\x00\x00\x00\x03\x00\x00\x00\x00\x00\x00\x00{"id":"n1"}YolYol a\xc3\xa7\xc4\xb1ld\xc4\xb1.'
    """
    head = head_of(article, language)
    title, body = (article.title, article.body) if store_text else ("", "")
    if len(body) <= _PIECES_WORTH_A_CUT * piece_code_points:
        return encode_record(head, title, body)
    code_points = array("I", _cuts(body, piece_code_points))
    tokens = array("I", [bisect_left(starts, end) for end in code_points])
    pieces = [body[start:end].encode() for start, end in zip([0, *code_points], code_points, strict=False)]
    sizes = array("I", map(len, pieces))
    encoded = encode_head(head), title.encode()
    return b"".join((_sizes(*encoded, len(pieces)), tokens, code_points, sizes, *encoded, *pieces))


def is_cut(body: str) -> bool:
    """Tell whether a body is stored in pieces, so that it matters where its tokens begin."""
    return len(body) > _PIECES_WORTH_A_CUT * PIECE_CODE_POINTS


def head_of(article: Article, language: str | None) -> tuple[str | None, ...]:
    """Return what is stored of an article besides title and body, as the kernel writes it.

    Args:
        article: the article.
        language: of an article that names none.
    """
    date, tags, extra = article.date, article.tags, article.extra
    return (
        article.id,
        article.language or language,
        article.source,
        article.author,
        article.url,
        None if date is None else date.isoformat(),
        _encode_json(tags) if tags else None,
        _encode_json(extra) if extra else None,
    )


def _sizes(head: bytes, title: bytes, pieces: int) -> bytes:
    try:
        return SIZES.pack(len(head), len(title), pieces)
    except struct.error:
        raise OverflowError("a stored article has a title or other fields of 4 GB or more") from None


def _cuts(body: str, piece_code_points: int) -> Iterator[int]:
    """Yield where the pieces of a body end."""
    start = 0
    while len(body) - start > piece_code_points * 3 // 2:
        start = _cut(body, start + piece_code_points // 2, start + piece_code_points)
        if start < len(body):
            yield start
    yield len(body)


def _cut(body: str, low: int, high: int) -> int:
    """Return the best place for a cut: behind a line feed, else behind a sentence, else behind a space."""
    for blank in ("\n", ". ", " "):
        if (place := body.rfind(blank, low, high)) >= 0:
            return place + len(blank)
    places = [place + 1 for blank in " \n" if (place := body.find(blank, high)) >= 0]
    return min(places, default=len(body))

"""One stored article: how it is read no further than it is asked for.

Title and body stand as plain UTF-8, so that neither needs the other or the rest to be read. The body of a long article
is cut into pieces that are compressed and read on their own. A piece begins behind a space or a line feed, where no
token can stand, so its tokens are those of the whole body; how many tokens, code points and bytes end with each piece
stands in a table in front of the title. docs/FORMAT.md describes the bytes.
"""

from __future__ import annotations

import json
import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cached_property, wraps
from typing import Any, TypeVar

from searchlib.article import Article, stored_article
from searchlib.errors import ArticleError

SIZES = struct.Struct("<III")
_read_json = json.JSONDecoder().raw_decode

ReadPiece = Callable[[int, int], bytes]
"""A function of the number and the size in bytes of a piece that returns the piece."""

Corrupt = Callable[[str], Exception]
"""A function that makes an error of what is wrong."""

_T = TypeVar("_T")


def _guarded(method: Callable[[StoredDocument], _T]) -> Callable[[StoredDocument], _T]:
    """Make a reading method say that the article is damaged, whatever its bytes lead to."""

    @wraps(method)
    def guarded(self: StoredDocument) -> _T:
        try:
            return method(self)
        except (ArticleError, RecursionError, ValueError) as error:
            raise self._corrupt(f"holds a damaged article ({error})") from error

    return guarded


def record_size(document: bytes) -> int:
    """Return how many bytes of a stored article stand before its pieces; all of them if its body is not cut.

    Raises:
        ValueError: it is damaged.
    """
    head, title, pieces = _unpack(document)
    return SIZES.size + 12 * pieces + head + title if pieces else len(document)


def piece_sizes(document: bytes) -> memoryview:
    """Return the bytes of each piece of a stored article; nothing if its body is not cut.

    Raises:
        ValueError: it is damaged.
    """
    pieces = _unpack(document)[2]
    return _table(document, pieces)[2 * pieces :]


def _unpack(document: bytes) -> tuple[int, int, int]:
    """Return the bytes of head and title and the number of pieces."""
    if len(document) < SIZES.size:
        raise ValueError(f"an article of {len(document)} bytes, too few for one")
    head, title, pieces = SIZES.unpack_from(document)
    if SIZES.size + 12 * pieces + head + title > len(document):
        raise ValueError(f"an article of {len(document)} bytes with a head of {head} and a title of {title}")
    return head, title, pieces


def _table(document: bytes, pieces: int) -> memoryview:
    return memoryview(document)[SIZES.size : SIZES.size + 12 * pieces].cast("I")


class StoredDocument:
    """A stored article, read no further than it is asked for.

    Args:
        record: the stored article up to its pieces.
        read_piece: reads a piece.
        corrupt: makes an error of a sentence that says what is damaged; it is raised here and later.

    Attributes:
        piece_count: in how many pieces the body is; 0 if it is not cut.

    Example:
        >>> from searchlib.codec.article_encoder import encode_article
        >>> StoredDocument.whole(encode_article(Article("n1", "Yol", "Yol açıldı."), [0, 4])).title
        'Yol'
    """

    def __init__(self, record: bytes, read_piece: ReadPiece, corrupt: Corrupt = ValueError) -> None:
        self._record = record
        self._read_piece = read_piece
        self._corrupt = corrupt
        try:
            head, title, self.piece_count = _unpack(record)
        except ValueError as error:
            raise corrupt(f"holds {error}") from error
        self._head_begin = SIZES.size + 12 * self.piece_count
        self._title_begin = self._head_begin + head
        self._body_begin = self._title_begin + title

    @classmethod
    def whole(cls, document: bytes) -> StoredDocument:
        """Return a stored article all of whose bytes are at hand."""
        ends = list(_ends(record_size(document), piece_sizes(document)))
        return cls(document[: ends[0]], lambda number, _: document[ends[number] : ends[number + 1]])

    @cached_property
    @_guarded
    def title(self) -> str:
        """The title."""
        return self._record[self._title_begin : self._body_begin].decode()

    @cached_property
    @_guarded
    def body(self) -> str:
        """The whole body."""
        if self.piece_count:
            return self.text(0, self.piece_count)
        return self._record[self._body_begin :].decode()

    @property
    def beginning(self) -> str:
        """The body, or the first piece of a long one."""
        return self.text(0, 1) if self.piece_count else self.body

    @property
    @_guarded
    def about(self) -> Article:
        """The article without its body, made anew each time."""
        return self._with_body("")

    @property
    @_guarded
    def article(self) -> Article:
        """The whole article, made anew each time."""
        return self._with_body(self.body if self.piece_count else self._record[self._body_begin :].decode())

    def _with_body(self, body: str) -> Article:
        head = _decode_json(self._record[self._head_begin : self._title_begin].decode())
        return stored_article(head, self._record[self._title_begin : self._body_begin].decode(), body)

    def text(self, first: int, stop: int) -> str:
        """Return the pieces from one to another, the second not included, as one text."""
        sizes = piece_sizes(self._record)
        try:
            return b"".join(self._read_piece(number, sizes[number]) for number in range(first, stop)).decode()
        except UnicodeDecodeError as error:
            raise self._corrupt(f"holds a damaged article ({error})") from error

    def piece_with(self, token: int) -> int:
        """Return the piece in which the token with a number stands.

        Raises:
            IndexError: the body is not cut, or has not so many tokens.
        """
        ends = self._column(0)
        if not 0 <= token < (ends[-1] if self.piece_count else 0):
            raise IndexError(f"there is no token {token} in the {self.piece_count} pieces of a body")
        return bisect_right(ends, token)

    def first_token(self, piece: int) -> int:
        """Return how many tokens stand before a piece."""
        return self._column(0)[piece - 1] if piece else 0

    def start(self, piece: int) -> int:
        """Return where a piece begins in the body, in code points."""
        return self._column(1)[piece - 1] if piece else 0

    def _column(self, number: int) -> memoryview:
        """Return a column of the table: of each piece the tokens that end with it, or the code points."""
        count = self.piece_count
        return _table(self._record, count)[number * count : (number + 1) * count]


def _decode_json(text: str) -> dict[str, Any]:
    """Return an object that stands in JSON as this module writes it, without blanks around it."""
    head, end = _read_json(text)
    if end != len(text) or not isinstance(head, dict):
        raise ValueError(f"its head is {text!r:.40}")
    return head


def _ends(begin: int, sizes: memoryview) -> Iterator[int]:
    yield begin
    for size in sizes:
        begin += size
        yield begin

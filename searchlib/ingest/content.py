"""Here is a source: what does it hold? Its articles one after the other, and each problem where it stands."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from searchlib.article import Article
from searchlib.errors import ArticleError
from searchlib.ingest.compression import ARCHIVE_ERRORS, archive_message, decompressed, with_head
from searchlib.ingest.decoding import check_signature, decoded, html_encoding
from searchlib.ingest.delimited import read_delimited
from searchlib.ingest.html import article_from_html
from searchlib.ingest.input_format import InputFormat, sniff_format
from searchlib.ingest.json_file import read_json
from searchlib.ingest.json_lines import read_json_lines
from searchlib.ingest.lines import read_lines
from searchlib.ingest.markdown import article_from_markdown
from searchlib.ingest.plain_text import article_from_text
from searchlib.ingest.row import Row, UnknownFields, article_from_row
from searchlib.ingest.skipped import UnreadableError
from searchlib.ingest.source import STDIN, Source, unreadable_message

FILE_LIMIT_BYTES = 256 * 2**20
_CHUNK_BYTES = 2**20


class Item(NamedTuple):
    """One thing read.

    Attributes:
        content: an article, or why there is none.
        line: where it stood, or None where the whole file is meant.
        number: which object of a JSON array it is, or None.
        bytes_read: how many stored bytes were read by then.
    """

    content: Article | str
    line: int | None
    number: int | None
    bytes_read: int


def read_items(source: Source, encoding: str | None, unknown_fields: UnknownFields) -> Iterator[Item]:
    """Yield what a source holds; a problem that ends its reading is the last item."""
    try:
        with _opened(source) as raw:
            stream: IO[bytes] = decompressed(raw, source.compression)
            head, stream = with_head(stream)
            input_format = source.input_format or sniff_format(head)
            if input_format.has_rows:
                rows = _rows(stream, input_format, encoding, unknown_fields)
                for content, row in _row_contents(source, rows, unknown_fields):
                    yield Item(content, None if row.is_only else row.line, row.number, _position(raw))
            else:
                text = _file_text(stream, input_format, encoding)
                article = _file_article(text, source.article_id, input_format, unknown_fields)
                yield Item(article, None, None, _position(raw))
    except UnreadableError as error:
        yield Item(error.reason, error.line, None, source.size)
    except ArticleError as error:
        yield Item(str(error), None, None, source.size)
    except RecursionError:
        yield Item("the file is nested too deeply to be read", None, None, source.size)
    except OSError as error:
        yield Item(unreadable_message(error), None, None, source.size)


def _row_contents(
    source: Source, rows: Iterable[Row], unknown_fields: UnknownFields
) -> Iterator[tuple[Article | str, Row]]:
    is_empty = True
    for row in rows:
        is_empty = False
        if row.problem is not None:
            yield row.problem, row
            continue
        try:
            yield article_from_row(row.values, row.fallback_id(source.article_id), unknown_fields), row
        except ArticleError as error:
            yield str(error), row
        except RecursionError:
            yield "its values are nested too deeply to be stored", row
    if is_empty:
        raise UnreadableError("there are no articles in this file")


def _rows(
    stream: IO[bytes], input_format: InputFormat, encoding: str | None, unknown_fields: UnknownFields
) -> Iterator[Row]:
    """Yield the rows of a JSON, JSON Lines, CSV or TSV file."""
    if input_format is InputFormat.JSON:
        return read_json(_file_text(stream, input_format, encoding))
    lines = read_lines(stream, encoding)
    if input_format is InputFormat.JSONL:
        return read_json_lines(lines)
    return read_delimited(lines, "," if input_format is InputFormat.CSV else "\t", unknown_fields)


def _file_article(text: str, article_id: str, input_format: InputFormat, unknown_fields: UnknownFields) -> Article:
    """Make an article of a whole file."""
    if input_format is InputFormat.MARKDOWN:
        return article_from_markdown(text, article_id, unknown_fields)
    if input_format is InputFormat.HTML:
        return article_from_html(text, article_id)
    return article_from_text(text, article_id)


def _file_text(stream: IO[bytes], input_format: InputFormat, encoding: str | None) -> str:
    data = _whole_file(stream)
    check_signature(data)
    if encoding is None and input_format is InputFormat.HTML:
        encoding = html_encoding(data)
    text = decoded(data, encoding)
    if not text.strip():
        raise UnreadableError("the file is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _whole_file(stream: IO[bytes]) -> bytes:
    chunks, size = [], 0
    try:
        while chunk := stream.read(_CHUNK_BYTES):
            size += len(chunk)
            if size > FILE_LIMIT_BYTES:
                limit = f"{FILE_LIMIT_BYTES / 2**20:g} MiB"
                raise UnreadableError(
                    f"larger than {limit}, too much to be read as a whole; split it, or use JSON Lines"
                )
            chunks.append(chunk)
    except ARCHIVE_ERRORS as error:
        raise UnreadableError(archive_message(error)) from error
    return b"".join(chunks)


@contextmanager
def _opened(source: Source) -> Iterator[IO[bytes]]:
    if source.path == STDIN:
        yield sys.stdin.buffer  # left open: it is not ours
    else:
        # Unbuffered, so that its position says how much has been read.
        with Path(source.path).open("rb", buffering=0) as raw:
            yield raw


def _position(raw: IO[bytes]) -> int:
    try:
        return raw.tell()
    except OSError:  # a pipe has none
        return 0

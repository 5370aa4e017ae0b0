"""Reading files as articles: one pass over the sources, every problem reported, none of them the end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import IO, NamedTuple

from searchlib.article import Article
from searchlib.errors import ArticleError
from searchlib.ingest.compression import ARCHIVE_ERRORS, archive_message, decompressed, with_head
from searchlib.ingest.decoding import check_signature, checked_encoding, decoded, html_encoding
from searchlib.ingest.delimited import read_delimited
from searchlib.ingest.html import article_from_html
from searchlib.ingest.input_format import InputFormat, sniff_format
from searchlib.ingest.json_lines import read_json_lines
from searchlib.ingest.lines import read_lines
from searchlib.ingest.markdown import article_from_markdown
from searchlib.ingest.plain_text import article_from_text
from searchlib.ingest.row import Row, article_from_row
from searchlib.ingest.skipped import Progress, Skipped, UnreadableError, place
from searchlib.ingest.source import STDIN, Source, SourceFinder, unreadable_message

FILE_LIMIT_BYTES = 256 * 2**20
_CHUNK_BYTES = 2**20
_PROGRESS_STEP_BYTES = 2**20


def read_articles(
    paths: Iterable[Path | str],
    *,
    on_skip: Callable[[Skipped], None],
    input_format: InputFormat | None = None,
    encoding: str | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> Iterator[Article]:
    r"""Read files and folders as articles, lazily.

    Folders are walked in sorted order; hidden files and folders in them (leading dot) are not visited. The name
    of a file tells its format, also with ``.gz``, ``.xz`` or ``.zst`` after it. Ids are paths relative to the
    folder given, without these extensions; rows without an id get that of their file and their line.

    Args:
        paths: files and folders; ``"-"`` is standard input.
        on_skip: called with each input that cannot be read; the reading goes on with the rest.
        input_format: read every file as this; None tells the format from the name, or for standard input from
            its first character.
        encoding: of files without a byte order mark; None means UTF-8, or what a web page declares of itself.
        on_progress: called after each file, and after each MiB within one.

    Raises:
        TypeError: ``paths`` is one path and not several.
        ValueError: Python has no such encoding.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "yol.md").write_text("# Yeni yol\n\nYol açıldı.", encoding="utf-8")
        ...     list(read_articles([folder], on_skip=print))
        [Article(id='yol', title='Yeni yol', body='Yol açıldı.', ...)]
    """
    if isinstance(paths, str | Path):
        raise TypeError(f"paths must be a list of paths, not one; write [{str(paths)!r}]")
    return _Reading(checked_encoding(encoding), on_skip, on_progress).articles(SourceFinder(input_format).find(paths))


class _Item(NamedTuple):
    """One thing read: an article or why there is none, where it stood, and how many stored bytes were read."""

    content: Article | str
    line: int | None
    bytes_read: int


class _Reading:
    """One reading: what has been seen and how far it is."""

    def __init__(
        self,
        encoding: str | None,
        on_skip: Callable[[Skipped], None],
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._encoding = encoding
        self._on_skip = on_skip
        self._on_progress = on_progress
        self._place_of_id: dict[str, tuple[Path | str, int | None]] = {}
        self._progress = Progress(0, 0, 0, 0, 0)

    def articles(self, found: Iterable[Source | Skipped]) -> Iterator[Article]:
        """Yield the articles of the sources, and report the rest."""
        sources = []
        for item in found:
            if isinstance(item, Skipped):
                self._on_skip(item)
            else:
                sources.append(item)
        bytes_total = sum(source.size for source in sources)
        self._progress = replace(self._progress, files_total=len(sources), bytes_total=bytes_total)
        bytes_done = 0
        for files_done, source in enumerate(sources, start=1):
            yield from self._articles_of(source)
            bytes_done += source.size
            self._report(files_done, bytes_done)

    def _articles_of(self, source: Source) -> Iterator[Article]:
        files_done, bytes_before = self._progress.files_done, self._progress.bytes_done
        # What the callbacks and the consumer raise is theirs, so nothing is caught around them.
        for content, line, bytes_read in _items(source, self._encoding):
            if isinstance(content, str):
                self._on_skip(Skipped(source.path, line, content))
            elif self._is_new(content.id, source, line):
                self._progress = replace(self._progress, articles=self._progress.articles + 1)
                yield content
            bytes_done = bytes_before + min(bytes_read, source.size)
            if bytes_done >= self._progress.bytes_done + _PROGRESS_STEP_BYTES:
                self._report(files_done, bytes_done)

    def _is_new(self, article_id: str, source: Source, line: int | None) -> bool:
        if article_id not in self._place_of_id:
            self._place_of_id[article_id] = (source.path, line)
            return True
        first = place(*self._place_of_id[article_id])
        reason = f"the id {article_id!r} was already given by {first}; give each article an id of its own"
        self._on_skip(Skipped(source.path, line, reason))
        return False

    def _report(self, files_done: int, bytes_done: int) -> None:
        self._progress = replace(self._progress, files_done=files_done, bytes_done=bytes_done)
        if self._on_progress is not None:
            self._on_progress(self._progress)


def _items(source: Source, encoding: str | None) -> Iterator[_Item]:
    """Yield what a source holds; a problem that ends its reading is the last item."""
    try:
        with _opened(source) as raw:
            stream: IO[bytes] = decompressed(raw, source.compression)
            head, stream = with_head(stream)
            input_format = source.input_format or sniff_format(head)
            if input_format.has_rows:
                for content, line in _row_contents(source, read_rows(stream, input_format, encoding)):
                    yield _Item(content, line, _position(raw))
            else:
                text = _file_text(stream, input_format, encoding)
                yield _Item(_ARTICLE_MAKERS[input_format](text, source.article_id), None, _position(raw))
    except UnreadableError as error:
        yield _Item(error.reason, error.line, source.size)
    except ArticleError as error:
        yield _Item(str(error), None, source.size)
    except RecursionError:
        yield _Item("the file is nested too deeply to be read", None, source.size)
    except OSError as error:
        yield _Item(unreadable_message(error), None, source.size)


def _row_contents(source: Source, rows: Iterable[Row]) -> Iterator[tuple[Article | str, int]]:
    is_empty = True
    for row in rows:
        is_empty = False
        if row.problem is not None:
            yield row.problem, row.line
            continue
        try:
            yield article_from_row(row.values, f"{source.article_id}:{row.line}"), row.line
        except ArticleError as error:
            yield str(error), row.line
        except RecursionError:
            yield "its values are nested too deeply to be stored", row.line
    if is_empty:
        raise UnreadableError("there are no articles in this file")


def read_rows(stream: IO[bytes], input_format: InputFormat, encoding: str | None) -> Iterator[Row]:
    """Yield the rows of a JSON Lines, CSV or TSV file."""
    lines = read_lines(stream, encoding)
    if input_format is InputFormat.JSONL:
        return read_json_lines(lines)
    return read_delimited(lines, "," if input_format is InputFormat.CSV else "\t")


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
                raise UnreadableError(f"larger than {limit}, which is no single article; split it, or use JSON Lines")
            chunks.append(chunk)
    except ARCHIVE_ERRORS as error:
        raise UnreadableError(archive_message(error)) from error
    return b"".join(chunks)


_ARTICLE_MAKERS = {
    InputFormat.TEXT: article_from_text,
    InputFormat.MARKDOWN: article_from_markdown,
    InputFormat.HTML: article_from_html,
}


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

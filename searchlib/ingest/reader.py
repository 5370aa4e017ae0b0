"""Reading files as articles: one pass over the sources, every problem reported, none of them the end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from searchlib.article import Article
from searchlib.ingest.content import Item, read_items
from searchlib.ingest.decoding import checked_encoding
from searchlib.ingest.input_format import InputFormat
from searchlib.ingest.row import UNKNOWN_FIELDS, UnknownFields
from searchlib.ingest.skipped import Progress, Skipped, place
from searchlib.ingest.source import Source, SourceFinder

_PROGRESS_STEP_BYTES = 2**20


def read_articles(
    paths: Iterable[Path | str],
    *,
    on_skip: Callable[[Skipped], None] | None = None,
    input_format: InputFormat | None = None,
    encoding: str | None = None,
    unknown_fields: UnknownFields = "refuse",
    on_progress: Callable[[Progress], None] | None = None,
    on_pass_over: Callable[[Skipped], None] | None = None,
) -> Iterator[Article]:
    r"""Read files and folders as articles, lazily.

    Folders are walked in sorted order; hidden files and folders in them (leading dot) are not visited, and files
    whose names tell no format and folders that are an index are passed over. The name of a file tells its format,
    also with ``.gz``, ``.xz`` or ``.zst`` after it. Ids are paths relative to the folder given, without these
    extensions; rows without an id get that of their file and their line, or their number in a JSON array.

    Args:
        paths: files and folders; ``"-"`` is standard input.
        on_skip: called with each input that cannot be read; the reading goes on with the rest. It must be given,
            so that nothing is left out in silence.
        input_format: read every file as this; None tells the format from the name, or for standard input from
            its first characters.
        encoding: of files without a byte order mark; None means UTF-8, or what a web page declares of itself.
        unknown_fields: ``"refuse"`` skips a row, or a file of CSV, with a field that no field of an article goes
            by, since it may be a typing error; ``"extra"`` puts it into ``Article.extra`` under its own name.
        on_progress: called after each file, and after each MiB within one.
        on_pass_over: called with each file and folder that is passed over because it is not meant to be read.

    Raises:
        TypeError: ``paths`` is one path and not several, or ``on_skip`` is missing.
        ValueError: Python has no such encoding, or ``unknown_fields`` is something else.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     _ = Path(folder, "yol.md").write_text("# Yeni yol\n\nYol açıldı.", encoding="utf-8")
        ...     list(read_articles([folder], on_skip=print))
        [Article(id='yol', title='Yeni yol', body='Yol açıldı.', ...)]
    """
    if isinstance(paths, str | Path):
        raise TypeError(f"paths must be a list of paths, not one; write [{str(paths)!r}]")
    if on_skip is None:
        raise TypeError(
            "say what becomes of inputs that cannot be read: on_skip=print shows them, on_skip=skipped.append keeps "
            "them in a list named skipped"
        )
    if unknown_fields not in UNKNOWN_FIELDS:
        raise ValueError(f"unknown_fields must be {' or '.join(map(repr, UNKNOWN_FIELDS))}, not {unknown_fields!r}")
    reading = _Reading(checked_encoding(encoding), unknown_fields, on_skip, on_progress)
    return reading.articles(SourceFinder(input_format, on_pass_over or _ignore).find(paths))


def _ignore(_: Skipped) -> None:
    """Do nothing about what is not meant to be read."""


class _Reading:
    """One reading: what has been seen and how far it is."""

    def __init__(
        self,
        encoding: str | None,
        unknown_fields: UnknownFields,
        on_skip: Callable[[Skipped], None],
        on_progress: Callable[[Progress], None] | None,
    ) -> None:
        self._encoding = encoding
        self._unknown_fields = unknown_fields
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
        for item in read_items(source, self._encoding, self._unknown_fields):
            if isinstance(item.content, str):
                self._skip(source, item, item.content)
            elif self._is_new(item.content.id, source, item):
                self._progress = replace(self._progress, articles=self._progress.articles + 1)
                yield item.content
            bytes_done = bytes_before + min(item.bytes_read, source.size)
            if bytes_done >= self._progress.bytes_done + _PROGRESS_STEP_BYTES:
                self._report(files_done, bytes_done)

    def _is_new(self, article_id: str, source: Source, item: Item) -> bool:
        if article_id not in self._place_of_id:
            self._place_of_id[article_id] = (source.path, item.line)
            return True
        first = place(*self._place_of_id[article_id])
        reason = f"the id {article_id!r} was already given by {first}; give each article an id of its own"
        self._skip(source, item, reason)
        return False

    def _skip(self, source: Source, item: Item, reason: str) -> None:
        name = f"article {item.number}: " if item.number is not None else ""
        self._on_skip(Skipped(source.path, item.line, f"{name}{reason}"))

    def _report(self, files_done: int, bytes_done: int) -> None:
        self._progress = replace(self._progress, files_done=files_done, bytes_done=bytes_done)
        if self._on_progress is not None:
            self._on_progress(self._progress)

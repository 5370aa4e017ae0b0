"""InputFormat: how a file is to be read, told from its name."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple


class InputFormat(Enum):
    """How a file holds its articles: one article to a file, or one to a row or a JSON object."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    TSV = "tsv"

    @property
    def has_rows(self) -> bool:
        """Whether a file of this format holds one article to a row or a JSON object."""
        return self in {InputFormat.JSON, InputFormat.JSONL, InputFormat.CSV, InputFormat.TSV}


FORMAT_OF_EXTENSION = {
    ".txt": InputFormat.TEXT,
    ".md": InputFormat.MARKDOWN,
    ".markdown": InputFormat.MARKDOWN,
    ".html": InputFormat.HTML,
    ".htm": InputFormat.HTML,
    ".xhtml": InputFormat.HTML,
    ".json": InputFormat.JSON,
    ".jsonl": InputFormat.JSONL,
    ".ndjson": InputFormat.JSONL,
    ".csv": InputFormat.CSV,
    ".tsv": InputFormat.TSV,
}
_ARRAY_OF_OBJECTS = re.compile(rb"\[\s*\{")
COMPRESSION_EXTENSIONS = (".gz", ".xz", ".zst")


class NameParts(NamedTuple):
    """A file name taken apart.

    Attributes:
        stem: the name without format and compression extensions.
        input_format: what the format extension says, or None where it is not known.
        compression: ``".gz"``, ``".xz"``, ``".zst"`` or ``""``.
    """

    stem: str
    input_format: InputFormat | None
    compression: str


def name_parts(name: str) -> NameParts:
    """Take a file name apart; capital letters in extensions make no difference.

    Example:
        >>> name_parts("politics.2021.JSONL.gz")
        NameParts(stem='politics.2021', input_format=<InputFormat.JSONL: 'jsonl'>, compression='.gz')
    """
    stem, compression = _without_extension(name, COMPRESSION_EXTENSIONS)
    stem, extension = _without_extension(stem, tuple(FORMAT_OF_EXTENSION))
    return NameParts(stem, FORMAT_OF_EXTENSION.get(extension), compression)


def unknown_format_message(name: str) -> str:
    """Say that a file's name does not tell its format, list those that do, and name the option.

    Example:
        >>> print(unknown_format_message("notes.doc"))
        the name 'notes.doc' does not tell the format; known are .txt .md .markdown .html .htm .xhtml .json
        .jsonl .ndjson .csv .tsv, each also with .gz .xz .zst; rename it or pass --format
    """
    known = " ".join(FORMAT_OF_EXTENSION)
    packed = " ".join(COMPRESSION_EXTENSIONS)
    return (
        f"the name {name!r} does not tell the format; known are {known}, each also with {packed}; "
        "rename it or pass --format"
    )


def sniff_format(head: bytes) -> InputFormat:
    """Guess the format of unnamed input from its first bytes: ``{`` JSON Lines, ``[{`` JSON, ``<`` HTML, else text.

    Example:
        >>> sniff_format(b' {"id": "a"}'), sniff_format(b"Baku")
        (<InputFormat.JSONL: 'jsonl'>, <InputFormat.TEXT: 'text'>)
    """
    # The zero bytes of UTF-16 and UTF-32 and their byte order marks stand between us and the first letter.
    start = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if _ARRAY_OF_OBJECTS.match(start):
        return InputFormat.JSON
    return {b"{": InputFormat.JSONL, b"<": InputFormat.HTML}.get(start[:1], InputFormat.TEXT)


def _without_extension(name: str, extensions: tuple[str, ...]) -> tuple[str, str]:
    for extension in extensions:
        if name.lower().endswith(extension) and len(name) > len(extension):
            return name[: -len(extension)], extension
    return name, ""

"""The settings of an index (``searchlib.json``): what it was made with, as JSON with a checksum."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from searchlib.codec.toc import write_durably
from searchlib.errors import IndexCorruptError, IndexNotFoundError

FILE = "searchlib.json"
FORMAT = 5


class Settings(NamedTuple):
    """What an index was made with.

    Attributes:
        languages: ISO 639 codes of the only languages that articles are in; None if they may be in any.
        store_text: whether titles and bodies are stored.
        expand: names of the kinds of match that the lexicon is built for.
    """

    languages: tuple[str, ...] | None
    store_text: bool
    expand: tuple[str, ...]


def has_settings(folder: Path) -> bool:
    """Tell whether there is an index in a folder."""
    return (folder / FILE).exists()


def read_settings(folder: Path) -> Settings:
    """Read the settings of the index in a folder.

    Raises:
        IndexNotFoundError: there is no index in it.
        IndexCorruptError: the file is damaged or of another format.
    """
    path = folder / FILE
    try:
        text = path.read_text("utf-8")
        found = json.loads(text)
    except (FileNotFoundError, NotADirectoryError):
        raise IndexNotFoundError(
            f"there is no index in {folder}; make one with `searchlib index PATH...`", folder
        ) from None
    except ValueError as error:
        raise IndexCorruptError(f"{path} is damaged ({error}); index the articles anew", folder) from error
    version = found.pop("format", None) if isinstance(found, dict) else None
    if version != FORMAT:
        raise IndexCorruptError(f"{path} has format {version}, not {FORMAT}; index the articles anew", folder)
    try:
        languages = found["languages"]
        settings = Settings(tuple(languages) if languages else None, found["store_text"], tuple(found["expand"]))
    except (LookupError, TypeError) as error:
        raise IndexCorruptError(f"{path} is damaged ({error!r}); index the articles anew", folder) from error
    if _text(settings) != text:
        raise IndexCorruptError(f"{path} is damaged; index the articles anew", folder)
    return settings


def write_settings(folder: Path, settings: Settings) -> None:
    """Write the settings of an index; whoever finds the file finds it whole."""
    write_durably(folder / FILE, _text(settings).encode())


def _text(settings: Settings) -> str:
    written: dict[str, Any] = {"format": FORMAT, **settings._asdict()}
    return json.dumps({**written, "checksum": zlib.crc32(json.dumps(written).encode())}) + "\n"

"""From bytes to text: byte order marks, the encoding asked for, and clear words where neither fits.

A byte order mark decides; without one the text must be in the encoding asked for, or else UTF-8. Nothing is
guessed and no character is replaced: a search index with wrong letters in it is worse than a message.
"""

from __future__ import annotations

import codecs
import re

from searchlib.ingest.skipped import UnreadableError
from searchlib.ingest.tables import table

# The marks of UTF-32 begin with those of UTF-16, so they stand first.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The HTML standard looks for the declaration in the first 1024 bytes ("prescan a byte stream").
_HTML_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_HTML_PRESCAN_BYTES = 1024
# The WHATWG Encoding Standard reads these names as the larger sets that were meant.
_MEANT_ENCODINGS = {"iso-8859-1": "windows-1252", "us-ascii": "windows-1252", "iso-8859-9": "windows-1254"}


def checked_encoding(name: str | None) -> str | None:
    """Return the name of a text encoding unchanged, or None for None.

    Raises:
        ValueError: Python has no such encoding, or it is not one of text.

    Example:
        >>> checked_encoding("windows-1254")
        'windows-1254'
    """
    if name is not None:
        try:
            "a".encode(name)
        except (LookupError, UnicodeError) as error:
            raise ValueError(
                f"unknown encoding {name!r}; use a name that Python knows, for example windows-1251"
            ) from error
    return name


def byte_order_mark(head: bytes) -> tuple[str, int] | None:
    r"""Return the encoding that a byte order mark names and the mark's length, or None without one.

    Example:
        >>> byte_order_mark(b"\xef\xbb\xbfBaku")
        ('utf-8', 3)
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return encoding, len(mark)
    return None


def has_ascii_lines(encoding: str) -> bool:
    """Return whether lines of text in this encoding end with the byte 10, as in ASCII."""
    return "\n".encode(encoding) == b"\n"


def html_encoding(data: bytes) -> str | None:
    """Return the encoding that a web page declares of itself, or None where it declares none that is known.

    Example:
        >>> html_encoding(b'<html><meta charset="windows-1251">')
        'windows-1251'
    """
    found = _HTML_CHARSET.search(data[:_HTML_PRESCAN_BYTES])
    if found is None:
        return None
    name = found[1].decode("ascii", "ignore").lower()
    name = _MEANT_ENCODINGS.get(name, name)
    try:
        # A declaration that could be read as bytes is in no encoding of wider units, whatever it says.
        return name if has_ascii_lines(checked_encoding(name) or "utf-8") else None
    except ValueError:
        return None


def decoded(data: bytes, encoding: str | None) -> str:
    """Decode a whole file.

    Raises:
        UnreadableError: the bytes are not text, or not in this encoding.
    """
    mark = byte_order_mark(data)
    if mark is not None:
        encoding, skipped_bytes = mark
        data = data[skipped_bytes:]
    encoding = encoding or "utf-8"
    if has_ascii_lines(encoding):
        check_is_text(data)
    try:
        text = data.decode(encoding)
    except UnicodeError as error:
        start = getattr(error, "start", 0)
        line = data.count(b"\n", 0, start) + 1 if has_ascii_lines(encoding) else None
        offset = start + (mark[1] if mark else 0)
        raise UnreadableError(undecodable_message(encoding, offset), line=line) from error
    if "\0" in text:
        raise UnreadableError("holds NUL characters, so it is not a text file")
    return text


def check_is_text(data: bytes) -> None:
    """Check that bytes do not begin as a known binary format does and hold no zero byte.

    Raises:
        UnreadableError: they do.
    """
    check_signature(data)
    offset = data.find(0)
    if offset >= 0:
        raise UnreadableError(
            f"not a text file: byte {offset} is zero; if it is UTF-16 without a byte order mark, "
            "pass --encoding utf-16-le or utf-16-be"
        )


def check_signature(head: bytes) -> None:
    """Check that the first bytes are not those of a known binary format.

    Raises:
        UnreadableError: they are; names the format.
    """
    for signature, name, advice in table("signatures"):
        if head.startswith(bytes.fromhex(signature)):
            raise UnreadableError(f"not a text file but {name}; {advice}")


def undecodable_message(encoding: str, offset: int) -> str:
    """Say that a byte does not belong to an encoding, and name the option.

    Example:
        >>> undecodable_message("utf-8", 17)
        'not UTF-8 at byte 17; pass --encoding, for example --encoding windows-1251'
    """
    return f"not {encoding.upper()} at byte {offset}; pass --encoding, for example --encoding windows-1251"

"""The lexicon file of a segment (``.lex``): its vocabulary, what is known of each term, and keys that lead to terms.

Layout, all integers little-endian: the magic bytes, the format version, the length and CRC-32 of a JSON header, the
header, then the sections it names, each on a multiple of 8 bytes::

    term_blob term_offsets   the vocabulary, sorted, UTF-8; the rank of a term is its term_ord
    counts capitals          occurrences of each term, and how many of them began with a capital letter
    languages                the languages each term was seen in: a bit for each language of the header, in whole bytes
    key_blob key_offsets     sorted keys: a letter for the reason, a colon, and what the terms share
    list_offsets lists       for each key the term_ords that share it, ascending

The file is mapped, not read: opening costs the header. What is damaged behind the header is met when it is used;
then, too, nothing outside the file is read.
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from searchlib.errors import IndexCorruptError
from searchlib.kernels import vocabulary

EXTENSION = ".lex"
MAGIC = b"SLIBLEX\n"
VERSION = 2
_HEAD = struct.Struct("<8sIII")
_ALIGNMENT = 8
_SECTIONS: dict[str, Literal["B", "I"]] = {
    "term_blob": "B",
    "term_offsets": "I",
    "counts": "I",
    "capitals": "I",
    "languages": "B",
    "key_blob": "B",
    "key_offsets": "I",
    "list_offsets": "I",
    "lists": "I",
}


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What the articles of a segment tell of one term.

    Attributes:
        count: occurrences, in deleted articles too until they are merged away.
        capitals: how many of them began with a capital letter.
        languages: ISO 639 codes of the languages it was seen in.
    """

    count: int
    capitals: int
    languages: frozenset[str]


class LexiconWriter:
    """Collects a vocabulary and its keys, then writes them as one file.

    Args:
        facts: the terms of the segment, with what is known of each.
        rules: fingerprints of the rules that made the terms and their keys; given back by the reader.
    """

    def __init__(self, facts: Mapping[str, TermFacts], rules: Mapping[str, str]) -> None:
        self.terms = sorted(facts)
        self._facts = facts
        self._rules = dict(rules)
        self._lists: dict[str, array[int]] = {}

    def add_key(self, key: str, term_ord: int) -> None:
        """Let a key lead to a term; terms must come in ascending order."""
        ords = self._lists.setdefault(key, array("I"))
        if not ords or ords[-1] != term_ord:
            ords.append(term_ord)

    def write(self, path: Path) -> None:
        """Write the file under a temporary name, bring it to the disk and rename it into place."""
        temporary = path.with_name(path.name + ".tmp")
        try:
            with temporary.open("wb") as file:
                for chunk in self._chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            with suppress(FileNotFoundError):
                temporary.unlink()

    def _chunks(self) -> Iterator[bytes]:
        languages = sorted({code for facts in self._facts.values() for code in facts.languages})
        sections = self._sections(languages)
        places, offset = {}, 0
        for name, values in sections.items():
            places[name] = (offset, len(values))
            offset += len(values) + -len(values) % _ALIGNMENT
        named = {"rules": self._rules, "languages": languages, "terms": len(self.terms)}
        header = json.dumps({**named, "size": offset, "sections": places}).encode()
        header += b" " * (-(_HEAD.size + len(header)) % _ALIGNMENT)
        yield _HEAD.pack(MAGIC, VERSION, len(header), zlib.crc32(header)) + header
        for values in sections.values():
            yield values + b"\0" * (-len(values) % _ALIGNMENT)

    def _sections(self, languages: list[str]) -> dict[str, bytes]:
        facts = [self._facts[term] for term in self.terms]
        bits = {code: 1 << number for number, code in enumerate(languages)}
        width = _mask_bytes(languages)
        term_blob, term_offsets = _joined(self.terms)
        keys = sorted(self._lists)
        key_blob, key_offsets = _joined(keys)
        lists, list_offsets = array("I"), array("I", [0])
        for key in keys:
            lists.extend(self._lists[key])
            list_offsets.append(len(lists))
        masks = (sum(bits[code] for code in one.languages) for one in facts)
        return {
            "term_blob": term_blob,
            "term_offsets": term_offsets,
            "counts": array("I", [min(one.count, 0xFFFFFFFF) for one in facts]).tobytes(),
            "capitals": array("I", [min(one.capitals, 0xFFFFFFFF) for one in facts]).tobytes(),
            "languages": b"".join(mask.to_bytes(width, "little") for mask in masks),
            "key_blob": key_blob,
            "key_offsets": key_offsets,
            "list_offsets": list_offsets.tobytes(),
            "lists": lists.tobytes(),
        }


def _mask_bytes(languages: Sequence[str]) -> int:
    return (len(languages) + 7) // 8


def _joined(strings: list[str]) -> tuple[bytes, bytes]:
    encoded = [string.encode() for string in strings]
    offsets, end = array("I", [0]), 0
    for one in encoded:
        end += len(one)
        offsets.append(end)
    return b"".join(encoded), offsets.tobytes()


def _section(body: memoryview, offset: int, size: int) -> memoryview:
    part = body[offset : offset + size]
    if len(part) != size:
        raise ValueError(f"{size} bytes at {offset} lie outside the file")
    return part


class LexiconReader:
    """A mapped lexicon file.

    Attributes:
        path: the file.
        rules: fingerprints of the rules that made the terms and their keys.
        languages: ISO 639 codes of the languages seen in the segment.

    Raises:
        IndexCorruptError: the file is missing, shortened or something else.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        header, body = self._open()
        try:
            self._read_header(header, body)
        except (LookupError, TypeError, ValueError) as error:
            raise self._corrupt(f"has a header that makes no sense ({error!r})") from error

    def _open(self) -> tuple[dict[str, Any], memoryview]:
        try:
            with self.path.open("rb") as file, memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)) as view:
                magic, version, size, checksum = _HEAD.unpack_from(view)
                if magic != MAGIC or version != VERSION:
                    raise self._corrupt(f"is no lexicon of format {VERSION}")
                header = bytes(view[_HEAD.size : _HEAD.size + size])
                if zlib.crc32(header) != checksum:
                    raise self._corrupt("has a damaged header")
                return json.loads(header), view[_HEAD.size + size :]
        except (OSError, ValueError, struct.error) as error:
            raise self._corrupt(f"cannot be read ({error})") from error

    def _read_header(self, header: dict[str, Any], body: memoryview) -> None:
        if len(body) != header["size"]:
            raise self._corrupt(f"has {len(body)} bytes behind its header instead of {header['size']}")
        self.rules: dict[str, str] = header["rules"]
        self.languages: tuple[str, ...] = tuple(header["languages"])
        self._count: int = header["terms"]
        self._mask_bytes = _mask_bytes(self.languages)
        sections = {name: _section(body, *header["sections"][name]).cast(code) for name, code in _SECTIONS.items()}
        self._term_blob, self._term_offsets = sections["term_blob"], sections["term_offsets"]
        self._key_blob, self._key_offsets = sections["key_blob"], sections["key_offsets"]
        self._lists, self._list_offsets = sections["lists"], sections["list_offsets"]
        self._counts, self._capitals = sections["counts"], sections["capitals"]
        self._masks = sections["languages"]
        columns = (self._term_offsets[1:], self._counts, self._capitals)
        if (
            any(len(column) != self._count for column in columns)
            or len(self._masks) != self._count * self._mask_bytes
            or len(self._key_offsets) != len(self._list_offsets)
        ):
            raise self._corrupt("has sections that do not fit together")

    def _corrupt(self, problem: str) -> IndexCorruptError:
        return IndexCorruptError(f"the lexicon {self.path} {problem}; index the articles anew", self.path)

    def __len__(self) -> int:
        return self._count

    def find(self, term: str) -> int | None:
        """Return the term_ord of a term, or None if the segment does not have it."""
        return self._exact(self._term_blob, self._term_offsets, term.encode())

    def term(self, term_ord: int) -> str:
        """Return the term of a term_ord."""
        start, end = self._term_offsets[term_ord], self._term_offsets[term_ord + 1]
        try:
            return str(self._term_blob[start:end], "utf-8")
        except UnicodeDecodeError as error:
            raise self._corrupt(f"is damaged in term {term_ord} ({error})") from error

    def terms(self) -> Iterator[str]:
        """Go through the vocabulary in order."""
        return map(self.term, range(self._count))

    def count(self, term_ord: int) -> int:
        """Return how often a term occurs in the segment."""
        return int(self._counts[term_ord])

    def facts(self, term_ord: int) -> TermFacts:
        """Return what is known of a term."""
        start = term_ord * self._mask_bytes
        mask = int.from_bytes(self._masks[start : start + self._mask_bytes], "little")
        languages = frozenset(code for number, code in enumerate(self.languages) if mask >> number & 1)
        return TermFacts(self.count(term_ord), int(self._capitals[term_ord]), languages)

    def term_ords(self, key: str) -> list[int]:
        """Return the term_ords that a key leads to, ascending; none if there is no such key."""
        number = self._exact(self._key_blob, self._key_offsets, key.encode())
        if number is None:
            return []
        ords: list[int] = self._lists[self._list_offsets[number] : self._list_offsets[number + 1]].tolist()
        if ords and max(ords) >= self._count:
            raise self._corrupt(f"is damaged in the list of key {key!r}")
        return ords

    def prefixed(self, prefix: str) -> range:
        """Return the term_ords of the terms that begin with a prefix."""
        start = self._lower_bound(self._term_blob, self._term_offsets, prefix.encode())
        # No term holds U+10FFFF, a noncharacter, so it sorts behind every term with the prefix.
        behind = (prefix + "\U0010ffff").encode()
        return range(start, self._lower_bound(self._term_blob, self._term_offsets, behind))

    def within_edits(self, word: str, edits: int) -> list[tuple[int, int]]:
        """Return ``(term_ord, distance)`` of the terms within so many edits of a word."""
        try:
            ords, distances = vocabulary.within_edits(self._term_blob, self._term_offsets, word, edits)
        except ValueError as error:
            raise self._corrupt(f"is damaged ({error})") from error
        return list(zip(ords, distances, strict=True))

    def _exact(self, blob: memoryview, offsets: memoryview, wanted: bytes) -> int | None:
        number = self._lower_bound(blob, offsets, wanted)
        if number + 1 < len(offsets) and blob[offsets[number] : offsets[number + 1]] == wanted:
            return number
        return None

    def _lower_bound(self, blob: memoryview, offsets: memoryview, wanted: bytes) -> int:
        try:
            return vocabulary.lower_bound(blob, offsets, wanted)
        except ValueError as error:
            raise self._corrupt(f"is damaged ({error})") from error

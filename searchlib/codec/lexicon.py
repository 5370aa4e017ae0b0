"""The lexicon of a segment (``.lex``): its vocabulary, what is known of each term, and keys that lead to terms.

Sections of the file::

    term_blob term_offsets   the vocabulary, sorted, UTF-8; the rank of a term is its term_ord
    counts name_votes        occurrences of each term, and those with a capital letter less those with a small one
    languages                the languages each term was seen in: a bit for each language of the facts, in whole bytes
    key_blob key_offsets     sorted keys: a letter for the reason, a colon, and what the terms share
    list_offsets lists       for each key the term_ords that share it, ascending

What is damaged behind the directory of the file is met when it is used; then, too, nothing outside the file is read.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from searchlib.codec.section_file import SectionFile, SectionFileWriter
from searchlib.codec.vocabulary import Vocabulary
from searchlib.errors import IndexCorruptError
from searchlib.kernels import vocabulary

EXTENSION = ".lex"
MAGIC = b"SLIBLEX\n"
VERSION = 4
_FOLLOWERS = "h:"
"""What the keys begin with that lead from a term to those behind a hyphen."""

_SECTIONS: dict[str, Literal["B", "I", "i"]] = {
    "term_blob": "B",
    "term_offsets": "I",
    "counts": "I",
    "name_votes": "i",
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
        name_votes: those with a capital letter, where that tells a name, less those without.
        languages: ISO 639 codes of the languages it was seen in.
    """

    count: int
    name_votes: int
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
        languages = sorted({code for facts in self._facts.values() for code in facts.languages})
        with SectionFileWriter(path, MAGIC, VERSION) as file:
            for name, values in self._sections(languages).items():
                file.add(name, values)
            file.finish({"rules": self._rules, "languages": languages, "terms": len(self.terms)})

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
            "name_votes": array("i", [max(-0x7FFFFFFF, min(one.name_votes, 0x7FFFFFFF)) for one in facts]).tobytes(),
            "languages": b"".join(mask.to_bytes(width, "little") for mask in masks),
            "key_blob": key_blob,
            "key_offsets": key_offsets,
            "list_offsets": list_offsets.tobytes(),
            "lists": lists.tobytes(),
        }


def _mask_bytes(languages: Sequence[str]) -> int:
    return (len(languages) + 7) // 8


def _ascends(row: Sequence[Any]) -> bool:
    return all(a < b for a, b in pairwise(row))


def _joined(strings: list[str]) -> tuple[bytes, bytes]:
    encoded = [string.encode() for string in strings]
    offsets, end = array("I", [0]), 0
    for one in encoded:
        end += len(one)
        offsets.append(end)
    return b"".join(encoded), offsets.tobytes()


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
        self._file = SectionFile(path, MAGIC, VERSION)
        try:
            self._read_facts()
        except (LookupError, TypeError, ValueError) as error:
            raise self._file.corrupt(f"holds facts that make no sense ({error!r})") from error

    def _read_facts(self) -> None:
        facts = self._file.facts
        self.rules: dict[str, str] = facts["rules"]
        self.languages: tuple[str, ...] = tuple(facts["languages"])
        self._count: int = facts["terms"]
        self._mask_bytes = _mask_bytes(self.languages)
        sections = {name: self._file.section(name, code) for name, code in _SECTIONS.items()}
        self._term_blob, self._term_offsets = sections["term_blob"], sections["term_offsets"]
        self._key_blob, self._key_offsets = sections["key_blob"], sections["key_offsets"]
        self._lists, self._list_offsets = sections["lists"], sections["list_offsets"]
        self._counts, self._name_votes = sections["counts"], sections["name_votes"]
        self._masks = sections["languages"]
        columns = (self._term_offsets[1:], self._counts, self._name_votes)
        if (
            any(len(column) != self._count for column in columns)
            or len(self._masks) != self._count * self._mask_bytes
            or len(self._key_offsets) != len(self._list_offsets)
        ):
            raise self._file.corrupt("has sections that do not fit together")

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
            raise self._file.corrupt(f"is damaged in term {term_ord} ({error})") from error

    def terms(self) -> Iterator[str]:
        """Go through the vocabulary in order."""
        return map(self.term, range(self._count))

    def count(self, term_ord: int) -> int:
        """Return how often a term occurs in the segment."""
        return int(self._counts[term_ord])

    def name_votes(self, term_ord: int) -> int:
        """Return what the segment tells of whether a term is a name, see :class:`TermFacts`."""
        return int(self._name_votes[term_ord])

    def facts(self, term_ord: int) -> TermFacts:
        """Return what is known of a term."""
        start = term_ord * self._mask_bytes
        mask = int.from_bytes(self._masks[start : start + self._mask_bytes], "little")
        languages = frozenset(code for number, code in enumerate(self.languages) if mask >> number & 1)
        return TermFacts(self.count(term_ord), self.name_votes(term_ord), languages)

    def vocabulary(self) -> Vocabulary:
        """Return all terms with what is known of them, as a lexicon is made of them."""
        width, masks = self._mask_bytes, bytes(self._masks)
        padded = b"".join(masks[n : n + width].ljust(8, b"\0") for n in range(0, len(masks), width)) if width else b""
        firsts, seconds = array("I"), array("I")
        for key, number in self.keys_from(_FOLLOWERS):
            if (first := self.find(key[len(_FOLLOWERS) :])) is not None:
                followers = self.listed(number)
                firsts.extend([first] * len(followers))
                seconds.extend(followers)
        return Vocabulary(
            bytes(self._term_blob),
            array("I", self._term_offsets),
            array("I", self._counts),
            array("i", self._name_votes),
            array("Q", padded or bytes(8 * self._count)),
            list(self.languages),
            (firsts, seconds),
        )

    def term_ords(self, key: str) -> list[int]:
        """Return the term_ords that a key leads to, ascending; none if there is no such key."""
        number = self._exact(self._key_blob, self._key_offsets, key.encode())
        return [] if number is None else self.listed(number)

    def keys_from(self, prefix: str) -> Iterator[tuple[str, int]]:
        """Go through the keys that begin with a prefix, each with the number by which :meth:`listed` knows it."""
        wanted = prefix.encode()
        blob, offsets = self._key_blob, self._key_offsets
        number = self._lower_bound(blob, offsets, wanted)
        while number + 1 < len(offsets):
            key = bytes(blob[offsets[number] : offsets[number + 1]])
            if not key.startswith(wanted):
                return
            try:
                yield key.decode(), number
            except UnicodeDecodeError as error:
                raise self._file.corrupt(f"is damaged in key {number} ({error})") from error
            number += 1

    def listed(self, number: int) -> list[int]:
        """Return the term_ords that a key of :meth:`keys_from` leads to, ascending."""
        ords: list[int] = self._lists[self._list_offsets[number] : self._list_offsets[number + 1]].tolist()
        if ords and max(ords) >= self._count:
            raise self._file.corrupt(f"is damaged in the list of key {number}")
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
            raise self._file.corrupt(f"is damaged ({error})") from error
        return list(zip(ords, distances, strict=True))

    def check(self) -> Iterator[str]:
        """Compare every byte with its checksum and follow every key; give a sentence for each problem."""
        problems = list(self._file.check())
        yield from problems
        if not problems:
            try:
                terms, keys = list(self.terms()), list(self._keys())
                lists = [self.term_ords(key) for key in keys]
            except (IndexCorruptError, UnicodeDecodeError) as error:
                yield f"{self.path} is damaged: {error}"
            else:
                if not _ascends(terms) or not _ascends(keys) or not all(map(_ascends, lists)) or not all(lists):
                    yield f"{self.path} has terms, keys or lists out of order, or a key that leads to no term"

    def _keys(self) -> Iterator[str]:
        for start, end in pairwise(self._key_offsets):
            yield str(self._key_blob[start:end], "utf-8")

    def _exact(self, blob: memoryview, offsets: memoryview, wanted: bytes) -> int | None:
        number = self._lower_bound(blob, offsets, wanted)
        if number + 1 < len(offsets) and blob[offsets[number] : offsets[number + 1]] == wanted:
            return number
        return None

    def _lower_bound(self, blob: memoryview, offsets: memoryview, wanted: bytes) -> int:
        try:
            return vocabulary.lower_bound(blob, offsets, wanted)
        except ValueError as error:
            raise self._file.corrupt(f"is damaged ({error})") from error

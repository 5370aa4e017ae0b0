"""The lexicon of a segment (``.lex``): what is known of each of its terms, and the keys that lead to terms.

The terms themselves are those of the title and the body in the ``.trm`` file beside it, and are not stored again: the
rank of a term among the terms of both is its term_ord. docs/FORMAT.md describes the bytes.

What is damaged behind the directory of the file is met when it is used; then, too, nothing outside the file is read.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from searchlib.codec import terms as term_files
from searchlib.codec.section_file import SectionFile, SectionFileWriter, TypeCode
from searchlib.codec.terms import TermsReader
from searchlib.codec.vocabulary import TermFacts, Vocabulary
from searchlib.errors import IndexCorruptError
from searchlib.kernels.frequent_terms import most_frequent
from searchlib.kernels.key_collector import KeyCollector
from searchlib.kernels.lexicon_entries import LETTERS, LexiconEntries
from searchlib.kernels.near_terms import within_edits
from searchlib.kernels.sound_table import SoundCollector, SoundTable
from searchlib.kernels.transcription import Sounds
from searchlib.kernels.union_terms import UnionTerms, added_terms

__all__ = ["EXTENSION", "FOLLOWER", "LETTERS", "NOT_TAKEN", "LexiconReader", "LexiconWriter", "frequent_terms"]

EXTENSION = ".lex"
MAGIC = b"SLIBLEX\n"
VERSION = 5
FOLLOWER: Final = "h"
"""The letter of keys that lead to the terms that stood behind a term after a hyphen."""

NOT_TAKEN: Final = 0xFFFFFFFF
"""Stands for the term_ord of a term that is not there any more, or not as it was."""

_BEHIND_ALL: Final = b"\xff"
"""No byte of UTF-8: sorts behind all of them."""

_FIELDS: Final = ("body", "title")
_ENTRY_SECTIONS: Final[Mapping[str, TypeCode]] = {
    "entries": "B",
    "entry_blocks": "I",
    "profile_languages": "Q",
    "profile_keys": "I",
    "set_tags": "H",
    "set_ends": "I",
}
_SECTIONS: Final[Mapping[str, TypeCode]] = {
    "added": "I",
    "added_ords": "I",
    **_ENTRY_SECTIONS,
    "sounds": "B",
    "sound_buckets": "I",
}


class LexiconWriter:
    """Collects the keys of a vocabulary, then writes them as one file.

    A key is a tag, a colon and a text: ``s:az:film``, ``f::eliyev``, ``a:aliyev``. The tag is a letter, and for the
    letters s, r and f a colon and a language, which may be empty.

    Args:
        vocabulary: the terms of the segment, with what is known of each.
        rules: fingerprints of the rules that made the terms and their keys; given back by the reader.
        kinds: names of the kinds of match that the keys serve; given back by the reader.
    """

    def __init__(self, vocabulary: Vocabulary, rules: Mapping[str, str], kinds: Collection[str]) -> None:
        self._vocabulary = vocabulary
        self._rules = dict(rules)
        self._kinds = sorted(kinds)
        self._keys = KeyCollector(vocabulary.blob, vocabulary.offsets, vocabulary.name_votes, vocabulary.language_masks)
        self._sounds = SoundCollector()
        self.add_key = self._keys.add
        self.add_sounds = self._sounds.add

    def take_over(self, source: LexiconReader, new_ords: array[int], group_of: Callable[[str], str]) -> None:
        """File terms under the keys and sounds that another lexicon has for them.

        Args:
            source: the other lexicon, made by the same rules.
            new_ords: u32, for each of its terms the term_ord here; NOT_TAKEN for those that are not taken over.
            group_of: gives the group of sounds.

        Raises:
            IndexCorruptError: the other lexicon is damaged.
        """
        for sounds, term_ords in source.take_into(self._keys, new_ords):
            for term_ord in term_ords:
                self._sounds.add(group_of(sounds), sounds, term_ord)

    def write(self, path: Path) -> None:
        """Write the file beside that of the terms, under a temporary name, and rename it into place.

        Raises:
            ValueError: the terms beside it are not those of the vocabulary.
        """
        entries, sounds = self._keys.finish(), self._sounds.finish()
        added, added_ords = self._added(path)
        with SectionFileWriter(path, MAGIC, VERSION) as file:
            file.add("added", added)
            file.add("added_ords", added_ords)
            for name in _ENTRY_SECTIONS:
                file.add(name, getattr(entries, name))
            file.add("sounds", sounds.sounds)
            file.add("sound_buckets", sounds.buckets)
            file.finish(
                {
                    "rules": self._rules,
                    "kinds": self._kinds,
                    "languages": self._vocabulary.codes,
                    "tags": entries.tags,
                    "sound_letters": sounds.letters,
                    "terms": len(self._vocabulary),
                }
            )

    def _added(self, path: Path) -> tuple[array[int], array[int]]:
        """Return the terms that the body lacks, by their ranks among all and in the title."""
        first, second = map(TermsReader(path.with_suffix(term_files.EXTENSION)).dictionary, _FIELDS)
        added, added_ords = added_terms(first, second)
        if UnionTerms(first, second, added, added_ords).columns()[0] != self._vocabulary.blob:
            raise ValueError(f"the terms of {path.stem}{term_files.EXTENSION} are not those of its lexicon")
        return added, added_ords


class LexiconReader:
    """A mapped lexicon file.

    Args:
        path: the file.
        terms: the terms of the segment; None to map the file beside it.

    Attributes:
        path: the file.
        rules: fingerprints of the rules that made the terms and their keys.
        kinds: names of the kinds of match that it was built for.
        languages: ISO 639 codes of the languages seen in the segment.

    Raises:
        IndexCorruptError: the file is missing, shortened or something else; every method: it is damaged.
    """

    def __init__(self, path: Path, terms: TermsReader | None = None) -> None:
        self.path = path
        self._file = SectionFile(path, MAGIC, VERSION)
        try:
            self._read(terms or TermsReader(path.with_suffix(term_files.EXTENSION)))
        except (LookupError, TypeError, ValueError, AttributeError, OverflowError) as error:
            raise self._file.corrupt(f"holds facts that make no sense ({error!r})") from error

    def _read(self, terms: TermsReader) -> None:
        facts = self._file.facts
        self.rules: dict[str, str] = dict(facts["rules"])
        self.kinds = frozenset[str](facts["kinds"])
        self.languages: tuple[str, ...] = tuple(facts["languages"])
        sections = {name: self._file.section(name, code) for name, code in _SECTIONS.items()}
        first, second = map(terms.dictionary, _FIELDS)
        self.terms_of_both = UnionTerms(first, second, sections["added"], sections["added_ords"])
        if len(self.terms_of_both) != facts["terms"]:
            raise self._file.corrupt("has other terms than the text fields")
        self._entries = LexiconEntries(self.terms_of_both, facts["tags"], [sections[name] for name in _ENTRY_SECTIONS])
        self._sounds = SoundTable(facts["sound_letters"], sections["sounds"], sections["sound_buckets"], facts["terms"])

    def __len__(self) -> int:
        return len(self.terms_of_both)

    def find(self, term: str) -> int | None:
        """Return the term_ord of a term, or None if the segment does not have it."""
        try:
            term_ord = self.terms_of_both.find(term.encode())
        except ValueError as error:
            raise self._damaged(error) from error
        return None if term_ord < 0 else term_ord

    def term(self, term_ord: int) -> str:
        """Return the term of a term_ord."""
        try:
            return self.terms_of_both.term(term_ord).decode()
        except ValueError as error:
            raise self._damaged(error) from error

    def terms(self) -> Iterator[str]:
        """Go through the vocabulary in order."""
        vocabulary = self.vocabulary()
        return map(vocabulary.term, range(len(vocabulary)))

    def count(self, term_ord: int) -> int:
        """Return how often a term occurs in the segment."""
        try:
            return self.terms_of_both.count(term_ord)
        except ValueError as error:
            raise self._damaged(error) from error

    def name_votes(self, term_ord: int) -> int:
        """Return what the segment tells of whether a term is a name, see :class:`TermFacts`."""
        return self._facts(term_ord)[0]

    def facts(self, term_ord: int) -> TermFacts:
        """Return what is known of a term."""
        votes, mask = self._facts(term_ord)
        return TermFacts.of_mask(self.count(term_ord), votes, mask, self.languages)

    def _facts(self, term_ord: int) -> tuple[int, int]:
        try:
            return self._entries.facts(term_ord)
        except ValueError as error:
            raise self._damaged(error) from error

    def vocabulary(self) -> Vocabulary:
        """Return the terms with what is known of each, as columns."""
        try:
            blob, offsets, counts = self.terms_of_both.columns()
            votes, masks = self._entries.facts_columns()
            followers = self._entries.pairs(FOLLOWER)
        except ValueError as error:
            raise self._damaged(error) from error
        return Vocabulary(blob, offsets, counts, votes, masks, list(self.languages), followers)

    def term_ords(self, key: str) -> list[int]:
        """Return the term_ords that a key leads to, ascending; none if there is no such key."""
        try:
            return self._entries.term_ords(key)
        except ValueError as error:
            raise self._damaged(error) from error

    def related(self, keys: list[str]) -> list[tuple[str, int]]:
        """Return the terms that keys lead to, each with the letters of its keys: the sum of their :data:`LETTERS`."""
        try:
            return self._entries.related(keys)
        except ValueError as error:
            raise self._damaged(error) from error

    def sounds(self, group: str, hearing: Sounds) -> list[tuple[str, list[int]]]:
        """Return sounds, each with the term_ords that have them.

        Args:
            group: the group that they were filed under; a few others with the same consonants may be among them.
            hearing: tells the consonants of sounds.
        """
        try:
            return self._sounds.find(group, hearing)
        except ValueError as error:
            raise self._damaged(error) from error

    def take_into(self, keys: KeyCollector, new_ords: array[int]) -> Iterator[tuple[str, list[int]]]:
        """File terms elsewhere under their keys here, and yield their sounds; see :meth:`LexiconWriter.take_over`."""
        try:
            keys.take_over(self._entries, new_ords)
            every = self._sounds.items()
        except ValueError as error:
            raise self._damaged(error) from error
        for _, sounds, ords in every:
            taken = [new_ords[term_ord] for term_ord in ords if new_ords[term_ord] != NOT_TAKEN]
            if taken:
                yield sounds, taken

    def within_edits(self, word: str, edits: int, initials: Iterable[str] | None = None) -> list[tuple[int, int]]:
        """Return ``(term_ord, distance)`` of the terms within so many edits of a word.

        Args:
            word: the word.
            edits: how many edits there may be.
            initials: letters; only terms that begin with one of them are wanted. None wants all.
        """
        found: list[tuple[int, int]] = []
        try:
            for start, stop in [(0, len(self))] if initials is None else map(self._beginning_with, initials):
                found.extend(zip(*within_edits(self.terms_of_both, word, edits, start, stop), strict=True))
        except ValueError as error:
            raise self._damaged(error) from error
        return found

    @cached_property
    def initials(self) -> tuple[str, ...]:
        """The letters with which terms begin, in order."""
        return tuple(letter for letter, _ in self.by_initial(range(len(self))))

    def by_initial(self, term_ords: Sequence[int]) -> Iterator[tuple[str, Sequence[int]]]:
        """Part ascending term_ords by the letters with which their terms begin."""
        start = 0
        while start < len(term_ords):
            letter = self.term(term_ords[start])[:1]
            stop = bisect_left(term_ords, self._lower_bound(letter.encode() + _BEHIND_ALL), start)
            stop = max(start + 1, stop)  # an end even where terms are in no order
            yield letter, term_ords[start:stop]
            start = stop

    def _beginning_with(self, letter: str) -> tuple[int, int]:
        """Return the term_ord of the first term that begins with a letter, and of the first one behind all these."""
        return self._lower_bound(letter.encode()), self._lower_bound(letter.encode() + _BEHIND_ALL)

    def _lower_bound(self, term: bytes) -> int:
        try:
            return self.terms_of_both.lower_bound(term)
        except ValueError as error:
            raise self._damaged(error) from error

    def check(self) -> Iterator[str]:
        """Compare every byte with its checksum and read every entry; give a sentence for each problem."""
        problems = list(self._file.check())
        yield from problems
        if not problems:
            try:
                self._entries.check()
                self._sounds.items()
                self.vocabulary()
            except (IndexCorruptError, ValueError) as error:
                yield f"{self.path} is damaged: {error}"

    def _damaged(self, error: ValueError) -> IndexCorruptError:
        return self._file.corrupt(f"is damaged ({error})")


def frequent_terms(readers: Sequence[LexiconReader], prefix: str, pattern: str | None, most: int) -> list[str]:
    """Return the terms of some segments that begin with a prefix, and which a pattern describes if there is one.

    Args:
        readers: the lexicon of each segment.
        prefix: what the terms begin with.
        pattern: ``*`` stands for any letters, ``?`` for one.
        most: how many terms are wanted; of more those that occur most often.

    Raises:
        IndexCorruptError: a file is damaged.
    """
    try:
        found = most_frequent([reader.terms_of_both for reader in readers], prefix.encode(), pattern, most)
        return [term.decode() for term in found]
    except ValueError as error:
        folder = readers[0].path.parent
        raise IndexCorruptError(
            f"a segment in {folder} is damaged ({error}); index the articles anew", folder
        ) from error

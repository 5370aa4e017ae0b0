"""The vocabulary of a segment and what its articles tell of each term, as columns: what a lexicon is made of."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Final, Self

from searchlib.codec.terms import TermColumns, TermsWriter

MAX_LANGUAGES: Final = 62
_MARKED: Final = 1 << 62
_UNMARKED: Final = 1 << 63
_LIMIT: Final = 0x7FFFFFFF


def _no_pairs() -> tuple[array[int], array[int]]:
    return array("I"), array("I")


@dataclass(frozen=True, slots=True)
class TermFacts:
    """What the articles of a segment tell of one term.

    Attributes:
        count: occurrences in title and body, in deleted articles too until they are merged away.
        name_votes: those with a capital letter, where that tells a name, less those without.
        languages: ISO 639 codes of the languages it was seen in.
        is_marked: whether it was seen in Azerbaijani or Turkish that is typed with diacritics.
        is_unmarked: whether it was seen in any other text.
    """

    count: int
    name_votes: int
    languages: frozenset[str]
    is_marked: bool = False
    is_unmarked: bool = False

    @property
    def may_lack_marks(self) -> bool:
        """Whether the term may have been typed without its diacritics: not where all its texts have theirs."""
        return self.is_unmarked or not self.is_marked

    @classmethod
    def of_mask(cls, count: int, name_votes: int, mask: int, codes: Sequence[str]) -> Self:
        """Return the facts of a mask of languages."""
        return cls(count, name_votes, languages_of(mask, codes), bool(mask & _MARKED), bool(mask & _UNMARKED))

    def mask(self, bits: Mapping[str, int]) -> int:
        """Return the mask of languages, given the bit of each."""
        return sum(bits[code] for code in self.languages) | self.is_marked * _MARKED | self.is_unmarked * _UNMARKED


def may_lack_marks(mask: int) -> bool:
    """Tell by a mask of languages what :attr:`TermFacts.may_lack_marks` does."""
    return bool(mask & _UNMARKED) or not mask & _MARKED


def languages_of(mask: int, codes: Sequence[str]) -> frozenset[str]:
    """Return the languages of a mask."""
    return frozenset(code for number, code in enumerate(codes) if mask >> number & 1)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The distinct terms of the text fields, ascending by their bytes in UTF-8, and a number of each in every column.

    Attributes:
        blob: the terms one after another.
        offsets: u32, one more than terms: term ``i`` is ``blob[offsets[i]:offsets[i + 1]]``.
        counts: u32, occurrences of each term; those of documents that were deleted may still be in it.
        name_votes: i32, those with a capital letter, where that tells a name, less those without one.
        language_masks: u64, the languages that each term was seen in: bit ``i`` is ``codes[i]``,
            62 and 63 are what :class:`TermFacts` calls marked and unmarked.
        codes: ISO 639 codes.
        followers: u32 and u32, pairs of terms by their ranks: the second stood behind the first after a hyphen.

    Example:
        >>> vocabulary = Vocabulary(
        ...     b"fireyol", array("I", [0, 4, 7]), array("I", [2, 1]), array("i", [-2, 1]), array("Q", [0, 1]), ["az"]
        ... )
        >>> len(vocabulary), vocabulary.term(1), vocabulary.languages(1)
        (2, 'yol', ['az'])
    """

    blob: bytes
    offsets: array[int]
    counts: array[int]
    name_votes: array[int]
    language_masks: array[int]
    codes: list[str]
    followers: tuple[array[int], array[int]] = field(default_factory=_no_pairs)

    def __len__(self) -> int:
        return len(self.counts)

    def term(self, term_ord: int) -> str:
        """Return a term by its rank."""
        return self.blob[self.offsets[term_ord] : self.offsets[term_ord + 1]].decode()

    def languages(self, term_ord: int) -> list[str]:
        """Return the codes of the languages that a term was seen in."""
        mask = self.language_masks[term_ord]
        return [code for number, code in enumerate(self.codes) if mask >> number & 1]

    @classmethod
    def of(cls, facts: Mapping[str, TermFacts], followers: Mapping[str, AbstractSet[str]] | None = None) -> Self:
        """Return the columns of some terms.

        Args:
            facts: the terms, with what is known of each.
            followers: for each term those that stood behind it after a hyphen.

        Raises:
            ValueError: they are in more than 62 languages.

        Example:
            >>> Vocabulary.of({"yol": TermFacts(1, 1, frozenset({"az"}))}).languages(0)
            ['az']
        """
        # The order of code points is that of bytes in UTF-8.
        terms = sorted(facts)
        codes = sorted({code for known in facts.values() for code in known.languages})
        if len(codes) > MAX_LANGUAGES:
            raise ValueError(f"a segment has terms of at most {MAX_LANGUAGES} languages, not {len(codes)}")
        encoded = [term.encode() for term in terms]
        known = [facts[term] for term in terms]
        bits = {code: 1 << number for number, code in enumerate(codes)}
        ranks = {term: rank for rank, term in enumerate(terms)} if followers else {}
        pairs = sorted(
            (ranks[first], ranks[second])
            for first, seconds in (followers or {}).items()
            for second in seconds
            if first in ranks and second in ranks
        )
        return cls(
            b"".join(encoded),
            array("I", accumulate(map(len, encoded), initial=0)),
            array("I", [one.count for one in known]),
            array("i", [max(-_LIMIT, min(one.name_votes, _LIMIT)) for one in known]),
            array("Q", [one.mask(bits) for one in known]),
            codes,
            (array("I", [first for first, _ in pairs]), array("I", [second for _, second in pairs])),
        )


def write_terms(vocabulary: Vocabulary, path: Path) -> None:
    """Write the terms of a vocabulary as those of a segment whose articles have no titles.

    A lexicon is read beside such a file: this makes one where there is no segment.
    """
    count = len(vocabulary)
    zeros = array("I", bytes(4 * count))
    ones = array("I", [1]) * count
    totals = array("Q", [max(1, count) for count in vocabulary.counts])
    with TermsWriter(path) as writer:
        writer.start_field("body", "frequencies")
        writer.add_many(TermColumns(vocabulary.blob, vocabulary.offsets, ones, totals, zeros, zeros, zeros))
        writer.finish()

"""The vocabulary of a segment and what its articles tell of each term, as columns: what a lexicon is made of."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field


def _no_pairs() -> tuple[array[int], array[int]]:
    return array("I"), array("I")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The distinct terms of the text fields, ascending by their bytes in UTF-8, and a number of each in every column.

    Attributes:
        blob: the terms one after another.
        offsets: u32, one more than terms: term ``i`` is ``blob[offsets[i]:offsets[i + 1]]``.
        counts: u32, occurrences of each term; those of documents that were deleted may still be in it.
        name_votes: i32, those with a capital letter, where that tells a name, less those without one.
        language_masks: u64, the languages that each term was seen in: bit ``i`` is ``codes[i]``.
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

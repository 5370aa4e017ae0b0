"""Terms and posting lists as Whoosh asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from whoosh.codec.base import FieldCursor, TermsReader
from whoosh.reading import TermInfo as WhooshTermInfo
from whoosh.reading import TermNotFound

from searchlib.codec import norms, positions, postings, terms
from searchlib.codec.matcher import PostingMatcher, TermPostings
from searchlib.codec.norms import NormsReader
from searchlib.codec.positions import PositionsReader
from searchlib.codec.postings import PostingsReader
from searchlib.codec.terms import TermInfo
from searchlib.codec.terms import TermsReader as TermsFile


class ColumnarTermsReader(TermsReader):
    """Gives Whoosh the terms of a segment.

    Args:
        base: path of the segment's files, without their extensions.
    """

    def __init__(self, base: Path) -> None:
        self._terms = TermsFile(base.with_name(base.name + terms.EXTENSION))
        self._postings = PostingsReader(base.with_name(base.name + postings.EXTENSION))
        self._positions = PositionsReader(base.with_name(base.name + positions.EXTENSION))
        self._norms = NormsReader(base.with_name(base.name + norms.EXTENSION))

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return self._terms.find(*term) is not None

    def indexed_field_names(self) -> Iterable[str]:
        """Return the names of the fields that have terms."""
        return self._terms.fields.keys()

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Go through field and term of every term."""
        for field in self._terms.fields:
            for term, _ in self._terms.items(field):
                yield field, term

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Go through the terms from one on, those of the fields behind it too."""
        return (term for term, _ in self._from(fieldname, prefix))

    def items(self) -> Iterator[tuple[tuple[str, bytes], LazyTermInfo]]:
        """Go through every term and what is known of it."""
        for field in self._terms.fields:
            for term, info in self._terms.items(field):
                yield (field, term), self._whoosh_info(field, info)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], LazyTermInfo]]:
        """Go through the terms from one on, and what is known of them."""
        return ((term, self._whoosh_info(term[0], info)) for term, info in self._from(fieldname, prefix))

    def _from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        fields = list(self._terms.fields)
        if fieldname not in fields:
            return
        start = self._terms.lower_bound(fieldname, prefix)
        for field in fields[fields.index(fieldname) :]:
            for term, info in self._terms.items(field, start):
                yield (field, term), info
            start = 0

    def _found(self, field: str, term: bytes) -> TermInfo | None:
        return self._terms.find(field, term)

    def frequency(self, fieldname: str, text: bytes) -> int:
        """Return how often a term occurs.

        Raises:
            KeyError: the segment does not have it.
        """
        return self._known(fieldname, text).total_freq

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many documents a term stands in.

        Raises:
            KeyError: the segment does not have it.
        """
        return self._known(fieldname, text).doc_freq

    def _known(self, field: str, term: bytes) -> TermInfo:
        info = self._terms.find(field, term)
        if info is None:
            raise KeyError((field, term))
        return info

    def term_info(self, fieldname: str, text: bytes) -> LazyTermInfo:
        """Return what is known of a term.

        Raises:
            TermNotFound: the segment does not have it.
        """
        return self._whoosh_info(fieldname, self._info(fieldname, text))

    def _info(self, field: str, term: bytes) -> TermInfo:
        info = self._terms.find(field, term)
        if info is None:
            raise TermNotFound(f"no term {field}:{term!r}")
        return info

    def _whoosh_info(self, field: str, info: TermInfo) -> LazyTermInfo:
        return LazyTermInfo(self._opened(field, info), info.total_freq)

    def _opened(self, field: str, info: TermInfo) -> TermPostings:
        return TermPostings(self._postings, self._positions, self._norms, (field, self._terms.fields[field].kind, info))

    def matcher(self, fieldname: str, text: bytes, format_: object, scorer: object = None) -> PostingMatcher:
        """Return a cursor over the posting list of a term.

        Raises:
            TermNotFound: the segment does not have it.
        """
        opened = self._opened(fieldname, self._info(fieldname, text))
        return PostingMatcher(opened, (fieldname, text), format_, scorer)

    def cursor(self, fieldname: str, fieldobj: object) -> TermCursor:
        """Return a cursor over the terms of a field."""
        return TermCursor(self, fieldname, fieldobj)

    def count(self, field: str) -> int:
        """Return how many terms a field has."""
        return self._terms.count(field)

    def term(self, field: str, term_ord: int) -> bytes:
        """Return the term of a term_ord."""
        return self._terms.term(field, term_ord)

    def lower_bound(self, field: str, term: bytes) -> int:
        """Return the term_ord of the first term that is not before one."""
        return self._terms.lower_bound(field, term)

    def close(self) -> None:
        """Do nothing: files stay mapped as long as something reads them."""


class LazyTermInfo(WhooshTermInfo):
    """What is known of a term; what needs its whole posting list is worked out when it is asked for.

    Args:
        postings: the list.
        total_freq: how often the term occurs.
    """

    def __init__(self, postings: TermPostings, total_freq: int) -> None:
        first, last = postings.ends()
        super().__init__(float(total_freq), len(postings), minid=first, maxid=last)
        self._list = postings

    def _lengths(self) -> list[int]:
        return self._list.lengths(self._list.docnums())

    def min_length(self) -> int:
        """Return the least length of the field in a document with the term."""
        return min(self._lengths())

    def max_length(self) -> int:
        """Return the greatest length of the field in a document with the term."""
        return max(self._lengths())

    def max_weight(self) -> float:
        """Return the largest number of occurrences in a document."""
        return float(max(self._list.frequencies()))


class TermCursor(FieldCursor):
    """A place in the terms of a field, at first the first one.

    Args:
        reader: the terms.
        field: name of the field.
        fieldobj: Whoosh's field, which makes values of terms.
    """

    def __init__(self, reader: ColumnarTermsReader, field: str, fieldobj: Any) -> None:  # noqa: ANN401
        self._reader = reader
        self._field = field
        self._fieldobj = fieldobj
        self._term_ord = 0

    def first(self) -> Any:  # noqa: ANN401  what the field makes of a term
        """Go to the first term and return it."""
        self._term_ord = 0
        return self.text()

    def find(self, string: Any) -> Any:  # noqa: ANN401  likewise
        """Go to the first term that is not before one and return it."""
        term = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._term_ord = self._reader.lower_bound(self._field, term)
        return self.text()

    def next(self) -> Any:  # noqa: ANN401  likewise
        """Go to the next term and return it."""
        self._term_ord += 1
        return self.text()

    def text(self) -> Any:  # noqa: ANN401  likewise
        """Return the term as its field has it; None behind the last one."""
        return self._fieldobj.from_bytes(self._term()) if self.is_valid() else None

    term = text

    def _term(self) -> bytes:
        return self._reader.term(self._field, self._term_ord)

    def term_info(self) -> LazyTermInfo | None:
        """Return what is known of the term; None behind the last one."""
        return self._reader.term_info(self._field, self._term()) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Tell whether it is at a term."""
        return self._term_ord < self._reader.count(self._field)

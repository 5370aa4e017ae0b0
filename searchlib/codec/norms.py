"""Lengths of documents (``.nrm``): tokens of each text field, and the scored length that BM25F compares with.

One section for each field and one for the scored length, a number for each document, in the narrowest of u8, u16 and
u32 that holds them all. Lengths are exact: what a score is made of does not depend on the segment it is read from.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Literal, NamedTuple, Self, TypeAlias, cast

from searchlib.codec.section_file import Buffer, SectionFile, SectionFileWriter
from searchlib.kernels import columns

EXTENSION = ".nrm"
MAGIC = b"SLIBNRM\n"
VERSION = 1
_SCORED = "scored"

NumberType: TypeAlias = Literal["B", "H", "I"]
"""What lengths are written in, as in :mod:`array`."""


class LengthFacts(NamedTuple):
    """What is known of the lengths of all documents.

    Attributes:
        total: their sum.
        least: the smallest; 0 without documents.
        greatest: the largest; 0 without documents.
        typecode: the type they are written in.
    """

    total: int
    least: int
    greatest: int
    typecode: NumberType


_NONE = LengthFacts(0, 0, 0, "B")


class NormsWriter:
    """Writes the lengths of a segment's documents, field by field.

    Leaving the ``with`` block before ``finish`` was called leaves nothing behind.

    Args:
        path: the file.
        documents: how many the segment has.

    Example:
        >>> with NormsWriter(Path("news.nrm"), 2) as writer:
        ...     writer.add("body", array("I", [300, 7]))
        ...     writer.add_scored(array("I", [306, 9]))
        ...     writer.finish()
        >>> norms = NormsReader(Path("news.nrm"))
        >>> norms.length("body", 0), norms.facts("body").total, norms.scored().tolist()
        (300, 307, [306, 9])
    """

    def __init__(self, path: Path, documents: int) -> None:
        self._file = SectionFileWriter(path, MAGIC, VERSION)
        self._documents = documents
        self._fields: dict[str, LengthFacts] = {}
        self._scored: LengthFacts | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def add(self, field: str, lengths: Buffer) -> None:
        """Write the number of tokens in a field of each document.

        Raises:
            ValueError: there are not as many lengths, an array of u32, as documents; or the field is written already.
        """
        if field in self._fields:
            raise ValueError(f"the lengths of field {field!r} are written already")
        self._fields[field] = self._write(str(len(self._fields)), lengths)

    def add_scored(self, lengths: Buffer) -> None:
        """Write the length of each document that scores compare frequencies with, an array of u32.

        Raises:
            ValueError: there are not as many lengths as documents, or they are written already.
        """
        self._scored = self._write(_SCORED, lengths)

    def _write(self, section: str, lengths: Buffer) -> LengthFacts:
        if len(lengths) != self._documents:
            raise ValueError(f"{len(lengths)} lengths for {self._documents} documents")
        narrowed, total, least, greatest = columns.narrow(lengths)
        self._file.add(section, narrowed)
        return LengthFacts(total, least, greatest, cast("NumberType", narrowed.typecode))

    def finish(self) -> None:
        """Bring the file to the disk and give it its name.

        Raises:
            ValueError: the scored lengths were not written.
        """
        if self._scored is None:
            raise ValueError("the scored lengths are missing; call add_scored before finish")
        fields = {name: list(facts) for name, facts in self._fields.items()}
        self._file.finish({"documents": self._documents, "fields": fields, "scored": list(self._scored)})


class NormsReader:
    """A mapped file of lengths; nothing in it changes, so any number of threads may read it.

    A field that the segment does not have has no tokens.

    Args:
        path: the file.

    Attributes:
        path: the file.
        documents: how many the segment has.

    Raises:
        IndexCorruptError: the file is missing, shortened or something else.
    """

    def __init__(self, path: Path) -> None:
        self._file = file = SectionFile(path, MAGIC, VERSION)
        self.path = path
        try:
            self.documents: int = file.facts["documents"]
            self._facts = {name: LengthFacts(*facts) for name, facts in file.facts["fields"].items()}
            known = enumerate(self._facts.items())
            self._views = {name: self._view(str(number), facts) for number, (name, facts) in known}
            self._scored_facts = LengthFacts(*file.facts["scored"])
            self._scored_view = self._view(_SCORED, self._scored_facts)
        except (LookupError, TypeError, ValueError, AttributeError) as error:
            raise file.corrupt(f"holds facts that make no sense ({error!r})") from error

    def _view(self, section: str, facts: LengthFacts) -> memoryview:
        view = self._file.section(section, facts.typecode)
        if view.format not in ("B", "H", "I") or len(view) != self.documents:
            raise ValueError(f"section {section!r} has {len(view)} lengths of type {view.format}")
        return view

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields whose lengths are known."""
        return tuple(self._facts)

    def facts(self, field: str) -> LengthFacts:
        """Return sum, least and greatest of the lengths of a field."""
        return self._facts.get(field, _NONE)

    def length(self, field: str, docnum: int) -> int:
        """Return how many tokens a field of a document has.

        Raises:
            IndexError: there are not so many documents.
        """
        if not 0 <= docnum < self.documents:
            raise IndexError(f"there are {self.documents} documents, none has number {docnum}")
        return self._views[field][docnum] if field in self._views else 0

    def lengths(self, field: str) -> array[int]:
        """Return how many tokens a field has of each document, as a new array of u32."""
        if field not in self._views:
            return array("I", bytes(4 * self.documents))
        return columns.widen(self._views[field])

    def scored(self) -> array[int]:
        """Return the scored length of each document, as a new array of u32."""
        return columns.widen(self._scored_view)

    def scored_facts(self) -> LengthFacts:
        """Return sum, least and greatest of the scored lengths."""
        return self._scored_facts

    def check(self) -> Iterator[str]:
        """Compare every byte with its checksum and every sum with its numbers; give a sentence for each problem."""
        problems = list(self._file.check())
        yield from problems
        known = {**self._facts, _SCORED: self._scored_facts}
        views = {**self._views, _SCORED: self._scored_view}
        for name, facts in () if problems else known.items():
            _, *found = columns.narrow(columns.widen(views[name]))
            if found != list(facts[:3]):
                yield f"{self.path} has lengths of {name!r} of sum, least and greatest {found} instead of {facts[:3]}"

"""The fields of an index.

The table of contents of an index names the classes of its fields by their import path, so the classes of this
module never move and hold nothing but plain data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from whoosh import fields
from whoosh.analysis import Analyzer, Token
from whoosh.fields import ID, STORED, TEXT, Schema

from searchlib.analysis import analyze
from searchlib.codec.layout import DOCUMENT_FIELD, FIELD_WEIGHTS, FILTER_COLUMNS

TEXT_FIELDS = tuple(FIELD_WEIGHTS)
"""The fields that words are looked for in."""

FILTER_FIELDS = tuple(FILTER_COLUMNS)
"""The fields that narrow a search and do not count for ranking; each value is one term."""


class TermAnalyzer(Analyzer):
    """Our analysis as a Whoosh analyzer, for plain Whoosh query parsers on our fields."""

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Token]:  # noqa: ANN401  whoosh's protocol
        """Yield Whoosh tokens of a text."""
        stream = analyze(value)
        for position, term in enumerate(stream.terms):
            token = Token(positions=True, chars=True, removestops=False, mode=kwargs.get("mode", ""))
            token.text, token.pos, token.boost = term, position, 1.0
            token.startchar, token.endchar = stream.tokens.starts[position], stream.tokens.ends[position]
            yield token


class TermsField(TEXT):
    """A text field that is given its terms, already analysed, one for each token."""

    def __init__(self) -> None:
        super().__init__(analyzer=TermAnalyzer(), phrase=True)

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield ``(term, frequency, weight, positions)`` of each distinct term, as Whoosh's writer wants them."""
        positions: dict[str, list[int]] = {}
        for position, term in enumerate(value):
            positions.setdefault(term, []).append(position)
        encode = self.format.encode
        for term, where in positions.items():
            yield term.encode(), len(where), float(len(where)), encode(where)


class ValuesField(fields.FieldType):
    """A field of whole values, each one term, for filters."""

    def __init__(self, *, unique: bool = False) -> None:
        keyword = ID(unique=unique)
        super().__init__(keyword.format, keyword.analyzer, unique=unique)

    def index(self, value: Sequence[str], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield each distinct value once."""
        for term in dict.fromkeys(value):
            yield term.encode(), 1, 1.0, b""


def make_schema() -> Schema:
    """Return the schema of a new index."""
    values = {name: ValuesField(unique=name == "id") for name in FILTER_FIELDS}
    texts = {name: TermsField() for name in TEXT_FIELDS}
    return Schema(**{DOCUMENT_FIELD: STORED()}, **values, **texts)

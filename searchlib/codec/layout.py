"""What a codec has to know of an index beyond its schema: which lengths count, which fields are columns.

The layout of searchlib's own index is a constant here, because query planning, the schema and the codec must agree on
it. Indexes of other schemas, which only Whoosh reads, have the plain layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from searchlib.codec.postings import BLOCK_SIZE

if TYPE_CHECKING:
    from searchlib.codec.column import Kind

FIELD_WEIGHTS: Final[Mapping[str, int]] = {"title": 2, "body": 1}
"""The text fields, and how much an occurrence in each counts; so much does a token count in the scored length."""

FILTER_COLUMNS: Final[Mapping[str, Kind]] = {
    "id": "single",
    "language": "single",
    "source": "single",
    "author": "single",
    "tags": "list",
    "date": "single",
}
"""The fields of whole values, which are columns too, and how many values a document may have in each."""

DOCUMENT_FIELD: Final = "article"
"""The stored field that is the stored document as it is."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the documents of an index are laid out.

    Attributes:
        scored: how much a token of each field counts in the scored length; None for 1 in every field.
        columns: fields of whole values that get a column each.
        document: the only stored field, an encoded article; None to store fields as the head of one.
        block_size: postings to a block.
    """

    scored: Mapping[str, int] | None = None
    columns: Mapping[str, Kind] = field(default_factory=dict)
    document: str | None = None
    block_size: int = BLOCK_SIZE


PLAIN: Final = Layout()
"""For any schema: lengths are added up, no columns, stored fields as JSON."""

NEWS: Final = Layout(FIELD_WEIGHTS, FILTER_COLUMNS, DOCUMENT_FIELD)
"""Of searchlib's own index."""

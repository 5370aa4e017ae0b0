"""The fields that a query may name, and the names they go by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class FieldKind(Enum):
    """What may follow the colon."""

    TEXT = "text"
    """words, phrases and groups of them"""
    VALUE = "value"
    """one value, taken as it stands"""
    DATE = "date"
    """a day, a month, a year or a range of them"""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an article as a query names it.

    Attributes:
        name: canonical name; ``before`` and ``after`` are open sides of ``date``.
        kind: what may follow the colon.
        aliases: other names it goes by.
    """

    name: str
    kind: FieldKind
    aliases: tuple[str, ...] = ()


_FIELDS = (
    Field("title", FieldKind.TEXT, ("headline",)),
    Field("body", FieldKind.TEXT, ("text",)),
    Field("date", FieldKind.DATE),
    Field("after", FieldKind.DATE, ("since",)),
    Field("before", FieldKind.DATE, ("until",)),
    Field("language", FieldKind.VALUE, ("lang",)),
    Field("source", FieldKind.VALUE),
    Field("author", FieldKind.VALUE, ("by",)),
    Field("tags", FieldKind.VALUE, ("tag",)),
    Field("id", FieldKind.VALUE),
)

_BY_NAME = {name: field for field in _FIELDS for name in (field.name, *field.aliases)}

FIELD_NAMES = ", ".join(field.name for field in _FIELDS)
"""Every canonical name, for messages."""


def find_field(name: str) -> Field | None:
    """Find a field by any of its names, in capitals or not.

    Example:
        >>> find_field("Lang").name
        'language'
        >>> find_field("http") is None
        True
    """
    return _BY_NAME.get(name.lower())

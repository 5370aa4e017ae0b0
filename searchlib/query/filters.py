"""The value after ``lang:``, ``source:`` or ``date:`` made into a node."""

from __future__ import annotations

from searchlib.query.dates import read_range
from searchlib.query.fields import Field, FieldKind
from searchlib.query.nodes import DateRange, Filter
from searchlib.query.reporter import shown


def read_filter(field: Field, value: str, start: int, end: int) -> Filter | DateRange:
    """Make the filter of a field and what was typed after its colon.

    Args:
        field: a field of kind VALUE or DATE.
        value: what was typed, without quotation marks.
        start: where the whole begins in the source, in code points.
        end: where it ends.

    Raises:
        ValueError: nothing can have this value; the message says why and what to write.

    Example:
        >>> from searchlib.query.fields import find_field
        >>> print(read_filter(find_field("after"), "2021-05", 0, 13).low)
        2021-05-01
    """
    if not value:
        raise ValueError(f"{field.name}: has no value")
    if field.kind is FieldKind.VALUE:
        if any("\ud800" <= letter <= "\udfff" for letter in value):
            raise ValueError(f"{field.name}: has half of a surrogate pair in its value, which no article has")
        return Filter(field.name, value, start=start, end=end)
    try:
        low, high = read_range(value)
    except ValueError as error:
        raise ValueError(f"{error}; write {_EXAMPLES[field.name]}") from error
    if field.name == "date":
        return DateRange(low, high, start=start, end=end)
    if ".." in value:
        raise ValueError(f"{shown(value)} is a range; write {_EXAMPLES[field.name]}")
    if field.name == "after":
        return DateRange(low, None, start=start, end=end)
    return DateRange(None, high, start=start, end=end)


_EXAMPLES = {
    "date": "date:2021, date:2021-05, date:2021-05-16 or date:2021..2022",
    "after": "after:2021-05-16",
    "before": "before:2021-05-16",
}

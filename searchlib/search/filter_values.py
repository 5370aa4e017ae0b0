"""Values of filter fields as articles write them, and filters that no article passes because none has their value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from searchlib.codec.segment import SegmentReader
from searchlib.codec.snapshot import Snapshot
from searchlib.lexicon.fold import filter_value
from searchlib.query.nodes import Filter, Node, iter_filters
from searchlib.query.plan import filter_term

_NAMED = 6
_FOLDED = frozenset({"source", "author", "tags"})


def unknown_values(root: Node, snapshot: Snapshot) -> Iterator[str]:
    """Yield a sentence for each filter of a query whose value no article has; it names those that there are.

    Args:
        root: the query.
        snapshot: the articles.
    """
    for asked in dict.fromkeys(iter_filters(root)):
        if asked.field != "id" and not _is_known(asked, snapshot):
            yield f"no article has the {_NAMES[asked.field]} {asked.value!r}{_instead(asked, snapshot)}"


_NAMES = {"language": "language", "source": "source", "author": "author", "tags": "tag"}


def _is_known(asked: Filter, snapshot: Snapshot) -> bool:
    term = filter_term(asked)
    return any(segment.doc_frequency(asked.field, term) for segment in snapshot.segments)


def _instead(asked: Filter, snapshot: Snapshot) -> str:
    """Name the value that was probably meant, or those that most articles have."""
    known = [value for value, _ in snapshot.values(asked.field).most_common()]
    if near := get_close_matches(filter_term(asked), known, n=1):
        return f"; did you mean {as_written(asked.field, near[0], snapshot.segments)!r}?"
    if not known:
        return "; none has any"
    named = [as_written(asked.field, value, snapshot.segments) for value in known[:_NAMED]]
    return f"; there are {', '.join(named)}{', …' if len(known) > _NAMED else ''}"


def as_written(field: str, value: str, segments: Iterable[SegmentReader]) -> str:
    """Return the value of a filter field as the first article that has it writes it; columns hold it folded.

    Args:
        field: a field of whole values.
        value: as columns and filters have it.
        segments: where articles are looked for, one of which has it.
    """
    if field not in _FOLDED:
        return value
    for segment in segments:
        for docnum in segment.posting_list(field, value).docnums[:1]:
            written = getattr(segment.document(docnum).about, field)
            spellings = [written] if isinstance(written, str) else written
            return next((spelling for spelling in spellings if filter_value(spelling) == value), value)
    return value

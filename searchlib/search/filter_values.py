"""Values of filter fields as articles write them, and filters that no article passes because none has their value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from difflib import get_close_matches

from searchlib.codec.snapshot import Snapshot
from searchlib.lexicon.fold import filter_value
from searchlib.query.nodes import Filter, Node, iter_filters
from searchlib.query.plan import filter_term

_NAMED = 6
_FOLDED = frozenset({"source", "author", "tags"})
_NAMES = {"language": "language", "source": "source", "author": "author", "tags": "tag"}


def unknown_values(root: Node, note_on: Callable[[Filter], str | None]) -> Iterator[str]:
    """Yield a sentence for each filter of a query whose value no article has; it names those that there are.

    Args:
        root: the query.
        note_on: gives the sentence on a filter, as :func:`unknown_value` does.
    """
    for asked in dict.fromkeys(iter_filters(root)):
        if note := note_on(asked):
            yield note


def unknown_value(snapshot: Snapshot, asked: Filter) -> str | None:
    """Say that no article has the value of a filter, and name the value that was probably meant, or those there are.

    Args:
        snapshot: the articles; deleted ones do not count.
        asked: the filter.

    Returns:
        The sentence; None if an article has the value, or may have any, as of ids.
    """
    if asked.field == "id" or _is_known(asked, snapshot):
        return None
    return f"no article has the {_NAMES[asked.field]} {asked.value!r}{_instead(asked, snapshot)}"


def _is_known(asked: Filter, snapshot: Snapshot) -> bool:
    term = filter_term(asked)
    if asked.field == "language":
        return term in snapshot.values("language")
    return any(segment.first_live(asked.field, term) is not None for segment in snapshot.segments)


def _instead(asked: Filter, snapshot: Snapshot) -> str:
    """Name the value that was probably meant, or those that most articles have."""
    known = [value for value, _ in snapshot.values(asked.field).most_common()]
    if near := get_close_matches(filter_term(asked), known, n=1):
        return f"; did you mean {as_written(snapshot, asked.field, near[0])!r}?"
    if not known:
        return "; none has any"
    named = [as_written(snapshot, asked.field, value) for value in known[:_NAMED]]
    return f"; there are {', '.join(named)}{', …' if len(known) > _NAMED else ''}"


def as_written(snapshot: Snapshot, field: str, value: str) -> str:
    """Return the value of a filter field as the first article that has it writes it; columns hold it folded.

    Args:
        snapshot: the articles; deleted ones do not count.
        field: a field of whole values.
        value: as columns and filters have it.
    """
    if field not in _FOLDED:
        return value
    for segment in snapshot.segments:
        docnum = segment.first_live(field, value)
        if docnum is not None:
            about = segment.document(docnum).about
            if field == "tags":
                return next((tag for tag in about.tags if filter_value(tag) == value), value)
            return getattr(about, field) or value
    return value

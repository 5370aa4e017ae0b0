"""JSON files (RFC 8259): an array of objects, an article to each, or one object that is an article.

The text of the file is in memory as a whole, and of the array one object at a time. What stands before broken JSON is
read; where the next object begins nobody can tell then.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from searchlib.ingest.json_lines import not_an_object
from searchlib.ingest.row import Row
from searchlib.ingest.skipped import UnreadableError

_BLANKS = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def read_json(text: str) -> Iterator[Row]:
    """Yield a row for each object of an array, or for the only object.

    Raises:
        UnreadableError: the JSON is broken; nothing behind that place can be read.

    Example:
        >>> [(row.number, row.values) for row in read_json('[{"id": "a"}, {"id": "b"}]')]
        [(1, {'id': 'a'}), (2, {'id': 'b'})]
    """
    start = _after_blanks(text, 0)
    if text.startswith("[", start):
        yield from _array(text, start)
    else:
        yield _only_object(text, start)


def _only_object(text: str, start: int) -> Row:
    line = text.count("\n", 0, start) + 1
    value, end = _value(text, start, "")
    if end < len(text):
        raise UnreadableError(
            "more stands behind the JSON object; write an array, or, if each line is an object, rename the file to "
            ".jsonl or pass --format jsonl",
            line=text.count("\n", 0, end) + 1,
        )
    problem = not_an_object(value)
    return Row(line, {} if problem else value, problem and f"the file {problem}", is_only=True)


def _array(text: str, start: int) -> Iterator[Row]:
    """Yield a row for each element of the array that begins at a place."""
    line, counted, number = 1, 0, 0
    place = _after_blanks(text, start + 1)
    is_open = not text.startswith("]", place)
    while is_open:
        number += 1
        line, counted = line + text.count("\n", counted, place), place
        value, place = _value(text, place, f"article {number}: ")
        problem = not_an_object(value)
        yield Row(line, {} if problem else value, f"it {problem}" if problem else None, number)
        is_open = text.startswith(",", place)
        if is_open:
            place = _after_blanks(text, place + 1)
    if not text.startswith("]", place):
        raise _broken(text, place, f"behind article {number} a comma or ] is missing")
    if (end := _after_blanks(text, place + 1)) < len(text):
        raise _broken(text, end, "more stands behind the array")


def _value(text: str, place: int, name: str) -> tuple[Any, int]:
    """Return the value that begins at a place, and where the next sign after it stands."""
    try:
        value, end = _DECODER.raw_decode(text, place)
    except json.JSONDecodeError as error:
        raise _broken(text, error.pos, f"{name}{error.msg}") from error
    except RecursionError:
        raise _broken(text, place, f"{name}it is nested too deeply to be read") from None
    except ValueError as error:  # a number of more digits than Python converts
        raise _broken(text, place, f"{name}{error}") from error
    return value, _after_blanks(text, end)


def _broken(text: str, place: int, problem: str) -> UnreadableError:
    line_start = text.rfind("\n", 0, place) + 1
    message = f"broken JSON at character {place - line_start + 1}: {problem}; nothing behind it was read"
    return UnreadableError(message, line=text.count("\n", 0, place) + 1)


def _after_blanks(text: str, place: int) -> int:
    found = _BLANKS.match(text, place)
    return place if found is None else found.end()

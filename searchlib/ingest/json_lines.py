"""JSON Lines (jsonlines.org): one JSON object to a line, one article to an object."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from searchlib.ingest.lines import Line
from searchlib.ingest.row import Row


def read_json_lines(lines: Iterable[Line]) -> Iterator[Row]:
    """Yield a row for each line that is not blank; a broken line comes with its problem.

    Example:
        >>> [row.values for row in read_json_lines([Line(1, '{"id": "a"}'), Line(2, "")])]
        [{'id': 'a'}]
    """
    for line in lines:
        if line.problem is not None:
            yield Row(line.number, problem=line.problem)
        elif line.text.strip():
            yield _row(line)


def _row(line: Line) -> Row:
    try:
        values: Any = json.loads(line.text)
    except json.JSONDecodeError as error:
        return Row(line.number, problem=f"broken JSON at character {error.pos + 1}: {error.msg}")
    except RecursionError:
        return Row(line.number, problem="the JSON is nested too deeply to be read")
    except ValueError as error:  # a number of more digits than Python converts
        return Row(line.number, problem=f"broken JSON: {error}")
    problem = not_an_object(values)
    return Row(line.number, problem=f"the line {problem}") if problem else Row(line.number, values)


def not_an_object(value: object) -> str | None:
    """Say what a JSON value is in place of an object, or return None for an object.

    Example:
        >>> not_an_object({}), not_an_object([])
        (None, 'must be one JSON object such as {"id": …, "body": …}, not a list')
    """
    if isinstance(value, dict):
        return None
    kind = {list: "a list", str: "a string", type(None): "null", bool: "true or false"}.get(type(value), "a number")
    return f'must be one JSON object such as {{"id": …, "body": …}}, not {kind}'

"""CSV (RFC 4180) and TSV: a header line with field names, then one article to a record.

Records are put together here, line by line, and the standard csv module takes each apart. So one bad record, of
whatever kind, never spoils the ones after it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from searchlib.ingest.lines import LINE_LIMIT_BYTES, Line
from searchlib.ingest.row import Row, UnknownFields, canonical_field, unknown_name_message
from searchlib.ingest.skipped import UnreadableError

_CLOSING_QUOTE = re.compile(r'[^"]*+(?:""[^"]*+)*+"')


def read_delimited(lines: Iterable[Line], delimiter: str, unknown_fields: UnknownFields = "refuse") -> Iterator[Row]:
    """Yield a row for each record after the header.

    Args:
        lines: the lines of the file.
        delimiter: what stands between fields; a CSV file whose header makes sense only with semicolons, as
            spreadsheets write it in many countries, is read with semicolons.
        unknown_fields: whether the header may name anything beside fields of an article.

    Raises:
        UnreadableError: there is no usable header.

    Example:
        >>> [row.values for row in read_delimited([Line(1, "id,body"), Line(2, 'a,"x, y"')], ",")]
        [{'id': 'a', 'body': 'x, y'}]
    """
    lines = iter(lines)
    first = next((line for line in lines if line.problem or line.text.strip()), None)
    if first is None:
        return
    delimiter, names = _header(first, delimiter, unknown_fields)
    for record in _records(lines, delimiter):
        yield _row(record, names, delimiter)


@dataclass(slots=True)
class _Record:
    """A record as it stands in the file: the lines from its first to the one that closes its last quote."""

    line: int
    lines: list[str] = field(default_factory=list)
    size: int = 0
    problem: str | None = None

    def add(self, line: Line) -> None:
        self.size += len(line.text)
        if line.problem is not None:
            self.problem = self.problem or _at(line, self.line)
        elif self.size > LINE_LIMIT_BYTES:
            self.problem = self.problem or "the record is larger than 64 MiB; is a closing quote missing?"
        if self.problem is not None:
            self.lines.clear()
        else:
            self.lines.append(line.text)


def _at(line: Line, first: int) -> str:
    return str(line.problem) if line.number == first else f"line {line.number}: {line.problem}"


def _header(line: Line, delimiter: str, unknown_fields: UnknownFields) -> tuple[str, list[str]]:
    if line.problem is not None:
        raise UnreadableError(f"the header cannot be read: {line.problem}", line=line.number)
    choices = [delimiter, ";"] if delimiter == "," else [delimiter]
    try:
        split = {choice: [name.strip() for name in _fields([line.text], choice)] for choice in choices}
    except csv.Error as error:
        raise UnreadableError(f"the header cannot be read: {error}", line=line.number) from error
    best = max(choices, key=lambda choice: sum(canonical_field(name) is not None for name in split[choice]))
    problem = _header_problem(split[best], best, unknown_fields)
    if problem is not None:
        raise UnreadableError(problem, line=line.number)
    return best, split[best]


def _header_problem(names: list[str], delimiter: str, unknown_fields: UnknownFields) -> str | None:
    unknown = [name for name in names if canonical_field(name) is None]
    if len(unknown) == len(names):
        example = delimiter.join(("id", "title", "body"))
        return f"the first line must name the fields, for example {example!r}; none of {names[:5]} is one"
    if unknown and unknown_fields == "refuse":
        # Said once here and not again for each row.
        return f"{unknown_name_message(unknown[0])}; the file was not read"
    twice = next((name for name in names if names.count(name) > 1), None)
    return None if twice is None else f"the header names the field {twice!r} more than once; rename or remove one"


def _records(lines: Iterable[Line], delimiter: str) -> Iterator[_Record]:
    record: _Record | None = None
    for line in lines:
        if record is None:
            if line.problem is None and not line.text.strip():
                continue
            record = _Record(line.number)
            is_quoted = False
        record.add(line)
        is_quoted = _ends_quoted(line.text, delimiter, is_quoted=is_quoted)
        if not is_quoted:
            yield record
            record = None
    if record is not None:
        record.problem = "a quote opened here is never closed, so the rest of the file was not read"
        yield record


def _ends_quoted(text: str, delimiter: str, *, is_quoted: bool) -> bool:
    """Return whether a quoted field goes on after this line."""
    position = 0
    while True:
        if is_quoted:
            closing = _CLOSING_QUOTE.match(text, position)
            if closing is None:
                return True
            position = text.find(delimiter, closing.end()) + 1
        else:
            opening = _next_quoted_field(text, delimiter, position)
            if opening < 0:
                return False
            position = opening + 1
        is_quoted = not is_quoted
        if not is_quoted and position == 0:
            return False


def _next_quoted_field(text: str, delimiter: str, position: int) -> int:
    """Return where the next field begins with a quote, or -1; a quote inside a field is a plain character."""
    if text.startswith('"', position):
        return position
    found = text.find(f'{delimiter}"', position)
    return found + 1 if found >= 0 else -1


def _row(record: _Record, names: list[str], delimiter: str) -> Row:
    if record.problem is not None:
        return Row(record.line, problem=record.problem)
    try:
        values = _fields(record.lines, delimiter)
    except csv.Error as error:
        return Row(record.line, problem=f"{error}; mend the record, or write the articles as JSON Lines")
    if len(values) != len(names):
        counts = f"the record has {len(values)} fields but the header names {len(names)}"
        return Row(record.line, problem=f"{counts}; put quotes around a field that holds {delimiter!r}")
    return Row(record.line, dict(zip(names, values, strict=True)))


def _fields(lines: list[str], delimiter: str) -> list[str]:
    return next(csv.reader([f"{line}\n" for line in lines], delimiter=delimiter), [])

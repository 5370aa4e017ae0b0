"""The tables of docs/QUERY.md say what the parser does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from searchlib.query.fields import FIELD_NAMES
from searchlib.query.parser import parse, parse_strict

MANUAL = (Path(__file__).parents[2] / "docs" / "QUERY.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[list[str]]]:
    """The code spans of every cell of the table below a heading."""
    section = MANUAL.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    cells = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines]
    return [[re.findall(r"`([^`]+)`", cell.replace(r"\|", "|")) for cell in row] for row in cells]


FORMS = [form for typed, _ in rows("Every form") for form in typed]
MENDED = [pair for typed, read in rows("What is mended") if read for pair in zip(typed, read, strict=True)]


def test_the_tables_are_found() -> None:
    assert len(FORMS) > 30
    assert len(MENDED) > 9


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_right_in_strict_mode(form: str) -> None:
    assert parse_strict(form).root is not None


@pytest.mark.parametrize(("typed", "read"), MENDED)
def test_every_mended_form_is_read_as_it_says(typed: str, read: str) -> None:
    assert parse(typed).warnings
    assert parse(typed).root == parse_strict(read).root


@pytest.mark.parametrize("name", FIELD_NAMES.split(", "))
def test_every_field_is_described(name: str) -> None:
    assert f"`{name}:" in MANUAL

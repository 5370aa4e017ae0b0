"""docs/CLI.md tells of every command, option and status, and of no other."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from searchlib.cli.exit_code import ExitCode
from searchlib.cli.main import COMMANDS, group

PAGE = (Path(__file__).parents[2] / "docs" / "CLI.md").read_text("utf-8")


def _sections() -> dict[str, str]:
    parts = re.split(r"^## (.+)\n", PAGE, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def _group_context() -> click.Context:
    # With the settings, because click keeps the help option that the first context asks for.
    return click.Context(group, info_name="searchlib", **group.context_settings)


def _command(name: str) -> click.Command:
    command = group.get_command(_group_context(), name)
    assert command is not None
    return command


def _usage(name: str) -> str:
    command = _command(name)
    context = click.Context(command, info_name=name, parent=_group_context())
    pieces = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
    return " ".join(["searchlib", name, *pieces])


def _first_column(text: str) -> list[str]:
    return re.findall(r"^\| `?([^`|]+?)`? \|", text, flags=re.MULTILINE)


def test_there_is_a_section_for_every_command_and_for_no_other() -> None:
    documented = [title.strip("`") for title in _sections() if title.startswith("`")]
    assert documented == [_usage(name).replace("{bash|zsh|fish}", "SHELL") for name in COMMANDS]


def test_the_overview_lists_every_command() -> None:
    overview = PAGE.partition("\n## ")[0]
    assert [row.split()[1] for row in _first_column(overview) if row.startswith("searchlib ")] == list(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_and_every_documented_one_exists(name: str) -> None:
    section = next(text for title, text in _sections().items() if title.startswith(f"`searchlib {name}"))
    documented = [row.split()[0] for row in _first_column(section) if row.startswith("--")]
    existing = [param.opts[0] for param in _command(name).params if isinstance(param, click.Option)]
    assert documented == existing


def test_the_statuses_are_those_of_the_program() -> None:
    rows = re.findall(r"^\| (\d+) \| (.+) \|$", _sections()["Status"], flags=re.MULTILINE)
    assert [(int(number), meaning) for number, meaning in rows] == [(code.value, code.meaning) for code in ExitCode]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_a_help_text(name: str) -> None:
    options = [param for param in _command(name).params if isinstance(param, click.Option)]
    assert all(option.help and option.help[0].isupper() for option in options)

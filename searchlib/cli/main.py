"""The ``searchlib`` command: finds its commands by name, and turns every error into a message and a status."""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from typing import TextIO

import click

import searchlib
from searchlib.cli.exit_code import ExitCode, exit_code_of
from searchlib.cli.index_folder import INDEX_ANEW

COMMANDS = ("index", "query", "show", "delete", "stats", "check", "merge", "rebuild", "completion")
"""Every command, in the order of the help text; each is the module of its name in ``searchlib.cli.commands``."""

_OTHER_NAMES = {
    **dict.fromkeys(("add", "insert", "update", "import", "load"), "index"),
    **dict.fromkeys(("remove", "rm"), "delete"),
    **dict.fromkeys(("search", "find"), "query"),
}
"""What other programs call a command; it is named to who types it, and no command goes by it."""

_EPILOG = "\b\nThe status that commands end with:\n" + "\n".join(f"{code:5}  {code.meaning}" for code in ExitCode)


class CommandGroup(click.Group):
    """A group that loads a command when it is named, so that a query does not pay for the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Load a command; None if there is none of this name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"searchlib.cli.commands.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that the first argument names; say what was probably meant if there is none."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            meant = _OTHER_NAMES.get(name) or next(iter(get_close_matches(name, COMMANDS, n=1)), None)
            hint = f"Did you mean {meant!r}?" if meant else f"To search, run: {ctx.command_path} query WORDS..."
            ctx.fail(f"No such command {name!r}. {hint}")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> None:
        """Run the command; an error that is meant for the user becomes a message and a status."""
        try:
            super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _forget_output()
            ctx.exit(ExitCode.BROKEN_PIPE)
        except (KeyboardInterrupt, click.Abort):
            click.echo("searchlib: interrupted", err=True)
            ctx.exit(ExitCode.INTERRUPTED)
        except (searchlib.SearchlibError, OSError) as error:
            click.echo(f"searchlib: {_message(error)}", err=True)
            if isinstance(error, searchlib.IndexCorruptError):
                click.echo(f"           {INDEX_ANEW}", err=True)
            ctx.exit(exit_code_of(error))


@click.group(cls=CommandGroup, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="searchlib", prog_name="searchlib")
def group() -> None:
    """Search news articles in Azerbaijani, Turkish, Russian and English.

    \b
    searchlib index articles/          read articles into an index
    searchlib query Qarabağ film       find them, in whatever script they are written
    """  # noqa: D301  click looks for the control character


def main() -> None:
    """Run the command line and exit with the status of the command."""
    # A file name or a query may hold bytes that are no characters of the terminal's encoding; showing it must not fail.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    group(complete_var="_SEARCHLIB_COMPLETE")


def _message(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}" if error.filename else error.strerror
    return str(error)


def _forget_output() -> None:
    """Let what is left to be written go nowhere; Python would fail over it once more when it ends."""
    for stream in (sys.stdout, sys.stderr):
        if _is_broken(stream):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _is_broken(stream: TextIO) -> bool:
    try:
        stream.flush()
    except BrokenPipeError:
        return True
    return False

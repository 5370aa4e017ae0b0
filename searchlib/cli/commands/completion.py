"""``searchlib completion``: a script that lets the shell complete commands, options, languages and ids."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a script for tab completion.

    Put the line of your shell into its start-up file:

    \b
    bash  ~/.bashrc                    eval "$(searchlib completion bash)"
    zsh   ~/.zshrc                     eval "$(searchlib completion zsh)"
    fish  ~/.config/fish/config.fish   searchlib completion fish | source
    """  # noqa: D301  click looks for the control character
    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"this version of click has no completion for {shell}; update click", ctx)
    click.echo(completion(ctx.find_root().command, {}, "searchlib", "_SEARCHLIB_COMPLETE").source())

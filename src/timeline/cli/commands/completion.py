"""`timeline completion`: the completion script of a shell."""

import argparse

import shtab

from timeline.cli.output import Output

DESCRIPTION = (
    "Print a shell completion script. Load it into your shell, or save it where your shell looks for completions."
)
EXAMPLE = "timeline completion bash > ~/.local/share/bash-completion/completions/timeline"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "shell", metavar="SHELL", choices=shtab.SUPPORTED_SHELLS, help=f"one of {', '.join(shtab.SUPPORTED_SHELLS)}"
    )


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print."""
    from timeline.cli import build_parser  # noqa: PLC0415 - the parser imports the commands

    output.text(shtab.complete(build_parser("*"), arguments.shell))
    return 0

"""`timeline completion`: the completion script of a shell, and the ids that it completes."""

import argparse
from pathlib import Path

from timeline.cli.output import Output
from timeline.recordfile.registry import called_so

DESCRIPTION = """Print a shell completion script. Load it into your shell, or save it where your shell looks
for completions. It completes ids too: those of the record in ./events, else of the shipped record."""
EXAMPLE = "timeline completion bash > ~/.local/share/bash-completion/completions/timeline"

SHELLS = ("bash", "zsh", "tcsh", "fish", "powershell")
IDS = "ids"
"""Prints ids instead, for the script."""
_KINDS = {
    "ID": "", "ENTRY": "", "WHAT": "", "WORD": "", "VISIT": "visit", "VISIT2": "visit", "SOURCE": "source",
    "ACTOR": "actor", "STATE": "actor", "PARTY": "party",
}  # fmt: skip
"""What an argument with a name asks for: the ids of a kind, or all."""
_PARTY = "party"
"""A kind whose ids are those of the registry: a record that begins has none of its own."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("shell", metavar="SHELL", choices=(*SHELLS, IDS), help=f"one of {', '.join(SHELLS)}")
    parser.add_argument("kind", nargs="?", default="", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print."""
    if arguments.shell == IDS:
        output.text("".join(f"{id}\n" for id in _ids(arguments.kind)))
        return 0
    import shtab  # noqa: PLC0415 - the ids are printed without it

    from timeline.cli import build_parser  # noqa: PLC0415 - the parser imports the commands

    parser = build_parser("*")
    for action in _actions(parser):
        if isinstance(action.metavar, str) and action.metavar in _KINDS:
            asked = " ".join(filter(None, ("timeline completion", IDS, _KINDS[action.metavar])))
            action.complete = shtab.cmd(f"{asked} 2>/dev/null")  # type: ignore[attr-defined]  # what shtab looks for
    output.text(shtab.complete(parser, arguments.shell))
    return 0


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    """The arguments of all commands."""
    found: list[argparse.Action] = []
    for action in parser._actions:  # noqa: SLF001 - argparse has no other way to list them
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - as above
            for command in action.choices.values():
                found += _actions(command)
        else:
            found.append(action)
    return found


def _ids(kind: str) -> list[str]:
    """The ids of the record here, of a kind or all."""
    from timeline.record.cached import record_log  # noqa: PLC0415 - a script needs no log
    from timeline.record.shipped import shipped_log  # noqa: PLC0415 - as above

    here = Path("events")
    with record_log(here) if here.is_dir() else shipped_log() as log:
        if kind != _PARTY:
            return log.ids(kind)
        # A record that begins has no parties of its own: those of the registry need no registration.
        return sorted({*log.ids("actor"), *(actor.id for actor in called_so(""))})

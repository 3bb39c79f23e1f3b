"""The commands by name: what each is for in one line, and the module that does it."""

import argparse
from importlib import import_module
from typing import Any

COMMANDS = {
    "replay": "replay a visit, step by step",
    "log": "list the entries in the order in which they were recorded",
    "show": "show one entry whole",
    "state": "tell what stands between two states on a day",
    "compare": "set both readouts of a visit side by side",
    "commitments": "list the promises, with their stages",
    "conflicts": "list where sources disagree",
    "dossier": "tell of one actor: offices, engagements, sayings, promises",
    "search": "find entries by words",
    "audit": "tell who says so, who recorded it and when, and what was corrected",
    "history": "tell everything that was ever recorded of one entry",
    "diff": "tell what the log learnt between two times",
    "late": "list what was recorded long after it happened",
    "rests-on": "tell what stands or falls with one source",
    "sources": "list the sources",
    "source": "hold a text of a source against the record, or keep it beside it",
    "coverage": "tell which sentences of a source are cited by which entries",
    "export": "write the log in another form",
    "checkpoint": "write down what the log is now",
    "verify": "hold the whole log against its checkpoints",
    "prove": "write the proof that one entry is in the log",
    "verify-proof": "check a proof, without any log",
    "consistency": "show that one log is the beginning of another",
    "check": "find what is wrong with record files",
    "append": "record drafts: check them, stamp them, add them to the log",
    "new": "write a skeleton of a record file",
    "correct": "record the correction of one field of an entry",
    "withdraw": "record that an entry is withdrawn",
    "schema": "print the JSON Schema of record files, for editors",
    "licences": "list what is installed, and under which licences",
    "completion": "print the completion script of a shell",
}


class HelpFormatter(argparse.RawDescriptionHelpFormatter):
    """Help as it is written, with room for the longest name beside its words."""

    def __init__(self, prog: str) -> None:
        """Help for *prog*."""
        super().__init__(prog, max_help_position=26)

    def add_argument(self, action: argparse.Action) -> None:
        """Add an argument; commands stand further in than argparse counts on."""
        super().add_argument(action)
        self._action_max_length = max(self._action_max_length, self._current_indent + 2 + max(map(len, COMMANDS)))


def command_module(name: str) -> Any:  # noqa: ANN401 - a module that is a Command
    """The module of a command: DESCRIPTION, EXAMPLE, `configure(parser)`; `answer(asked, arguments)`, else `run`."""
    return import_module(f"timeline.cli.commands.{name.replace('-', '_')}")


def add_command(commands: Any, name: str, *, whole: bool) -> None:  # noqa: ANN401 - argparse's own type is private
    """Add a command to the parser; its arguments only when they are needed."""
    if not whole:
        commands.add_parser(name, help=COMMANDS[name], add_help=False)
        return
    module = command_module(name)
    parser = commands.add_parser(
        name,
        help=COMMANDS[name],
        description=module.DESCRIPTION,
        epilog=f"example: {module.EXAMPLE}",
        formatter_class=HelpFormatter,
    )
    module.configure(parser)

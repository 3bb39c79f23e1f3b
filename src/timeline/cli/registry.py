"""The commands by name: what each does in one line, and the module that does it."""

import argparse
from importlib import import_module
from typing import Any

GROUPS = {
    "questions": {
        "replay": "replay a visit step by step",
        "show": "show one entry in full",
        "state": "show the relationship between two parties on a date",
        "compare": "compare both sides' readouts of a visit, point by point",
        "commitments": "list commitments: who owes what to whom, and what became of it",
        "meetings": "list who met whom, when and in which office",
        "visits": "list the visits: when, who, where",
        "changes": "show what changed between two states over a period",
        "conflicts": "list where sources disagree",
        "dossier": "show one actor: offices, engagements, statements, commitments",
        "archive": "write the whole record as pages, to be read without this program",
        "brief": "write a one-page brief on a visit, or on two states",
        "plot": "draw commitments, meetings, readouts or a relationship",
        "search": "find entries by words",
        "log": "list the entries in the order they were recorded",
    },
    "recording": {
        "check": "check record files; show every mistake, its line and the fix",
        "append": "record drafts: check, stamp with time and name, add to the log",
        "init": "start a new record in a folder of its own",
        "new": "write a template: an entry, readouts, a joint statement",
        "registry": "list states and organisations that need no registration",
        "correct": "record a correction of an entry",
        "withdraw": "record that an entry is withdrawn",
        "source": "check that cited passages are in a source's text, or attach it",
        "coverage": "show which sentences of a source are cited, and by which entries",
        "schema": "print the JSON Schema of record files, for editors",
        "completion": "print a shell completion script",
    },
    "proof and audit": {
        "audit": "show which sources report an event, who recorded it, and when",
        "cite": "print footnotes for an entry: who says it, where",
        "history": "show everything that was ever recorded about one entry",
        "diff": "list what was recorded between two dates or positions",
        "late": "list what was recorded long after it happened",
        "rests-on": "list the claims supported only by one source",
        "sources": "list the sources, and how much of each was read",
        "verify": "verify the log against its checkpoints",
        "checkpoint": "write a checkpoint (log size and Merkle root)",
        "prove": "write a proof that one entry is in the log",
        "verify-proof": "verify a proof, without the log",
        "consistency": "prove that the later log extends the earlier one",
        "export": "export the log, or its facts for other programs",
        "licences": "list the installed packages and their licences",
    },
}
"""The commands, grouped as help shows them, each with what it does in one line."""
COMMANDS = {name: words for group in GROUPS.values() for name, words in group.items()}


def grouped_help() -> str:
    """The commands under the headings of their groups."""
    width = max(map(len, COMMANDS))
    groups = (
        "".join([f"{title}:\n", *(f"  {name:<{width}}  {words}\n" for name, words in group.items())])
        for title, group in GROUPS.items()
    )
    return "\n".join(groups)


class HelpFormatter(argparse.HelpFormatter):
    """Help in paragraphs as wide as the terminal; indented lines stay as they are, long options have room."""

    def __init__(self, prog: str) -> None:
        """Help for *prog*."""
        super().__init__(prog, max_help_position=26)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        blocks: list[str] = []
        for line in text.splitlines():
            if blocks and _is_flowing(blocks[-1]) and _is_flowing(line):
                blocks[-1] += f" {line}"
            else:
                blocks.append(line)
        return "\n".join(
            super(HelpFormatter, self)._fill_text(block, width, indent) if _is_flowing(block) else indent + block
            for block in blocks
        )


def _is_flowing(line: str) -> bool:
    """Whether a line belongs to a paragraph: it is not empty or indented."""
    return bool(line) and not line[0].isspace()


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

"""The command: arguments, exit codes, stdout and stderr.

A command is imported when it is called, so that asking for help costs nothing. Exit codes:
0 done, 1 refused, 2 used wrongly, 3 something does not verify, or cannot be read as a log.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from itertools import takewhile
from typing import Any, NoReturn, TextIO

from timeline import __version__
from timeline.cli.output import Output
from timeline.cli.registry import COMMANDS, HelpFormatter, add_command, command_module, grouped_help
from timeline.problems import Damaged, Misused, Refused, meant
from timeline.text import shown

DONE, REFUSED, MISUSED, UNVERIFIED = 0, 1, 2, 3
INTERRUPTED = 130
"""As shells report a program that was interrupted."""
TRACEBACK_VARIABLE = "TIMELINE_TRACEBACK"


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    for descriptor, name in ((1, "stdout"), (2, "stderr")):
        # A closed stream discards what is written; else the next file that is opened would take its descriptor.
        if getattr(sys, name) is None:
            setattr(sys, name, _swallowing(descriptor))
    output = Output()
    try:
        _heed_interruptions()
        code = _run(arguments, output)
        output.close()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else MISUSED
    except Refused as refused:
        return _report(output, refused, arguments)
    except Misused as misused:
        hint = f"\n  hint: {shown(misused.hint)}" if misused.hint else ""
        output.note(f"error: {shown(misused.message)}{hint}\n")
        return MISUSED
    except BrokenPipeError:
        # Who reads has read enough.
        _swallow_the_rest()
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the outermost level
        return _unexpected(error, output, arguments)
    else:
        return code


def _swallow_the_rest() -> None:
    """Discard what is still in the buffer of stdout, so that it is not tried again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _heed_interruptions() -> None:
    """Make an interruption an exception, so that what was begun is put in order."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _swallowing(descriptor: int) -> TextIO:
    os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)
    return open(descriptor, "w", encoding="utf-8", closefd=False)


def _report(output: Output, refused: Refused, arguments: Sequence[str]) -> int:
    from timeline.views.problems import problems_text  # noqa: PLC0415 - only what is wrong needs it

    output.note(problems_text(refused.problems))
    if not isinstance(refused, Damaged):
        return REFUSED
    options = takewhile(lambda word: word != "--", arguments)
    if any(word.startswith("--j") and "--json".startswith(word) for word in options):
        # A monitor reads standard output: the failure is reported there.
        output.data({"ok": False, "because": refused.problems[0].message})
        output.flush()
    return UNVERIFIED


_DATABASES = ("sqlite3", "eventsourcing.")


def _unexpected(error: Exception, output: Output, arguments: Sequence[str]) -> int:
    """Report an unexpected error: what the system says, a damaged database, else a bug in the program."""
    if isinstance(error, OSError):
        # A name that is too long, a disk that is full: the system says which.
        where = f"{error.filename}: " if error.filename else ""
        if output.failed:
            _swallow_the_rest()
            where = "the output could not be written (if no other error is shown, everything was recorded): "
        output.note(f"error: {shown(where)}{error.strerror or 'the system refused'}\n")
        return REFUSED
    if type(error).__module__.startswith(_DATABASES):
        from timeline.eventlog.failures import failed  # noqa: PLC0415 - only what fails needs it

        return _report(output, failed("the log cannot be read", error, writing=False), arguments)
    if os.environ.get(TRACEBACK_VARIABLE):
        raise error
    message = f"this is a bug in the program: {type(error).__name__}: {error}"
    output.note(f"error: {shown(message)}\n  hint: please report it; {TRACEBACK_VARIABLE}=1 shows where it happened\n")
    return REFUSED


def _run(arguments: list[str], output: Output) -> int:
    if "" in arguments:
        # Such as a variable that is not set gives: to take it for a choice would be to guess.
        raise Misused("an argument is empty", hint="give it a value, or leave out its option")
    if arguments and not arguments[0].startswith("-") and arguments[0] not in COMMANDS:
        hint = meant(arguments[0], tuple(COMMANDS)) or "`timeline --help` lists the commands"
        raise Misused(f"there is no command `{arguments[0]}`", hint=hint)
    chosen, unknown = build_parser(arguments[0] if arguments else "").parse_known_args(arguments)
    if unknown:
        command = " ".join(filter(None, ("timeline", chosen.command)))
        raise Misused(f"`{command}` takes no argument `{unknown[0]}`", hint=f"`{command} --help` lists the arguments")
    if chosen.command is None:
        build_parser().print_help(sys.stderr)
        return MISUSED
    module = command_module(chosen.command)
    code: int = module.run(chosen, output) if hasattr(module, "run") else _ask(module, chosen, output)
    return code


def _ask(module: Any, arguments: argparse.Namespace, output: Output) -> int:  # noqa: ANN401 - a module that is a Question
    from timeline.cli.asked import ask  # noqa: PLC0415 - only a question needs a log

    return ask(module, arguments, output)


class _Parser(argparse.ArgumentParser):
    """A parser that shows what it quotes, and never sends it."""

    @property
    def example(self) -> str:
        """An example of its arguments for a hint; empty where it has none."""
        return ""

    def error(self, message: str) -> NoReturn:
        """Report what is wrong with the arguments."""
        raise Misused(message, hint=f"{self.example}`{self.prog} --help` explains the arguments")


class _Command(_Parser):
    """The parser of one command, whose options may stand between its other arguments."""

    _mixing = False

    @property
    def example(self) -> str:
        """`for example `timeline state JP KH`; `."""
        return f"for example `{self.epilog.removeprefix('example: ')}`; " if self.epilog else ""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[Any, list[str]]:  # noqa: ANN401 - as argparse has it
        """Options first, then the rest: by itself, argparse takes `A --all B` for `A` and something unknown."""
        if self._mixing:
            return super().parse_known_args(args, namespace)
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False


class _Top(_Parser):
    """The parser of all commands, whose help has them in groups."""

    def format_help(self) -> str:
        """Usage, the commands by their groups, the options, an example."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups)
        formatter.add_text(f"{self.description}\n\n{grouped_help()}")
        formatter.start_section("options")
        formatter.add_arguments(action for action in self._actions if action.option_strings)
        formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()


_ABOUT = "Replay, query and check a record of diplomatic engagements."
_WORDS = """words:
  record    a folder of text files (events/): what people write
  draft     a file of the record that is not recorded yet
  log       the numbered entries made from the record; #87 is one's position
  side      the state, or the press or an analyst, whose word a claim is
  attest    to record that a further source reports an event
  stage     how far a commitment has come, such as announced, signed, delivered
  root      a hash of the whole log; a checkpoint keeps it with the log's size"""


def build_parser(only: str = "") -> argparse.ArgumentParser:
    """The parser of all commands; of the arguments of one alone, when that is called."""
    parser = _Top(
        prog="timeline",
        usage="timeline COMMAND ...",
        description=_ABOUT,
        epilog=f"{_WORDS}\n\n`timeline COMMAND --help` explains a command.\n\nexample: timeline replay jp-kh-2024-07",
        formatter_class=HelpFormatter,
    )
    parser.add_argument(
        "--version", action="version", version=f"timeline {__version__}", help="show the version and exit"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog="timeline", parser_class=_Command)
    for name in COMMANDS:
        add_command(commands, name, whole=only in {name, "*"})
    return parser

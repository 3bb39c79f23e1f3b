"""`timeline registry`: the states and organisations that need no registration, with their ids and codes."""

import argparse
from collections.abc import Iterator

from msgspec import to_builtins

from timeline.cli.output import Output
from timeline.entries import Actor
from timeline.recordfile.registry import called_so
from timeline.values.codes import meant_code
from timeline.views.page import Page, Span
from timeline.views.words.time import when_text

DESCRIPTION = """List the states, territories and organisations of the registry that comes with the program:
their codes, ids and names, with those that they had in other times. A record file may name them without
registering them; `append` writes what is used into a file of its own. NAME may be words of a name, an id or a code."""
EXAMPLE = "timeline registry korea"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("words", nargs="*", metavar="NAME", help="only those with these words; all without one")
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List."""
    found = called_so(" ".join(meant_code(word.upper()) or word for word in arguments.words))
    if arguments.json:
        output.data({"actors": [_plain(actor) for actor in found]})
        return 0
    page = output.page()
    for actor in found:
        _write(page, actor)
    if not found:
        page.line("none in the registry: register it with `timeline new actor ID`")
    elif not any(actor.code for actor in found):
        page.line("the ids are for `side` too: there is no code")
    else:
        page.line("the codes are for `side`, the ids for everything else")
    output.write(page)
    return 0


_FIELDS = ("id", "kind", "code", "name", "names", "called")


def _plain(actor: Actor) -> dict[str, object]:
    return {field: to_builtins(getattr(actor, field)) for field in _FIELDS}


def _write(page: Page, actor: Actor) -> None:
    page.line(f"{actor.code or '–':<5} ", Span(actor.id, "strong"), f"  {'; '.join(_names(actor))}", hang=6)


def _names(actor: Actor) -> Iterator[str]:
    """What it is called, what else, and what it was called at other times."""
    yield actor.name
    if actor.names:
        yield f"also {', '.join(actor.names)}"
    for called in actor.called:
        yield f"{when_text(called.when)}: {', '.join(filter(None, (called.name, called.code)))}"

"""Write JSON.md: the fields of every answer, from its type: `make docs`.

Usage: json_fields.py FILE
"""

import ast
import inspect
import sys
import types
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from textwrap import dedent
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.visits import VisitsAnswer
from timeline.cli.registry import COMMANDS, command_module
from timeline.entries import Entry, Event
from timeline.projections.log_entry import LogEntry
from timeline.projections.plain import FLAT, is_marked, json_fields
from timeline.projections.world import Account

INTRODUCTION = """# The JSON of every answer

`--json` writes one line: the fields below, in this order. Names are stable; fields are only added. Every answer
ends with `basis`: `position`, `root` (in hexadecimal) and `on` (empty where no day was asked of). `Answer.to_dict()`
gives the same in Python. This page is made from the types (`make docs`), and a test compares both.

`timeline log --json` and `timeline search --json` write one *entry* a line, without a basis. The commands of proof have
fields of their own: see [PROOFS.md](PROOFS.md).
"""
_EVENT = """An event as it stands: the fields of an *entry*, then `time` (as all sources together tell it, in EDTF),
`states` (the ids of those that it concerns), `evidence` (its own and that of its attestations), `withdrawn` (true or
false), `rests_on` (what it refers to that is withdrawn, with the ids of the withdrawals) and `corrections` (their
ids)."""
_ENTRY = """An entry of the log: `position`, `entry` (`event`, `attest`, `correct`, `withdraw`, `actor`, `source` or
`topic`), `id`, `recorded_at`, `recorded_by`, `target` (what an attestation, correction or withdrawal is about), the
fields of its kind as `timeline schema` has them, and `evidence`: a list of
`{source, via, side, passage: {start, end}}`, one for each passage; an item without a passage has it null, and one that
vouches for some fields alone has them in `for`."""
SPECIAL = {Account: ("event", _EVENT), LogEntry: ("entry", _ENTRY)}
_BUILT_IN: dict[object, str] = {
    str: "text", int: "number", bool: "true or false", type(None): "null", object: "any value", Any: "any value",
}  # fmt: skip


def answers() -> dict[str, tuple[type[Answer], ...]]:
    """The answers of each command that asks something, by its name."""
    found = {"replay": get_type_hints(command_module("replay").replay_of)["return"]}
    modules = {name: command_module(name) for name in COMMANDS}
    found |= {name: get_type_hints(one.answer)["return"] for name, one in modules.items() if hasattr(one, "answer")}
    found |= {"diff": get_type_hints(modules["diff"].diff_of)["return"]}
    found |= {"source": get_type_hints(modules["source"].checked_of)["return"], "replay, without a visit": VisitsAnswer}
    order = [name for name in COMMANDS if name in found] + ["replay, without a visit"]
    return {name: _members(found[name]) for name in order}


def _members(hint: object) -> tuple[type[Answer], ...]:
    members: tuple[type[Answer], ...] = get_args(hint) if get_origin(hint) in {types.UnionType, Union} else (hint,)
    return members


@cache
def documented(cls: type) -> dict[str, str]:
    """What stands below each field of a Struct, and in the docstring of each property, by name."""
    found: dict[str, str] = {}
    for one in reversed(cls.__mro__):
        if one.__module__.startswith("timeline."):
            found |= dict(_below(ast.parse(dedent(inspect.getsource(one)))))
        properties = {name: value for name, value in vars(one).items() if isinstance(value, property)}
        found |= {name: inspect.getdoc(value) or "" for name, value in properties.items()}
    return found


def _below(tree: ast.Module) -> Iterator[tuple[str, str]]:
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
    for field, below in zip(body, [*body[1:], ast.Pass()], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            told = below.value if isinstance(below, ast.Expr) else None
            words = told.value if isinstance(told, ast.Constant) and isinstance(told.value, str) else ""
            yield field.target.id, inspect.cleandoc(words).replace("\n", " ")


def fields(cls: type[Struct]) -> Iterator[tuple[str, Any, str]]:
    """The name, type and meaning of each field of the plain data of a Struct."""
    hints = get_type_hints(cls, include_extras=True)
    for name, attribute in json_fields(cls).items():
        if name == "basis":
            continue
        member: Any = getattr(cls, attribute, None)
        hint = get_type_hints(member.fget)["return"] if isinstance(member, property) else hints[attribute]
        yield name.removeprefix(f"{FLAT} "), hint, documented(cls).get(attribute, "")


def described(hint: Any, used: dict[type, None]) -> str:  # noqa: ANN401 - any type there is, a case for each
    """A type in words; the Structs in it are noted in *used*."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return described(arguments[0], used)
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in arguments)
    if origin in {types.UnionType, Union}:
        return " or ".join(described(one, used) for one in arguments)
    if origin is dict or (isinstance(origin, type) and issubclass(origin, dict)):
        return f"table of {described(arguments[1], used)} by name"
    if isinstance(origin, type) and issubclass(origin, tuple | list):
        return f"list of {described(arguments[0], used)}"
    if isinstance(hint, type) and issubclass(hint, Entry) and not issubclass(hint, Event):
        return f"the fields of {'an' if hint.__name__ == 'Actor' else 'a'} {hint.__name__.lower()}"
    if hint in SPECIAL:
        used[hint] = None
        return f"*{SPECIAL[hint][0]}*"
    if isinstance(hint, type) and issubclass(hint, Struct):
        used[hint] = None
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    return _BUILT_IN.get(hint, "text")


def table(cls: type[Struct], used: dict[type, None]) -> str:
    """The fields of a Struct as a table."""
    hints = get_type_hints(cls, include_extras=True)
    rows = ""
    for name, hint, words in fields(cls):
        told = described(hint, used)
        if is_marked(hints.get(name), FLAT):
            rows += f"| … | {told} | its fields stand here |\n"
        else:
            rows += f"| `{name}` | {told} | {words} |\n"
    return f"| field | type | meaning |\n| --- | --- | --- |\n{rows}"


def document() -> str:
    """The whole page."""
    used: dict[type, None] = {Account: None, LogEntry: None}
    text = INTRODUCTION
    for name, members in answers().items():
        text += f"\n## {name}\n"
        for cls in members:
            text += f"\n{inspect.cleandoc(cls.__doc__ or '')}\n\n{table(cls, used)}"
    text += "\n## What they hold\n"
    told: dict[type, str] = {}
    while waiting := [one for one in used if one not in told]:
        for one in waiting:
            if one in SPECIAL:
                name, words = SPECIAL[one]
                told[one] = f"\n### {name}\n\n{words}\n"
            else:
                told[one] = f"\n### {one.__name__}\n\n{inspect.cleandoc(one.__doc__ or '')}\n\n{table(one, used)}"
    return text + "".join(told.values())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), encoding="utf-8")

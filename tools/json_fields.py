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

`--json` writes one line with the fields below, in this order. Names are stable, and fields are only added. Every answer
ends with `basis`: `position`, `root` (in hexadecimal) and `on` (empty if the answer is not for a given day).
`Answer.to_dict()` gives the same in Python. This page is generated from the types
(`make docs`), and a test compares the two.

`timeline log --json` and `timeline search --json` write one *entry* on each line, without a basis. The proof commands
are described in [PROOFS.md](PROOFS.md).
"""
_EVENT = """An event, corrections applied: the fields of an *entry*, then `time` (from all sources together, in EDTF),
`states` (the ids of the states that it concerns), `evidence` (its own and that of its attestations), `withdrawn` (true
or false), `rests_on` (the withdrawn entries that it refers to, with the ids of the withdrawals) and `corrections`
(their ids)."""
_ENTRY = """An entry of the log: `position`, `entry` (`event`, `attest`, `correct`, `withdraw`, `actor`, `source` or
`topic`), `id`, `recorded_at`, `recorded_by`, `target` (what an attestation, correction or withdrawal is about), the
fields of its kind as `timeline schema` has them, and `evidence`: a list of
`{source, via, side, passage: {start, end}}`, one for each passage. Without a passage it is null. Evidence
for some fields only names them in `for`."""
SHARED = {
    "id": "Its id.",
    "event": "The id of the event.",
    "entry": "The id of the entry.",
    "source": "The id of the source.",
    "position": "Its position in the log, from 1.",
    "title": "Its title.",
    "what": "Its kind, such as `meeting` or `actor`.",
    "time": "When it was, as all sources together say, in EDTF.",
    "when": "When it was, in EDTF.",
    "sides": "The sides that say so: codes of states, `press`, `analyst`.",
    "side": "The sides that it speaks for: codes of states, `press`, `analyst`.",
    "recorded_at": "When it was recorded: an instant in UTC.",
    "recorded_by": "Who recorded it.",
    "currency": "Its code in ISO 4217.",
    "approximate": "Whether the source says “about”.",
    "zone": "The time zone, as in the IANA database.",
}
"""What a field of a name means wherever the type says nothing else."""
SPECIAL = {Account: ("event", _EVENT), LogEntry: ("entry", _ENTRY)}
_BUILT_IN: dict[object, str] = {
    str: "text", int: "number", bool: "true or false", type(None): "null", object: "any value", Any: "any value",
}  # fmt: skip


def answers() -> dict[str, tuple[type[Answer], ...]]:
    """The answers of each command that asks something, by its name."""
    found = {"replay": get_type_hints(command_module("replay").replay_of)["return"]}
    modules = {name: command_module(name) for name in COMMANDS}
    found |= {
        name: get_type_hints(module.answer)["return"] for name, module in modules.items() if hasattr(module, "answer")
    }
    found |= {"diff": get_type_hints(modules["diff"].diff_of)["return"]}
    found |= {"source": get_type_hints(modules["source"].checked_of)["return"], "replay, without a visit": VisitsAnswer}
    order = [name for name in COMMANDS if name in found] + ["replay, without a visit"]
    return {name: _members(found[name]) for name in order}


def _members(hint: object) -> tuple[type[Answer], ...]:
    members: tuple[type[Answer], ...] = get_args(hint) if get_origin(hint) in {types.UnionType, Union} else (hint,)
    return members


@cache
def documented(cls: type) -> dict[str, str]:
    """The docstring below each field of a Struct, and of each property, by name."""
    found: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if base.__module__.startswith("timeline."):
            found |= dict(_below(ast.parse(dedent(inspect.getsource(base)))))
        properties = {name: value for name, value in vars(base).items() if isinstance(value, property)}
        found |= {name: inspect.getdoc(value) or "" for name, value in properties.items()}
    return found


def _below(tree: ast.Module) -> Iterator[tuple[str, str]]:
    body = next(node for node in tree.body if isinstance(node, ast.ClassDef)).body
    for field, below in zip(body, [*body[1:], ast.Pass()], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            value = below.value if isinstance(below, ast.Expr) else None
            words = value.value if isinstance(value, ast.Constant) and isinstance(value.value, str) else ""
            yield field.target.id, inspect.cleandoc(words).replace("\n", " ")


def fields(cls: type[Struct]) -> Iterator[tuple[str, Any, str]]:
    """The name, type and meaning of each field of the plain data of a Struct."""
    hints = get_type_hints(cls, include_extras=True)
    for name, attribute in json_fields(cls).items():
        if name == "basis":
            continue
        member: Any = getattr(cls, attribute, None)
        hint = get_type_hints(member.fget)["return"] if isinstance(member, property) else hints[attribute]
        yield name.removeprefix(f"{FLAT} "), hint, documented(cls).get(attribute) or SHARED.get(name, "")


def described(hint: Any, used: dict[type, None]) -> str:  # noqa: ANN401 - any type there is, a case for each
    """A type in words; the Structs in it are noted in *used*."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return described(arguments[0], used)
    if origin is Literal:
        return ", ".join(f"`{word}`" if word else "empty" for word in arguments)
    if origin in {types.UnionType, Union}:
        return " or ".join(described(argument, used) for argument in arguments)
    if origin is dict or (isinstance(origin, type) and issubclass(origin, dict)):
        return f"table of {described(arguments[1], used)} by name"
    if origin is tuple and Ellipsis not in arguments:
        return f"\\[{', '.join(described(argument, used) for argument in arguments)}\\]"
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
        kind = described(hint, used)
        if is_marked(hints.get(name), FLAT):
            rows += f"| … | {kind} | its own fields, in this place |\n"
        else:
            rows += f"| `{name}` | {kind} | {words.replace('None', 'null')} |\n"
    return f"| field | type | meaning |\n| --- | --- | --- |\n{rows}"


def document() -> str:
    """The whole page."""
    used: dict[type, None] = {Account: None, LogEntry: None}
    text = INTRODUCTION
    for name, members in answers().items():
        text += f"\n## {name}\n"
        for cls in members:
            text += f"\n{inspect.cleandoc(cls.__doc__ or '')}\n\n{table(cls, used)}"
    text += "\n## The types in them\n"
    written: dict[type, str] = {}
    while waiting := [cls for cls in used if cls not in written]:
        for cls in waiting:
            if cls in SPECIAL:
                name, words = SPECIAL[cls]
                written[cls] = f"\n### {name}\n\n{words}\n"
            else:
                doc = inspect.cleandoc(cls.__doc__ or "")
                written[cls] = f"\n### {cls.__name__}\n\n{doc}\n\n{table(cls, used)}"
    return text + "".join(written.values())


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), encoding="utf-8")

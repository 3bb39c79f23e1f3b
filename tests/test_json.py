"""JSON.md says what every answer has, field by field."""

import json
import runpy
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from msgspec import Struct

from running import timeline

ROOT = Path(__file__).parents[1]
FIELDS = runpy.run_path(str(ROOT / "tools" / "json_fields.py"))
COMMANDS = {
    "replay": ("jp-kh-2024-07",), "show": ("jp-kh-2024-07",), "state": ("JP", "KH"), "compare": ("jp-kh-2024-07",),
    "commitments": ("JP", "KH"), "conflicts": (), "dossier": ("JP",), "audit": ("jp-kh-2024-07/patrol-boats",),
    "history": ("jp-kh-2024-07",), "diff": ("--from", "187"), "late": (), "rests-on": ("ccrs-2024-07-10",),
    "meetings": ("JP", "KH"), "visits": (), "brief": ("jp-kh-2024-07",),
    "cite": ("jp-kh-2024-07/patrol-boats",), "changes": ("JP", "KH"), "sources": (), "coverage": ("ccrs-2024-07-10",),
}  # fmt: skip


def test_the_page_of_fields_is_what_the_types_say() -> None:
    """`make docs` writes it."""
    assert FIELDS["document"]() == (ROOT / "JSON.md").read_text(encoding="utf-8")


def test_every_field_has_a_meaning() -> None:
    """In words, or by the type that it links to."""
    rows = [line for line in FIELDS["document"]().splitlines() if line.startswith("| `")]

    assert len(rows) > 200
    assert [] == [row for row in rows if row.endswith("|  |") and "](#" not in row and "*" not in row]


def test_every_command_that_answers_has_its_fields_documented() -> None:
    """And each is asked below."""
    documented = {*FIELDS["answers"]()} - {"source", "replay, without a visit"}

    assert documented == {*COMMANDS}


@pytest.mark.parametrize("command", COMMANDS)
def test_an_answer_has_the_fields_that_are_documented_and_no_other(command: str) -> None:
    """All the way down, in this order."""
    data = json.loads(timeline(command, *COMMANDS[command], "--json").out)
    (cls, *others) = FIELDS["answers"]()[command]
    if command == "coverage":
        cls = others[0] if "passages" in data else cls
    data.pop("basis")

    assert looked_at(data, cls) > 0


def looked_at(data: Any, hint: Any) -> int:  # noqa: ANN401 - any JSON, and any type
    """How many tables of JSON were found to have the fields of their types."""
    arguments = get_args(hint)
    if isinstance(data, list):
        return sum(looked_at(one, arguments[0]) for one in data) if arguments else 0
    structs = [one for one in (hint, *arguments) if isinstance(one, type) and issubclass(one, Struct)]
    if not isinstance(data, dict) or not structs or get_origin(hint) is dict:
        return 0
    # A thing that changed has the fields of the things of its section.
    kinds = [structs[0], *structs[0].__subclasses__()]
    cls = next(
        (kind for kind in kinds if _is_reported(kind) and list(data) == list(FIELDS["json_fields"](kind))), kinds[0]
    )
    fields = {name: kind for name, kind, _ in FIELDS["fields"](cls)} if _is_reported(cls) else {}
    own = [name for name in fields if f"flat {name}" not in FIELDS["json_fields"](cls)]
    if fields and len(own) == len(fields):
        assert list(data) == own, cls
    assert set(own) <= set(data), cls
    return 1 + sum(looked_at(data[name], fields[name]) for name in own)


def _is_reported(cls: type[Struct]) -> bool:
    """Whether the fields of a Struct are in the page, and not by the schema of entries."""
    return cls.__module__.startswith(("timeline.answers", "timeline.projections")) and cls not in FIELDS["SPECIAL"]

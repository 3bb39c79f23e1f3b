"""The JSON Schema of record files, for editors, derived from the shapes that read them."""

import json
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from timeline.entries import EVENT_TYPES, FORMAT, VERBS, Attestation, Entry, Event
from timeline.entries.fields import REFERENCES
from timeline.entries.shapes import Schema
from timeline.entries.tables import table_of, value_tables
from timeline.recordfile.points import SHORT
from timeline.recordfile.shared import IN_BLOCKS, OF_EVIDENCE


def record_schema(ids: Mapping[str, Sequence[str]] = MappingProxyType({})) -> str:
    """The schema as text, the same for the same program and ids.

    ids: those of a record, by the kind that fields refer to: an editor completes them, and takes others too.
    """
    lists: Schema = {name: {"type": "array", "items": _entry(kind)} for name, kind in VERBS.items()}
    schema: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A record file of Timeline",
        "type": "object",
        "additionalProperties": False,
        "required": ["format"],
        "properties": {
            "format": {"const": FORMAT},
            "recorded_at": {"description": "Stamped by `timeline append`; leave it out"},
            "recorded_by": {"type": "string", "description": "Who recorded the entries"},
            **{name: {"$ref": f"#/definitions/{name}-list"} for name in lists},
            "defaults": _once() | {"description": "What holds for all entries that do not say otherwise"},
            "block": {
                "type": "array",
                "items": _once({name: {"$ref": f"#/definitions/{name}-list"} for name in IN_BLOCKS}),
            },
        },
        "definitions": {f"{name}-list": listed for name, listed in lists.items()}
        | {table.cls.__name__: table.definition() for table in value_tables()},
    }
    if ids:
        _complete(schema, ids)
        schema["definitions"] |= {f"{kind}-id": {"enum": list(known)} for kind, known in ids.items()}
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


_REFERS = {words: refers for words, refers in REFERENCES.items() if refers}


def _complete(node: Any, ids: Mapping[str, Sequence[str]]) -> None:  # noqa: ANN401 - any part of a schema
    """Give each value that is an id the ids that there are."""
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _complete(item, ids)
    if isinstance(node, dict) and (refers := _REFERS.get(str(node.get("description")))) in ids:
        node["anyOf"] = [{"$ref": f"#/definitions/{refers}-id"}, {"type": "string"}]


def _once(lists: Schema = MappingProxyType({})) -> Schema:  # type: ignore[assignment]  # nothing is put into it
    """The values that are stated once; in a block, with the entries that they are for."""
    shared: Schema = {}
    for kind in EVENT_TYPES.values():
        shared |= table_of(kind).schema()["properties"]
    shared = {key: shape for key, shape in shared.items() if key not in {"id", "evidence", "source"}}
    of_file = {
        "under": {"type": "string", "description": "Ids that begin with ./ are under it"},
        "source": {"type": "string", "description": "The source of all evidence that names none"},
        "paragraph": {"type": "string", "description": "The number of the paragraph or article of all evidence"},
        "via": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
        "what": {"enum": list(EVENT_TYPES)},
    }
    return {"type": "object", "properties": {**of_file, **shared, **lists}}


def _entry(kind: type[Entry]) -> Schema:
    if kind is not Event:
        table = table_of(kind).schema() | {"description": _first_line(kind)}
        if kind is Attestation:
            # Its source and its passage may stand in it, and what is required may be stated once for many.
            table["properties"] = {**{key: {} for key in OF_EVIDENCE}, **table["properties"]}
            table["required"] = ["id"]
        return table
    branches = [_event(tag, event) for tag, event in EVENT_TYPES.items()]
    return {
        "type": "object",
        "properties": {"what": {"enum": list(EVENT_TYPES)}},
        "allOf": branches,
    }


_SHORT: Schema = {
    **{act: {"type": "string", "description": f"A statement with this act, and its title: {act} = …"} for act in SHORT},
    **{key: {} for key in OF_EVIDENCE},
}
"""What an event may have besides its fields: a point in one line, and evidence of the source that is stated once."""


def _event(tag: str, kind: type[Event]) -> Schema:
    # What is required may be stated once for many: the program checks it.
    table = table_of(kind).schema() | {"required": []}
    table["properties"] = _SHORT | {"what": {"const": tag, "description": _first_line(kind)}, **table["properties"]}
    return {"if": {"properties": {"what": {"const": tag}}, "required": ["what"]}, "then": table}


def _first_line(kind: type[Entry]) -> str:
    return (kind.__doc__ or "").partition("\n")[0]

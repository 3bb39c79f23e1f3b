"""`timeline new`: a skeleton of a record file."""

import argparse
from pathlib import Path

from timeline.cli.output import Output
from timeline.cli.recording import add_record_option, record_folder
from timeline.entries import (
    EVENT_TYPES,
    VERBS,
    Actor,
    Announcement,
    Commitment,
    Dialogue,
    Document,
    DocumentAction,
    Engagement,
    Entry,
    Event,
    Evidence,
    Meeting,
    Passage,
    Progress,
    Remarks,
    ScheduleChange,
    Scheduled,
    Signing,
    Source,
    Statement,
    Status,
    Topic,
    Visit,
)
from timeline.entries.shapes import ListOf, Shape
from timeline.entries.tables import Table, table_of
from timeline.problems import Misused
from timeline.recordfile.whole import write_whole
from timeline.recordfile.write import format_record
from timeline.values import UNFILLED, BadValue, parse_id

DESCRIPTION = """Write a template of a record file into the record folder: a source and an event of
KIND, and for a visit a meeting and a statement too. For actor, topic, source or document, it has only that.
Replace every … with what the source says. The file stays a draft until you append it."""
EXAMPLE = "timeline new visit jp-kh-2025-01"

_REGISTRATIONS = ("actor", "topic", "source", "document")
KINDS = (*EVENT_TYPES, *_REGISTRATIONS)
_ASKED: dict[type[Entry], tuple[str, ...]] = {
    Actor: ("name", "kind", "of", "code"),
    Topic: ("name",),
    Document: ("title", "form", "parties"),
    Source: ("title", "kind", "side", "read", "publisher", "date", "url"),
    Event: ("title", "when", "by", "to", "evidence"),
}
"""What is asked for, of what all kinds have."""
_ASKED_OF_KIND: dict[type[Entry], tuple[str, ...]] = {
    Signing: ("money", "advances"),
    Announcement: ("due", "due_said"),
    Statement: ("topics",),
    Commitment: ("told_by", "due", "due_said", "money"),
    Progress: ("advances",),
    Scheduled: ("due", "due_said"),
    ScheduleChange: ("due", "because"),
    DocumentAction: ("effective",),
    Remarks: ("topics",),
    Status: ("concerns",),
    Dialogue: ("concerns",),
    **{kind: ("place",) for kind in EVENT_TYPES.values() if issubclass(kind, Engagement) and kind is not Visit},
}
"""What is asked for besides, of a kind of event."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("kind", metavar="KIND", choices=KINDS, help=f"one of {', '.join(KINDS)}")
    parser.add_argument("id", metavar="ID", help="the id of the event, actor, topic, source or document")
    parser.add_argument("--stdout", action="store_true", help="print the template instead of writing a file")
    add_record_option(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write the skeleton."""
    try:
        id = parse_id(arguments.id)
    except BadValue as bad:
        raise Misused(bad.message, hint=bad.hint) from bad
    text = skeleton(arguments.kind, id)
    if arguments.stdout:
        output.text(text)
        return 0
    path: Path = record_folder(arguments) / f"{id.replace('/', '-')}.toml"
    if path.exists():
        raise Misused(f"{path} already exists", hint="choose another id, or edit that file")
    write_whole(path, text)
    output.say(f"wrote {path}")
    return 0


def skeleton(kind: str, id: str) -> str:
    """The text of a draft with one event or registration, to be filled in."""
    if kind in _REGISTRATIONS:
        return format_record([_entry(VERBS[kind], id)], noted=True)
    source = f"{id.partition('/')[0]}-readout"
    quoted = (Evidence(source=source, passages=(Passage(start=UNFILLED, end=UNFILLED),)),)
    events = [_entry(EVENT_TYPES[kind], id, evidence=quoted)]
    if kind == "visit":
        meeting = f"{id}/meeting"
        events += [
            _entry(Meeting, meeting, part_of=(id,), evidence=quoted),
            _entry(Statement, f"{meeting}/statement", part_of=(meeting,), when="", evidence=quoted),
        ]
    covers = (id,) if kind == "visit" else ()
    return format_record([_entry(Source, source, covers=covers), *events], noted=True)


def _entry(kind: type[Entry], id: str, **known: object) -> Entry:
    """An entry with the *known* fields; other required fields are left to be filled in."""
    fields = table_of(kind).fields
    of_all = next(asked for cls, asked in _ASKED.items() if issubclass(kind, cls))
    required = [key for key, field in fields.items() if field.required]
    asked = (*required, *of_all, *_ASKED_OF_KIND.get(kind, ()))
    blanks = {fields[key].attribute: _blank(fields[key].shape) for key in asked}
    return kind(**(blanks | {"id": id} | known))  # type: ignore[arg-type]  # the names are those of the fields


def _blank(shape: Shape) -> object:
    """A value of a shape, with `…` where the user must write."""
    match shape:
        case ListOf(item=item):
            return (_blank(item),)
        case Table(cls=cls, fields=fields):
            return cls(**{field.attribute: _blank(field.shape) for field in fields.values() if field.required})
        case _:
            return UNFILLED

"""`timeline new`: a skeleton of a record file."""

import argparse
from pathlib import Path

from timeline.cli.output import Output
from timeline.cli.recording import add_record_option, record_folder
from timeline.events import EVENT_TYPES, Act, Event, Evidence, Meeting, Participant, Passage, Source, Statement, Visit
from timeline.ingest import write_whole
from timeline.problems import Misused
from timeline.recordfile.write import format_record
from timeline.shapes import OneOf, Table, table_of
from timeline.values import UNFILLED, BadValue, parse_id

DESCRIPTION = """Write a skeleton of a record file into the record folder: a source and an event of KIND, for
a visit also a meeting and a statement. Every … is to be filled in, or its line removed;
`timeline check` names each that is left, and `timeline append` takes the file when none is."""
EXAMPLE = "timeline new visit jp-kh-2025-01"

_FIRST_ACT: Act = "says"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("kind", metavar="KIND", choices=list(EVENT_TYPES), help=f"one of {', '.join(EVENT_TYPES)}")
    parser.add_argument("id", metavar="ID", help="the id of the event")
    parser.add_argument("--stdout", action="store_true", help="print it, write nothing")
    add_record_option(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write the skeleton."""
    try:
        name = parse_id(arguments.id)
    except BadValue as bad:
        raise Misused(bad.message, hint=bad.hint) from bad
    text = skeleton(arguments.kind, name)
    if arguments.stdout:
        output.text(text)
        return 0
    path: Path = record_folder(arguments) / f"{name.replace('/', '-')}.toml"
    if path.exists():
        raise Misused(f"{path} is there already", hint="choose another id, or edit that file")
    write_whole(path, text)
    output.say(f"wrote {path}")
    return 0


def skeleton(kind: str, name: str) -> str:
    """The text of a draft that tells of one event, to be filled in."""
    source = f"{name.partition('/')[0]}-readout"
    evidence = (Evidence(source=source, passages=(Passage(start=UNFILLED, end=UNFILLED),)),)
    by = (Participant(who=UNFILLED),)
    event = _event(
        EVENT_TYPES[kind], {"id": name, "title": UNFILLED, "when": UNFILLED, "by": by, "to": by, "evidence": evidence}
    )
    events: list[Event] = [event]
    if isinstance(event, Visit):
        meeting = Meeting(
            id=f"{name}/meeting", title=UNFILLED, when=UNFILLED, by=by, to=by, part_of=(name,), evidence=evidence
        )
        statement = Statement(
            id=f"{name}/meeting/statement",
            act=_FIRST_ACT,
            title=UNFILLED,
            by=by,
            to=by,
            part_of=(meeting.id,),
            topics=(UNFILLED,),
            evidence=evidence,
        )
        events += [meeting, statement]
    covers = (name,) if isinstance(event, Visit) else ()
    text = Source(
        id=source,
        title=UNFILLED,
        kind="readout",
        side=(UNFILLED,),
        read="no",
        publisher=UNFILLED,
        date=UNFILLED,
        url=UNFILLED,
        covers=covers,
    )
    return format_record([text, *events])


def _event(kind: type[Event], known: dict[str, object]) -> Event:
    """An event with its required fields filled in as far as can be."""
    fields = table_of(kind).fields
    missing = {
        field.attribute: _blank(field.shape) for key, field in fields.items() if field.required and key not in known
    }
    return kind(**known, **missing)  # type: ignore[arg-type]  # the names are those of the fields


def _blank(shape: object) -> object:
    assert not isinstance(shape, Table), "required fields of events are words"
    return shape.words[0] if isinstance(shape, OneOf) else UNFILLED

"""`timeline new`: a skeleton of a record file."""

import argparse
from pathlib import Path

from timeline.answers.known import day_typed
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
from timeline.recordfile import templates
from timeline.recordfile.files import read_text
from timeline.recordfile.registry import by_sign, named_so
from timeline.recordfile.whole import write_whole
from timeline.recordfile.write import format_record
from timeline.values import UNFILLED, BadValue, parse_id

DESCRIPTION = """Write a template of a record file into the record folder. KIND is an entry (a kind of
event, an actor, a source, a topic or a document), or
  joint-statement  a stub for each sentence of a text (--from), by paragraph
  readouts         a visit, call or talks (--of) with a readout of each side
  postponed-visit  a visit that was planned, postponed and held
  office           with --person and --on: an office, and who held it then
Replace every … with what the source says. The file stays a draft until you append it."""
EXAMPLE = "timeline new joint-statement in-us-2023-06 --between US IN --from statement.txt"

TEMPLATES = ("joint-statement", "readouts", "postponed-visit")
_REGISTRATIONS = ("actor", "topic", "source", "document")
KINDS = (*EVENT_TYPES, *_REGISTRATIONS, *TEMPLATES)
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
    parser.add_argument(
        "--between", metavar="PARTY", nargs="+", default=[], help="the parties: their codes or ids, such as US IN"
    )
    parser.add_argument(
        "--from", dest="text", metavar="TEXT", type=Path, help="the text of a joint statement, in UTF-8"
    )
    parser.add_argument(
        "--of",
        choices=_MET,
        metavar="WHAT",
        help="what the readouts are of (default: phone-call)",
    )
    parser.add_argument("--person", metavar="ID", help="who held the office: the id of a person")
    parser.add_argument("--on", metavar="DAY", help="a day on which a text says so, such as 2023-06-18")
    parser.add_argument("--stdout", action="store_true", help="print the template instead of writing a file")
    add_record_option(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write the skeleton."""
    try:
        id = parse_id(arguments.id)
    except BadValue as bad:
        raise Misused(bad.message, hint=bad.hint) from bad
    text = _template(arguments, id)
    if arguments.stdout:
        output.text(text)
        return 0
    path: Path = record_folder(arguments) / f"{id.replace('/', '-')}.toml"
    if path.exists():
        raise Misused(f"{path} already exists", hint="choose another id, or edit that file")
    write_whole(path, text)
    output.say(f"wrote {path}")
    return 0


_MET = tuple(tag for tag, kind in EVENT_TYPES.items() if issubclass(kind, Engagement))


def _template(arguments: argparse.Namespace, id: str) -> str:
    """The text of a template. Raises Misused for what it needs and was not named."""
    sides, kind = list(dict.fromkeys(map(_side, arguments.between))), arguments.kind
    _refuse_unused(arguments)
    if kind in TEMPLATES and len(sides) < _TWO:
        raise Misused(f"{kind} needs two parties or more", hint="name them: --between US IN")
    match kind:
        case "joint-statement":
            if not arguments.text:
                raise Misused("joint-statement needs a text", hint="name it: --from statement.txt")
            return templates.joint_statement(id, read_text(arguments.text), sides)
        case "readouts":
            return templates.readouts(id, arguments.of or "phone-call", sides)
        case "postponed-visit":
            return templates.postponed(id, sides)
        case "office" if arguments.person:
            if len(sides) != 1 or not arguments.on:
                hint = "name its party and the day: --between US --on 2023-06-18"
                raise Misused("an office with its holder needs one party, and a day", hint=hint)
            return templates.office(id, sides[0], _person(arguments.person), day_typed(arguments.on).isoformat())
        case _:
            return skeleton(kind, id)


def _person(word: str) -> str:
    """The id of a person. Raises Misused."""
    try:
        return parse_id(word)
    except BadValue as bad:
        raise Misused(f"--person: {bad.message}", hint=bad.hint) from bad


_USED = {
    "joint-statement": ("between", "text"), "readouts": ("between", "of"), "postponed-visit": ("between",),
    "office": ("between", "person", "on"),
}  # fmt: skip
"""The options of a template, by its kind; others have none."""
_OPTIONS = {"between": "--between", "text": "--from", "of": "--of", "person": "--person", "on": "--on"}


def _refuse_unused(arguments: argparse.Namespace) -> None:
    """Raise Misused for an option that means nothing here: it would be lost without a word."""
    used = _USED.get(arguments.kind, ())
    for name, option in _OPTIONS.items():
        if getattr(arguments, name) and name not in used:
            kinds = ", ".join(kind for kind, names in _USED.items() if name in names)
            raise Misused(f"`{arguments.kind}` does not take {option}", hint=f"leave it out: it is for {kinds}")
    if arguments.kind == "office" and not arguments.person and (arguments.between or arguments.on):
        raise Misused("an office with its holder needs a person", hint="name one: --person antony-blinken")


_TWO = 2


def _side(word: str) -> templates.Side:
    """The party that a code or an id stands for: of the registry, else as it is. Raises Misused."""
    code = word.upper()
    if code in by_sign():
        return templates.Side(code, by_sign()[code])
    found = named_so(word)
    try:
        return templates.Side(found.sign, found.id) if found else templates.Side(parse_id(word), word)
    except BadValue as bad:
        raise Misused(f"there is no party `{word}`", hint="write its code, or the id of its actor: US, asean") from bad


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

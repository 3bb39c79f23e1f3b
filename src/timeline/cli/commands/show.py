"""`timeline show`: one entry whole."""

import argparse

import msgspec

from timeline.cli import clock
from timeline.cli.asking import add_log_options, questions
from timeline.cli.output import Output
from timeline.entries import Commitment, Event, Recorded, Visit
from timeline.projections.audit import audit, recordings
from timeline.projections.itinerary import itinerary
from timeline.record.attached import attached_texts
from timeline.views.commitments import write_commitments
from timeline.views.entries import (
    audit_data,
    itinerary_data,
    write_entry,
    write_event,
    write_itinerary,
    write_recordings,
)
from timeline.views.marks import withdrawn_text
from timeline.views.page import Span
from timeline.views.plain_data import entry_data

DESCRIPTION = """Show one entry whole: what happened, what it is tied to, who says so, who recorded it; of a
visit also its itinerary.
ID is an id, or a position such as #87."""
EXAMPLE = "timeline show jp-kh-2024-07/call-hun-manet"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("id", metavar="ID", help="the entry")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Show."""
    with questions(arguments) as asked:
        entry = asked.named(arguments.id)
        world = asked.world([entry.id])
        page = output.page()
        if isinstance(entry, Event):
            account = world.accounts[entry.id]
            audited = audit(account, world)
            visit = asked.world(asked.parts(entry.id)) if isinstance(entry, Visit) else world
            stops = itinerary(visit, entry.id)
            if arguments.json:
                output.data(audit_data(audited, account, world) | itinerary_data(stops), asked.basis())
                return 0
            write_event(page, account, world, audited, texts=attached_texts(world.sources))
            write_itinerary(page, stops, visit)
            if isinstance(entry, Commitment):
                promises, wider = asked.promise(entry.id, clock.today())
                write_commitments(page, "What became of it", promises, wider, clock.today(), ())
        else:
            history = asked.recorded(entry.id)
            recorded = Recorded(history[0].position, entry)  # type: ignore[arg-type]  # every Entry of the log is one of the union
            told = recordings(history)
            if arguments.json:
                data = entry_data(recorded, asked.sources_of(entry)) | {"recordings": msgspec.to_builtins(told)}
                output.data(data | {"withdrawn": entry.id in asked.gone}, asked.basis())
                return 0
            write_entry(page, recorded, asked.sources_of(entry))
            if entry.id in asked.gone:
                page.line(Span(withdrawn_text(asked.gone[entry.id]), "warn"), indent=2)
            write_recordings(page, entry.id, told)
        output.write(page, asked.basis())
    return 0

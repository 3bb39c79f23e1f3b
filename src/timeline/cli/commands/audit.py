"""`timeline audit`: who says so, who recorded it and when, what was corrected."""

import argparse

from timeline.cli.asking import add_log_options, questions
from timeline.cli.output import Output
from timeline.events import Event
from timeline.exporters.entries import audit_data, write_audit
from timeline.exporters.marks import write_marks
from timeline.exporters.page import Span
from timeline.exporters.wording import headline
from timeline.problems import Misused
from timeline.projections.audit import audit

DESCRIPTION = """Tell of one event who says so, in which passage of which source, on which side; what the
sources disagree on; who recorded it and when; what was attested, corrected and withdrawn."""
EXAMPLE = "timeline audit jp-kh-2024-07/patrol-boats"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("id", metavar="ID", help="the event")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Audit."""
    with questions(arguments) as asked:
        entry = asked.named(arguments.id)
        if not isinstance(entry, Event):
            raise Misused(f"{arguments.id} is no event", hint=f"`timeline show {arguments.id}` shows it")
        world = asked.world([entry.id])
        account = world.accounts[entry.id]
        told = audit(account, world)
        if arguments.json:
            output.data(audit_data(told, account, world), asked.basis())
            return 0
        page = output.page()
        page.line(Span(headline(account.event, world), "strong"), Span(f"  {account.id}", "faint"))
        write_marks(page, account, world, indent=2)
        write_audit(page, told, world.accounts[told.id], world)
        output.write(page, asked.basis())
    return 0

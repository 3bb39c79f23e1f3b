"""`timeline audit`: who says so, who recorded it and when, what was corrected."""

import argparse

from timeline.cli import clock
from timeline.cli.asking import add_log_options, questions
from timeline.cli.output import Output
from timeline.cli.proving import kept_checkpoints
from timeline.entries import Commitment, Event
from timeline.problems import Misused
from timeline.projections.audit import audit
from timeline.record.attached import attached_texts
from timeline.views.commitments import write_commitments
from timeline.views.entries import audit_data, write_audit
from timeline.views.marks import write_marks
from timeline.views.page import Span
from timeline.views.sources import write_provenance
from timeline.views.wording import headline

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
        kept = [one.checkpoint.size for one in kept_checkpoints(arguments)]
        covered = max((size for size in kept if account.position <= size <= asked.known), default=0)
        if arguments.json:
            proof = {"index": account.position - 1, "checkpoint": covered}
            output.data(audit_data(told, account, world) | {"proof": proof}, asked.basis())
            return 0
        page = output.page()
        page.line(Span(headline(account.event, world), "strong"), Span(f"  {account.id}", "faint"))
        write_marks(page, account, world, indent=2)
        texts = attached_texts(world.sources)
        write_audit(page, told, account, world, texts=texts)
        write_provenance(page, account, world, texts)
        if isinstance(entry, Commitment):
            promises, wider = asked.promise(entry.id, clock.today())
            write_commitments(page, "What became of it", promises, wider, clock.today(), ())
            page.blank()
        if not account.corrections and not account.withdrawn:
            page.line("nothing of it was corrected or withdrawn", indent=2)
        page.heading("Proof")
        by = f"in the checkpoint of #{covered}" if covered else "in no checkpoint yet"
        page.line(f"leaf {account.position - 1} of the log, {by}: `timeline prove {account.id}`", indent=2, hang=2)
        output.write(page, asked.basis())
    return 0

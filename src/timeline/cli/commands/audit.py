"""`timeline audit`: who says so, who recorded it and when, what was corrected."""

import argparse

from timeline import clock
from timeline.answers.entry import AuditAnswer, audit_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options
from timeline.cli.proving import kept_checkpoints
from timeline.record.attached import attached_texts

DESCRIPTION = """Show who says that an event happened: which passage of which source, and which side.
Also show where sources disagree, who recorded the event and when, and what was corrected or withdrawn."""
EXAMPLE = "timeline audit jp-kh-2024-07/patrol-boats"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("id", metavar="ID", help="the event: its id or position (#87)")
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> AuditAnswer:
    """The audit."""
    sizes = tuple(file.checkpoint.size for file in kept_checkpoints(arguments))
    return audit_of(asked, arguments.id, clock.today(), texts=attached_texts, checkpoints=sizes)

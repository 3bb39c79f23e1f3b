"""`timeline sources`: the sources, and how much of each was read."""

import argparse

from timeline.answers.snapshot import Snapshot
from timeline.answers.sources import SourcesAnswer, sources_of
from timeline.cli.asking import add_all_option, add_log_options

DESCRIPTION = """List the sources: which side each speaks for, how much of it was read, what it
retells, and how many entries cite it."""
EXAMPLE = "timeline sources"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_all_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, _: argparse.Namespace) -> SourcesAnswer:
    """The sources."""
    return sources_of(asked)

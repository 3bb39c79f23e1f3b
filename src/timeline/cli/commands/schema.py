"""`timeline schema`: the JSON Schema of record files."""

import argparse

from timeline.cli.output import Output
from timeline.recordfile.schema import record_schema

DESCRIPTION = """Print the JSON Schema of record files. Editors that know it complete and check while you
write: a record file names it in its first line, `#:schema ./record.schema.json`."""
EXAMPLE = "timeline schema > events/record.schema.json"


def configure(_: argparse.ArgumentParser) -> None:
    """There are no arguments."""


def run(_: argparse.Namespace, output: Output) -> int:
    """Print."""
    output.text(record_schema())
    return 0

"""`timeline schema`: the JSON Schema of record files."""

import argparse

from timeline.cli.output import Output
from timeline.recordfile.schema import record_schema

DESCRIPTION = """Print the JSON Schema of record files. Editors that support it complete and check a
record file while you write: name it in the first line, `#:schema ./record.schema.json`."""
EXAMPLE = "timeline schema > events/record.schema.json"


def configure(_: argparse.ArgumentParser) -> None:
    """There are no arguments."""


def run(_: argparse.Namespace, output: Output) -> int:
    """Print."""
    output.text(record_schema())
    return 0

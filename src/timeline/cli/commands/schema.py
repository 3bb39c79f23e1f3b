"""`timeline schema`: the JSON Schema of record files."""

import argparse
from pathlib import Path

from timeline.checks.references import kinds_of
from timeline.cli.output import Output
from timeline.problems import Misused
from timeline.recordfile.once import Files
from timeline.recordfile.registry import registered
from timeline.recordfile.schema import record_schema

DESCRIPTION = """Print the JSON Schema of record files. Editors that support it complete and check a
record file while you write: name it in the first line, `#:schema ./record.schema.json`. With --record,
it has the ids of a record too, so that the editor completes them."""
EXAMPLE = "timeline schema > events/record.schema.json"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--record", metavar="DIR", type=Path, help="with the ids of this record, to be completed")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Print."""
    output.text(record_schema(_ids(arguments.record) if arguments.record else {}))
    return 0


def _ids(record: Path) -> dict[str, list[str]]:
    """The ids of a record and of its drafts, and of the registry, by the kind that fields refer to."""
    if not record.is_dir():
        raise Misused(f"there is no record folder {record}", hint="name it with --record")
    files, found = Files(), dict[str, set[str]]()
    located = (item for path in files.under(record) for item in files[path].read().entries)
    for entry in (*registered().values(), *(item.entry for item in located)):
        for kind in kinds_of(entry):
            found.setdefault(kind, set()).add(entry.id)
    return {kind: sorted(ids) for kind, ids in found.items()}

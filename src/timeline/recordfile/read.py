"""Record files in: text to entries, with every problem at its place.

What two entries must agree on is for `checks`; here each entry is read on its own.
"""

from pathlib import Path

from timeline.problems import Refused
from timeline.recordfile.jsonl import read_jsonl
from timeline.recordfile.reader import Header, RecordFile, unreadable
from timeline.recordfile.toml import parse_toml, read_toml


def read_record_file(path: Path, *, name: str = "", stamp: Header | None = None) -> RecordFile:
    """The record file at *path*, called *name* in problems.

    stamp: a stamp for a draft; its entries are read as if it had this stamp.
    Problems are in the result, not raised: those of a JSON Lines file, and of the entries
    of either, appear as the entries are read.
    """
    name = name or str(path)
    try:
        return read_jsonl(path, name, stamp) if path.suffix == ".jsonl" else read_toml(path, name, stamp)
    except Refused as refused:
        return unreadable(name, refused)


def read_header(path: Path) -> RecordFile:
    """The record file at *path* with its header alone, closed."""
    file = read_record_file(path)
    file.close()
    return file


def parse_record_text(text: str, *, name: str) -> RecordFile:
    """The record file that a TOML *text* is, called *name* in problems."""
    try:
        return parse_toml(text, name, None)
    except Refused as refused:
        return unreadable(name, refused)

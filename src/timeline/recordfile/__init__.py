"""Record files: text to entries with places, and entries to text.

The only parser and the only writer of record files. Must not know of the log.
"""

from timeline.problems import KeyPath
from timeline.recordfile.read import (
    SUFFIXES,
    Header,
    Located,
    RecordFile,
    digest_of,
    parse_record_text,
    read_header,
    read_record_file,
    record_paths,
)
from timeline.recordfile.schema import record_schema
from timeline.recordfile.write import format_entry, format_record, stamped

__all__ = [
    "SUFFIXES",
    "Header",
    "KeyPath",
    "Located",
    "RecordFile",
    "digest_of",
    "format_entry",
    "format_record",
    "parse_record_text",
    "read_header",
    "read_record_file",
    "record_paths",
    "record_schema",
    "stamped",
]

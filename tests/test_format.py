"""The first format: what every later program must read, byte for byte.

`vectors/format-1` and `vectors/format-1-whole` are frozen. The first has every kind of entry and every field of the first
program, and the log that it made of them; together they have every kind and field that there is now.
"""

from pathlib import Path

import msgspec
import pytest

from timeline.entries import ENTRY_TYPES, Says, Value, decode, encode
from timeline.entries.tables import table_of
from timeline.eventlog.store import EventLog
from timeline.proof.checkpoint import leaf_line
from timeline.proof.merkle import Frontier, leaf_hash
from timeline.record.append import ingest

VECTORS = Path(__file__).parent / "vectors"
ROOTS = {
    "format-1": "288f80278f4a400f29471b2e4c19d22ad539a557484b349c817840087d66d38d",
    "format-1-whole": "eb32c39f812d6a71db015af831240e5b58df413fb5dc0eab8a39c7c7c1416a4d",
}
LINES = {name: (VECTORS / name / "log.jsonl").read_bytes().splitlines() for name in ROOTS}
EVERY = b"\n".join(line for lines in LINES.values() for line in lines).splitlines()
each = pytest.mark.parametrize("name", ROOTS)


class Line(msgspec.Struct):
    """One leaf line, its state as it stands."""

    rank: int
    stream: str
    version: int
    topic: str
    state: msgspec.Raw


@each
def test_the_log_of_a_record_is_the_log_that_it_was(name: str) -> None:
    """The same lines from the same files."""
    with EventLog() as log:
        ingest(VECTORS / name / "record", log)
        with log.reading() as reader:
            assert LINES[name] == [leaf_line(stored) for stored in reader.stored()]


@each
def test_a_log_has_its_root(name: str) -> None:
    """Golden: it never changes."""
    frontier = Frontier()
    for line in LINES[name]:
        frontier.append(leaf_hash(line))

    assert ROOTS[name] == frontier.root().hex()


def test_every_entry_is_read_and_written_as_it_was() -> None:
    """Decoding and encoding give the same bytes."""
    states = [bytes(msgspec.json.decode(line, type=Line).state) for line in EVERY]

    assert states == [encode(decode(state)) for state in states]


def test_the_records_have_every_kind_and_every_field() -> None:
    """So that none can change unseen."""
    states = [msgspec.json.decode(msgspec.json.decode(line, type=Line).state) for line in EVERY]
    fields = {(state["what"], field) for state in states for field in state}
    texts = b"\n".join(EVERY).decode()
    common = {*table_of(ENTRY_TYPES["visit"]).fields}

    assert {*ENTRY_TYPES} == {state["what"] for state in states}
    for tag, kind in ENTRY_TYPES.items():
        own = set(table_of(kind).fields) - common
        assert own <= {field for what, field in fields if what == tag}, tag
    assert common - {field for _, field in fields} == set()
    for value in Value.__subclasses__():
        assert [key for key in table_of(value).fields if f'"{key}":' not in texts] == []
    says = {field for state in states if state["what"] == "attest" for field in state.get("says", ())}
    assert set(table_of(Says).fields) == says

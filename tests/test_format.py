"""The first format: what every later program must read, byte for byte.

`vectors/format-1` is frozen. Its record has every kind of entry with every field; its log
is what the first program made of it.
"""

from pathlib import Path

import msgspec

from timeline.entries import ENTRY_TYPES, Value, decode, encode
from timeline.entries.tables import table_of
from timeline.eventlog.store import EventLog
from timeline.proof.checkpoint import leaf_line
from timeline.proof.merkle import Frontier, leaf_hash
from timeline.record.append import ingest

FIRST = Path(__file__).parent / "vectors" / "format-1"
LINES = (FIRST / "log.jsonl").read_bytes().splitlines()
ROOT = "288f80278f4a400f29471b2e4c19d22ad539a557484b349c817840087d66d38d"


class Line(msgspec.Struct):
    """One leaf line, its state as it stands."""

    rank: int
    stream: str
    version: int
    topic: str
    state: msgspec.Raw


def test_the_log_of_the_first_record_is_the_first_log() -> None:
    """The same lines from the same files."""
    with EventLog() as log:
        ingest(FIRST / "record", log)
        with log.reading() as reader:
            assert LINES == [leaf_line(stored) for stored in reader.stored()]


def test_the_first_log_has_its_root() -> None:
    """Golden: it never changes."""
    frontier = Frontier()
    for line in LINES:
        frontier.append(leaf_hash(line))

    assert ROOT == frontier.root().hex()


def test_every_entry_of_the_first_log_is_read_and_written_as_it_was() -> None:
    """Decoding and encoding give the same bytes."""
    states = [bytes(msgspec.json.decode(line, type=Line).state) for line in LINES]

    assert states == [encode(decode(state)) for state in states]


def test_the_first_record_has_every_kind_and_every_field() -> None:
    """So that none can change unseen."""
    states = [msgspec.json.decode(msgspec.json.decode(line, type=Line).state) for line in LINES]
    fields = {(state["what"], field) for state in states for field in state}
    texts = b"\n".join(LINES).decode()
    common = {"title", "text", "start", "zone"}

    assert {*ENTRY_TYPES} == {state["what"] for state in states}
    for tag, kind in ENTRY_TYPES.items():
        own = set(table_of(kind).fields) - set(table_of(ENTRY_TYPES["visit"]).fields)
        assert own <= {field for what, field in fields if what == tag}
    assert set(table_of(ENTRY_TYPES["visit"]).fields) - common <= {field for _, field in fields}
    for value in Value.__subclasses__():
        assert all(f'"{key}":' in texts for key in table_of(value).fields)

"""What one size of the log is: the leaf line of an entry, and the checkpoint of a tree.

The leaf line is made here and nowhere else; `timeline export log` writes it, the tree
hashes it. Must not know where the log is kept.
"""

import base64
import binascii

import msgspec
from msgspec import Struct

from timeline.merkle import HASH_SIZE

ORIGIN = "timeline/record"
"""The origin of the shipped record's checkpoints."""

_LINES = 3


class Stored(Struct, frozen=True):
    """One row of the log as it is kept."""

    rank: int
    """Position in the log, from 1."""
    stream: str
    """The visit, subject or registry that the entry belongs to."""
    version: int
    """The entry's number within its stream, from 1."""
    topic: str
    """The tag of the entry's type, with the version of its format after the first."""
    state: bytes
    """The entry as msgspec JSON, verbatim."""


class Checkpoint(Struct, frozen=True):
    """A tree of the log at one size."""

    origin: str
    size: int
    root: bytes
    """32 bytes."""


def leaf_line(stored: Stored) -> bytes:
    """The line of one entry in `timeline export log`, without its line feed.

    The stored bytes stand in it verbatim, so that it is lossless whatever they are.
    """
    # Numbers and quoted strings, spelled as the JSON encoder of the state spells them.
    rank, stream, version, topic = map(msgspec.json.encode, (stored.rank, stored.stream, stored.version, stored.topic))
    return b'{"rank":%b,"stream":%b,"version":%b,"topic":%b,"state":%b}' % (rank, stream, version, topic, stored.state)


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """The text of a checkpoint: origin, size and root, a line each.

    Source: C2SP tlog-checkpoint; without signatures it is the note's text alone.
    """
    root = base64.b64encode(checkpoint.root).decode()
    return f"{checkpoint.origin}\n{checkpoint.size}\n{root}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """The checkpoint that *text* holds.

    Raises ValueError when it is not a C2SP tlog-checkpoint.
    """
    lines = text.split("\n")
    if len(lines) <= _LINES or not lines[0]:
        message = "a checkpoint has three lines: origin, size and root"
        raise ValueError(message)
    origin, size, root = lines[:_LINES]
    if not size.isascii() or not size.isdigit() or str(int(size)) != size:
        message = f"the size of a checkpoint is a whole number, not {size!r}"
        raise ValueError(message)
    return Checkpoint(origin, int(size), _root(root))


def _root(text: str) -> bytes:
    try:
        root = base64.b64decode(text, validate=True)
    except binascii.Error:
        root = b""
    if len(root) != HASH_SIZE:
        message = f"the root of a checkpoint is {HASH_SIZE} bytes in base64, not {text!r}"
        raise ValueError(message)
    return root

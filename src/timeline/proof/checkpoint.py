"""What one size of the log is: the leaf line of an entry, the checkpoint of a tree, the proof of an entry.

The leaf line is made here and nowhere else; `timeline export log` writes it, the tree
hashes it. Must not know where the log is kept.
"""

import base64
import binascii

import msgspec
from msgspec import Struct

from timeline.proof.merkle import HASH_SIZE, NotProved, leaf_hash, verify_inclusion
from timeline.proof.note import parse_note

ORIGIN = "timeline/record"
"""The origin of the shipped record's checkpoints."""

_LINES = 3
_HEAD_LINES = 2
_DIGITS = 18
"""More than these no log has entries."""


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

    It contains the stored bytes verbatim, so that it is lossless whatever they are.
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
    """The checkpoint in *text*, signed or not; extension lines are refused.

    Raises ValueError when it is not a C2SP tlog-checkpoint as `format_checkpoint` writes it.
    """
    body = parse_note(text).text
    lines = body.split("\n")
    if len(lines) != _LINES + 1 or not lines[0]:
        message = "a checkpoint has three lines: origin, size and root"
        raise ValueError(message)
    origin, size, root = lines[:_LINES]
    if not size.isascii() or not size.isdigit() or len(size) > _DIGITS or str(int(size)) != size:
        message = f"the size of a checkpoint must be a whole number, not {size!r}"
        raise ValueError(message)
    checkpoint = Checkpoint(origin, int(size), _hash(root))
    if len(checkpoint.root) != HASH_SIZE or format_checkpoint(checkpoint) != body:
        message = f"the root of a checkpoint must be {HASH_SIZE} bytes in base64, not {root!r}"
        raise ValueError(message)
    return checkpoint


def _hash(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


# --- the proof of one entry -----------------------------------------------------------

_PROOF = "c2sp.org/tlog-proof@v1"


class Proof(Struct, frozen=True):
    """An inclusion proof of one entry: it is complete on its own, and as good as its checkpoint."""

    line: bytes
    """The leaf line of the entry."""
    index: int
    """From 0."""
    path: tuple[bytes, ...]
    """The hashes from the leaf's sibling up."""
    note: str
    """The checkpoint, verbatim, with its signatures."""


def format_proof(proof: Proof) -> str:
    """The text of a proof. Source: C2SP tlog-proof; its extra data is the leaf line."""
    path = "".join(f"{base64.b64encode(step).decode()}\n" for step in proof.path)
    extra = base64.b64encode(proof.line).decode()
    return f"{_PROOF}\nextra {extra}\nindex {proof.index}\n{path}\n{proof.note}"


def parse_proof(text: str) -> Proof:
    """The proof in *text*. Raises ValueError when it is not a proof, or has no leaf line."""
    head, _, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    if first != _PROOF or len(lines) < _HEAD_LINES or not lines[0].startswith("extra "):
        message = f"a proof begins with `{_PROOF}`, the entry and its index"
        raise ValueError(message)
    index = lines[1].removeprefix("index ")
    if not index.isascii() or not index.isdigit() or len(index) > _DIGITS:
        message = "the index of a proof must be a whole number"
        raise ValueError(message)
    path = tuple(map(_hash, lines[_HEAD_LINES:]))
    proof = Proof(_hash(lines[0].removeprefix("extra ")), int(index), path, note)
    if any(len(step) != HASH_SIZE for step in path) or format_proof(proof) != text:
        message = "a line of the proof is not in the form of a proof"
        raise ValueError(message)
    return proof


def verify_proof(proof: Proof) -> Checkpoint:
    """The checkpoint in which a proof shows its entry to be.

    Raises NotProved when it does not lead there, ValueError when it does not contain a checkpoint.
    """
    checkpoint = parse_checkpoint(proof.note)
    if proof.index >= checkpoint.size:
        raise NotProved(f"the checkpoint covers {checkpoint.size} entries, not #{proof.index + 1}")
    verify_inclusion(proof.index, checkpoint.size, leaf_hash(proof.line), proof.path, checkpoint.root)
    try:
        rank = msgspec.json.decode(proof.line, type=_Ranked).rank
        proof.line.decode()
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        rank = 0
    if rank != proof.index + 1:
        raise NotProved(f"the entry of the proof is not #{proof.index + 1}")
    return checkpoint


class _Ranked(Struct):
    """What a leaf line says of its place."""

    rank: int
    state: msgspec.Raw

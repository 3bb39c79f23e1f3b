"""The log as its leaf lines: what `timeline export log` writes and the tree hashes."""

from collections.abc import Iterable
from typing import BinaryIO

from timeline.proof.checkpoint import Stored, leaf_line


def export_log(rows: Iterable[Stored], out: BinaryIO) -> None:
    """Write the leaf line of each row, a line each. Works on the bytes: newer entries too."""
    out.writelines(leaf_line(stored) + b"\n" for stored in rows)

"""The rows of the log as they are stored, and the entries that they hold."""

import msgspec

from timeline.entries import (
    NewerEntry,
    Recorded,
    decode,
)
from timeline.problems import BUILD_ANEW, damage, refusal
from timeline.proof.checkpoint import Stored

SELECT = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
_KINDS = (int, str, int, str, bytes)


def stored_row(row: tuple[object, ...]) -> Stored:
    """A row as it is stored. Raises Damaged when it is not stored as entries are."""
    if tuple(map(type, row)) != _KINDS:
        raise damage(f"entry #{row[0]} cannot be read: it is not stored as an entry", hint=BUILD_ANEW)
    return Stored(*row)  # type: ignore[arg-type]  # the types were looked at


def decoded(stored: Stored) -> Recorded:
    """The entry of a row. Raises Damaged, or Refused when a newer program wrote it."""
    try:
        if stored.rank < 1:
            raise msgspec.DecodeError("it has no rank")
        return _named(Recorded(stored.rank, decode(stored.state)))
    except NewerEntry as error:
        raise refusal(
            "newer-entry",
            f"entry #{stored.rank} was written by a newer program: {error}",
            hint="update this program; `timeline export log` still works on the bytes",
        ) from error
    except msgspec.DecodeError as error:
        raise damage(f"entry #{stored.rank} cannot be read: {error}", hint=BUILD_ANEW) from error


def _named(recorded: Recorded) -> Recorded:
    if not recorded.entry.id:
        raise msgspec.DecodeError("it has no id")
    return recorded


def decoded_row(row: tuple[object, ...]) -> Recorded:
    """The entry of a row of the database: see `decoded`."""
    return decoded(stored_row(row))

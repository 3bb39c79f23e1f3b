"""What SQLite could not do: something prevents it, or the file is damaged."""

import sqlite3

from timeline.problems import BUILD_ANEW, Refused, damage, refusal

_IN_THE_WAY = {
    sqlite3.SQLITE_BUSY: "another program has locked it: run the command again",
    sqlite3.SQLITE_LOCKED: "another program has locked it: run the command again",
    sqlite3.SQLITE_FULL: "free some disk space, and run the command again",
    sqlite3.SQLITE_NOMEM: "free some disk space, and run the command again",
}
"""What says nothing of the file, by what to do about it."""
_UNWRITTEN = {sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}
"""What says nothing of the file when it was to be written."""


def failed(what: str, error: BaseException, *, writing: bool, hint: str = "") -> Refused:
    """The refusal for *error*, of SQLite or of the library in its place, with its way out.

    hint: for what could not be written. Damaged, when nothing else explains it.
    """
    cause = error
    while cause.__cause__ is not None and not isinstance(cause, sqlite3.Error):
        cause = cause.__cause__
    code = getattr(cause, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _IN_THE_WAY:
        return refusal(
            "log-busy" if not writing else "log-unwritten", f"{what}: {error}", hint=hint or _IN_THE_WAY[code]
        )
    if writing and code in _UNWRITTEN:
        return refusal("log-unwritten", f"{what}: {error}", hint=hint)
    return damage(f"{what}: {error}", hint=BUILD_ANEW)

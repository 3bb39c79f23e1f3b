"""Files as bytes or text: opened once, regular, no larger than they may be.

Knows nothing of their content, so that comparing bytes needs no parser.
"""

import os
import re
import stat
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from timeline.problems import Problem, Refused, refusal

TOML_LIMIT = 2 * 2**20
LINE_LIMIT = 2**20
JSONL_LIMIT = 4 * 2**30
"""Bytes; more than these is no record file: bulk comes as JSON Lines."""

_BLOCK = 2**20


def open_regular(path: Path, *, name: str, limit: int) -> BinaryIO:
    """The file at *path*, opened once: regular, no symlink, not larger than *limit* bytes.

    Raises Refused.
    """
    try:
        # O_NONBLOCK: opening a pipe that nobody writes to must not wait for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        reason = "it is a symbolic link" if path.is_symlink() else (error.strerror or "unknown reason")
        raise Refused(
            [Problem(name, 0, 0, "unreadable", f"cannot read the file: {reason}", "check the path of the file")]
        ) from error
    status = os.fstat(descriptor)
    reason = divide = ""
    if not stat.S_ISREG(status.st_mode):
        reason = "it is not an ordinary file"
    elif status.st_size > limit:
        reason, divide = f"it is larger than {limit} bytes", ", or split it"
    if reason:
        os.close(descriptor)
        raise Refused(
            [Problem(name, 0, 0, "unreadable", f"cannot read the file: {reason}", "name an ordinary file" + divide)]
        )
    return os.fdopen(descriptor, "rb")


def read_text(path: Path, *, limit: int = 2**24) -> str:
    """The text of a file, of at most *limit* bytes. Raises Refused."""
    with open_regular(path, name=str(path), limit=limit) as file:
        try:
            return file.read().decode()
        except UnicodeDecodeError as error:
            raise refusal("not-utf8", "it is not UTF-8 text", hint="name another file", path=str(path)) from error


_STAMP = re.compile(rb'recorded_at[ \t]*=[ \t]*"?[0-9TZ:+.-]+"?[ \t]*(?:#.*)?')
_HEADER = re.compile(rb"""(?:format[ \t]*=[ \t]*\d+|recorded_by[ \t]*=[ \t]*"[^"\\]*")[ \t]*(?:#.*)?""")
"""A line of the header, whole: nothing that goes on in the next."""


def has_stamp(data: bytes, *, jsonl: bool) -> bool:
    """Whether a record file has a stamp; true as well when it cannot be read well enough to tell.

    data: its bytes; of JSON Lines those of its first line. Its header decides, parsed wherever the bytes leave a doubt.
    """
    if not jsonl and _begins_with_stamp(data):
        return True
    if b"recorded_at" not in data and b"\\" not in data:
        # A key is spelled out, or with escapes.
        return False
    return _parsed_has_stamp(data, jsonl=jsonl)


_HEADER_LINES = 200


def _begins_with_stamp(data: bytes) -> bool:
    """Whether the stamp is where `append` writes it: above it are comments and the rest of the header alone."""
    for line in map(bytes.strip, data.split(b"\n", _HEADER_LINES)[:-1]):
        if _STAMP.fullmatch(line):
            return True
        if line and not line.startswith(b"#") and not _HEADER.fullmatch(line):
            return False
    return False


def first_line(path: Path) -> bytes:
    """The first line of a file of JSON Lines that is not empty. Raises Refused when it cannot be read."""
    with open_regular(path, name=str(path), limit=JSONL_LIMIT) as file:
        try:
            return next((line for line in iter(lambda: file.readline(LINE_LIMIT), b"") if line.strip()), b"")
        except OSError as error:
            raise cannot_read(str(path), error) from error


def _parsed_has_stamp(data: bytes, *, jsonl: bool) -> bool:
    # Imported here: few files leave a doubt.
    import json  # noqa: PLC0415

    import tomli  # noqa: PLC0415

    try:
        table = json.loads(data) if jsonl else tomli.loads(data.decode().replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        return True
    return not isinstance(table, dict) or "recorded_at" in table


def digest_of(path: Path) -> bytes:
    """The SHA-256 of a record file's bytes. Raises Refused when it cannot be read."""
    digest = sha256()
    with open_regular(path, name=str(path), limit=JSONL_LIMIT) as file:
        try:
            while block := file.read(_BLOCK):
                digest.update(block)
        except OSError as error:
            raise cannot_read(str(path), error) from error
    return digest.digest()


def cannot_read(name: str, error: OSError) -> Refused:
    """The refusal for a file that opened, and could not be read."""
    reason = error.strerror or "unknown reason"
    return Refused([Problem(name, 0, 0, "unreadable", f"cannot read the file: {reason}", "check the path of the file")])

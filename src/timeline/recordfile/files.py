"""Files as bytes or text: opened once, regular, no larger than they may be.

Knows nothing of what they hold, so that who only compares bytes needs no parser.
"""

import os
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
            [Problem(name, 0, 0, "unreadable", f"cannot read the file: {reason}", "name a regular file")]
        ) from error
    status = os.fstat(descriptor)
    reason = divide = ""
    if not stat.S_ISREG(status.st_mode):
        reason = "it is not a regular file"
    elif status.st_size > limit:
        reason, divide = f"it is larger than {limit} bytes", ", or divide it"
    if reason:
        os.close(descriptor)
        raise Refused(
            [Problem(name, 0, 0, "unreadable", f"cannot read the file: {reason}", "name a regular file" + divide)]
        )
    return os.fdopen(descriptor, "rb")


def read_text(path: Path, *, limit: int = 2**24) -> str:
    """The text of a file, of at most *limit* bytes. Raises Refused."""
    with open_regular(path, name=str(path), limit=limit) as file:
        try:
            return file.read().decode()
        except UnicodeDecodeError as error:
            raise refusal("not-utf8", "it is no text in UTF-8", hint="name another file", path=str(path)) from error


def may_be_recorded(path: Path) -> bool:
    """Whether a file may have a stamp: false for a draft that is small and nowhere speaks of one.

    Told without a parser; a key can be spelled with escapes. Raises Refused when it cannot be read.
    """
    with open_regular(path, name=str(path), limit=JSONL_LIMIT) as file:
        start = file.read(_BLOCK)
    return len(start) == _BLOCK or b"recorded_at" in start or b"\\u" in start.lower()


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
    return Refused([Problem(name, 0, 0, "unreadable", f"cannot read the file: {reason}", "name a regular file")])

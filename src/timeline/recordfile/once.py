"""Record files as one command sees them: each is opened once and parsed once.

A file stays as it was when it was first read, so that what was checked is what is compared, stamped and
taken in. A file of JSON Lines may be larger than memory: it is read anew by who asks for its entries.
"""

from functools import cached_property
from hashlib import sha256
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from timeline.entries import Entry
from timeline.problems import Problem, Refused
from timeline.recordfile.files import TOML_LIMIT, cannot_read, digest_of, first_line, has_stamp, open_regular
from timeline.recordfile.paths import record_paths
from timeline.recordfile.read import read_record_file
from timeline.recordfile.reader import Header, Located, RecordFile, decode, unreadable
from timeline.recordfile.toml import parse_toml


class Parsed(Struct, frozen=True):
    """A file of TOML, parsed."""

    header: Header
    entries: tuple[Located, ...]
    problems: tuple[Problem, ...]
    broken: frozenset[str]


class Once:
    """One record file."""

    def __init__(self, path: Path) -> None:
        """The file at *path*, which is opened when it is first asked for."""
        self.path = path
        self.is_jsonl = path.suffix == ".jsonl"
        self.is_new = False
        """Whether it is in no file yet."""

    @classmethod
    def of_text(cls, path: Path, text: str) -> "Once":
        """A TOML file that will be at *path*, with its text."""
        once = cls(path)
        once.is_new = True
        once.__dict__["data"] = text.encode()
        return once

    @cached_property
    def data(self) -> bytes:
        """The bytes of a TOML file. Raises Refused when it cannot be read."""
        with open_regular(self.path, name=str(self.path), limit=TOML_LIMIT) as file:
            try:
                return file.read(TOML_LIMIT + 1)
            except OSError as error:
                raise cannot_read(str(self.path), error) from error

    @cached_property
    def digest(self) -> bytes:
        """The SHA-256 of its bytes. Raises Refused when it cannot be read."""
        return digest_of(self.path) if self.is_jsonl else sha256(self.data).digest()

    @cached_property
    def may_be_recorded(self) -> bool:
        """Whether it has a stamp; true as well when it cannot be read well enough to tell. Raises Refused."""
        return has_stamp(first_line(self.path) if self.is_jsonl else self.data, jsonl=self.is_jsonl)

    @cached_property
    def header(self) -> Header:
        """Its header: empty of a draft, and of what cannot be read."""
        return self.head.header

    @cached_property
    def head(self) -> RecordFile:
        """The file with its header only, and the problems of the header."""
        file = self.read()
        file.close()
        return file

    @cached_property
    def _parsed(self) -> Parsed:
        try:
            file = parse_toml(decode(self.data, str(self.path), 1), str(self.path), None)
        except Refused as refused:
            file = unreadable(str(self.path), refused)
        entries = tuple(file.entries)
        return Parsed(file.header, entries, tuple(file.problems), frozenset(file.broken))

    def read(self, stamp: Header | None = None) -> RecordFile:
        """The file with its entries, as if it had the *stamp*, if one is given."""
        if self.is_jsonl:
            return read_record_file(self.path, stamp=stamp)
        parsed = self._parsed
        entries = (replace(located, entry=_stamped(located, stamp)) if stamp else located for located in parsed.entries)
        return RecordFile(str(self.path), stamp or parsed.header, entries, list(parsed.problems), set(parsed.broken))

    def forget(self) -> None:
        """Let go of the bytes and entries: they are not needed any more."""
        for name in ("_parsed",) if self.is_new else ("data", "_parsed"):
            self.__dict__.pop(name, None)


def _stamped(located: Located, stamp: Header) -> Entry:
    return replace(located.entry, recorded_at=stamp.recorded_at, recorded_by=stamp.recorded_by)


class Files:
    """The record files that one command reads."""

    def __init__(self) -> None:
        """None are open yet."""
        self._files: dict[Path, Once] = {}
        self._listed: dict[Path, list[Path]] = {}

    def __getitem__(self, path: Path) -> Once:
        """The file at a path, the same whenever it is asked for."""
        return self._files.setdefault(path, Once(path))

    def add(self, once: Once) -> None:
        """Add a file that is only going to be there."""
        self._files[once.path] = once

    def under(self, record: Path) -> list[Path]:
        """The record files under a folder, as they were when that was first asked."""
        if record not in self._listed:
            self._listed[record] = record_paths(record)
        return self._listed[record]

    def are_large(self, record: Path) -> bool:
        """Whether there are JSON Lines, which are not kept in memory but read again each time."""
        return any(self[path].is_jsonl for path in self.under(record))

    def drafts(self, record: Path) -> list[Path]:
        """The files under a folder that certainly have no stamp yet."""
        return [path for path in self.under(record) if not self[path].may_be_recorded]

"""Each record file is opened once and parsed once for a command, whatever the command does."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
import tomli

from records import VISIT, event, write_record
from running import at, timeline
from timeline.problems import Refused
from timeline.recordfile.once import Files, Once
from timeline.recordfile.reader import Header
from timeline.recordfile.registry import registered

DINNER = "format = 1\n" + event("visit/dinner", "dinner", 'part_of = "visit"')


class Reads:
    """How often each record file was opened, and how many texts were parsed."""

    def __init__(self) -> None:
        self.opened = Counter[str]()
        self.parsed = 0


@pytest.fixture
def reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reads]:
    """Counts, in a folder with a record of three files and a draft that names nobody new: no registry is read."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    registered.cache_clear()
    (tmp_path / "events").mkdir()
    write_record(tmp_path / "events", VISIT)
    (tmp_path / "events" / "dinner.toml").write_text(DINNER, encoding="utf-8")
    found, opening, loads = Reads(), os.open, tomli.loads

    def counting(path: Any, flags: int, *more: Any, **others: Any) -> int:  # noqa: ANN401 - as `os.open` takes it
        if str(path).endswith((".toml", ".jsonl")):
            found.opened[Path(path).name] += 1
        return opening(path, flags, *more, **others)

    def parsing(text: str) -> dict[str, Any]:
        found.parsed += 1
        return loads(text)

    monkeypatch.setattr(os, "open", counting)
    monkeypatch.setattr("timeline.recordfile.toml.tomli.loads", parsing)
    with at(tmp_path):
        yield found


@pytest.mark.parametrize(
    ("command", "parsed"),
    [
        # The draft is parsed once more with its stamp, as it will be read from then on.
        (("check",), 4),
        (("check", "events/dinner.toml"), 4),
        (("append", "--by", "me"), 4),
        (("state", "JP", "KH", "--record", "events"), 2),
        (("replay", "events/dinner.toml", "--plain"), 4),
        (("source", "check", "article", "events/dinner.toml"), 4),
    ],
)
def test_a_command_opens_and_parses_each_file_once(command: tuple[str, ...], parsed: int, reads: Reads) -> None:
    """Headers, digests, entries and what is wrong, all of one reading; the look before a stamp is written is not counted."""
    files = {path.name for path in Path("events").iterdir()}
    ran = timeline(*command)

    assert ran.code in {0, 1}, ran.err
    # The text that is held against a source is no record file, though it is one here.
    again = {"dinner.toml"} if command[0] == "source" else set()
    assert {name: count for name, count in reads.opened.items() if count > 1 and name not in again} == {}
    assert files - {"dinner.toml"} <= set(reads.opened)
    assert parsed == reads.parsed


def test_an_unchanged_record_is_not_parsed_by_who_finds_its_log(reads: Reads) -> None:
    """Its files are opened, to see that they are the same."""
    timeline("state", "JP", "KH", "--record", "events")
    reads.parsed, reads.opened = 0, Counter()
    timeline("state", "JP", "KH", "--record", "events")

    assert 0 == reads.parsed
    assert {1} == set(reads.opened.values())


def test_a_file_is_what_it_was_when_it_was_first_read(tmp_path: Path) -> None:
    """With any stamp; until it is let go of."""
    path = tmp_path / "a.toml"
    path.write_text(DINNER, encoding="utf-8")
    file = Files()[path]
    (before,) = (one.entry for one in file.read().entries)
    path.write_text(DINNER.replace("visit/dinner", "visit/lunch"), encoding="utf-8")
    (stamped,) = (one.entry for one in file.read(Header("2025-01-01T00:00:00Z", "me")).entries)

    assert ("visit/dinner", "", "2025-01-01T00:00:00Z") == (stamped.id, before.recorded_at, stamped.recorded_at)
    digest = file.digest
    file.forget()
    assert digest == file.digest
    assert "visit/lunch" == next(iter(file.read().entries)).entry.id


def test_what_cannot_be_read_is_reported_as_by_any_reading(tmp_path: Path) -> None:
    """As a problem of the file."""
    (tmp_path / "a.toml").write_bytes(b"\xff")

    assert ["not-utf-8"] == [one.code for one in Once(tmp_path / "a.toml").read().problems]
    assert ["unreadable"] == [one.code for one in Once(tmp_path / "b.toml").read().problems]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file that opens and cannot be read")
@pytest.mark.parametrize("name", ["x.toml", "x.jsonl"])
def test_a_file_that_opens_and_cannot_be_read_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """When its digest is asked for, and when its header is."""

    def unreadable(*_: object, **__: object) -> BinaryIO:
        return Path("/proc/self/mem").open("rb")

    for module in ("once", "files"):
        monkeypatch.setattr(f"timeline.recordfile.{module}.open_regular", unreadable)

    with pytest.raises(Refused, match="cannot read"):
        _ = Once(Path(name)).digest
    with pytest.raises(Refused, match="cannot read"):
        _ = Once(Path(name)).may_be_recorded

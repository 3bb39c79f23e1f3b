"""A hostile record is refused at the door; past the door it reaches no terminal alive.

The strings are written straight into a store, as no append would, and go through every
command and the screen; what is looked at are the bytes that reach the terminal.
"""

import os
import pty
import re
import select
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import msgspec
import pytest

from records import VISIT, event, write_record
from running import at, timeline
from timeline.entries import Entry
from timeline.eventlog.store import EventLog
from timeline.record.append import ingest
from timeline.recordfile.read import read_record_file

HOSTILE = "\x1b]52;c;aGk=\x07\x1b[2J\x9b31m\u202eabc\u2066\u200b\U000e0041[b]x[/nope][@click=app.quit]y\r\n\tz\x7f\ud7ff\u0085"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\U000e0000-\U000e007f]")
"""What no answer may hold; a line feed ends a line."""

COMMANDS = [
    ["replay", "visit"],
    ["replay", "visit", "--recorded"],
    ["replay", "JP", "KH"],
    ["log"],
    ["show", "visit/call"],
    ["show", "visit/loan"],
    ["show", "japan"],
    ["show", "article"],
    ["show", "visit/call@c"],
    ["state", "JP", "KH", "--on", "2025-01-01"],
    ["compare", "visit", "--all"],
    ["commitments", "--on", "2025-01-01"],
    ["commitments", "JP", "KH", "--on", "2025-01-01"],
    ["dossier", "kamikawa", "--on", "2025-01-01", "--all"],
    ["search", "visit"],
    ["audit", "visit/call"],
    ["visits"],
    ["meetings", "JP", "KH"],
    ["changes", "JP", "KH", "--to", "2025-01-01"],
    ["commitments", "--table", "--on", "2025-01-01"],
    ["compare", "visit/call", "visit/loan"],
    ["brief", "visit", "--on", "2025-01-01", "--desk"],
    ["cite", "visit/call"],
    ["plot", "meetings", "JP", "KH"],
    ["plot", "relationship", "JP", "KH", "--to", "2025-01-01"],
    ["plot", "commitments", "--on", "2025-01-01"],
    ["sources", "--all"],
    ["coverage", "article"],
    ["log", "--kind", HOSTILE],
    ["log", "--last", HOSTILE],
    ["log", HOSTILE],
    ["show", HOSTILE],
    ["state", HOSTILE, "KH"],
    ["state", "JP", "KH", "--on", HOSTILE],
]

RECORD = (
    VISIT
    + event(
        "visit/loan",
        "commitment",
        'part_of = "visit"\nby = "japan"\nto = "cambodia"\ndue = "2024"\ndue_said = "WORDS"\nplace = "WORDS"',
    )
    + event(
        "visit/signed",
        "signing",
        'part_of = "visit"\ndocument = "WORDS"\nterms = { interest = "WORDS" }\nadvances = { commitment = "visit/loan", stage = "signed" }',
    )
    + event("visit/status", "status", 'part_of = "visit"\nlevel = "WORDS"')
    + event("visit/said", "statement", 'part_of = "visit/call"\nact = "affirms"\ntopics = "roads"\ntext = "WORDS"')
    + '[[attest]]\nid = "visit/call@a"\nevent = "visit/call"\nsays = { place = "WORDS", to = "institute" }\nevidence = { source = "jp-readout", passage = ["WORDS", "WORDS"] }\n'
    + '[[correct]]\nid = "visit/call@c"\nentry = "visit/call"\nfield = "text"\nnow = "WORDS"\nbecause = "WORDS"\n'
)


def poisoned(entry: Entry) -> Entry:
    """The entry with hostile words for its titles, names, texts and passages."""
    state = msgspec.json.decode(msgspec.json.encode(entry))

    def poison(value: object, key: str) -> object:
        if isinstance(value, dict):
            return {name: poison(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [poison(item, key) for item in value]
        words = key in {"title", "name", "start_words", "publisher", "recorded_by"} or value in {
            "WORDS",
            "somewhere",
            "the call",
            "the visit",
        }
        return HOSTILE if words else value

    return msgspec.convert(poison(state, ""), type(entry))


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """A log that no append would have written."""
    (tmp_path / "record").mkdir()
    write_record(tmp_path / "record", RECORD)
    path = tmp_path / "log.sqlite"
    with EventLog() as good, EventLog(path) as bad:
        ingest(tmp_path / "record", good)
        with good.reading() as reader, bad.appending(after=0) as appending:
            for recorded in reader.recorded():
                appending.add([poisoned(recorded.entry)])
            for recorded in appending.log.recorded(1, appending.size):
                appending.relate(recorded)
            appending.file("2025-01-01T00:00:00Z", first=1, digest=b"")
    return path


@pytest.mark.parametrize("word", ["a\udcffb", "#\udcff", "/\udcff"])
@pytest.mark.parametrize("command", [["show"], ["search"], ["replay"], ["compare"], ["dossier"], ["coverage"]])
def test_a_word_that_is_no_unicode_names_nothing(log: Path, command: list[str], word: str) -> None:
    """Shells pass on bytes as they are."""
    ran = timeline(*command, word, "--log", str(log))

    assert ran.code in {0, 2}
    assert "\udcff" not in ran.out + ran.err


def test_a_pipe_or_a_link_in_a_record_stops_nobody(tmp_path: Path) -> None:
    """It is reported when the record is asked, and hangs no question to another."""
    (tmp_path / "events").mkdir()
    write_record(tmp_path / "events", VISIT)
    os.mkfifo(tmp_path / "events" / "pipe.toml")
    with at(tmp_path):
        beside, asked = timeline("sources"), timeline("log", "--record", "events")

    assert (0, True) == (beside.code, "--record events" in beside.err)
    assert (1, True) == (asked.code, "it is not an ordinary file" in asked.err)


@pytest.mark.parametrize(
    "command",
    [["state", "JP", "KH", "--log", "x" * 300], ["check", f"{'x' * 300}.toml"], ["search", "x", "--limit", "9" * 30]],
)
def test_what_the_system_refuses_is_no_traceback(command: list[str]) -> None:
    """Names that are too long, numbers without end."""
    ran = timeline(*command)

    assert ran.code in {1, 2}
    assert "error" in ran.err


def test_a_surrogate_in_a_key_of_a_correction_is_refused(tmp_path: Path) -> None:
    """At its place, before anything is encoded."""
    path = tmp_path / "x.jsonl"
    line = '{"what": "correct", "id": "c", "entry": "e", "field": "terms", "because": "b", "now": {"\\ud800": "x"}}'
    path.write_text('{"format": 1}\n' + line + "\n", encoding="utf-8")
    file = read_record_file(path)
    list(file.entries)

    assert ["bad-line"] == [problem.code for problem in file.problems]


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_file_whose_name_is_no_unicode_is_reported(tmp_path: Path, form: str) -> None:
    """In every form, with the name escaped."""
    path = tmp_path / os.fsdecode(b"a\xff.toml")
    path.write_text("format = 1\nx = 1\n", encoding="utf-8")
    ran = timeline("check", str(path), "--record", str(tmp_path), "--format", form)

    assert 1 == ran.code
    assert "unknown-field" in ran.out
    assert "udcff" in ran.out.casefold() or "U+DCFF" in ran.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_lets_a_hostile_string_reach_the_terminal(log: Path, command: list[str]) -> None:
    """Controls, bidi overrides and hidden characters are shown, never sent."""
    ran = timeline(*command, "--log", str(log))

    assert OBEYED.findall(ran.out + ran.err) == []
    assert "␛]52;c;aGk=␇" in ran.out + ran.err


HANDED = [
    ["brief", "visit", "--format", "html", "--desk"],
    ["brief", "visit", "--format", "md", "--desk"],
    ["brief", "JP", "KH", "--format", "docx"],
    ["plot", "commitments"],
    ["plot", "relationship", "JP", "KH"],
    ["plot", "meetings", "JP", "KH"],
    ["plot", "readouts", "visit"],
    ["export", "csl"],
    ["export", "ical"],
    ["export", "gexf"],
    ["export", "ftm"],
    ["export", "jsonld"],
    ["export", "csv"],
    ["export", "sqlite"],
    ["archive"],
]
"""What leaves the program."""


@pytest.mark.parametrize("command", HANDED, ids=" ".join)
def test_nothing_that_leaves_the_program_holds_a_hostile_string(log: Path, command: list[str], tmp_path: Path) -> None:
    """Whoever opens the file, in whatever program, is shown the characters."""
    target = str(tmp_path / "out")
    where = ["-o", target] if command[0] in {"brief", "plot"} else [target]
    extra = ["--answers"] if "sqlite" in command else []
    ran = timeline(*command, *where, *extra, "--log", str(log))
    texts = [_text(path) for path in [tmp_path / "out", *(tmp_path / "out").rglob("*")] if path.is_file()]

    assert (0, []) == (ran.code, OBEYED.findall(ran.err))
    assert [] == [found for text in texts for found in OBEYED.findall(text)]
    assert "␛]52;c;aGk=␇" in "".join(texts)


def _text(path: Path) -> str:
    """What a file says; of a database what is in its tables, of a document of Word its text."""
    if path.suffix == ".tlog-proof":
        return ""
    data = path.read_bytes()
    if data.startswith(b"PK"):
        with ZipFile(path) as parts:
            data = parts.read("word/document.xml")
    if data.startswith(b"SQLite"):
        with closing(sqlite3.connect(path)) as connection:
            rows = connection.execute("SELECT title, text, place FROM events").fetchall()
        return "\n".join(str(value) for row in rows for value in row)
    # A calendar folds its lines, and some formats put a backslash before a sign.
    return data.decode().replace("\r\n ", "").replace("\r\n", "\n").replace("\\", "")


@pytest.mark.parametrize(
    "command",
    [["replay", "visit"], ["log"], ["state", "JP", "KH"], ["compare", "visit"], ["audit", "visit/call"]],
    ids=" ".join,
)
def test_json_says_what_was_stored_and_obeys_nothing(log: Path, command: list[str]) -> None:
    """Programs get the string itself, escaped as JSON has it; nothing raw is sent."""
    ran = timeline(*command, "--json", "--log", str(log))

    assert OBEYED.findall(ran.out) == []
    assert any(ascii(HOSTILE)[1:-1] in ascii(msgspec.json.decode(line)) for line in ran.out.splitlines())


def test_a_hostile_record_is_refused_at_the_door(tmp_path: Path) -> None:
    """At its line and column, with the name of the character, itself shown safely."""
    path = tmp_path / "hostile.toml"
    path.write_text("format = 1\n" + event("x", "visit", 'title = "\\u001b[2J\\u202Ex"'), encoding="utf-8")
    file = read_record_file(path)
    list(file.entries)

    assert ["bad-line"] == [problem.code for problem in file.problems]
    ran = timeline("check", str(path), "--record", str(tmp_path))
    assert OBEYED.findall(ran.out) == []


def test_the_screen_shows_a_hostile_string_and_obeys_nothing(log: Path) -> None:
    """What the program sends to a real terminal holds no sequence that came from the record."""
    sent = screen_bytes(log, b"jjJ2345")
    text = sent.decode("utf-8", "replace")

    assert "␛]52;c;aGk=␇" in text
    assert "\x1b]52" not in text
    assert "\x07" not in re.sub("\x1b]22;[a-z]*\x07", "", text), "but for the pointer's shape, which Textual sets"
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\U000e0000-\U000e007f\x80-\x9f]", text)
    assert "[/nope]" in text


def screen_bytes(log: Path, keys: bytes) -> bytes:
    """What the screen sends while some keys are pressed, on a pseudo-terminal."""
    parent, child = pty.openpty()
    command = [sys.executable, "-m", "timeline", "replay", "visit", "--log", str(log)]
    env = os.environ | {"TERM": "xterm-256color", "COLUMNS": "160", "LINES": "40"}
    process = subprocess.Popen(command, stdin=child, stdout=child, stderr=child, env=env, close_fds=True)
    os.close(child)
    sent, waiting, deadline = b"", [bytes([key]) for key in keys] + [b"Q"], time.monotonic() + 30
    while process.poll() is None and time.monotonic() < deadline:
        ready, _, _ = select.select([parent], [], [], 0.5)
        if ready:
            try:
                sent += os.read(parent, 65536)
            except OSError:
                break
        elif waiting:
            os.write(parent, waiting.pop(0))
    process.kill()
    process.wait(10)
    os.close(parent)
    return sent

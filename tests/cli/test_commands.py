"""Commands beyond the sessions: JSON, exports, completion, streams, the cache."""

import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from records import VISIT, event, write_record
from running import at, copy_record, timeline
from timeline.cli import main
from timeline.cli.commands.new import KINDS, TEMPLATES
from timeline.cli.registry import COMMANDS
from timeline.eventlog.store import EventLog
from timeline.folders import cache_folder
from timeline.proof.checkpoint import ORIGIN, Checkpoint, format_checkpoint
from timeline.proof.merkle import Frontier, leaf_hash
from timeline.record import shipped
from timeline.record.append import ingest
from timeline.recordfile.read import read_record_file

VISIT_ID = "jp-kh-2024-07"


def answer(*arguments: str) -> dict[str, object]:
    """The JSON answer of a command."""
    ran = timeline(*arguments, "--json")
    assert (0, "") == (ran.code, ran.err)
    found: dict[str, object] = json.loads(ran.out)
    return found


def test_a_state_is_reported_with_the_evidence_of_everything_in_it() -> None:
    """Two instruments of the visit, their totals, and who says so."""
    before, after = answer("state", "JP", "KH", "--on", "2024-07-04"), answer("state", "JP", "KH", "--on", "2024-07-07")
    instruments = after["instruments"]
    assert isinstance(instruments, list)

    assert [] == before["instruments"]
    assert [("59.6 million", True), ("2.7 million", True)] == [
        (one["money"][0]["amount"], one["money"][0]["approximate"]) for one in instruments
    ]
    assert all(one["evidence"][0]["passage"]["start"] for one in instruments)
    assert {"position", "root", "on", "drafts", "counted"} == set(after["basis"])  # type: ignore[call-overload]  # a table
    for section in ("commitments", "positions", "initiatives", "last_contact"):
        assert before[section] != after[section]


@pytest.mark.parametrize(("known", "other"), [("187", "not-retold"), ("377", "unknown")])
def test_a_comparison_says_what_each_side_says_alone(known: str, other: str) -> None:
    """Patrol boats from Cambodia, the rule of law from Japan, three areas from both.

    Once texts of Japan itself are known, of which only a part was read, what they leave out is unknown.
    """
    rows = answer("compare", VISIT_ID, "--known", known)["rows"]
    assert isinstance(rows, list)
    sides = {row["id"].removeprefix(f"{VISIT_ID}/"): row["sides"] for row in rows}
    cambodia, japan, both = (
        {"KH": "says", "JP": other},
        {"KH": "not-retold", "JP": "says"},
        {"KH": "says", "JP": "says"},
    )

    assert [cambodia] * 2 == [sides["patrol-boats"], sides["call-hun-sen/indo-pacific"]]
    assert [japan] * 3 == [
        sides["democratic-development"],
        sides["rule-of-law"],
        sides["international-affairs/ukraine"],
    ]
    assert both == sides["call-hun-manet/new-approach"]
    assert "silent" not in {cell for cells in sides.values() for cell in cells.values()}


def test_promises_are_reported_with_their_stages() -> None:
    """Each stage with its evidence."""
    data = answer("commitments", "JP", "KH", "--on", "2024-07-07")
    (loan,) = [one for one in data["commitments"] if one["key"].endswith("road-5-loan")]  # type: ignore[attr-defined]  # a list

    assert ["announced", "signed"] == [reached["stage"] for reached in loan["stages"]]
    assert ("signed", True, False) == (loan["stage"], loan["open"], loan["overdue"])
    assert all(reached["evidence"] for reached in loan["stages"])
    assert {"commitments", "to_others", "of_others", "possible", "withdrawn", "later_stages", "basis"} == set(
        answer("commitments", "--on", "2024-07-07")
    )


def test_other_answers_are_shown_as_json_too() -> None:
    """With the fields that are documented."""
    data = {
        "actor",
        "acting",
        "offices",
        "engagements",
        "represented",
        "sayings",
        "signed",
        "attended",
        "acts",
        "others",
        "promises",
        "withdrawn",
        "basis",
    }
    assert data == set(answer("dossier", "hun-sen", "--on", "2024-07-07"))
    assert {"sources", "basis"} == set(answer("sources"))
    assert "audit" in answer("show", f"{VISIT_ID}/call-hun-sen")
    assert {"source", "passages", "without_passage", "basis"} == set(answer("coverage", "ccrs-2024-07-10"))
    steps = answer("replay", VISIT_ID)["steps"]
    assert isinstance(steps, list)
    assert {"step", "depth", "section", "event", "changes"} == set(steps[0])
    assert len(steps) == len(answer("replay", VISIT_ID, "--recorded")["steps"])  # type: ignore[arg-type]  # a list


def test_every_line_of_the_log_has_the_fields_of_the_contract() -> None:
    """Position, entry, id, stamp, and evidence with side and passage."""
    lines = [json.loads(line) for line in timeline("log", "--json").out.splitlines()]

    assert list(range(1, len(lines) + 1)) == [line["position"] for line in lines]
    assert {"actor", "topic", "source", "event", "attest", "correct"} == {line["entry"] for line in lines}
    for line in lines:
        assert {"position", "entry", "id", "recorded_at", "recorded_by", "evidence"} <= set(line)
        assert all({"source", "via", "side", "passage"} <= set(item) for item in line["evidence"])


def test_the_export_hashes_to_the_root_that_answers_name() -> None:
    """With SHA-256 alone, as RFC 6962 has it."""
    out = subprocess.run([sys.executable, "-m", "timeline", "export", "log"], capture_output=True, check=True).stdout
    frontier = Frontier()
    for line in out.splitlines():
        frontier.append(leaf_hash(line))
    basis = answer("sources")["basis"]

    assert frontier.root().hex() == basis["root"]  # type: ignore[index]  # a table


def test_the_first_180_entries_of_the_shipped_record_are_these() -> None:
    """The first format is frozen: every later program must give this root."""
    with shipped.shipped_log() as log:
        assert "33115f69d4b6bd5ef26c5e7e0a52e5cf8527f582d7e37749e4c82f65aa457bc4" == log.root_at(180).hex()


def test_the_export_is_safe_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same JSON, escaped where a terminal would obey it."""
    plain = subprocess.run([sys.executable, "-m", "timeline", "export", "log"], capture_output=True, check=True).stdout
    monkeypatch.setenv("PAGER", "cat")
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    assert plain.decode() == timeline("export", "log").out


def test_a_kind_that_is_none_is_reported() -> None:
    """With the nearest."""
    ran = timeline("log", "--kind", "metting")

    assert (2, True) == (ran.code, "did you mean `meeting`?" in ran.err)


def test_a_search_for_signs_finds_nothing() -> None:
    """Whatever FTS5 would make of them."""
    for words in ("-", "*", '"', "NEAR(", "a:b", "^"):
        assert 0 == timeline("search", "--", words).code


@pytest.mark.parametrize(
    ("known", "position"),
    [
        ("2025-01-01", 9),
        ("2025-01-02", 14),
        ("2025-01", 15),
        ("2024-12-31", 0),
        ("2025-01-02T14:59:59Z", 9),
        ("2025-12-31", 15),
    ],
)
def test_known_takes_a_day_to_its_end(tmp_path: Path, known: str, position: int) -> None:
    """In UTC: what was recorded in the afternoon was known on that day, and on no earlier one."""
    record = write_record(tmp_path, VISIT, event("visit/dinner", "dinner"))
    path = record / "01.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("2025-01-02T00:00:00Z", "2025-01-02T15:00:00Z"), "utf-8")

    assert position == answer("sources", "--record", str(record), "--known", known)["basis"]["position"]  # type: ignore[index]  # a table


def test_known_takes_a_checkpoint_file(tmp_path: Path) -> None:
    """Of this log at that size; of another, it is refused."""
    with shipped.shipped_log() as log:
        good = Checkpoint(ORIGIN, 100, log.root_at(100))
    (tmp_path / "good").write_text(format_checkpoint(good), encoding="utf-8")
    (tmp_path / "other").write_text(format_checkpoint(Checkpoint(ORIGIN, 100, bytes(32))), encoding="utf-8")

    assert 100 == answer("sources", "--known", str(tmp_path / "good"))["basis"]["position"]  # type: ignore[index]  # a table
    refused = timeline("sources", "--known", str(tmp_path / "other"))
    assert (1, True) == (refused.code, "another log" in refused.err)


@pytest.mark.parametrize("shell", ["bash", "zsh", "tcsh"])
def test_a_shell_can_complete_the_commands(shell: str) -> None:
    """All of them."""
    out = timeline("completion", shell).out

    assert all(name in out for name in COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_given_with_its_example(name: str) -> None:
    """On stdout, and nothing is done."""
    ran = timeline(name, "--help")

    assert (0, "") == (ran.code, ran.err)
    assert f"example: timeline {name}" in ran.out


@pytest.mark.parametrize("name", [(), *((name,) for name in COMMANDS)])
def test_help_is_as_wide_as_the_terminal(name: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    """Its paragraphs; what is listed, and the example, can be copied as they are."""
    monkeypatch.setenv("COLUMNS", "80")
    described = timeline(*name, "--help").out.split("\n\n", 1)[1].partition("\nexample:")[0]

    assert [line for line in described.splitlines() if len(line) > 80] == []


def test_the_version_is_reported() -> None:
    """As it is installed."""
    assert "timeline 0." in timeline("--version").out


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["nonsense"], 2), (["state", "JP"], 2), (["--help"], 0)])
def test_wrong_use_ends_with_2(arguments: list[str], code: int) -> None:
    """And help with 0."""
    assert code == timeline(*arguments).code


def test_coverage_of_a_text_is_reported_sentence_by_sentence(tmp_path: Path) -> None:
    """What is not cited, what is not found, and why a sentence carries no fact; exit code 1."""
    (tmp_path / "record").mkdir()
    visit = VISIT.replace(
        'covers = "visit"\nretells',
        'covers = "visit"\nno_fact = { passage = "Read on", because = "an invitation" }\nretells',
    )
    write_record(tmp_path / "record", visit)
    with EventLog(tmp_path / "log.sqlite") as log:
        ingest(tmp_path / "record", log)
    text = tmp_path / "text"
    text.write_text("Of the visit.\nOf the call. And more.\nRead on here.\n", encoding="utf-8")
    command = ("coverage", "article", "--text", str(text), "--log", str(tmp_path / "log.sqlite"))
    ran = timeline(*command, "--all")
    brief = timeline(*command).out
    data = json.loads(timeline(*command, "--json").out)

    assert 1 == ran.code
    assert ["not cited"] == [line.strip() for line in ran.out.splitlines() if "not cited" in line]
    assert "no fact: an invitation" in ran.out
    assert ("not cited" in brief, "no fact" in brief, "and 3 cited sentences" in brief) == (True, False, True)
    assert "4 sentences, 3 accounted for; 3 passages, 3 found correctly" in ran.out
    assert (["And more."], [], False) == (data["uncited"], data["problems"], data["complete"])
    text.write_text("Nothing of the kind.", encoding="utf-8")
    assert "its first words are not found" in timeline(*command).out
    text.write_bytes(b"\xff")
    assert 1 == timeline(*command).code
    with text.open("wb") as file:
        file.truncate(2**25)
    assert 1 == timeline(*command).code


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_only_needs_to_be_filled_in(kind: str, tmp_path: Path) -> None:
    """Nothing in it could pass for a fact, and nothing else is wrong with it."""
    path = tmp_path / "draft.toml"
    (text := tmp_path / "text.txt").write_text(
        "1. The leaders welcomed the signing of notes on roads.\n", encoding="utf-8"
    )
    more: tuple[str, ...] = ("--between", "JP", "KH") if kind in TEMPLATES else ()
    more += ("--from", str(text)) if kind == "joint-statement" else ()
    path.write_text(timeline("new", kind, "jp-kh-2025-01", "--stdout", *more).out, encoding="utf-8")
    file = read_record_file(path)
    list(file.entries)

    assert {"unfilled"} == {problem.code for problem in file.problems}


def test_a_log_says_whether_a_recorded_file_was_edited(tmp_path: Path) -> None:
    """Without one nobody knows; nothing is written either way."""
    record, log = tmp_path / "events", tmp_path / "log.sqlite"
    copy_record(record)
    timeline("append", "--record", str(record), "--log", str(log))
    path = record / "topics.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('name = "', 'name = "New ', 1), encoding="utf-8")
    before = timeline("export", "log", "--log", str(log))
    compared = timeline("check", "--record", str(record), "--log", str(log))

    assert (1, True) == (compared.code, "error[edited]" in compared.out)
    assert before == timeline("export", "log", "--log", str(log))
    assert "recorded files for edits (--log, --against)" in timeline("check", "--record", str(record)).err


def test_another_record_is_asked_by_its_folder(tmp_path: Path) -> None:
    """Who stands beside one of their own is told that the shipped one answers."""
    record = tmp_path / "events"
    copy_record(record)
    (record / "more.toml").write_text('format = 1\n[[topic]]\nid = "more"\nname = "More"\n', encoding="utf-8")
    with at(tmp_path):
        done = timeline("append", "--by", "the tests")
        shipped, own = timeline("show", "more"), timeline("show", "more", "--record", "events")

    assert "--record events" in done.err
    assert (2, True) == (shipped.code, "using the record that comes with the program" in shipped.err)
    assert (0, True) == (own.code, own.out.startswith("topic  More  #"))


def test_the_name_of_a_recorded_file_is_one_word_however_long_its_folder(tmp_path: Path) -> None:
    """It can be copied, and a script finds it."""
    record = tmp_path / "a folder whose name is long" / ("deep" * 30) / "events"
    record.mkdir(parents=True)
    write_record(record, VISIT)
    draft = record / "one.toml"
    draft.write_text("format = 1\n" + event("visit/dinner", "dinner", 'part_of = "visit"'), encoding="utf-8")
    log = ("--log", str(tmp_path / "log.sqlite"), "--record", str(record))

    assert f"recorded {draft}\n" in timeline("append", "--by", "me", *log).out


def test_a_draft_elsewhere_is_tried_and_named_files_alone_are_appended(tmp_path: Path) -> None:
    """`check` takes any file, `append` those of the record."""
    record = tmp_path / "events"
    record.mkdir()
    write_record(record, VISIT)
    text = "format = 1\n" + event("visit/dinner", "dinner", 'part_of = "visit"')
    for path in (tmp_path / "elsewhere.toml", record / "one.toml"):
        path.write_text(text, encoding="utf-8")
    (record / "two.toml").write_text(text.replace("visit/dinner", "visit/lunch"), encoding="utf-8")
    with at(tmp_path):
        assert "duplicate-id" in timeline("check", "elsewhere.toml", "events/one.toml").out
        assert "duplicate-id" not in timeline("check", "events/one.toml").out
        (record / "one.toml").unlink()
        assert "no mistakes found" in timeline("check", "elsewhere.toml").err
        assert "recorded events/two.toml" in timeline("append", "events/two.toml", "--by", "me").out
        assert "no drafts to record" in timeline("append", "--by", "me").out
        assert 2 == timeline("append", "elsewhere.toml").code


def test_a_file_is_replayed_before_it_is_recorded(tmp_path: Path) -> None:
    """On top of the record, and nothing is written."""
    record = tmp_path / "events"
    record.mkdir()
    write_record(record)
    draft = tmp_path / "visit.toml"
    draft.write_text("format = 1\n" + VISIT, encoding="utf-8")
    with at(tmp_path):
        assert "2 steps" in timeline("replay", "visit.toml").out
        assert 2 == timeline("replay", "visit.toml", "--known", "3").code
    assert "recorded_at" not in draft.read_text(encoding="utf-8")


def test_a_pipe_that_is_closed_ends_the_command_quietly() -> None:
    """Who reads the head of a long answer has read enough."""
    process = subprocess.Popen(
        [sys.executable, "-m", "timeline", "replay", VISIT_ID], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()

    assert b"" == process.stderr.read()
    assert 0 == process.wait(30)
    process.stderr.close()


def test_a_broken_pipe_and_an_interrupt_are_no_errors(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """They end the command, with nothing said."""

    def broken(*_: object) -> None:
        raise BrokenPipeError(errno.EPIPE, "")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    out = (tmp_path / "out").open("w")
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr("timeline.cli._run", broken)
    assert 0 == main(["log"])
    monkeypatch.setattr("timeline.cli._run", interrupted)
    assert 130 == main(["log"])
    out.close()


def test_an_ascii_terminal_gets_escapes() -> None:
    """Never an error, and nothing lost."""
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    ran = subprocess.run(
        [sys.executable, "-m", "timeline", "show", f"{VISIT_ID}/thanks"[:13]], capture_output=True, env=env, check=True
    )

    assert b"5\\u20136 July 2024" in ran.stdout


def test_a_damaged_log_is_reported(tmp_path: Path) -> None:
    """Not a traceback."""
    path = tmp_path / "log.sqlite"
    (tmp_path / "record").mkdir()
    write_record(tmp_path / "record", VISIT)
    with EventLog(path) as log:
        ingest(tmp_path / "record", log)
    data = bytearray(path.read_bytes())
    data[4096 : len(data)] = b"\xff" * (len(data) - 4096)
    path.write_bytes(data)
    ran = timeline("log", "--log", str(path))

    assert 3 == ran.code
    assert ran.err.startswith("error[damaged]: the file of the log is damaged: ")


def test_the_cache_is_built_once_and_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One file, named by what it was built from, that stands alone."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = timeline("log", "--last", "1").out
    (cache,) = (tmp_path / "timeline").iterdir()
    before = cache.stat().st_mtime_ns

    assert first == timeline("log", "--last", "1").out
    assert before == cache.stat().st_mtime_ns
    assert [cache] == list((tmp_path / "timeline").iterdir())


def test_where_the_cache_cannot_be_written_the_log_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The answer is the same."""
    expected = timeline("log", "--last", "1").out
    (tmp_path / "timeline").write_text("a file where the folder would be", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert expected == timeline("log", "--last", "1").out


def test_the_cache_is_under_the_home_where_nothing_else_is_said(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """XDG Base Directory: `~/.cache`; a relative path is no answer."""
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    monkeypatch.setenv("HOME", str(tmp_path))

    assert tmp_path / ".cache" / "timeline" == cache_folder()


def test_the_shipped_record_is_that_of_the_package_when_it_has_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A wheel carries it as `timeline/events`."""
    (tmp_path / "events").mkdir()
    monkeypatch.setattr(shipped, "__file__", str(tmp_path / "record" / "shipped.py"))

    assert tmp_path / "events" == shipped.shipped_record()


def test_a_log_is_the_same_on_every_machine(tmp_path: Path) -> None:
    """The lines of the shipped record, whoever builds them, in whatever order files are found."""
    with EventLog(tmp_path / "log.sqlite") as log:
        ingest(shipped.shipped_record(), log)
    export = [sys.executable, "-m", "timeline", "export", "log"]
    one = subprocess.run([*export, "--log", str(tmp_path / "log.sqlite")], capture_output=True, check=True).stdout
    other = subprocess.run(export, capture_output=True, check=True).stdout

    assert hashlib.sha256(one).digest() == hashlib.sha256(other).digest()


@pytest.mark.parametrize(
    "known", ["2026-11-24T05:21:12", "2026-11-24T10:00:00+09:00", "2026-11-24T", "2026-11-24 13:08"]
)
def test_an_hour_that_is_no_instant_of_the_log_is_no_day(known: str) -> None:
    """Else the answer would silently be another."""
    ran = timeline("log", "--known", known)

    assert 2 == ran.code
    assert "is not a position, date or instant" in ran.err


def test_an_argument_that_is_empty_is_reported() -> None:
    """As an unset variable gives it: to go on would be to guess."""
    ran = timeline("log", "--since", "")

    assert 2 == ran.code
    assert "an argument is empty" in ran.err


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
def test_a_closed_stream_swallows_what_is_written(closed: str) -> None:
    """The command does what it does."""
    ran = subprocess.run(["sh", "-c", f'"$0" -m timeline --version {closed}', sys.executable], check=False, timeout=60)

    assert 0 == ran.returncode


def test_a_folder_that_cannot_be_read_is_not_an_empty_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it holds is not nothing."""

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("os.scandir", refused)
    ran = timeline("check", "--record", str(tmp_path))

    assert 1 == ran.code
    assert f"{tmp_path}: Permission denied" in ran.err


@pytest.mark.parametrize("command", ["state", "commitments"])
def test_a_state_does_not_stand_to_itself(command: str) -> None:
    """Nothing that is said of two can be said of one."""
    ran = timeline(command, "JP", "japan")

    assert 2 == ran.code
    assert "a relationship has two parties" in ran.err

"""Checkpoints, proofs and verification, as a researcher and a maintainer use them."""

import contextlib
import json
import re
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from records import VISIT, event, stamp, write_record
from running import timeline
from timeline.eventlog.store import EventLog
from timeline.proof.checkpoint import ORIGIN, Checkpoint, Proof, format_checkpoint, format_proof
from timeline.record.append import ingest

ROOT = Path(__file__).parents[2]
CALL = "visit/call"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of a visit, with a checkpoint of all of it."""
    folder = tmp_path / "events"
    folder.mkdir()
    write_record(folder, VISIT)
    assert 0 == timeline("checkpoint", "--record", str(folder)).code
    return folder


def checkpoint_of(record: Path) -> Path:
    """The only checkpoint of a record."""
    (path,) = (record / "checkpoints").iterdir()
    return path


def log_of(record: Path) -> Path:
    """A log of a record, in a file beside it."""
    path = record.parent / "log.sqlite"
    with EventLog(path) as log:
        ingest(record, log)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return path


def proof_of(record: Path, name: str = CALL) -> Path:
    """The proof of an entry, in a file beside the record."""
    path = record.parent / "fact.tlog-proof"
    ran = timeline("prove", name, "--record", str(record))
    assert (0, "") == (ran.code, ran.err)
    path.write_text(ran.out, encoding="utf-8")
    return path


def grow(record: Path) -> None:
    """Record one more event."""
    header = f'format = 1\nrecorded_at = {stamp(9)}\nrecorded_by = "tests"\n'
    (record / "more.toml").write_text(header + event("visit/more", "dinner", 'part_of = "visit"'), "utf-8")


def test_a_checkpoint_is_written_once_for_each_size(record: Path) -> None:
    """What is there stays as it is; a grown log has another."""
    path = checkpoint_of(record)
    before = path.read_bytes()
    again = timeline("checkpoint", "--record", str(record))
    grow(record)
    more = timeline("checkpoint", "--record", str(record))

    assert f"{path} already exists\n" == again.out
    assert (0, before) == (more.code, path.read_bytes())
    assert 2 == len(list(path.parent.iterdir()))


def test_no_checkpoint_is_written_that_does_not_extend_the_earlier_ones(record: Path) -> None:
    """The log is held against them first; nothing is written then."""
    path = checkpoint_of(record)
    size = int(path.stem)
    path.write_text(format_checkpoint(Checkpoint(ORIGIN, size, bytes(32))), encoding="utf-8")
    grow(record)
    ran = timeline("checkpoint", "--record", str(record))

    assert (3, [path]) == (ran.code, list(path.parent.iterdir()))
    assert (
        f"one or more of the entries #1 to #{size} were altered after the checkpoint {path.name} was written" in ran.out
    )
    path.write_text("nothing\n", encoding="utf-8")
    assert (1, "it is not a checkpoint") == (
        (ran := timeline("checkpoint", "--record", str(record))).code,
        "it is not a checkpoint" * ("it is not a checkpoint" in ran.err),
    )


def test_a_checkpoint_of_another_origin_or_of_nothing_is_refused(record: Path, tmp_path: Path) -> None:
    """One record has one origin, and one that can be written on a line."""
    empty = tmp_path / "empty"
    empty.mkdir()

    assert "earlier checkpoints have the origin timeline/record, not example.org/log" in (
        timeline("checkpoint", "--record", str(record), "--origin", "example.org/log").err
    )
    assert 2 == timeline("checkpoint", "--record", str(record), "--origin", "no origin").code
    assert "nothing is recorded yet" in timeline("checkpoint", "--record", str(empty)).err


def test_a_checkpoint_is_signed_by_several_and_verified_by_their_keys(record: Path, tmp_path: Path) -> None:
    """The first key is made by the command; a second signer adds a line, and the text stays."""
    text = checkpoint_of(record).read_text(encoding="utf-8")
    keys = []
    for name in ("one.example", "two.example"):
        secret = tmp_path / name
        made = timeline("checkpoint", "--new-key", str(secret), "--origin", name)
        keys.append(made.out.strip())
        assert 0o600 == stat.S_IMODE(secret.stat().st_mode)
        assert 0 == timeline("checkpoint", "--record", str(record), "--sign", str(secret)).code
    once_more = timeline("checkpoint", "--record", str(record), "--sign", str(tmp_path / "one.example"))
    signed = checkpoint_of(record).read_text(encoding="utf-8")
    verified = timeline("verify", "--record", str(record), "--key", keys[0], "--key", keys[1], "--json")
    proof = timeline("verify-proof", str(proof_of(record)), "--key", keys[1])

    assert "already exists" in once_more.out
    assert (text, 2) == (signed[: len(text)], signed.count("— "))
    assert ["one.example", "two.example"] == json.loads(verified.out)["signers"]
    assert (0, True) == (proof.code, "signed by two.example" in proof.out)
    assert 2 == timeline("checkpoint", "--new-key", str(tmp_path / "one.example")).code
    assert 2 == timeline("checkpoint", "--record", str(record), "--sign", str(record / "00.toml")).code


def test_a_checkpoint_that_a_key_did_not_sign_does_not_verify(record: Path, tmp_path: Path) -> None:
    """The file is named; what is no key is reported."""
    key = timeline("checkpoint", "--new-key", str(tmp_path / "key"), "--origin", "one.example").out.strip()
    (tmp_path / "public").write_text(key, encoding="utf-8")
    path = checkpoint_of(record)
    ran = timeline("verify", "--record", str(record), "--key", str(tmp_path / "public"), "--json")
    proof = timeline("verify-proof", str(proof_of(record)), "--key", key)

    assert [f"{path}: one.example did not sign the checkpoint"] == [
        one["message"] for one in json.loads(ran.out)["faults"]
    ]
    assert 3 == ran.code
    assert (3, "verification failed\n  one.example did not sign the checkpoint\n") == (proof.code, proof.out)
    assert 2 == timeline("verify", "--record", str(record), "--key", "no key").code
    path.unlink()
    assert 2 == timeline("verify", "--record", str(record), "--key", key).code


def test_the_log_of_a_record_verifies_against_the_checkpoints_beside_it(record: Path) -> None:
    """Size, root, how many checkpoints, and the last good one."""
    size = int(checkpoint_of(record).stem)
    data = json.loads(timeline("verify", "--record", str(record), "--derived", "--json").out)

    assert (True, size, 1, size) == (data["ok"], data["size"], data["checkpoints"], data["good"]["size"])
    assert f"{size} entries, root {data['root']}" in " ".join(timeline("verify", "--record", str(record)).out.split())


def test_a_copied_log_is_held_against_what_the_verifier_brings_along(record: Path, tmp_path: Path) -> None:
    """A file, a folder of a record; without any nothing but the log vouches for itself. Exit code 3 when altered."""
    log, held = str(log_of(record)), str(shutil.copy(checkpoint_of(record), tmp_path))
    alone = timeline("verify", "--log", log)
    both = timeline("verify", "--log", log, "--against", held, "--against", str(record), "--json")
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("UPDATE stored_events SET state = CAST(replace(state, 'A call', 'A talk') AS BLOB)")
    connection.close()
    altered = timeline("verify", "--log", log, "--against", held)
    other = timeline("verify", "--log", log, "--against", held, "--record", str(record), "--json")

    assert (0, True) == (alone.code, "nothing but the log itself confirms it" in " ".join(alone.out.split()))
    assert (True, 2) == ((data := json.loads(both.out))["ok"], data["checkpoints"])
    assert (3, True) == (altered.code, "was altered; the checkpoint" in altered.out)
    assert "none matches" in altered.out
    assert (3, False) == (other.code, json.loads(other.out)["ok"])


def test_a_log_that_is_not_what_its_files_make_is_reported(record: Path) -> None:
    """Though it is whole in itself, and no checkpoint says otherwise."""
    log = log_of(record)
    checkpoint_of(record).unlink()
    grow(record)
    ran = timeline("verify", "--log", str(log), "--record", str(record))

    assert (3, True) == (ran.code, "the record files give" in ran.out)


def test_damaged_derived_tables_are_reported_when_they_are_asked_for(record: Path) -> None:
    """Nothing that is proved rests on them."""
    log = str(log_of(record))
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("DELETE FROM ix_link")
    connection.close()
    ran = timeline("verify", "--log", log, "--derived")

    assert (0, 3) == (timeline("verify", "--log", log).code, ran.code)
    assert "the derived table ix_link does not match the entries" in ran.out


def test_a_checkpoint_that_was_altered_is_named(record: Path, tmp_path: Path) -> None:
    """One that is none any more, and one of another log."""
    path = checkpoint_of(record)
    text = path.read_text(encoding="utf-8")
    bad, other = tmp_path / "bad", tmp_path / "other"
    bad.write_text(text.replace("\n", "\r", 1), encoding="utf-8")
    other.write_text(text.replace("timeline/record", "timeline/recorc"), encoding="utf-8")
    for held, message in (
        (bad, "it is not a checkpoint"),
        (other, "its origin is timeline/recorc, not timeline/record"),
    ):
        ran = timeline("verify", "--record", str(record), "--against", str(held))
        assert (3, True) == (ran.code, message in " ".join(ran.out.split()))
        ran = timeline("verify-proof", str(proof_of(record)), "--against", str(held), "--json")
        assert (3, True) == (ran.code, message in json.loads(ran.out)["because"])


def test_a_proof_stands_alone_and_is_worth_what_its_checkpoint_is_worth(record: Path, tmp_path: Path) -> None:
    """The entry, its place, and whether the verifier holds the checkpoint."""
    proof, held = str(proof_of(record)), str(checkpoint_of(record))
    data = json.loads(timeline("verify-proof", proof, "--against", held, "--json").out)
    shutil.rmtree(record)
    alone = timeline("verify-proof", proof)
    accepted = timeline("verify-proof", proof, "--unanchored")
    unanchored = timeline("verify-proof", proof, "--json")

    assert (True, CALL, "one that you have") == (data["ok"], data["entry"]["id"], data["held"])
    unconfirmed = "consistent, but no key or checkpoint you hold confirms this log"
    assert (3, 0, 3) == (alone.code, accepted.code, unanchored.code)
    assert alone.out.startswith(unconfirmed)
    assert (None, True) == ((verdict := json.loads(unanchored.out))["ok"], verdict["because"].startswith(unconfirmed))
    assert '"title": "A call"' in " ".join(alone.out.split())
    other = tmp_path / "other"
    other.write_text(format_checkpoint(Checkpoint(ORIGIN, data["checkpoint"]["size"], bytes(32))), encoding="utf-8")
    size = data["checkpoint"]["size"]
    assert f"verification failed\n  its checkpoint of #{size} is not one that you have\n" == (
        timeline("verify-proof", proof, "--against", str(other)).out
    )
    other.write_text(format_checkpoint(Checkpoint(ORIGIN, 3, bytes(32))), encoding="utf-8")
    smaller = timeline("verify-proof", proof, "--against", str(other))
    assert (3, True) == (smaller.code, "yours of #3" in " ".join(smaller.out.split()))
    assert smaller.out.startswith(unconfirmed)
    assert (
        "its checkpoint has the origin timeline/record"
        in timeline("verify-proof", proof, "--origin", "example.org/log").out
    )


def test_converted_line_ends_are_named_and_hide_nothing(record: Path) -> None:
    """Git converts them on Windows: all lines of a file, or it is none any more."""
    proof, held = proof_of(record), checkpoint_of(record)
    for path in (proof, held, *record.glob("*.toml")):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    ran = timeline("verify", "--record", str(record))
    proved = timeline("verify-proof", str(proof), "--against", str(held))
    again = timeline("checkpoint", "--record", str(record))

    assert [0, 0, 0] == [ran.code, proved.code, again.code]
    assert f"{held}: its line ends were converted (CRLF)" in ran.err
    assert f"{proof}: its line ends were converted" in proved.err
    held.write_bytes(held.read_bytes().replace(b"\r\n", b"\n", 1))
    broken = timeline("verify", "--record", str(record))
    assert (3, True) == (broken.code, "it is not a checkpoint" in " ".join(broken.out.split()))


def test_the_shipped_record_keeps_its_line_ends_whatever_git_is_configured_to_do() -> None:
    """The attributes of the repository say so for every file."""
    attributes = (ROOT / ".gitattributes").read_text(encoding="utf-8").splitlines()

    assert "* -text" in attributes


@pytest.fixture
def shipped_alone(record: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed copy whose record is that of the tests."""
    monkeypatch.setattr("timeline.cli.commands.verify_proof.shipped_record", lambda: record)
    return record


def test_an_installed_copy_holds_the_checkpoints_that_came_with_it(shipped_alone: Path) -> None:
    """By itself; of the same size and another root it is another log."""
    proof = str(proof_of(shipped_alone))
    good = timeline("verify-proof", proof)
    path = checkpoint_of(shipped_alone)
    path.write_text(format_checkpoint(Checkpoint(ORIGIN, int(path.stem), bytes(32))), encoding="utf-8")
    other = timeline("verify-proof", proof, "--unanchored")

    assert (0, True) == (good.code, "its checkpoint is one that came with this program" in good.out)
    assert (3, True) == (other.code, "is not one that came with this program" in other.out)


def test_a_log_that_anybody_could_have_made_confirms_nothing(record: Path, tmp_path: Path) -> None:
    """However well it is made: the shipped checkpoints are of other sizes."""
    grow(record)
    with EventLog(tmp_path / "home-made.sqlite") as log:
        ingest(record, log)
    made = timeline("prove", "visit/more", "--log", str(tmp_path / "home-made.sqlite"))
    (tmp_path / "home-made.tlog-proof").write_text(made.out, encoding="utf-8")
    ran = timeline("verify-proof", str(tmp_path / "home-made.tlog-proof"), "--json")

    assert (3, None) == (ran.code, json.loads(ran.out)["ok"])


def test_an_entry_beyond_the_last_checkpoint_is_proved_in_the_logs_own_root(record: Path) -> None:
    """Which nobody vouches for; so is any entry of a log that is named, unless a checkpoint is."""
    held = checkpoint_of(record)
    grow(record)
    ran = timeline("prove", "visit/more", "--record", str(record))
    log = str(log_of(record))

    assert (0, True) == (ran.code, "no checkpoint covers it yet" in ran.err)
    assert "no checkpoint covers it yet" in timeline("prove", CALL, "--log", log).err
    assert "" == timeline("prove", CALL, "--log", log, "--checkpoint", str(held)).err
    assert 2 == timeline("prove", "visit/more", "--log", log, "--checkpoint", str(held)).code


def test_an_entry_of_a_log_that_was_altered_is_not_proved(record: Path) -> None:
    """Its own proof would not verify."""
    log, held = str(log_of(record)), str(checkpoint_of(record))
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("UPDATE stored_events SET state = CAST(replace(state, 'A call', 'A talk') AS BLOB)")
    connection.close()
    ran = timeline("prove", CALL, "--log", log, "--checkpoint", held)

    assert (3, "", True) == (ran.code, ran.out, "the log does not verify" in ran.err)
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("UPDATE ix_leaf SET hash = 'x'")
    connection.close()
    assert "the stored hashes of the log are damaged" in timeline("prove", CALL, "--log", log).err


def test_a_proof_is_small() -> None:
    """Under 1 kB beside the leaf line on the shipped record, under 2 kB in a log of a million."""
    shipped = timeline("prove", "jp-kh-2024-07/patrol-boats").out
    beside = [line for line in shipped.splitlines(keepends=True) if not line.startswith("extra ")]
    million = format_checkpoint(Checkpoint(ORIGIN, 1_000_000, bytes(32)))

    assert len("".join(beside)) < 1000
    assert len(format_proof(Proof(b"", 999_999, (bytes(32),) * 20, million))) < 2000


def test_one_log_is_shown_to_be_the_beginning_of_another(record: Path) -> None:
    """By sizes or by checkpoint files; a checkpoint of another log is shown, with exit code 3."""
    held = checkpoint_of(record)
    old = int(held.stem)
    grow(record)
    data = json.loads(timeline("consistency", str(held), str(old + 1), "--record", str(record), "--json").out)
    plain = timeline("consistency", "3", f"#{old}", "--record", str(record))
    held.write_text(format_checkpoint(Checkpoint(ORIGIN, old, bytes(32))), encoding="utf-8")
    other = timeline("consistency", str(held), str(old + 1), "--record", str(record))
    as_json = timeline("consistency", str(held), str(old + 1), "--record", str(record), "--json")

    assert (True, old, old + 1) == (data["ok"], data["old"]["size"], data["new"]["size"])
    assert (0, True) == (plain.code, f"the log of #{old} extends the log of #3" in plain.out)
    assert (3, f"verification failed\n  the checkpoint of #{old} is of another log\n") == (other.code, other.out)
    assert 3 == timeline("consistency", "0", str(held), "--record", str(record)).code
    assert (3, False) == (as_json.code, json.loads(as_json.out)["ok"])
    assert 2 == timeline("consistency", "4", "3", "--record", str(record)).code
    assert 2 == timeline("consistency", "3", "999", "--record", str(record)).code


def test_the_verifier_of_the_documentation_accepts_our_proofs_and_no_altered_one(record: Path, tmp_path: Path) -> None:
    """Under 20 lines of the standard library."""
    text = (ROOT / "PROOFS.md").read_text(encoding="utf-8")
    program = text.partition("```python\n")[2].partition("```")[0]
    script, proof = tmp_path / "verify.py", proof_of(record)
    script.write_text(program, encoding="utf-8")

    def run() -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-I", str(script), str(proof)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    good = run()
    assert len([line for line in program.splitlines() if line.strip()]) < 20
    assert (0, True) == (good.returncode, '"id":"visit/call"' in good.stdout)
    lines = proof.read_text(encoding="utf-8").splitlines(keepends=True)
    for number in (1, 2, 3, len(lines) - 5, len(lines) - 2, len(lines) - 1):
        at = 10 if len(lines[number]) > 20 else len(lines[number]) - 2
        other = "1" if lines[number][at] != "1" else "2"
        bad = [*lines[:number], lines[number][:at] + other + lines[number][at + 1 :], *lines[number + 1 :]]
        proof.write_text("".join(bad), encoding="utf-8")
        assert 0 != run().returncode


def test_the_root_of_the_documentation_is_that_of_the_checkpoint(record: Path, tmp_path: Path) -> None:
    """From the stored bytes alone, with the standard library; an altered byte comes to another."""
    text = (ROOT / "PROOFS.md").read_text(encoding="utf-8")
    (script := tmp_path / "root.py").write_text(text.split("```python\n")[2].partition("```")[0], encoding="utf-8")
    log = log_of(record)

    def run() -> list[str]:
        ran = subprocess.run([sys.executable, "-I", str(script), str(log)], capture_output=True, text=True, check=True)
        return ran.stdout.splitlines()

    _, *expected = checkpoint_of(record).read_text(encoding="utf-8").splitlines()
    assert expected == run()
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("UPDATE stored_events SET topic = 'x' WHERE rowid = 3")
    connection.close()
    assert expected != run()


def test_the_commands_of_the_security_page_are_of_this_log(record: Path) -> None:
    """What is to be asked of `sqlite3` is answered."""
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    (rows,) = re.findall(r"sqlite3 log\.sqlite '(SELECT [^']*)'", text)
    with contextlib.closing(sqlite3.connect(log_of(record))) as connection:
        assert 14 == len(connection.execute(rows).fetchall())
        assert [("ok",)] == connection.execute("PRAGMA integrity_check").fetchall()


def test_a_private_key_is_never_quoted(record: Path, tmp_path: Path) -> None:
    """Named where the public one is meant, as a file or in its own words."""
    key = tmp_path / "key"
    key.write_text(secret := "PRIVATE+KEY+name+00000000+AAAA", encoding="utf-8")
    for given in (str(key), secret):
        ran = timeline("verify", "--record", str(record), "--key", given)

        assert 2 == ran.code
        assert "this is a private key" in ran.err
        assert "AAAA" not in ran.err + ran.out


def test_who_holds_it_against_nothing_is_reported(record: Path, tmp_path: Path) -> None:
    """A folder without checkpoints, or a file that is not there, is a mistake and no verdict."""
    for given, message in ((tmp_path, "there is no checkpoint in"), (tmp_path / "none", "there is no ")):
        ran = timeline("verify", "--record", str(record), "--against", str(given))

        assert 2 == ran.code
        assert message in ran.err


def test_one_log_is_no_beginning_of_another_when_its_rows_were_altered(record: Path) -> None:
    """The hashes that the log keeps are as they were."""
    log = str(log_of(record))
    size = json.loads(timeline("verify", "--json", "--log", log).out)["size"]
    with closing(sqlite3.connect(log)) as connection, connection:
        connection.execute("DELETE FROM stored_events WHERE rowid = 3")
    connection.close()
    ran = timeline("consistency", "2", str(size), "--log", log)

    assert 3 == ran.code
    assert "1 of 14 entries cannot be read" in ran.out


def test_what_is_no_size_and_no_checkpoint_is_reported(record: Path) -> None:
    """With both that could be meant."""
    ran = timeline("consistency", "many", "3", "--record", str(record))

    assert 2 == ran.code
    assert "many is not a size, and there is no such file" in ran.err

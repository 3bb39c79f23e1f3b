"""From record files to the log: all of them, or none."""

import fcntl
import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from records import FIRST, NOW, REGISTRY, VISIT, event, stamp, write_record
from timeline.eventlog.store import EventLog
from timeline.problems import MOST, Problem, Refused
from timeline.proof.checkpoint import leaf_line
from timeline.proof.merkle import Frontier, leaf_hash
from timeline.record.append import append, check, ingest, preview
from timeline.recordfile import whole
from timeline.recordfile.files import TOML_LIMIT
from timeline.recordfile.once import Files
from timeline.recordfile.read import read_header

DINNER = event("visit/dinner", "dinner", 'part_of = "visit"\nto = "hun-manet"')


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of a registry and a visit."""
    (tmp_path / "record").mkdir()
    return write_record(tmp_path / "record", VISIT)


def draft(record: Path, text: str, name: str = "draft.toml") -> Path:
    """A draft in the record."""
    path = record / name
    path.write_text(f"format = 1\n{text}", encoding="utf-8")
    return path


def lines(log: EventLog) -> list[bytes]:
    """The leaf lines of a log, after looking that its head is theirs."""
    with log.reading() as reader:
        found = [leaf_line(stored) for stored in reader.stored()]
        frontier = Frontier()
        for line in found:
            frontier.append(leaf_hash(line))
        assert (frontier.size, frontier.root(), frontier.packed()) == tuple(
            getattr(reader.head(), name) for name in ("size", "root", "frontier")
        )
    return found


def built(record: Path) -> list[bytes]:
    """The leaf lines of a fresh log of a record."""
    with EventLog() as log:
        ingest(record, log)
        return lines(log)


def refused(record: Path, log: EventLog) -> tuple[Problem, ...]:
    """Why a log cannot be brought up to a record; the log stays as it was."""
    before = lines(log)
    with pytest.raises(Refused) as caught:
        ingest(record, log)
    assert before == lines(log)
    return caught.value.problems


def codes(problems: tuple[Problem, ...]) -> list[str]:
    """The codes of problems."""
    return [problem.code for problem in problems]


def test_the_same_files_give_the_same_bytes(record: Path, tmp_path: Path) -> None:
    """In memory, in a file, in one ingest or file by file."""
    with EventLog(tmp_path / "log.sqlite") as log:
        moved = (record / "01.toml").rename(tmp_path / "01.toml")
        ingest(record, log)
        moved.rename(record / "01.toml")
        ingest(record, log)

        assert built(record) == lines(log)


def test_an_ingest_done_twice_does_no_more(record: Path) -> None:
    """Nothing is doubled, and nothing is asked of the clock."""
    with EventLog() as log:
        first = ingest(record, log)
        again = ingest(record, log)

        assert first.head == again.head
        assert again.before == first.head.size


def test_names_and_order_of_files_do_not_matter(record: Path) -> None:
    """Files enter in the order of their stamps."""
    before = built(record)
    (record / "00.toml").rename(record / "zz.toml")

    assert before == built(record)


def test_comments_and_layout_may_change(record: Path) -> None:
    """A recorded file is frozen in meaning, not in bytes."""
    with EventLog() as log:
        ingest(record, log)
        path = record / "01.toml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("[[event]]", "\n# a comment\n[[event]]"), encoding="utf-8"
        )
        before = lines(log)
        ingest(record, log)

        assert before == lines(log)


def edit(record: Path, old: str, new: str, name: str = "01.toml") -> None:
    """Change the text of a recorded file."""
    path = record / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_edited_entry_is_refused_with_both_values(record: Path) -> None:
    """The entry, the field, what it was and is, where it was recorded, and the two ways out."""
    with EventLog() as log:
        ingest(record, log)
        edit(record, '"A call"', '"The call"')
        (problem,) = refused(record, log)

    assert "edited" == problem.code
    assert '`title` of `visit/call` was "A call" and is now "The call"' in problem.message
    assert f"recorded as #14 at {stamp(1)}" in problem.message
    assert "correct" in problem.hint
    assert '"The call"' in problem.source_line


def test_a_field_that_was_added_is_an_edit(record: Path) -> None:
    """A value where there was none was absent."""
    with EventLog() as log:
        ingest(record, log)
        edit(record, 'title = "A call"', 'title = "A call"\nplace = "Here"')

        assert "`place` of `visit/call` was absent" in refused(record, log)[0].message


LUNCH = event("visit/lunch", "dinner", 'part_of = "visit"')


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('id = "visit/dinner"', 'id = "visit/other"', ["added", "removed"]),
        (DINNER, "", ["removed"]),
        (DINNER, DINNER + LUNCH, ["added"]),
        (DINNER, LUNCH + DINNER, ["added"]),
    ],
)
def test_a_recorded_file_neither_grows_nor_shrinks(record: Path, old: str, new: str, expected: list[str]) -> None:
    """What is added or removed is named."""
    edit(record, "\n[[event]]", f"\n{DINNER}\n[[event]]")
    with EventLog() as log:
        ingest(record, log)
        edit(record, old, new)

        assert expected == sorted(codes(refused(record, log)))


def test_an_entry_that_moved_within_its_file_is_refused(record: Path) -> None:
    """The order within a file is the order of the log."""
    with EventLog() as log:
        ingest(record, log)
        text = (record / "00.toml").read_text(encoding="utf-8")
        first = REGISTRY.split("[[actor]]")[1]
        (record / "00.toml").write_text(text.replace(f"[[actor]]{first}", "") + f"[[actor]]{first}", encoding="utf-8")

        assert "moved" in codes(refused(record, log))


def test_a_recorded_file_that_is_gone_is_refused(record: Path) -> None:
    """Nothing is removed from the record."""
    with EventLog() as log:
        ingest(record, log)
        (record / "01.toml").unlink()
        (problem,) = refused(record, log)

    assert ("removed", True) == (
        problem.code,
        f"the record file of {stamp(1)} (#10 to #14) is missing" in problem.message,
    )


def test_a_recorded_file_that_cannot_be_read_is_reported_at_its_place(record: Path) -> None:
    """A broken file is not taken for a missing one."""
    with EventLog() as log:
        ingest(record, log)
        edit(record, "[[event]]", "[[event")

        assert "syntax" in codes(refused(record, log))


def test_a_recorded_entry_that_no_longer_reads_is_reported_once(record: Path) -> None:
    """At its place, and not as removed."""
    with EventLog() as log:
        ingest(record, log)
        edit(record, 'title = "A call"', 'title = ""')

        assert ["bad-line"] == codes(refused(record, log))


def test_one_program_appends_at_a_time(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other waits a while, is asked to run again, and writes nothing."""
    monkeypatch.setattr(whole.only_writer, "__kwdefaults__", {"wait_s": 0.1})
    path = draft(record, DINNER)
    folder = os.open(record, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with EventLog() as log, pytest.raises(Refused, match="another program is writing"):
        append(record, [path], log, now=NOW, recorded_by="me")
    os.close(folder)

    assert "" == read_header(path).header.recorded_at


def test_an_id_that_was_used_before_is_refused(record: Path) -> None:
    """In another file, or twice in one."""
    draft(record, event("visit/call", "meeting", 'part_of = "visit"'))

    assert ["duplicate-id"] == codes(tuple(check(record, Files().drafts(record), now=NOW)))


def test_a_draft_is_stamped_with_the_instant_and_the_recorder(record: Path) -> None:
    """The file says when it was recorded and by whom; its entries are in the log."""
    path = draft(record, DINNER)
    with EventLog() as log:
        done = append(record, [path], log, now=NOW, recorded_by="me")

        assert (path,) == done.recorded
        assert "2030-01-01T00:00:00Z" == read_header(path).header.recorded_at
        assert built(record) == lines(log)


def test_a_stamp_is_later_than_all_before_it(record: Path) -> None:
    """With a clock behind the newest stamp, a second after that."""
    path = draft(record, DINNER)
    with EventLog() as log:
        append(record, [path], log, now=FIRST + timedelta(days=1, minutes=-5), recorded_by="me")

    assert stamp(1).replace("00:00:00", "00:00:01") == read_header(path).header.recorded_at


def test_several_drafts_are_recorded_in_the_order_of_what_they_need(record: Path) -> None:
    """Each file has a second of its own, and what is referred to comes first."""
    later = draft(
        record,
        event("talks/said", "statement", 'part_of = "talks"\nact = "says"\nto = { who = "newcomer", as = "office" }'),
        "a.toml",
    )
    first = draft(record, '[[actor]]\nid = "newcomer"\nkind = "person"\nname = "N"\nof = "laos"\n', "c.toml")
    code = draft(record, '[[source]]\nid = "lao"\ntitle = "L"\nkind = "text"\nside = "LA"\nread = "no"\n', "b.toml")
    state = draft(
        record,
        '[[actor]]\nid = "laos"\nkind = "state"\nname = "Laos"\ncode = "LA"\n[[actor]]\nid = "office"\nkind = "office"\nname = "O"\nof = "laos"\n',
        "d.toml",
    )
    office = draft(
        record,
        event("offices/n", "office", 'person = "newcomer"\noffice = "office"\nchange = "assumed"\nwhen = "2020"'),
        "e.toml",
    )
    talks = draft(record, event("talks", "meeting"), "f.toml")
    with EventLog() as log:
        done = append(record, [later, first, code, state, office, talks], log, now=NOW, recorded_by="me")

    assert list(done.recorded) == sorted(done.recorded, key=lambda path: read_header(path).header.recorded_at)
    assert done.recorded.index(state) < done.recorded.index(code)
    assert done.recorded.index(first) < done.recorded.index(office) < done.recorded.index(later)


def test_drafts_that_need_each_other_are_refused(record: Path) -> None:
    """What belongs together stands in one file."""
    one = draft(record, event("one", "meeting", 'after = "two"'), "a.toml")
    two = draft(record, event("two", "meeting", 'after = "one"'), "b.toml")

    assert "cycle" in codes(tuple(check(record, [one, two], now=NOW)))


@pytest.mark.parametrize("text", [event("x", "meeting", 'to = "nobody"'), event("x", "meeting", 'title = ""')])
def test_a_bad_draft_leaves_everything_as_it_was(record: Path, text: str) -> None:
    """Neither stamped nor in the log, nor is a good one beside it."""
    good, bad = draft(record, DINNER, "good.toml"), draft(record, text, "bad.toml")
    before = {path: path.read_bytes() for path in (good, bad)}
    with EventLog() as log:
        ingest(record, log)
        with pytest.raises(Refused):
            append(record, [good, bad], log, now=NOW, recorded_by="me")

        assert before == {path: path.read_bytes() for path in (good, bad)}
        assert built(record) == lines(log)


@pytest.mark.parametrize(
    "head",
    [
        "format = 2\n",
        "",
        'format = 1\nrecorded_at = ""\n',
        "format = 1\nrecorded_at = 2024-01-01\n",
        "format = 1\nrecorded_at = 0001-01-01T00:00:00+23:59\n",
        "format = 1\nrecorded_at = 0001-01-01T00:00:00Z\n",
        "format = 1\nrecorded_by = 5\n",
        'format = """\n1"""\n',
        f"format = 1\nminutes = {'9' * 5000}\n",
    ],
)
def test_a_draft_whose_header_is_wrong_is_refused_whole(record: Path, head: str) -> None:
    """Nothing is stamped that the next append could not read."""
    path = record / "draft.toml"
    path.write_text(head + DINNER, encoding="utf-8")
    with EventLog() as log:
        with pytest.raises(Refused):
            append(record, [path], log, now=NOW, recorded_by="me")

        assert head + DINNER == path.read_text(encoding="utf-8")
        assert 0 == log.head().size


@pytest.mark.parametrize("separator", ["\u2028", "\u0085"])
def test_a_stamp_stands_after_the_format_whatever_a_comment_holds(record: Path, separator: str) -> None:
    """Only a line feed ends a line of TOML."""
    path = record / "draft.toml"
    path.write_text(f"# a{separator}[[topic]]{separator}b\nformat = 1\n{DINNER}", encoding="utf-8")
    with EventLog() as log:
        append(record, [path], log, now=NOW, recorded_by="me")

        assert built(record) == lines(log)


def test_a_stamp_that_would_not_read_back_is_refused(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is written, whatever goes wrong with writing it."""
    path = draft(record, DINNER)
    before = path.read_text(encoding="utf-8")
    monkeypatch.setattr("timeline.record.stamp.stamped", lambda text, **_: text)
    with EventLog() as log, pytest.raises(Refused, match="cannot be written into the header"):
        append(record, [path], log, now=NOW, recorded_by="me")

    assert before == path.read_text(encoding="utf-8")


def test_a_file_without_entries_is_refused(record: Path) -> None:
    """There is nothing to record."""
    with EventLog() as log, pytest.raises(Refused, match="has no entries"):
        append(record, [draft(record, "")], log, now=NOW, recorded_by="me")


def test_somebody_records(record: Path) -> None:
    """A draft that nobody is named for is refused; its own header may name somebody."""
    path = draft(record, DINNER)
    with EventLog() as log, pytest.raises(Refused) as caught:
        append(record, [path], log, now=NOW, recorded_by="")

    assert ["no-recorder"] == codes(caught.value.problems)


def test_two_files_never_share_an_instant(record: Path) -> None:
    """Their order could not be found."""
    (record / "odd.toml").write_text(
        f'format = 1\nrecorded_at = {stamp(0)}\nrecorded_by = "me"\n{DINNER}', encoding="utf-8"
    )
    with EventLog() as log, pytest.raises(Refused, match="same stamp"):
        ingest(record, log)


def test_a_stamp_older_than_what_is_recorded_is_refused(record: Path) -> None:
    """A file cannot slip in before what the log already holds."""
    with EventLog() as log:
        ingest(record, log)
        old = stamp(0).replace("00:00:00", "12:00:00")
        (record / "old.toml").write_text(
            f'format = 1\nrecorded_at = {old}\nrecorded_by = "me"\n{DINNER}', encoding="utf-8"
        )
        (problem,) = refused(record, log)

    assert "is not later than" in problem.message
    assert "append" in problem.hint


def test_a_reference_cannot_point_to_what_is_recorded_later(record: Path) -> None:
    """What was recorded could be understood when it was."""
    texts = (event("talks/lunch", "dinner", 'part_of = "talks"'), event("talks", "meeting"))
    for number, text in enumerate(texts, 2):
        (record / f"{number}.toml").write_text(
            f'format = 1\nrecorded_at = {stamp(number)}\nrecorded_by = "me"\n{text}', encoding="utf-8"
        )
    with EventLog() as log, pytest.raises(Refused) as caught:
        ingest(record, log)

    (problem,) = caught.value.problems
    assert "stamp" == problem.code
    assert "is earlier than" in problem.message
    assert "`talks`" in problem.message


def test_bulk_files_are_taken_in_batches(record: Path) -> None:
    """Thousands of entries in one file, in one transaction."""
    rows = [
        {
            "what": "meeting",
            "id": f"bulk/{n}",
            "title": "A meeting",
            "when": "2024",
            "by": "kamikawa",
            "evidence": {"source": "article", "passage": "x"},
        }
        for n in range(2500)
    ]
    path = record / "bulk.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ({"format": 1}, *rows)), encoding="utf-8")
    with EventLog() as log:
        done = append(record, [path], log, now=NOW, recorded_by="me")
        with log.reading() as reader:
            roots = {size: reader.root_at(size) for size in (0, 1, 1024, 1025, 2048, 2514)}

        assert 2514 == done.head.size
        assert [2514] == [size for size, root in roots.items() if root == done.head.root]
        frontier = Frontier()
        for size, line in enumerate(lines(log), 1):
            frontier.append(leaf_hash(line))
            assert size not in roots or roots[size] == frontier.root()


@pytest.mark.parametrize("row", [{"to": "nobody"}, {"id": "visit/call"}])
def test_a_file_with_too_much_wrong_is_reported_in_part(record: Path, row: dict[str, str]) -> None:
    """A thousand problems of references or ids, and that there are more."""
    head = {"what": "meeting", "title": "A meeting", "when": "2024", "by": "kamikawa"}
    evidence = {"evidence": {"source": "article", "passage": "x"}}
    path = record / "bulk.jsonl"
    rows = [{"format": 1}, *({**head, "id": f"bulk/{n}", **evidence, **row} for n in range(1500))]
    path.write_text("".join(json.dumps(one) + "\n" for one in rows), encoding="utf-8")
    problems = check(record, [path], now=NOW)

    assert MOST <= len(problems) <= 2 * MOST
    assert "too-many" in codes(tuple(problems))


def test_a_draft_that_its_stamp_would_make_too_large_is_refused(record: Path) -> None:
    """What is recorded can always be read again."""
    path = draft(record, DINNER)
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "#" * (TOML_LIMIT - len(text) - 3), encoding="utf-8")
    with EventLog() as log, pytest.raises(Refused, match="with its stamp it is larger"):
        append(record, [path], log, now=NOW, recorded_by="me")

    assert "" == read_header(path).header.recorded_at


def test_a_file_that_is_there_is_never_written_over(record: Path) -> None:
    """Another program may have written it since it was looked for."""
    path = draft(record, DINNER)
    target = record / "00.toml"
    before = target.read_bytes()
    with EventLog() as log, pytest.raises(Refused, match="already exists"):
        append(record, [path], log, now=NOW, recorded_by="me", into={path: target})

    assert before == target.read_bytes()


def test_no_stamp_is_made_that_the_next_append_would_refuse(record: Path) -> None:
    """Each draft has a second of its own, and there are only so many until the clock is passed."""
    drafts = [draft(record, event(f"m{n}", "meeting"), f"d{n}.toml") for n in range(610)]
    with EventLog() as log, pytest.raises(Refused, match="one second apart"):
        append(record, drafts, log, now=NOW, recorded_by="me")

    assert len(drafts) == len(Files().drafts(record))


def test_a_long_name_is_written_as_it_is(record: Path) -> None:
    """The name of what is not finished is no longer than it."""
    path = draft(record, DINNER, f"{'n' * 250}.toml")
    with EventLog() as log:
        assert (path,) == append(record, [path], log, now=NOW, recorded_by="me").recorded


def test_a_preview_reads_drafts_as_if_they_were_recorded(record: Path) -> None:
    """Nothing is written, and what is wrong is refused."""
    path = draft(record, DINNER)
    before = path.read_bytes()
    with preview(record, [path], now=NOW) as log, log.reading() as reader:
        assert reader.find("visit/dinner") is not None
    assert before == path.read_bytes()

    draft(record, event("x", "meeting", 'to = "nobody"'))
    with pytest.raises(Refused):
        preview(record, [path], now=NOW)


def test_a_record_folder_is_needed(tmp_path: Path) -> None:
    """An append names the folder that is not there."""
    with EventLog() as log, pytest.raises(Refused, match="no record folder"):
        append(tmp_path / "nowhere", [], log, now=NOW, recorded_by="me")

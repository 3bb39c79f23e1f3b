"""Record files in and out."""

import json
import os
from pathlib import Path
from typing import BinaryIO

import jsonschema
import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from strategies import entries
from timeline.entries import VERBS, Entry, Visit, verb
from timeline.problems import MOST, Refused
from timeline.recordfile.files import LINE_LIMIT, digest_of
from timeline.recordfile.paths import record_paths
from timeline.recordfile.read import parse_record_text, read_header, read_record_file
from timeline.recordfile.reader import Header
from timeline.recordfile.schema import record_schema
from timeline.recordfile.write import format_record, stamped

HEAD = "format = 1\n"


def read(text: str) -> list[Entry]:
    """The entries of a text in which nothing is wrong."""
    file = parse_record_text(text, name="x.toml")
    found = [located.entry for located in file.entries]
    assert [] == file.problems
    return found


def wrong(text: str) -> list[tuple[int, int, str]]:
    """Line, column and code of each problem of a text, in order."""
    file = parse_record_text(text, name="x.toml")
    list(file.entries)
    return [(problem.line, problem.column, problem.code) for problem in sorted(file.problems)]


@given(st.lists(entries, max_size=4))
def test_what_is_written_is_read_as_it_was(given_entries: list[Entry]) -> None:
    """Text of entries gives the same entries, in the order in which they enter the log."""
    order = list(VERBS)

    assert sorted(given_entries, key=lambda entry: order.index(verb(entry))) == read(format_record(given_entries))


@given(entries)
@settings(max_examples=50)
def test_what_is_written_is_valid_for_editors(entry: Entry) -> None:
    """The exported JSON Schema accepts what the program writes."""
    jsonschema.validate(tomli.loads(format_record([entry])), json.loads(record_schema()))


def test_shorthands_stand_for_what_they_abbreviate() -> None:
    """One for a list of one, a name for a participant, two texts for a passage."""
    short = '[[event]]\nid = "a"\nwhat = "visit"\ntitle = "t"\nby = "x"\npart_of = "b"\nevidence = { source = "s", via = "v", passage = ["one", "two"] }\n'
    long = (
        '[[event]]\nid = "a"\nwhat = "visit"\ntitle = "t"\nby = [{ who = "x" }]\npart_of = ["b"]\n'
        'evidence = [{ source = "s", via = ["v"], passages = [{ start = "one", end = "two" }] }]\n'
    )

    assert read(HEAD + long) == read(HEAD + short)


def test_entries_of_one_file_enter_in_their_order() -> None:
    """Sources, actors, topics, events, attests, corrects, withdraws, whatever the file's order."""
    text = (
        HEAD
        + '[[topic]]\nid = "t"\nname = "n"\n[[source]]\nid = "s"\ntitle = "t"\nkind = "text"\nside = "JP"\nread = "no"\n'
    )

    assert ["source", "topic"] == [entry.what for entry in read(text)]


def test_all_problems_of_a_file_are_reported_at_once() -> None:
    """Each at its line and column."""
    text = (
        HEAD
        + '[[event]]\nid = "Bad Id"\nwhat = "visit"\ntitle = ""\nwhenn = "2024"\n[[event]]\nid = "b"\nwhat = "vist"\n[[topic]]\nid = "t"\n'
    )

    assert [
        (3, 6, "bad-id"),
        (5, 9, "bad-line"),
        (6, 1, "unknown-field"),
        (9, 8, "unknown-kind"),
        (10, 1, "missing-field"),
    ] == wrong(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (1, 1, "format")),
        ("format = 2\n", (1, 10, "format")),
        ('format = "1"\n', (1, 10, "format")),
        ("format = 1\nfromat = 1\n", (2, 1, "unknown-field")),
        ("format = 1\nrecorded_at = 2026-01-31T09:00:00Z\n", (2, 15, "missing-field")),
        ('format = 1\nrecorded_at = "yesterday"\n', (2, 15, "bad-instant")),
        ("format = 1\nrecorded_at = 2026-01-31T09:00:00\n", (2, 15, "bad-instant")),
        ("format = 1\nrecorded_at = 2026-01-31T09:00:00.5Z\n", (2, 15, "bad-instant")),
        ('format = 1\nrecorded_by = ""\n', (2, 15, "bad-line")),
        ("format = 1\nformat = 1\n", (2, 11, "syntax")),
        ("format = 1\n[event]\n", (2, 1, "wrong-type")),
        ('format = 1\n[[event]]\nid = "a"\ntitle = "t"\n', (2, 1, "missing-field")),
        (
            'format = 1\n[[correct]]\nid = "a"\nentry = "b"\nfield = "when"\nbecause = "b"\nnow = 2024-07-06\n',
            (7, 7, "wrong-type"),
        ),
        (
            'format = 1\n[[correct]]\nid = "a"\nentry = "b"\nfield = "when"\nbecause = "b"\nnow = ["ok", "\\u001b"]\n',
            (7, 14, "bad-line"),
        ),
        (
            'format = 1\n[[correct]]\nid = "a"\nentry = "b"\nfield = "when"\nbecause = "b"\nnow = { who = "" }\n',
            (7, 15, "bad-line"),
        ),
        ('format = 1\n[[event]]\nid = "a"\nwhat = "visit"\ntitle = "t"\nminutes = 0\n', (6, 11, "bad-number")),
        ('format = 1\n[[event]]\nid = "a"\nwhat = "visit"\ntitle = "t"\nminutes = true\n', (6, 11, "wrong-type")),
        ('format = 1\n[[event]]\nid = "a"\nwhat = "visit"\ntitle = "t"\napproximate = "yes"\n', (6, 15, "wrong-type")),
        ('format = 1\n[[event]]\nid = "a"\nwhat = "visit"\ntitle = 1.5\n', (5, 9, "wrong-type")),
        ('format = 1\n[[event]]\nid = "a"\nwhat = "visit"\ntitle = []\n', (5, 9, "wrong-type")),
        ('format = 1\n[[event]]\nid = "a"\nwhat = "visit"\ntitle = {}\n', (5, 9, "wrong-type")),
        ('format = 1\n[[event]]\nid = "a"\nwhat = "visit"\ntitle = "t"\nevidence = ["x"]\n', (6, 13, "wrong-type")),
        ('format = 1\n[[event]]\nid = "a"\nwhat = "statement"\ntitle = "t"\nact = "sings"\n', (6, 7, "unknown-word")),
    ],
)
def test_what_is_wrong_is_reported_at_its_place(text: str, expected: tuple[int, int, str]) -> None:
    """Line, column and code."""
    assert expected == wrong(text)[0]


def test_the_stamp_of_a_file_is_on_all_its_entries() -> None:
    """`recorded_at` and `recorded_by` stand once in the file."""
    text = f'{HEAD}recorded_at = 2026-01-31T10:00:00+01:00\nrecorded_by = "me"\n[[topic]]\nid = "t"\nname = "n"\n'

    assert [("2026-01-31T09:00:00Z", "me")] == [(entry.recorded_at, entry.recorded_by) for entry in read(text)]


@pytest.mark.parametrize("head", ["format = 1\n", "# c\nformat = 1 # x\r\n", 'format = 1\nrecorded_by = "somebody"\n'])
def test_a_stamp_changes_nothing_else(head: str) -> None:
    """Comments, line ends and layout stay; who is named in the draft stays named."""
    draft = head + '\n[[topic]]\nid = "t"\nname = "n"\n'

    text = stamped(draft, recorded_at="2026-01-31T09:00:00Z", recorded_by="me", jsonl=False)
    file = parse_record_text(text, name="x")

    assert "2026-01-31T09:00:00Z" == file.header.recorded_at
    assert ("somebody" if "somebody" in head else "me") == file.header.recorded_by
    assert draft.splitlines() == [
        line for line in text.splitlines() if not line.startswith("recorded_at") and line != 'recorded_by = "me"'
    ]


def jsonl(folder: Path, *lines: object) -> Path:
    """A JSON Lines file after its header."""
    path = folder / "bulk.jsonl"
    head = {"format": 1}
    path.write_text(
        "".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in (head, *lines)), encoding="utf-8"
    )
    return path


TOPIC = {"what": "topic", "id": "t", "name": "n"}
EVENT = {"what": "visit", "id": "v", "title": "A visit", "by": "x"}


def test_json_lines_hold_the_same_entries(tmp_path: Path) -> None:
    """A line an entry, after the header."""
    file = read_record_file(jsonl(tmp_path, TOPIC, "", EVENT))

    assert ["t", "v"] == [located.entry.id for located in file.entries]
    assert [] == file.problems


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([{"what": "topic", "id": "T", "name": "n"}], (2, 25, "bad-id")),
        ([{"id": "v", "title": "t"}], (2, 1, "missing-field")),
        (["{nonsense"], (2, 2, "syntax")),
        ([{**TOPIC, "name": None}], (2, 38, "wrong-type")),
        ([{**TOPIC, "id": "T", "name": ""}], (2, 25, "bad-id")),
        (["[1]"], (2, 1, "syntax")),
        (['{"what": "topic", "id": "t", "id": "u", "name": "n"}'], (2, 1, "syntax")),
        (['{"what": "topic", "id": "t", "name": NaN}'], (2, 1, "syntax")),
        ([EVENT, TOPIC], (3, 1, "order")),
        ([{**TOPIC, "nam": 1}], (2, 43, "unknown-field")),
        ([" " * (LINE_LIMIT + 1)], (2, 1, "unreadable")),
    ],
)
def test_what_is_wrong_in_json_lines_is_reported_at_its_place(
    tmp_path: Path, lines: list[object], expected: tuple[int, int, str]
) -> None:
    """Each line alone; the rest is still read."""
    file = read_record_file(jsonl(tmp_path, *lines))
    list(file.entries)

    assert expected == next((problem.line, problem.column, problem.code) for problem in file.problems)


@pytest.mark.parametrize(
    ("head", "code"),
    [("", "syntax"), ("{", "syntax"), ('{"format": 1, "fromat": 1}', "unknown-field"), ('{"format": 9}', "format")],
)
def test_a_bad_first_line_of_json_lines_is_reported(tmp_path: Path, head: str, code: str) -> None:
    """The header is the first line that is not empty."""
    path = tmp_path / "x.jsonl"
    path.write_text(head, encoding="utf-8")

    assert code == read_header(path).problems[0].code


def test_json_lines_begin_with_their_header(tmp_path: Path) -> None:
    """An empty line before it is reported."""
    path = tmp_path / "x.jsonl"
    path.write_text('\n{"format": 1}\n', encoding="utf-8")

    assert ["format"] == [problem.code for problem in read_header(path).problems]


def test_a_line_that_is_nested_too_deeply_is_reported(tmp_path: Path) -> None:
    """Deeper than the parser goes, or than the reader."""
    for depth in (900, 3000):
        deep = (
            '{"what": "correct", "id": "c", "entry": "e", "field": "f", "because": "b", "now": '
            + "[" * depth
            + "]" * depth
            + "}"
        )
        file = read_record_file(jsonl(tmp_path, deep))
        list(file.entries)

        assert ["syntax"] == [problem.code for problem in file.problems]


def test_a_stamp_on_json_lines_is_in_their_first_line(tmp_path: Path) -> None:
    """The other lines stay byte for byte."""
    path = jsonl(tmp_path, TOPIC)
    text = stamped(path.read_text(encoding="utf-8"), recorded_at="2026-01-31T09:00:00Z", recorded_by="me", jsonl=True)
    path.write_text(text, encoding="utf-8")

    assert ["2026-01-31T09:00:00Z"] == [located.entry.recorded_at for located in read_record_file(path).entries]


def test_a_stamp_can_be_put_on_while_reading(tmp_path: Path) -> None:
    """A draft is read as if it had the stamp that it is going to get."""
    file = read_record_file(jsonl(tmp_path, TOPIC), stamp=Header("2026-01-31T09:00:00Z", "me"))

    assert ["me"] == [located.entry.recorded_by for located in file.entries]


def test_only_regular_files_are_read(tmp_path: Path) -> None:
    """No link, no pipe, no folder, nothing too large, nothing that is not there."""
    good = tmp_path / "good.toml"
    good.write_text(HEAD, encoding="utf-8")
    (tmp_path / "link.toml").symlink_to(good)
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "folder.toml").mkdir()
    large = tmp_path / "large.toml"
    with large.open("wb") as file:
        file.truncate(2**30)

    for name in ("link", "pipe", "folder", "large", "missing"):
        assert ["unreadable"] == [problem.code for problem in read_record_file(tmp_path / f"{name}.toml").problems]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="a file that opens and cannot be read")
@pytest.mark.parametrize("name", ["x.toml", "x.jsonl"])
def test_a_file_that_opens_and_cannot_be_read_is_reported(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refusal, and no traceback."""

    def unreadable(*_: object, **__: object) -> BinaryIO:
        return Path("/proc/self/mem").open("rb")

    monkeypatch.setattr("timeline.recordfile.files.open_regular", unreadable)
    for module in ("toml", "jsonl"):
        monkeypatch.setattr(f"timeline.recordfile.{module}.open_regular", unreadable)

    assert ["unreadable"] == [problem.code for problem in read_header(Path(name)).problems]
    with pytest.raises(Refused, match="cannot read"):
        digest_of(Path(name))


@pytest.mark.parametrize(
    "text",
    [
        "by = [" + "1, " * 50_000 + "]",
        "".join(f"x{number} = 1\n" for number in range(2000)),
        "[[event]]\n" * 100_000,
    ],
)
def test_reading_ends_when_there_is_too_much_to_tell(text: str) -> None:
    """A thousand problems, and that there are more; nothing is copied for each."""
    head = "" if text.startswith(("[[", "x")) else '[[event]]\nid = "x"\nwhat = "visit"\n'
    file = parse_record_text(HEAD + head + text, name="x.toml")
    list(file.entries)

    assert "too-many" == file.problems[-1].code
    assert MOST + 1 == len(file.problems)
    assert not file.whole
    assert all(len(problem.message) < 500 for problem in file.problems)


@pytest.mark.parametrize(
    "lines",
    [["[]"] * 2000, [json.dumps({"what": "topic", "id": "t", "name": "n"} | {f"x{n}": 1 for n in range(2000)})]],
)
def test_reading_json_lines_ends_too(tmp_path: Path, lines: list[str]) -> None:
    """With what is wrong in its lines, and in one."""
    path = tmp_path / "x.jsonl"
    path.write_text("\n".join(['{"format": 1}', *lines]) + "\n", encoding="utf-8")
    file = read_record_file(path)
    list(file.entries)

    assert MOST + 1 == len(file.problems)


def test_what_is_quoted_is_kept_short() -> None:
    """A key of a megabyte, and its end."""
    file = parse_record_text(f"{HEAD}{'x' * 2**20} = 1\n", name="x.toml")
    list(file.entries)
    (problem,) = file.problems

    assert len(problem.message) < 500
    assert problem.message.endswith("`")


@pytest.mark.parametrize("suffix", ["toml", "jsonl"])
def test_a_file_that_is_not_utf_8_is_reported_at_its_byte(tmp_path: Path, suffix: str) -> None:
    """The line and column of the first byte that is wrong."""
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(b'{"format": 1}\n"\xc3\xa9 \xff"\n')
    file = read_record_file(path)
    list(file.entries)

    assert [(2, 4, "not-utf-8")] == [(problem.line, problem.column, problem.code) for problem in file.problems]


def test_deep_nesting_is_refused_not_followed() -> None:
    """A text that is nested too deeply is no TOML."""
    assert ["syntax"] == [code for _, _, code in wrong(f"format = 1\nx = {'[' * 100_000}")]


def test_record_files_are_found_by_name_in_order(tmp_path: Path) -> None:
    """Under all folders; hidden files and other files are none."""
    for name in ("b.toml", "a/c.jsonl", ".hidden.toml", "notes.md", ".git/x.toml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()

    assert ["a/c.jsonl", "b.toml"] == [str(path.relative_to(tmp_path)) for path in record_paths(tmp_path)]


def test_the_shipped_schema_is_the_one_that_the_program_exports() -> None:
    """Editors check against what the program reads."""
    shipped = Path(__file__).parents[2] / "events" / "record.schema.json"

    assert record_schema() == shipped.read_text(encoding="utf-8")


def test_a_list_of_one_table_is_written_as_a_list() -> None:
    """Evidence stays a list, so that a second source is one more line."""
    text = format_record([Visit(id="v", title="t")], recorded_by="me")

    assert 'recorded_by = "me"' in text

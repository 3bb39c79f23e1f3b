"""What a file states once: defaults, blocks, ids under one, evidence of one source."""

import json
from pathlib import Path

import jsonschema
import msgspec
import pytest
import tomli

from records import NOW, VISIT, stamp, write_record
from timeline.entries import Correction, Entry, Evidence, Passage, Statement
from timeline.eventlog.store import EventLog
from timeline.problems import Problem
from timeline.record.append import check, ingest
from timeline.recordfile.read import parse_record_text
from timeline.recordfile.schema import record_schema

ROOT = Path(__file__).parents[2]
SHORT = """format = 1
[defaults]
under = "talks"
source = "article"
via = "kh-readout"
when = "2024-07-06"
[[block]]
what = "statement"
by = ["kamikawa", "hun-manet"]
act = "agrees"
part_of = "./all"
[[block.event]]
id = "./p1"
title = "to meet"
passage = ["first", "last"]
paragraph = "1"
[[block.event]]
id = "./p2"
title = "to talk"
by = "kamikawa"
evidence = [{ passage = "x" }, { source = "jp-readout", passage = "y" }]
[[block]]
by = "japan"
[[block.event]]
id = "./p3"
what = "commitment"
title = "Boats"
[[block.attest]]
id = "./p1@kh"
event = "./p1"
[[event]]
id = "./all"
what = "talks"
title = "Talks"
by = "kamikawa"
to = "hun-manet"
"""
WHOLE = """format = 1
[[event]]
id = "talks/all"
what = "talks"
title = "Talks"
when = "2024-07-06"
by = "kamikawa"
to = "hun-manet"
evidence = { source = "article", via = "kh-readout" }
[[event]]
id = "talks/p1"
what = "statement"
title = "to meet"
when = "2024-07-06"
by = ["kamikawa", "hun-manet"]
part_of = "talks/all"
act = "agrees"
evidence = { source = "article", via = "kh-readout", passage = ["first", "last"], paragraph = "1" }
[[event]]
id = "talks/p2"
what = "statement"
title = "to talk"
when = "2024-07-06"
by = "kamikawa"
part_of = "talks/all"
act = "agrees"
evidence = [{ source = "article", via = "kh-readout", passage = "x" }, { source = "jp-readout", passage = "y" }]
[[event]]
id = "talks/p3"
what = "commitment"
title = "Boats"
when = "2024-07-06"
by = "japan"
evidence = { source = "article", via = "kh-readout" }
[[attest]]
id = "talks/p1@kh"
event = "talks/p1"
evidence = { source = "article", via = "kh-readout" }
"""


def entries(text: str) -> list[Entry]:
    """The entries of a file without a problem."""
    file = parse_record_text(text, name="x")
    found = [located.entry for located in file.entries]
    assert [] == file.problems
    return found


def problems(text: str) -> list[Problem]:
    """What is wrong with a file."""
    file = parse_record_text(text, name="x")
    list(file.entries)
    return file.problems


def test_what_is_stated_once_is_in_every_entry() -> None:
    """Those at the top come first, then those of blocks; an entry's own value comes before that of its block."""
    assert msgspec.json.encode(entries(WHOLE)) == msgspec.json.encode(entries(SHORT))


def test_a_point_is_written_in_one_line() -> None:
    """Its act is the key of its title; a kind that is written out may stand beside it."""
    point = 'id = "x"\nwhen = "2024-07-06"\nby = "kamikawa"\nevidence = { source = "article" }\n'
    whole = f'format = 1\n[[event]]\n{point}what = "statement"\nact = "welcomes"\ntitle = "the signing"\n'

    assert entries(whole) == entries(f'format = 1\n[[event]]\n{point}welcomes = "the signing"\n')
    assert entries(whole) == entries(f'format = 1\n[[event]]\n{point}what = "statement"\nwelcomes = "the signing"\n')


@pytest.mark.parametrize("shared", ["", '[defaults]\nsource = "jp-readout"\nvia = "kh-readout"\nparagraph = "9"\n'])
def test_an_entry_may_name_its_source_itself(shared: str) -> None:
    """With or without one that is stated once, whose `via` and paragraph are then not its own."""
    point = '[[event]]\nid = "x"\nwhat = "statement"\nact = "says"\ntitle = "t"\nwhen = "2024-07-06"\nby = "kamikawa"\n'
    whole = entries(f'format = 1\n{point}evidence = {{ source = "article", passage = "p" }}\n')

    assert whole == entries(f'format = 1\n{shared}{point}source = "article"\npassage = "p"\n')


@pytest.mark.parametrize("defaults", ["defaults = 5\n", "[[defaults]]\nby = 5\n"])
def test_defaults_are_a_table(defaults: str) -> None:
    """The place and the fix are named."""
    file = parse_record_text(f"format = 1\n{defaults}", name="x")
    assert [] == list(file.entries)
    (problem,) = file.problems

    assert (2, "write [defaults], then a value a line") == (problem.line, problem.message)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of a visit."""
    folder = tmp_path / "record"
    folder.mkdir()
    return write_record(folder, VISIT)


def drafted(record: Path, text: str) -> list[Problem]:
    """What is wrong with a draft."""
    (draft := record / "draft.toml").write_text(text, encoding="utf-8")
    return check(record, [draft], now=NOW)


def test_the_log_has_whole_entries_and_the_file_stays_short(record: Path) -> None:
    """It is compared as it was recorded."""
    (record / "talks.toml").write_text(
        SHORT.replace("format = 1\n", f'format = 1\nrecorded_at = {stamp(9)}\nrecorded_by = "tests"\n'),
        encoding="utf-8",
    )
    with EventLog() as log:
        ingest(record, log)
        with log.reading() as reader:
            found = reader.find("talks/p1")
            assert found is not None
            assert "article" in msgspec.json.encode(found.entry).decode()


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ('by = ["kamikawa", "hun-manet"]', 'by = ["kamikawa", "nobody"]', 9, "there is no actor `nobody`"),
        ('source = "article"', 'source = "articl"', 4, "there is no source `articl`"),
        ('when = "2024-07-06"', 'when = "2024-07-32"', 6, "2024-07-32"),
        ('act = "agrees"', 'act = "agree"', 10, "`agree` is not one of"),
        ('part_of = "./all"', 'part_of = "./none"', 11, "there is no event `talks/none`"),
        ('passage = ["first", "last"]', "passage = 5", 15, "expected the first and last words"),
        ('paragraph = "1"', "paragraph = 1", 16, "expected text in quotes"),
    ],
)
def test_a_wrong_value_that_many_share_is_one_problem_at_its_place(
    record: Path, old: str, new: str, line: int, message: str
) -> None:
    """Not one for each entry."""
    (problem,) = drafted(record, SHORT.replace(old, new))

    assert (line, True) == (problem.line, message in problem.message)


def test_an_edited_default_of_a_recorded_file_is_one_problem(record: Path) -> None:
    """It says in how many entries it is."""
    header = f'format = 1\nrecorded_at = {stamp(9)}\nrecorded_by = "tests"\n'
    file = record / "talks.toml"
    file.write_text(SHORT.replace("format = 1\n", header), encoding="utf-8")
    with EventLog() as log:
        ingest(record, log)
        file.write_text(SHORT.replace("format = 1\n", header).replace("2024-07-06", "2024-07-05"), encoding="utf-8")
        (problem,) = check(record, [], now=NOW, log=log)

    assert "edited" == problem.code
    assert "so it is in 3 more entries" in problem.message
    assert 'when = "2024-07-05"' == problem.source_line


LOOKALIKE = """format = 1
[defaults]
under = "talks"
[[event]]
id = "./p1"
what = "statement"
act = "says"
title = "./first"
by = "./minister"
place = "./here"
part_of = ["./all"]
evidence = { source = "./text", passage = ["./first", "./last"] }
[[correct]]
id = "./c1"
entry = "./p1"
field = "title"
was = "./first"
now = "./second"
because = "./reason"
[[correct]]
id = "./c2"
entry = "./p1"
field = "by.0"
now = { who = "./other" }
because = "A slip"
[[correct]]
id = "./c3"
entry = "./p1"
field = "evidence.0.passage"
now = ["./a", "./b"]
because = "A slip"
"""


def test_only_ids_are_put_under_what_a_file_says() -> None:
    """The words of a source stay as they are, whatever they look like; also in a correction."""
    event, title, who, passage = (located.entry for located in parse_record_text(LOOKALIKE, name="a.toml").entries)

    assert isinstance(event, Statement)
    assert ("talks/p1", "./first", "./here") == (event.id, event.title, event.place)
    assert (["talks/minister"], ("talks/all",)) == ([one.who for one in event.by], event.part_of)
    assert [Evidence(source="talks/text", passages=(Passage(start="./first", end="./last"),))] == [*event.evidence]
    assert isinstance(title, Correction)
    assert isinstance(who, Correction)
    assert isinstance(passage, Correction)
    assert ("talks/p1", "./first", "./second", "./reason") == (title.entry, title.was, title.now, title.because)
    assert {"who": "talks/other"} == who.now
    assert ["./a", "./b"] == passage.now


POINT = 'format = 1\n[[event]]\nid = "p"\nby = "japan"\nevidence = {{ source = "s" }}\n{}\n'


def test_a_key_that_is_near_no_act_is_no_point() -> None:
    """It is asked what kind of event it is."""
    (problem,) = problems(POINT.format('xyzzy = "a"'))

    assert ("missing-field", "the field `what` is missing") == (problem.code, problem.message)


@pytest.mark.parametrize(
    ("lines", "line", "message", "hint"),
    [
        (
            'says = "a"\nnotes = "b"',
            7,
            "a point has one act, and this one has `says`",
            "write `notes` as a point of its",
        ),
        (
            'says = "a"\ntitle = "b"',
            7,
            "`says` says the title of the point already",
            "remove it, or write `what`, `act`",
        ),
        (
            'act = "notes"\nsays = "a"',
            6,
            "`says` says the act of the point already",
            "remove it, or write `what`, `act`",
        ),
        ('welcome = "a"', 6, "there is no act `welcome`", "did you mean `welcomes`?"),
        ('what = "visit"\nnotes = "a"', 6, "`notes` writes a statement, and no `visit`", "write `title` instead of"),
        ('what = "statement"\ncommits = "a"', 6, "`commits` writes a commitment, and no `statement`", "remove it, or"),
    ],
)
def test_a_point_in_one_line_that_is_wrong_is_reported_at_the_key_that_is(
    lines: str, line: int, message: str, hint: str
) -> None:
    """And at nothing else."""
    (problem,) = problems(POINT.format(lines))

    assert (line, message) == (problem.line, problem.message)
    assert hint in problem.hint


@pytest.mark.parametrize(("under", "code"), [("5", "wrong-type"), ('["a"]', "wrong-type"), ('"A b"', "bad-id")])
def test_what_ids_are_under_is_an_id(under: str, code: str) -> None:
    """It is reported where it is said, and not at each id."""
    text = f'format = 1\n[defaults]\nunder = {under}\n[[topic]]\nid = "t"\nname = "T"\n'
    (problem,) = problems(text)

    assert (3, code) == (problem.line, problem.code)


def test_an_id_under_nothing_is_reported_where_it_is() -> None:
    """Also one that the file moves into the evidence."""
    text = POINT.replace("evidence = {{ source", "source").replace(" }}", "").format('says = "a"\npassage = "./x"')
    (problem,) = problems(text.replace('"s"', '"./s"'))

    assert (5, "`./s` is under nothing") == (problem.line, problem.message)


def test_a_zone_that_is_stated_once_is_that_of_what_has_a_time() -> None:
    """A point without one says nothing of a clock."""
    text = 'format = 1\n[defaults]\nzone = "Asia/Tokyo"\nby = "japan"\nsource = "s"\n[[event]]\nid = "p"\nsays = "a"\n'
    text += '[[event]]\nid = "q"\nsays = "b"\nwhen = "2024-07-06"\n'

    zones = [getattr(located.entry, "zone", None) for located in parse_record_text(text, name="a.toml").entries]
    assert ["", "Asia/Tokyo"] == zones


def test_the_schema_takes_what_a_record_file_may_state_once() -> None:
    """Editors mark nothing that is accepted."""
    for path in (ROOT / "examples" / "engagements" / "events").glob("*.toml"):
        table = tomli.loads(path.read_text(encoding="utf-8"))
        jsonschema.validate(json.loads(json.dumps(table, default=str)), json.loads(record_schema()))


@pytest.mark.parametrize("key", ["id", "passage", "evidence"])
def test_what_no_two_entries_share_is_not_stated_once(key: str) -> None:
    """No other field is suggested for it."""
    (problem,) = problems(f'format = 1\n[defaults]\n{key} = "x"\n[[topic]]\nid = "t"\nname = "T"\n')

    assert ("unknown-field", "each entry has its own") == (problem.code, problem.hint)

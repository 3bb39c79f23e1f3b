"""Slips are reported at their place, once, with a way out that works (how a maintainer meets them)."""

from pathlib import Path

import pytest

from records import NOW, VISIT, event, given, stamp, write_record
from running import at, timeline
from timeline.entries import Announcement, Event
from timeline.entries.corrections import amended, value_at
from timeline.entries.tables import table_of, wanted
from timeline.eventlog.store import EventLog
from timeline.problems import Problem
from timeline.record.append import check, ingest

EVIDENCE = 'evidence = { source = "article", passage = "x" }'


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of a visit."""
    folder = tmp_path / "record"
    folder.mkdir()
    return write_record(folder, VISIT)


def drafted(record: Path, text: str, *, raw: bool = False, name: str = "draft.toml") -> list[Problem]:
    """What is wrong with a draft."""
    draft = record / name
    draft.write_bytes((text if raw else f"format = 1\n{text}").encode())
    return check(record, [draft], now=NOW)


HEAD = '[[event]]\nid = "draft/x"\nwhat = "meeting"\ntitle = "A meeting"\n'


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (f'{HEAD}when = 2024-07-06\nby = "kamikawa"\n{EVIDENCE}', "a date without quotes", '"2024-07-06"'),
        (f'{HEAD}when = 2024\nby = "kamikawa"\n{EVIDENCE}', "a number", '"2024"'),
        (f'{HEAD}when = "26/10/2023"\nby = "kamikawa"\n{EVIDENCE}', "is not a date", "did you mean 2023-10-26?"),
        (f'{HEAD}when = "6 July 2023"\nby = "kamikawa"\n{EVIDENCE}', "is not a date", "did you mean 2023-07-06?"),
        (f'{HEAD}when = "2023-7-6"\nby = "kamikawa"\n{EVIDENCE}', "is not a date", "did you mean 2023-07-06?"),
        (f'{HEAD}when = "2023-11-00"\nby = "kamikawa"\n{EVIDENCE}', "no day 00", "did you mean 2023-11?"),
        (f'{HEAD}when = "2023-06-31"\nby = "kamikawa"\n{EVIDENCE}', "no day", "30 days"),
        (f'{HEAD}when = "2023"\nby = ["kamikawa" "hun-manet"]\n{EVIDENCE}', "a comma is missing", "commas"),
        (f'{HEAD}when = "2023"\nby = [\n  "kamikawa"\n  "hun-manet",\n]\n{EVIDENCE}', "a comma is missing", "commas"),
        (f'{HEAD}when = "2023"\nby = "kamikawa"\nevidence = {{ source = "article" passage = "x" }}', "a comma is missing", "commas"),
        (f'{HEAD}when = "2023"\nby = "kamikawa"\nevidence = {{ source = "article", passage = ["a", "b", "c"] }}', "the first and last words of a passage", '["first words", "last words"]'),
        (f'{HEAD}when = "2023"\nby = "kamikava"\n{EVIDENCE}', "no actor `kamikava`", "`kamikawa`"),
        (f'{HEAD}when = "2023"\nby = "hnu-manet"\n{EVIDENCE}', "no actor `hnu-manet`", "`hun-manet`"),
        (f'{HEAD}when = "2023"\nby = "kamikawa"\nevidence = {{ source = "aritcle", passage = "x" }}', "no source `aritcle`", "`article`"),
        (f'{HEAD}when = "2023"\nby = "kamikawa"\nplace\u00a0= "Here"\n{EVIDENCE}', "U+00A0 NO-BREAK SPACE", "an ordinary space"),
        (f'{HEAD}when = "2023"\nby = "kamikawa"\nplace = "eco\u00adnomic zone"\n{EVIDENCE}', "U+00AD SOFT HYPHEN", "“economic zone”"),
        (f'{HEAD}when = "2023"\nby = "kamikawa"\nplace = "the \u200eport"\n{EVIDENCE}', "U+200E LEFT-TO-RIGHT MARK", "“the port”"),
        (f'{HEAD}when = "2023"\nby = "kamikawa"\nplace = "{"far and wide " * 8}eco\u00adnomic zones"\n{EVIDENCE}', "U+00AD SOFT HYPHEN", "“economic”"),
        (f'{HEAD}when = 2023-07\nby = "kamikawa"\n{EVIDENCE}', "not valid TOML", '"2023-07"'),
        (f'{HEAD}when = "2023-07-06"\nstart = 09:00:00\nby = "kamikawa"\n{EVIDENCE}', "a time without quotes", '"09:00"'),
        (f'{HEAD.replace("A meeting", "")}when = "2023"\nby = "kamikawa"\n{EVIDENCE}', "the text is empty", "write something"),
        (f'{HEAD.replace("A meeting", " A")}when = "2023"\nby = "kamikawa"\n{EVIDENCE}', "begins or ends with a space", "“A”"),
        (f'{HEAD}when = "2023"\nby = "kamikawa"\nplace = "C:\\Users"\n{EVIDENCE}', "hex", "single quotes"),
        (f'{HEAD}when = "2023"\rby = "kamikawa"\n{EVIDENCE}', "U+000D", "line ends"),
        (f'{HEAD}when = “2023”\nby = "kamikawa"\n{EVIDENCE}', "not valid TOML", "straight quotes"),
        ('[[source]]\nid = "s"\ntitle = "S"\nkind = "text"\nside = "UK"\nread = "no"', "'UK' is not a side", "`GB`"),
        ('[[source]]\nid = "s"\ntitle = "S"\nkind = "text"\nside = "SKIN"\nread = "no"', "no party with the code SKIN", 'code = "SKIN"'),
        ('[[source]]\nid = "s"\ntitle = "S"\nkind = "text"\nside = "analysts"\nread = "no"', "no party with the id analysts", "`analyst`"),
        ('[[source]]\nid = "s"\ntitle = "S"\nkind = "text"\nside = "japan"\nread = "no"', "no party with the id japan", "`JP`"),
        (HEAD.replace("meeting", "announcement", 1) + f'when = "2023"\nby = "kamikawa"\n{EVIDENCE}', "the field `form` is missing", "one of initiative"),
        (HEAD.replace('what = "meeting"\n', "") + f'when = "2023"\nby = "kamikawa"\n{EVIDENCE}', "the field `what` is missing", "courtesy-call"),
    ],
)  # fmt: skip
def test_a_slip_of_the_pen_is_reported_with_its_way_out(record: Path, text: str, message: str, hint: str) -> None:
    """One problem, which names what is wrong and how to write it."""
    (problem,) = drafted(record, text)

    assert message in problem.message
    assert hint in problem.hint
    assert problem.line > 1


@pytest.mark.parametrize(("text", "name"), [("format = 1\n", "draft.toml"), ('{"format": 1}\n', "draft.jsonl")])
def test_a_byte_order_mark_is_named(record: Path, text: str, name: str) -> None:
    """It stands where nobody sees it."""
    (problem, *_) = drafted(record, f"\ufeff{text}", raw=True, name=name)

    assert "BYTE ORDER MARK" in problem.message
    assert "without a byte order mark" in problem.hint


@pytest.mark.parametrize(
    ("kind", "field", "message"),
    [
        (Announcement, "form", "one of initiative"),
        (Event, "title", "one line"),
        (Event, "evidence", "who says so, and where"),
        (Event, "minutes", "a number"),
        (Event, "topics", "the id of a topic"),
    ],
)
def test_what_a_field_wants_is_reported_in_words(kind: type[Event], field: str, message: str) -> None:
    """Of every shape."""
    assert message in wanted(table_of(kind).fields[field].shape).casefold()


def test_a_topic_under_a_circle_is_not_in_it(record: Path) -> None:
    """The circle is reported once; the topic below it is not."""
    topics = "".join(
        f'[[topic]]\nid = "t-{n}"\nname = "T"\nunder = "t-{above}"\n' for n, above in ((0, 1), (1, 2), (2, 1))
    )

    (problem,) = drafted(record, topics)
    assert "`t-0`" not in problem.message


def test_a_circle_is_one_problem(record: Path) -> None:
    """However many events stand in it; two circles are two."""
    circle = "".join(event(f"draft/{n}", "meeting", f'after = "draft/{(n + 1) % 5}"') for n in range(5))
    other = "".join(event(f"other/{n}", "meeting", f'part_of = "other/{(n + 1) % 3}"') for n in range(3))
    topics = "".join(f'[[topic]]\nid = "t-{n}"\nname = "T"\nunder = "t-{(n + 1) % 4}"\n' for n in range(4))

    assert ["cycle"] * 3 == [problem.code for problem in drafted(record, topics + circle + other)]


def test_a_draft_beside_this_one_is_named_once(record: Path) -> None:
    """Not each reference to what stands in it."""
    (record / "talks.toml").write_text(f"format = 1\n{event('talks', 'meeting')}", encoding="utf-8")
    parts = "".join(event(f"talks/{n}", "statement", 'part_of = "talks"\nact = "says"') for n in range(50))
    (problem,) = drafted(record, parts)

    assert "in-a-draft" == problem.code
    assert "it refers 50 times to entries in the draft" in problem.message
    assert "talks.toml" in problem.message
    assert "append both together" in problem.hint


def test_a_stamp_written_by_hand_is_the_cause_that_is_reported(record: Path) -> None:
    """Not the fifty references that its too early instant leads nowhere."""
    parts = "".join(event(f"talks/{n}", "statement", 'part_of = "visit"\nact = "says"') for n in range(50))
    early = record / "early.toml"
    early.write_text(f'format = 1\nrecorded_at = 2024-01-01T00:00:00Z\nrecorded_by = "me"\n{parts}', encoding="utf-8")
    problems = check(record, [], now=NOW)

    assert {"stamp"} == {problem.code for problem in problems}
    assert len(problems) <= 3
    assert all(
        "a stamp written by hand?" in problem.hint or "remove `recorded_at`" in problem.hint for problem in problems
    )
    assert all(str(early) == problem.path for problem in problems)


def test_what_refers_to_a_file_that_is_not_taken_says_so(record: Path) -> None:
    """Its stamp is wrong, and that is reported at that file."""
    with EventLog() as log:
        ingest(record, log)
        early = stamp(0).replace("T00:", "T12:")
        (record / "early.toml").write_text(
            f'format = 1\nrecorded_at = {early}\nrecorded_by = "me"\n{event("talks", "meeting")}', encoding="utf-8"
        )
        (record / "draft.toml").write_text(
            "format = 1\n" + event("talks/said", "statement", 'part_of = "talks"\nact = "says"'), encoding="utf-8"
        )
        problems = check(record, None, now=NOW, log=log)

    assert ["stamp", "not-taken"] == sorted((problem.code for problem in problems), reverse=True)


@pytest.mark.parametrize(
    ("field", "was", "now", "message", "hint"),
    [
        ("place", '"Nowhere"', '"Here"', 'expects `"Nowhere"`, but the entry has no value', "current value"),
        ("title", "", '"Another"', 'expects no value, but the entry has `"A call"`', "current value"),
        (
            "when",
            '"2023"',
            '"2024"',
            'expects `"2023"`, but the entry has `"[2024-07-05..2024-07-06]"`',
            "current value",
        ),
        ("when", '"[2024-07-05..2024-07-06]"', '"26/10/2023"', "is not a date", "did you mean 2023-10-26?"),
    ],
)
def test_what_a_correction_expects_is_reported_in_the_words_of_a_file(
    record: Path, field: str, was: str, now: str, message: str, hint: str
) -> None:
    """Never in those of the program's language."""
    was = f"was = {was}\n" if was else ""
    (problem,) = drafted(
        record, f'[[correct]]\nid = "c"\nentry = "visit/call"\nfield = "{field}"\n{was}now = {now}\nbecause = "x"\n'
    )

    assert message in problem.message
    assert "None" not in problem.message
    assert hint in problem.hint


@pytest.mark.parametrize("path", ["evidence.0.passage", "evidence.0.passages.0"])
def test_the_only_passage_is_corrected_by_the_name_that_a_file_has_for_it(path: str) -> None:
    """And in every way that a file writes it."""
    with given(VISIT) as asked:
        call = asked.world(["visit/call"]).accounts["visit/call"].event

    assert {"start": "the call"} == value_at(call, path)
    for now, expected in (("words", ("words", "")), (["a", "b"], ("a", "b")), ({"start": "c"}, ("c", ""))):
        made = amended(call, path, now)
        assert [expected] == [(one.start, one.end) for one in made.evidence[0].passages]  # type: ignore[attr-defined]  # an event
    assert () == amended(call, path, None).evidence[0].passages  # type: ignore[attr-defined]  # as above
    assert "z" == amended(call, "evidence.0.passage.end", "z").evidence[0].passages[0].end  # type: ignore[attr-defined]  # as above


def test_a_passage_is_corrected_by_command(tmp_path: Path) -> None:
    """The record file says it as well."""
    (tmp_path / "events").mkdir()
    write_record(tmp_path / "events", VISIT)
    with at(tmp_path):
        ran = timeline(
            "correct",
            "visit/call",
            "evidence.0.passage",
            "--now",
            '["she paid", "a call"]',
            "--because",
            "A slip",
            "--by",
            "me",
        )
        output = timeline("show", "visit/call", "--record", "events").out

    assert 0 == ran.code
    assert "correcting visit/call, evidence.0.passage: start the call → she paid, a call" in ran.err
    assert "the text of article is not attached" in ran.err
    assert "«she paid … a call»" in output


@pytest.mark.parametrize(
    "arguments",
    [
        ("state", "JP", "Kambodia"), ("show", "visit-call"), ("dossier", "Nobody"), ("search", "x", "--on", "6 July 75"),
        ("log", "--since", "31 June 2024"), ("state", "JP", "KH", "--on", "7/6/2024"), ("coverage", "nothing"),
        ("correct", "jp-kh-2024-07", "nowhere", "--because", "x", "--by", "me"), ("log", "--known", "x" * 5000),
        ("consistency", "x" * 5000, "3"),
    ],
)  # fmt: skip
def test_no_message_speaks_the_language_of_the_program(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """No None, no exception's name; always a way out."""
    with at(tmp_path):
        ran = timeline(*arguments)

    assert ran.code in {1, 2}
    assert "hint:" in ran.err
    assert not any(word in ran.err for word in ("None", "Traceback", "Error(", "<"))

"""Each export is read back by a program of its own kind, states its basis, and has the same bytes twice."""

import csv
import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Any, get_args

import duckdb
import frictionless
import icalendar
import networkx as nx
import pytest
from csl_reference import Reference
from pyld import jsonld as expander

from hostile import ATTACK, REGISTRY, VISIT, attack
from records import OFFICE, PROMISE, SIGNING, TERM, amount, event, given, office
from records import REGISTRY as REGISTERED
from records import VISIT as PLAIN
from running import timeline
from timeline.answers.facts import FactsAnswer, facts_of, readouts_of
from timeline.views.data import csl, ftm, gexf, ical, jsonld
from timeline.views.data.details import details
from timeline.views.data.sqlite import queries, write_sqlite
from timeline.views.data.tables import BASIS, READOUTS, TABLES, Kind, encounters

ON = date(2026, 1, 1)
GONE = '[[withdraw]]\nid = "w"\nentry = "visit/gone"\nbecause = "It was another visit."\n'
RECORD = (
    PROMISE,
    SIGNING,
    amount("51.5 million"),
    OFFICE,
    TERM,
    event("visit/gone", "meeting", 'part_of = "visit"\nto = "hun-manet"'),
    event("visit/clock", "meeting", 'part_of = "visit"\nto = "hun-manet"\nstart = "09:00"\nzone = "Asia/Phnom_Penh"\nminutes = 90\nplace = "Peace Palace"'),
    event("visit/maybe", "meeting", 'to = "hun-manet"\nwhen = "[2024-07-05..2024-07-06]"'),
    event("visit/said", "statement", 'part_of = "visit/call"\nact = "says"\ntopics = "roads"'),
    event("visit/open", "meeting", 'to = "hun-manet"\nwhen = "[..2024-07-05]"'),
    """
[[actor]]
id = "union"
kind = "international-organisation"
name = "A union"
called = [{ name = "An old union", when = "../1990" }]
[[actor]]
id = "authority"
kind = "entity"
name = "An authority"
[[document]]
id = "treaty"
title = "A treaty"
form = "treaty"
parties = ["japan", "cambodia"]
""",
    event("treaty/signed", "document-action", 'document = "treaty"\naction = "signed"\nby = ["japan", "cambodia"]'),
    event("plan", "scheduled", 'to = "cambodia"\nengagement = "visit"\ndue = "2027-05-05"\nothers = { who = "union", role = "host" }'),
    event("plan/later", "schedule-change", 'scheduled = "plan"\nstage = "postponed"\ndue = "2027-06-05"\nbecause = "A storm"'),
    GONE + '[[correct]]\nid = "c"\nentry = "visit/call"\nfield = "title"\nwas = "A call"\nnow = "A courtesy call"\nbecause = "Fuller."\n',
)  # fmt: skip
STREAMS: dict[str, Any] = {"csl": csl, "ical": ical, "gexf": gexf, "ftm": ftm, "jsonld": jsonld}
FORMS = ("csv", "parquet", *STREAMS)


def exported(form: str, *texts: str, registry: str = REGISTERED) -> str:
    """An export of a small record as one text."""
    with given(*(texts or (PLAIN, *RECORD)), registry=registry) as asked:
        STREAMS[form].write(stream := StringIO(), facts_of(asked, ON), basis_row(asked))
    return stream.getvalue()


def hostile(form: str) -> str:
    """The same of a record whose every text is an attack."""
    return exported(form, attack(VISIT), registry=attack(REGISTRY))


def basis_row(asked: Any) -> tuple[object, ...]:  # noqa: ANN401 - a snapshot
    """What an export rests on."""
    return (asked.known, asked.basis().root, ON.isoformat(), "2025-01-01T00:00:00Z")


def facts(*texts: str) -> list[FactsAnswer]:
    """The facts of a small record."""
    with given(PLAIN, *texts) as asked:
        return list(facts_of(asked, ON))


# --- the facts and their tables -----------------------------------------------------------


def test_the_facts_are_all_that_is_recorded_as_it_stands() -> None:
    """Corrections applied, withdrawals marked; commitments as of the day."""
    (part,) = facts(*RECORD)
    events = {fact.account.id: fact for fact in part.events}

    assert "A courtesy call" == events["visit/call"].account.event.title
    assert (False, True) == (events["visit/gone"].counted, events["visit/clock"].counted)
    assert ["visit/loan"] == [owed.key for owed in part.commitments]
    assert {"c": True, "w": True} == {one.entry.id: one.in_force for one in part.amended}
    assert {"Present"} == {type(one).__name__ for fact in part.events for one in fact.people}
    assert part.done == part.basis.position


def test_every_kind_of_column_is_known_and_every_row_has_its_columns() -> None:
    """No two rows share a key."""
    (part,) = facts(*RECORD)

    for table in (*TABLES, READOUTS, BASIS):
        rows = [*table.rows(part)]
        places = [[column.name for column in table.columns].index(name) for name in table.key]
        assert {column.kind for column in table.columns} <= set(get_args(Kind))
        assert all(column.meaning for column in table.columns)
        assert all(len(row) == len(table.columns) for row in rows), table.name
        assert not table.key or len({tuple(row[at] for at in places) for row in rows}) == len(rows), table.name
        assert rows or table in (READOUTS, BASIS), table.name


def test_a_journey_to_several_states_has_no_readouts() -> None:
    """It has no two sides."""
    journey = event("journey", "visit", 'concerns = ["japan", "cambodia", "ukraine"]') + event(
        "journey/t", "visit", 'part_of = "journey"\nto = "hun-manet"'
    )
    with given(PLAIN, journey) as asked:
        assert ["visit"] == [comparison.visit for comparison in readouts_of(asked, ON)]


# --- CSV, Parquet -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped record in every format."""
    folder = tmp_path_factory.mktemp("exports")
    for form in FORMS:
        assert 0 == timeline("export", form, str(folder / form), "--on", "2026-11-24").code
    assert 0 == timeline("export", "sqlite", str(folder / "sqlite"), "--answers", "--on", "2026-11-24").code
    return folder


def test_the_csv_is_a_valid_data_package(folders: Path) -> None:
    """Every cell has the type that is described, and no two rows share a key."""
    report = frictionless.validate(str(folders / "csv" / "datapackage.json"), skip_errors=["foreign-key"])
    package = json.loads((folders / "csv" / "datapackage.json").read_text(encoding="utf-8"))

    assert [] == report.flatten(["rowNumber", "fieldName", "message"])
    assert report.valid
    assert len(TABLES) + 2 == len(package["resources"])
    assert "2026-11-24" == package["basis"]["on"]


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    """A text that begins as one has an apostrophe before it, and control characters are shown."""
    from timeline.views.data.csv import write_csv  # noqa: PLC0415 - its name is that of the library

    with given(attack(VISIT), registry=attack(REGISTRY)) as asked:
        write_csv(tmp_path, facts_of(asked, ON), readouts_of(asked, ON), basis_row(asked))
    cells = [
        cell
        for path in tmp_path.glob("*.csv")
        for row in csv.reader(path.read_text(encoding="utf-8").splitlines())
        for cell in row
    ]

    assert any(cell == f"'{ATTACK}" for cell in cells)
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_the_parquet_is_read_back_with_its_types(folders: Path) -> None:
    """The same rows as the CSV, with texts as they are."""
    for table in (*TABLES, READOUTS, BASIS):
        with duckdb.connect() as connection:
            read = connection.execute(
                "SELECT * FROM read_parquet(?)", [str(folders / "parquet" / f"{table.name}.parquet")]
            )
            names = [str(column[0]) for column in read.description or []]
            count = len(read.fetchall())
        text = (folders / "csv" / f"{table.name}.csv").read_text(encoding="utf-8")
        lines = list(csv.reader(StringIO(text)))
        assert [column.name for column in table.columns] == names
        assert count == len(lines) - 1, table.name


def test_a_day_in_parquet_is_a_date(folders: Path) -> None:
    """And what is missing is no value."""
    with duckdb.connect() as connection:
        path = str(folders / "parquet" / "events.parquet")
        found = connection.execute(
            "SELECT first_day, counted, minutes FROM read_parquet(?) WHERE id = 'jp-kh-2024-07/call-hun-sen'", [path]
        ).fetchall()

    assert [(date(2024, 7, 6), True, None)] == [(row[0], row[1], None) for row in found]


# --- SQLite -------------------------------------------------------------------------------


def test_the_database_explains_itself(folders: Path) -> None:
    """Every table, view and column has a meaning; one row says what all rests on."""
    with closing(sqlite3.connect(folders / "sqlite")) as connection:
        there = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type IN ('table', 'view')")}
        meant = {row[0] for row in connection.execute("SELECT name FROM meanings WHERE column_name IS NULL")}
        basis = connection.execute('SELECT position, "on" FROM basis').fetchall()

    assert there - {"meanings"} == meant
    assert ["2026-11-24"] == [on for _, on in basis]


@pytest.mark.parametrize("name", [query.name for query in queries()])
def test_a_worked_query_answers(name: str, folders: Path) -> None:
    """On the shipped record, each of the ten has rows."""
    with closing(sqlite3.connect(folders / "sqlite")) as connection:
        assert connection.execute(f"SELECT * FROM {name}").fetchall()


def test_there_are_ten_worked_queries_and_they_agree_with_the_answers(folders: Path) -> None:
    """What is open; who met whom how often."""
    with closing(sqlite3.connect(folders / "sqlite")) as connection:
        still_open = {row[0] for row in connection.execute("SELECT title FROM open_commitments")}
        met = connection.execute("SELECT * FROM who_met_whom LIMIT 1").fetchone()
    answered = json.loads(timeline("commitments", "--open", "--on", "2026-11-24", "--json").out)

    assert 10 == len(queries())
    assert {owed["title"] for owed in answered["commitments"]} == still_open
    assert ("Kamikawa Yoko", "Sok Chenda Sophea", 4, "2023-10-30", "2024-07-06") == met


def test_a_database_of_a_hostile_record_is_data(tmp_path: Path) -> None:
    """Nothing in it ends a statement."""
    with given(attack(VISIT), registry=attack(REGISTRY)) as asked:
        write_sqlite(tmp_path / "x", facts_of(asked, ON), readouts_of(asked, ON), basis_row(asked))
    with closing(sqlite3.connect(tmp_path / "x")) as connection:
        assert (ATTACK,) == connection.execute("SELECT title FROM events WHERE id = 'visit'").fetchone()


# --- one text -----------------------------------------------------------------------------


@pytest.mark.parametrize("read", [exported, hostile])
def test_csl_is_read_by_a_processor_of_citations(read: Callable[[str], str]) -> None:
    """Every source that is not withdrawn, with its side and the basis in its note."""
    items = json.loads(read("csl"))

    assert items
    for item in items:
        fields = {name: value for name, value in item.items() if name != "note"}
        assert Reference.model_validate({**fields, "note": item["note"]}).title == item["title"]
        assert "Side: " in item["note"]
        assert "basis #" in item["note"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-06", {"date-parts": [[2024, 7, 6]]}), ("2024-07", {"date-parts": [[2024, 7]]}), ("2024", {"date-parts": [[2024]]}),
        ("2024-07-05/2024-07-06", {"date-parts": [[2024, 7, 5], [2024, 7, 6]]}), ("[..2024-07-05]", {"literal": "[..2024-07-05]"}),
        ("[2024-07-05..2024-07-06]", {"date-parts": [[2024, 7, 5], [2024, 7, 6]], "circa": True}), ("", {}),
    ],
)  # fmt: skip
def test_a_date_of_a_source_is_one_of_csl(text: str, expected: dict[str, object]) -> None:
    """A day, a month, a year, a range; what is open stays as it is written."""
    assert expected == csl._date(text)


def test_no_sources_are_an_empty_list() -> None:
    """And valid JSON."""
    csl.write(stream := StringIO(), [], (0, "", "2024-07-06", ""))
    assert [] == json.loads(stream.getvalue())


def test_a_calendar_is_read_by_its_library() -> None:
    """A certain hour is in UTC; an uncertain day lasts over all, and says so; an end is the day after."""
    calendar = icalendar.Calendar.from_ical(exported("ical"))
    found = {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}
    clock, maybe, due = found["visit/clock@timeline"], found["visit/maybe@timeline"], found["due.visit/loan@timeline"]

    assert "2024-07-06T02:00:00+00:00" == clock.decoded("dtstart").isoformat()
    assert "2024-07-06T03:30:00+00:00" == clock.decoded("dtend").isoformat()
    assert (date(2024, 7, 5), date(2024, 7, 7)) == (maybe.decoded("dtstart"), maybe.decoded("dtend"))
    assert "(5 or 6 July 2024)" in str(maybe["summary"])
    assert (date(2025, 12, 31), date(2026, 1, 1)) == (due.decoded("dtstart"), due.decoded("dtend"))
    assert not {"visit/open@timeline", "visit/gone@timeline"} & found.keys()
    assert "basis #" in str(calendar["description"])


def test_what_is_planned_is_tentative_in_a_calendar() -> None:
    """On the day that was named last."""
    calendar = icalendar.Calendar.from_ical(exported("ical"))
    found = {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}
    plan = found["planned.plan@timeline"]

    assert ("TENTATIVE", "20270605") == (str(plan["status"]), plan.decoded("dtstart").strftime("%Y%m%d"))
    assert "postponed" in str(plan["description"])


def test_a_calendar_says_what_it_cannot_hold_of_a_time() -> None:
    """A day that is uncertain, an hour in no known zone; a length that an attestation gives; whom nobody names."""
    doubt = event("doubt", "meeting", 'to = "hun-manet"\nwhen = "2024-05-28?"')
    hour = event("hour", "meeting", 'to = "hun-manet"\nstart = "15:10"')
    long = event("long", "meeting", 'to = "hun-manet"\nstart = "09:00"\nzone = "Asia/Phnom_Penh"')
    length = '[[attest]]\nid = "long@jp"\nevent = "long"\nsays = { minutes = 90, approximate = true, place = "Peace Palace" }\nevidence = { source = "jp-readout", passage = "x" }\n'
    nobody = event("nobody", "site-visit", 'concerns = ["japan", "cambodia"]\nby = -')
    calendar = icalendar.Calendar.from_ical(exported("ical", PLAIN, doubt + hour + long + length + nobody))
    found = {str(entry["uid"]).removesuffix("@timeline"): entry for entry in calendar.walk("VEVENT")}

    assert str(found["doubt"]["summary"]).endswith(" (28 May 2024 (date uncertain))")
    assert str(found["hour"]["summary"]).endswith(" (15:10, in no known zone)")
    assert timedelta(minutes=90) == found["long"].decoded("dtend") - found["long"].decoded("dtstart")
    assert "Peace Palace" == str(found["long"]["location"])
    assert str(found["nobody"]["description"]).startswith("Nobody is named. ")


def test_no_line_of_a_calendar_is_the_records_own() -> None:
    """A text that looks like one is escaped."""
    text = hostile("ical")
    names = {component.name for component in icalendar.Calendar.from_ical(text).walk()}

    assert {"VCALENDAR", "VEVENT"} == names
    assert all(
        line.startswith(("BEGIN:VEVENT", "BEGIN:VCALENDAR")) for line in text.splitlines() if line.startswith("BEGIN")
    )
    assert all(len(line.encode()) <= 75 for line in text.splitlines())


@pytest.mark.parametrize("read", [exported, hostile])
def test_a_network_is_read_by_a_library_of_graphs(read: Callable[[str], str], tmp_path: Path) -> None:
    """Nodes are actors; an edge has a weight, and a spell for each meeting."""
    (tmp_path / "x.gexf").write_text(read("gexf"), encoding="utf-8")
    graph = nx.read_gexf(tmp_path / "x.gexf", version="1.3")
    ((one, other, data),) = graph.edges(data=True)

    assert {"kamikawa", "hun-manet"} == {one, other} or {"minister", "premier"} == {one, other}
    assert len(data["spells"]) == data["weight"]


def test_people_of_one_delegation_did_not_meet() -> None:
    """They were there together."""
    both = event("talk", "meeting", 'by = ["kamikawa", "iwaya"]\nto = "hun-manet"')
    text = exported("gexf", PLAIN, OFFICE, both)

    assert 'source="iwaya" target="kamikawa"' not in text
    assert 'source="hun-manet" target="iwaya"' in text


@pytest.mark.parametrize("read", [exported, hostile])
def test_json_ld_expands_to_words_of_its_vocabularies(read: Callable[[str], str]) -> None:
    """Every property is one of schema.org, PROV or Web Annotation, and every node has an address."""
    nodes = expander.expand(json.loads(read("jsonld")))
    words = {name for node in nodes for name in node if not name.startswith("@")}

    assert all(node["@id"].startswith("urn:timeline:") for node in nodes)
    assert all(word.startswith(("https://schema.org/", "http://www.w3.org/ns/prov#")) for word in words)
    assert "http://www.w3.org/ns/prov#wasDerivedFrom" in words


def test_a_passage_in_json_ld_is_a_range_of_two_quotes() -> None:
    """Or one quote, where it is short."""
    ranged = event("visit/r", "statement", 'act = "says"\nevidence = { source = "article", passage = ["from", "to"] }')
    graph = json.loads(exported("jsonld", PLAIN, ranged))["@graph"]
    (node,) = [node for node in graph if node["@id"] == "t:visit/r"]
    selector = node["subjectOf"][0]["oa:hasTarget"][0]["oa:hasSelector"]

    assert ("oa:RangeSelector", "from", "to") == (
        selector["@type"], selector["oa:hasStartSelector"]["oa:exact"], selector["oa:hasEndSelector"]["oa:exact"],
    )  # fmt: skip


def test_no_format_makes_a_day_of_a_time_that_is_none() -> None:
    """What is open, uncertain, or some time within a month is no day; what lasted has two."""
    took = office("took", "kamikawa", "assumed", "[..2024-07-05]")
    maybe = event("maybe", "meeting", 'to = "hun-manet"\nwhen = "[2024-07-05,2024-07-06]"')
    month = event("month", "meeting", 'to = "hun-manet"\nwhen = "2024-01"')
    texts = (PLAIN, OFFICE, took, maybe + month)
    entities = {one["id"]: one["properties"] for one in map(json.loads, exported("ftm", *texts).splitlines())}
    graph = {node["@id"]: node for node in json.loads(exported("jsonld", *texts))["@graph"]}

    assert {"holder", "post", "description"} == entities["timeline-took"].keys()
    assert ["Taken: on or before 5 July 2024"] == entities["timeline-took"]["description"]
    assert {"date": None, "startDate": None} == {
        name: entities["timeline-maybe"].get(name) for name in ("date", "startDate")
    }
    assert ["2024-01"] == entities["timeline-month"]["date"]
    assert (["2024-07-05"], ["2024-07-06"]) == tuple(
        entities["timeline-visit"][name] for name in ("startDate", "endDate")
    )
    assert "startDate" not in graph["t:maybe"].keys() | graph["t:month"].keys()
    assert "[2024-07-05,2024-07-06]" == graph["t:maybe"]["temporalCoverage"]
    assert ("2024-07-05", "2024-07-06") == (graph["t:visit"]["startDate"], graph["t:visit"]["endDate"])


def test_whoever_is_spoken_to_is_no_agent_and_every_side_is_there() -> None:
    """A source without a passage is evidence too; an inference or a contradiction is none."""
    thanks = event("thanks", "statement", 'by = "hun-manet"\nto = "kamikawa"\nact = "thanks"')
    more = '[[attest]]\nid = "a"\nevent = "thanks"\nevidence = { source = "kh-readout" }\n'
    against = '[[attest]]\nid = "n"\nevent = "thanks"\nagainst = ["thanks"]\nbecause = "No."\nevidence = { source = "jp-readout", passage = "x" }\n'
    texts = (PLAIN, thanks + more + against)
    graph = {node["@id"]: node for node in json.loads(exported("jsonld", *texts))["@graph"]}
    node = graph["t:thanks"]

    assert ([{"@id": "t:hun-manet"}], [{"@id": "t:kamikawa"}]) == (node["agent"], node["participant"])
    assert [{"@id": "t:article"}, {"@id": "t:kh-readout"}] == node["prov:wasDerivedFrom"]
    assert [["analyst"], ["KH"]] == [annotation["spokenByCharacter"] for annotation in node["subjectOf"]]
    with given(*texts) as asked:
        (part,) = facts_of(asked, ON)
    table = next(table for table in TABLES if table.name == "evidence")
    at = [column.name for column in table.columns].index("bearing")
    assert ["supports", "supports", "contradicts"] == [row[at] for row in table.rows(part) if row[0] == "thanks"]


def test_an_attestation_vouches_for_what_it_gives() -> None:
    """As the table of evidence says. Source: RULES.md, 3."""
    hour = '[[attest]]\nid = "h"\nevent = "visit/call"\nsays = { start = "09:00", zone = "Asia/Phnom_Penh", part_of = "journey" }\nevidence = { source = "jp-readout", passage = "x" }\n'
    journey = event("journey", "visit", 'concerns = "cambodia"')
    (part,) = facts(journey, hour)
    evidence, links = (next(table for table in TABLES if table.name == name) for name in ("evidence", "links"))
    at = [column.name for column in evidence.columns].index("fields")

    assert ["", "start; zone; part_of"] == [row[at] for row in evidence.rows(part) if row[0] == "visit/call"]
    assert {"visit", "journey"} == {row[2] for row in links.rows(part) if row[:2] == ("visit/call", "part_of")}


@pytest.mark.parametrize("read", [exported, hostile])
def test_the_entities_of_follow_the_money_are_valid(read: Callable[[str], str]) -> None:
    """Its own model accepts each of them whole."""
    model = pytest.importorskip("followthemoney").model

    for line in read("ftm").splitlines():
        data = json.loads(line)
        proxy = model.get_proxy(data, cleaned=False)
        assert proxy.schema.name == data["schema"]
        assert {*data["properties"]} == {*proxy.to_dict()["properties"]}, data


def test_the_entities_of_follow_the_money_are_one_a_line() -> None:
    """The first is the basis; what is withdrawn is none."""
    found = [json.loads(line) for line in exported("ftm").splitlines()]

    assert "basis #" in found[0]["properties"]["description"][0]
    assert {"Note", "PublicBody", "Person", "Position", "Organization", "Document", "Event", "Occupancy"} == {
        one["schema"] for one in found
    }
    assert "timeline-visit/gone" not in {one["id"] for one in found}


# --- all of them ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMS)
def test_an_export_has_the_same_bytes_twice(form: str, folders: Path, tmp_path: Path) -> None:
    """For the same basis, with the same libraries."""
    assert 0 == timeline("export", form, str(tmp_path / form), "--on", "2026-11-24").code
    assert contents(folders / form) == contents(tmp_path / form)


def test_a_database_has_the_same_bytes_twice(folders: Path, tmp_path: Path) -> None:
    """It takes the place of an earlier one."""
    (tmp_path / "x").write_text("earlier", encoding="utf-8")
    assert 0 == timeline("export", "sqlite", str(tmp_path / "x"), "--answers", "--on", "2026-11-24").code
    assert contents(folders / "sqlite") == contents(tmp_path / "x")


def contents(path: Path) -> dict[str, bytes]:
    """The files of a folder, or the one file, by name."""
    files: Iterable[Path] = path.iterdir() if path.is_dir() else [path]
    return {"" if file == path else file.name: file.read_bytes() for file in files}


@pytest.mark.parametrize(("module", "form", "extra"), [("duckdb", "parquet", "parquet")])
def test_a_library_that_is_missing_is_named(
    module: str, form: str, extra: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """And nothing is left behind."""
    import sys  # noqa: PLC0415 - only this test takes a module away

    monkeypatch.setitem(sys.modules, module, None)
    ran = timeline("export", form, str(tmp_path / "x"))

    assert (2, "") == (ran.code, ran.out)
    assert f"pip install 'diplomatic-timeline[{extra}]'" in ran.err
    assert [] == list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("csv",), "needs the name of a folder"), (("sqlite", "--answers"), "needs the name of a file"),
        (("log", "--answers"), "--answers belongs to `export sqlite`"), (("log", "--on", "2024-07-06"), "the log has no day"),
    ],
)  # fmt: skip
def test_an_export_that_means_nothing_is_refused(arguments: tuple[str, ...], message: str) -> None:
    """With the way to write it."""
    ran = timeline("export", *arguments)

    assert (2, "") == (ran.code, ran.out)
    assert message in ran.err


def test_an_export_takes_no_place_that_is_not_its_own(tmp_path: Path) -> None:
    """A folder of somebody else stays as it is; a database is no folder."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine", encoding="utf-8")

    assert "is no csv export of this program" in timeline("export", "csv", str(tmp_path / "mine")).err
    assert "is a folder" in timeline("export", "sqlite", str(tmp_path / "mine"), "--answers").err
    assert "cannot write" in timeline("export", "sqlite", str(tmp_path / "no" / "x"), "--answers").err
    assert ["thesis.txt"] == [path.name for path in (tmp_path / "mine").iterdir()]


def test_a_stream_is_written_to_stdout_too() -> None:
    """As to a file."""
    assert timeline("export", "csl").out.startswith("[\n{")


LETTER = event(
    "letter",
    "communication",
    'form = "letter"\nby = "japan"\nto = "cambodia"\nthrough = "kamikawa"\nsent = "2024-07-06"',
)
TALKS = event(
    "talks", "talks", 'to = "hun-manet"\ndescribed_as = "candid"\nothers = [{ who = "ukraine", role = "mediator" }]'
)  # fmt: skip


def test_what_no_column_holds_is_in_the_details() -> None:
    """Who took an office, through whom a letter came, what was said of talks: nothing of these is lost."""
    with given(PLAIN, OFFICE, TERM, LETTER, TALKS) as asked:
        rows = {(event, field): value for part in facts_of(asked, ON) for event, field, value, _ in details(part)}

    assert ("kamikawa", "foreign-minister-of-japan") == (rows["took", "person"], rows["took", "office"])
    assert ("kamikawa", "2024-07-06") == (rows["letter", "through"], rows["letter", "sent"])
    assert "candid" == rows["talks", "described_as"]


def test_two_states_of_which_nobody_is_named_did_not_meet() -> None:
    """A conference of many is no meeting of each two; a person and a state is one."""
    assembly = event("assembly", "conference", 'by = ["japan", "ukraine", "kamikawa", "hun-manet"]')
    with given(PLAIN, assembly) as asked:
        (fact,) = (fact for part in facts_of(asked, ON) for fact in part.events if fact.account.id == "assembly")
        pairs = {frozenset((one.who, other.who)) for one, other in encounters(fact)}

    assert frozenset(("japan", "ukraine")) not in pairs
    assert {frozenset(("kamikawa", "hun-manet")), frozenset(("japan", "hun-manet"))} <= pairs

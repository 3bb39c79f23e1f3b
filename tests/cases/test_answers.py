"""Answers do not mislead: who was there, what is counted, whose word it is, what is left out."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from records import PROMISE, SIGNING, VISIT, event, given
from running import at, timeline
from timeline.answers.commitments import commitments_of
from timeline.answers.dossier import dossier_of
from timeline.answers.late import late_of
from timeline.answers.relationship import relationship_of
from timeline.answers.replay import replay_of
from timeline.cli.commands.commitments import DESCRIPTION
from timeline.entries import Money
from timeline.views.folding import first, last
from timeline.views.page import Page
from timeline.views.replay import write as write_replay
from timeline.views.words.event import headline
from timeline.views.words.money import moneys_text

JULY_7 = date(2024, 7, 7)
SHIPPED = "jp-kh-2024-07"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder, from which the shipped record is asked."""
    return tmp_path


def said(folder: Path, *arguments: str) -> str:
    """What a command answers of the shipped record, its lines joined."""
    with at(folder):
        ran = timeline(*arguments)
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


def test_only_those_who_took_part_are_shown_as_present(folder: Path) -> None:
    """Who owes what a conference advances was not there; who was represented is shown as such."""
    hun_sen = json.loads(said(folder, "dossier", "hun-sen", "--json"))
    hun_manet = json.loads(said(folder, "dossier", "hun-manet", "--json"))
    conference = "ukraine-mine-action-conference-2025"

    assert conference not in json.dumps(hun_sen["engagements"])
    assert conference not in [one["id"] for one in hun_manet["engagements"]]
    assert [(conference, True)] == [(one["id"], bool(one["represented_by"])) for one in hun_manet["represented"]]
    assert "represented by Ly Thuch" in said(folder, "dossier", "hun-manet")
    assert "signing" not in [one["what"] for one in hun_sen["others"]]


def test_who_an_attestation_names_took_part() -> None:
    """As one of two sources has it."""
    meeting = event("talks", "meeting", 'to = "institute"')
    attest = '[[attest]]\nid = "talks@jp"\nevent = "talks"\nsays = { to = ["institute", "hun-manet"] }\nevidence = { source = "jp-readout", passage = "x" }\n'
    with given(VISIT, meeting, attest) as asked:
        output = dossier_of(asked, "hun-manet", JULY_7)

    assert {"visit/call", "talks"} == {one.id for one in output.engagements}


def test_a_total_names_what_it_counts_and_what_it_leaves_out_with_the_reason(folder: Path) -> None:
    """So that it cannot change its documents unseen; and nothing in conflict is summed."""
    july, today = (
        said(folder, "state", "JP", "KH", "--on", "2024-07-07"),
        said(folder, "state", "JP", "KH"),
    )

    assert "total about USD 2.7 million in 1 document: Signing of the grant aid for" in july
    assert "not counted, because sources or stages give different amounts: Signing of the loan for" in july
    assert "total USD 7.2 million in 1 document: Notes for four patrol boats" in today
    assert "not counted, because no amount in JPY is stated: " in today


def test_an_answer_as_of_a_day_says_how_many_later_stages_it_leaves_out(folder: Path) -> None:
    """And never that nobody reports them."""
    for command in (("commitments", "JP", "KH"), ("state", "JP", "KH"), ("dossier", "japan")):
        output = said(folder, *command, "--on", "7 July 2024")
        assert "later stages are not shown (the latest: 22 October 2025): use a later --on" in output
        assert "nobody tells" not in output
        assert "later stages" not in said(folder, *command, "--on", "31 December 2025")
    assert 9 == json.loads(said(folder, "commitments", "JP", "KH", "--on", "2024-07-07", "--json"))["later_stages"]


def test_the_press_is_no_side_and_is_counted_apart(folder: Path) -> None:
    """Two sides differ where a text of one conflicts with a text of the other."""
    output = json.loads(said(folder, "compare", SHIPPED, "--json"))["rows"]
    dinner = next(row for row in output if row["id"].endswith("/working-dinner"))
    power_grid = next(row for row in output if row["id"].endswith("/power-grid-loan"))

    assert ("▸", ["press"], "says") == (dinner["sign"], dinner["disputed"], dinner["sides"]["JP"])
    assert ("≠", "differs", "differs") == (power_grid["sign"], power_grid["sides"]["JP"], power_grid["sides"]["KH"])
    shown = said(folder, "compare", SHIPPED)
    assert "≠ differ 1" in shown
    assert "! 8 points contradicted by the press or an analyst" in shown
    disputed = json.loads(said(folder, "compare", SHIPPED, "--only", "disputed", "--json"))["rows"]
    assert [row["id"] for row in output if row["disputed"]] == [row["id"] for row in disputed]
    assert 8 == len(disputed)


def test_values_that_fit_are_shown_as_one(folder: Path) -> None:
    """With how many sources say so; what conflicts is shown in words, without ids."""
    output = said(folder, "state", "JP", "KH", "--on", "2024-07-07", "--all")

    assert "USD 59.6 million (KH+analyst+press, 3 sources, 1 of them “about”) versus USD 51.5 million (press)" in output
    assert (
        "Sources disagree on which meeting “Loan of Japan for the power grid of Phnom Penh” belongs to: Courtesy call"
        in output
    )
    assert "≠" not in output
    assert "jp-kh-2024-07/" not in output
    assert "up to JPY 8,293 million (also 8.3 billion)" in output


JOINT = event(
    "visit/joint",
    "statement",
    'part_of = "visit"\nact = "agrees"\ntopics = "order"\nby = ["japan", "cambodia"]\ntitle = "To go on"\nevidence = {}',
)
BY_JP, BY_KH, BY_PRESS = (
    '{ source = "jp-readout", passage = "j" }', '{ source = "article", via = "kh-readout", passage = "k" }', '{ source = "paper", passage = "p" }',
)  # fmt: skip
PAPER = '[[source]]\nid = "paper"\ntitle = "A paper"\nkind = "article"\nside = "press"\nread = "full"\n'


@pytest.mark.parametrize(
    ("evidence", "line", "holders"),
    [
        (BY_JP, "According to Japan, Japan and Cambodia agree: To go on", ["japan"]),
        (BY_KH, "According to Cambodia, Japan and Cambodia agree: To go on", ["cambodia"]),
        (f"[{BY_JP}, {BY_KH}]", "Japan and Cambodia agree: To go on", ["cambodia", "japan"]),
        (f"[{BY_JP}, {BY_PRESS}]", "According to Japan, Japan and Cambodia agree: To go on", ["japan"]),
        (BY_PRESS, "According to the press, Japan and Cambodia agree: To go on", []),
    ],
)
def test_a_joint_act_that_one_side_reports_is_that_sides_report(evidence: str, line: str, holders: list[str]) -> None:
    """In every view, and no position of the other side."""
    with given(VISIT, PAPER + JOINT.replace("{}", evidence, 1)) as asked:
        standing = relationship_of(asked, "japan", "cambodia", JULY_7)
        replay = replay_of(asked, ["visit"])
        page = Page(width=200, colour=False)
        write_replay(page, replay, whole=True)

    assert line == headline(replay.world.accounts["visit/joint"])
    assert [holders] * bool(holders) == [list(one.states) for one in standing.positions]
    assert line in page.text()


def test_a_replay_begins_with_what_has_a_time_and_ends_with_what_became_of_it(folder: Path) -> None:
    """What has no time within the visit is folded after what has one; the fate of its promises comes last."""
    output = json.loads(said(folder, "replay", SHIPPED, "--json"))
    sections = [step["section"] for step in output["steps"]]
    ids = [step["event"]["id"].removeprefix(f"{SHIPPED}/") for step in output["steps"]]

    assert sections == sorted(sections, key=["before", "during", "undated", "afterwards"].index)
    assert (
        ids.index("call-hun-manet")
        < ids.index("working-dinner")
        < ids.index("memorial-nakata")
        < ids.index("patrol-boats")
    )
    assert ids.index("call-hun-manet") < 12
    assert "afterwards" == output["steps"][ids.index("patrol-boats/notes")]["section"]
    shown = said(folder, "replay", SHIPPED)
    assert "Part of the visit or about it, time not stated (32; --all shows each in full)" in shown
    assert (
        "Japan is to provide patrol boats to the Cambodian National Police; announced 5 or 6 July 2024, signed 10 December 2024; no word of delivery"
        in shown
    )
    assert "--all" not in said(folder, "replay", SHIPPED, "--evidence")


CLOCKED = 'part_of = "visit"\nwhen = "2024-07-06"\n{}to = "hun-manet"'


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"flowers": "", "nine": 'start = "09:00"\n', "ten": 'start = "10:00"\n'}, ["nine", "ten", "flowers"]),
        ({"first": "", "nine": 'after = "first"\nstart = "09:00"\n', "x": ""}, ["first", "nine", "x"]),
        ({"a": "", "b": ""}, ["a", "b"]),
    ],
)
def test_an_engagement_without_its_hour_comes_after_those_of_its_day_that_have_one(
    fields: dict[str, str], expected: list[str]
) -> None:
    """Unless somebody says what it was before or after."""
    texts = [event(name, "site-visit", CLOCKED.format(more)) for name, more in fields.items()]
    with given(VISIT, "".join(texts)) as asked:
        steps = replay_of(asked, ["visit"]).steps

    assert expected == [step.account.id for step in steps if step.account.id in fields]


def test_the_note_on_our_own_words_takes_one_line_after_the_facts(folder: Path) -> None:
    """The values before are in the history."""
    with at(folder):
        lines = timeline("show", f"{SHIPPED}/road-5-loan").out.splitlines()
    notes = [number for number, line in enumerate(lines) if "changed the wording" in line]

    assert ["recorder's note: #308 changed the wording of the note"] * 2 == [lines[number].strip() for number in notes]
    assert next(number for number, line in enumerate(lines) if line.strip().startswith("money")) < notes[0]
    assert "Serei Sophon, Sisophon" in said(folder, "history", f"{SHIPPED}/road-5-loan")


def test_a_reason_of_ours_is_never_shown_as_the_words_of_a_source(folder: Path) -> None:
    """It is the recorder's note."""
    assert "recorder's note: It tells of both sections, and of phase III" in said(
        folder, "state", "JP", "KH", "--evidence"
    )


@pytest.mark.parametrize(
    ("by", "to", "counts"),
    [
        ("kamikawa", "cambodia", True),
        ("hun-manet", "japan", True),
        ("kamikawa", "institute", False),
        ("japan", "cambodia", False),
    ],
)
def test_a_visit_to_a_state_is_contact_after_its_last_day_too(by: str, to: str, *, counts: bool) -> None:
    """Registers of visits name the state that is visited, and seldom who received the visitor."""
    register = event(
        "state-visit",
        "visit",
        f'when = "1990-01-23/1990-01-26"\nby = "{by}"\nto = "{to}"\nconcerns = ["japan", "cambodia"]',
    )
    with given(VISIT, register) as asked:
        contact = relationship_of(asked, "japan", "cambodia", date(2000, 1, 1)).last_contact

    assert counts == ("state-visit" in [one.event for one in contact])


@pytest.mark.parametrize(
    ("by", "to", "own"),
    [
        ('["japan", "cambodia"]', "", True),
        ('["japan", "cambodia"]', 'to = ["japan", "cambodia"]', True),
        ('["japan", "cambodia"]', 'to = "ukraine"', False),
        ('"japan"', "", False),
        ('"japan"', 'to = "hun-manet"', True),
    ],
)
def test_what_two_states_owe_each_other_is_theirs(by: str, to: str, *, own: bool) -> None:
    """Whether or not the addressee repeats them."""
    with given(VISIT, event("pact", "commitment", f'part_of = "visit"\nby = {by}\n{to}')) as asked:
        state = relationship_of(asked, "japan", "cambodia", JULY_7)

    assert (own, not own) == (bool(state.commitments), bool(state.to_others))


def test_conflicts_are_those_of_values_and_those_declared(folder: Path) -> None:
    """Points of one side alone are in `compare`."""
    assert {"values", "declared"} == {
        one["kind"] for one in json.loads(said(folder, "conflicts", "--json"))["conflicts"]
    }
    assert "not-retold" not in said(folder, "conflicts", SHIPPED)


def test_questions_of_a_day_take_one(folder: Path) -> None:
    """Of comparisons and conflicts too."""
    whole, july = (
        json.loads(said(folder, "compare", SHIPPED, *on, "--json"))["rows"] for on in ((), ("--on", "6 July 2024"))
    )
    assert len(july) < len(whole)
    assert all("2025" not in one["title"] or one["what"] != "conference" for one in july)
    early = json.loads(said(folder, "conflicts", "JP", "KH", "--on", "2024-07-04", "--json"))["conflicts"]
    assert 0 < len(early) < len(json.loads(said(folder, "conflicts", "JP", "KH", "--json"))["conflicts"])


def test_late_is_what_came_after_the_first_file_about_its_visit(folder: Path) -> None:
    """Not all that was recorded long after: a record that is made later has nothing late."""
    late = json.loads(said(folder, "late", "--json"))["late"]

    assert late
    assert all("2026-11-24T05:21:12Z" != one["recorded_at"] for one in late)
    assert "paris-peace-agreements" not in {one["id"] for one in late}
    with given(VISIT, PROMISE, SIGNING) as asked:
        assert ["visit/loan", "visit/signing"] == sorted(one.id for one in late_of(asked, 30).late)
    with given(VISIT + PROMISE) as asked:
        assert () == late_of(asked, 30).late


def test_a_replay_without_a_name_lists_the_visits_with_their_dates(folder: Path) -> None:
    """Where nobody can choose; the only visit of a record is replayed."""
    output = said(folder, "replay")

    assert "Visits (3)" in output
    assert "5–6 July 2024 Official visit" in output
    assert f"{SHIPPED} Kamikawa Yoko (Foreign Minister of Japan) to Cambodia; 23 events" in output
    assert SHIPPED in [one["id"] for one in json.loads(said(folder, "replay", "--json"))["visits"]]


def test_a_number_alone_is_a_position(folder: Path) -> None:
    """To a shell, what begins with # is a comment."""
    assert said(folder, "show", "133") == said(folder, "show", "#133")
    with at(folder):
        assert (2, True) == ((ran := timeline("show", "99999")).code, "the log ends at #378" in ran.err)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("Kamikawa", "kamikawa-yoko"),
        ("yoko kamikawa", "kamikawa-yoko"),
        ("MANET", "hun-manet"),
        ("Japan", "japan"),
        ("KH", "cambodia"),
    ],
)
def test_an_actor_is_named_by_a_part_of_its_name(folder: Path, word: str, name: str) -> None:
    """Where it is nobody else's."""
    assert name == json.loads(said(folder, "dossier", word, "--json"))["actor"]["id"]


@pytest.mark.parametrize(
    ("word", "hint"),
    [("Hun", "hun-manet, hun-sen"), ("Kamikava", "Kamikawa Yoko"), ("jp-kh-2024-07", "timeline log --kind actor")],
)
def test_an_actor_that_is_not_meant_for_certain_is_refused(folder: Path, word: str, hint: str) -> None:
    """With those that may be."""
    with at(folder):
        ran = timeline("dossier", word)

    assert 2 == ran.code
    assert all(part in ran.err for part in hint.split(", "))


def test_the_promises_of_a_visit_are_listed_by_its_name(folder: Path) -> None:
    """Those made at it or at a part of it."""
    output = json.loads(said(folder, "commitments", SHIPPED, "--json"))["commitments"]

    assert 10 == len(output)
    assert f"{SHIPPED}/patrol-boats" in [one["key"] for one in output]
    assert 2 == len(json.loads(said(folder, "commitments", f"{SHIPPED}/call-hun-sen", "--json"))["commitments"])


def test_the_promises_of_an_event_are_those_of_its_parts_too() -> None:
    """And not those of what it is part of."""
    with given(VISIT, PROMISE, SIGNING) as asked:
        assert ["visit/loan"] == [one.key for one in commitments_of(asked, ["visit"], JULY_7).commitments]
        assert () == commitments_of(asked, ["visit/call"], JULY_7).commitments


def test_a_contradiction_is_never_listed_as_agreement(folder: Path) -> None:
    """Nor is what is only inferred listed as said; what was corrected is marked, in a list and in a search."""
    listed, sought = said(folder, "log", "--kind", "attest"), said(folder, "search", "three", "approaches")

    assert "mine-action-conference/organise: contradicted; It tells of a conference" in listed
    assert "min (inferred) press" in listed
    assert "corrected by #183, #184" in sought


def test_our_reason_for_a_contradiction_is_reported_as_ours(folder: Path) -> None:
    """A ministry does not say that its page is wrong."""
    output = said(folder, "conflicts", SHIPPED)

    assert "contradicted by JP (mofa-jp-call-hun-sen); recorder's note: The page prints 12 a.m." in output
    assert "JPY 8 billion, another currency: not compared with the amounts in USD" in output


def test_what_somebody_said_or_published_is_theirs(folder: Path) -> None:
    """A promise that a minister made in the name of a state is among what the minister said."""
    kamikawa, hun_manet = (json.loads(said(folder, "dossier", who, "--json")) for who in ("kamikawa", "hun-manet"))

    assert "commitment" in {one["what"] for one in kamikawa["sayings"]}
    assert "publication" in {one["what"] for one in hun_manet["sayings"]}
    assert "publication" not in {one["what"] for one in hun_manet["others"]}


def test_a_replay_ends_with_promises_whose_amounts_may_differ(folder: Path) -> None:
    """The amount that is shown is not the only one."""
    assert "; the amounts at its stages differ; no word of delivery" in said(folder, "replay", SHIPPED)


def test_one_contradiction_stands_under_one_name(folder: Path) -> None:
    """Under that of the first event that it is of, in a state as in a list of conflicts; a replay does not move it."""
    for output in (
        said(folder, "state", "JP", "KH", "--all"),
        said(folder, "replay", SHIPPED),
        said(folder, "conflicts", SHIPPED),
    ):
        assert 1 == output.count("contradicted by press (camboja-visit)")
        assert "of the grant aid for Human Resource Development Scholarships: contradicted" not in output


def test_amounts_of_another_currency_stand_apart_from_those_in_conflict() -> None:
    """`against` is of what follows it, to the semicolon."""
    moneys = [
        Money(amount="59.6 million", currency="USD"),
        Money(amount="51.5 million", currency="USD"),
        Money(amount="8,293 million", currency="JPY"),
    ]

    assert "USD 59.6 million versus USD 51.5 million; JPY 8,293 million" == moneys_text(moneys)
    assert "USD 59.6 million, JPY 8,293 million" == moneys_text([moneys[0], moneys[2]])


def test_what_something_is_part_of_is_reported_by_its_title(folder: Path) -> None:
    """Not by an id, where the event is at hand."""
    assert "part of Bilateral meeting of the foreign ministers" in said(folder, "replay", SHIPPED, "--evidence")


@pytest.mark.parametrize(("count", "shown"), [(5, 5), (6, 6), (7, 5)])
def test_one_item_alone_is_never_folded(count: int, shown: int) -> None:
    """The line that says so would take its place."""
    assert (shown, shown) == (len(first(range(count), whole=False)), len(last(range(count), whole=False)))
    assert [*range(count)] == [*first(range(count), whole=True)] == [*last(range(count), whole=True)]
    assert (0, count - 1) == (first(range(count), whole=False)[0], last(range(count), whole=False)[-1])


def test_the_help_of_commitments_quotes_the_answer(folder: Path) -> None:
    """What it says of a commitment of which nothing more is recorded."""
    (quoted,) = re.findall('"(.+?)" means', " ".join(DESCRIPTION.split()))

    assert quoted.casefold() in said(folder, "commitments").casefold()

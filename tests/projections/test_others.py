"""Replay, itinerary, commitments, audit, dossier and search."""

from datetime import date

import pytest

from records import VISIT, event, given
from timeline.answers.commitments import commitments_of
from timeline.answers.compare import comparison_of
from timeline.answers.dossier import dossier_of
from timeline.answers.listing import search_of
from timeline.answers.names import entry_named, event_named, party_named
from timeline.answers.relationship import relationship_of
from timeline.answers.replay import replay_of
from timeline.answers.snapshot import Snapshot
from timeline.answers.sources import sources_of
from timeline.problems import Misused
from timeline.projections.audit import audit
from timeline.projections.itinerary import itinerary

TALK = event("visit/talk", "meeting", 'part_of = "visit"\nto = "hun-manet"\nafter = "visit/call"\nplace = "Here"')
SAID = event("visit/said", "statement", 'part_of = "visit/call"\nact = "affirms"\nto = "hun-manet"\ntopics = "roads"')
LOAN = event("visit/loan", "commitment", 'part_of = "visit"\nby = "japan"\nto = "cambodia"')
SIGNED = event(
    "visit/signed",
    "signing",
    'part_of = "visit"\ndocument = "loan"\nadvances = { commitment = "visit/loan", stage = "signed" }',
)
BEFORE = event("earlier", "status", 'when = "2023"\nlevel = "Partners"\nconcerns = ["japan", "cambodia"]')
AFTER = date(2026, 1, 1)


def test_a_replay_begins_with_what_stood_before() -> None:
    """The status of the year before is there at the first step, and no step of it."""
    with given(VISIT, TALK, SAID, BEFORE) as asked:
        replay = replay_of(asked, ["visit"])
    first = replay.steps[0]

    assert ["visit", "visit/call", "visit/said", "visit/talk"] == [step.account.id for step in replay.steps]
    assert first.before is not None
    assert ["Partners"] == [level.level for level in first.before.status]
    assert [0, 1, 2, 1] == [step.depth for step in replay.steps]


def test_each_step_says_what_it_changed() -> None:
    """The visit is a contact, then the call; the statement is a position on a topic."""
    with given(VISIT, SAID) as asked:
        replay = replay_of(asked, ["visit"])

    assert [[("+", "last_contact")], [("~", "last_contact")], [("+", "positions"), ("+", "topics")]] == [
        [(c.sign, c.section) for c in step.changes] for step in replay.steps
    ]


def test_a_replay_can_follow_the_logs_clock() -> None:
    """In the order of recording."""
    with given(VISIT, TALK, SAID) as asked:
        replay = replay_of(asked, ["visit"], recorded=True)

    assert ["visit", "visit/call", "visit/talk", "visit/said"] == [step.account.id for step in replay.steps]


def test_a_visit_of_one_state_replays_without_a_relationship() -> None:
    """There are no two states to relate."""
    with given(VISIT, event("trip", "visit"), event("trip/stop", "site-visit", 'part_of = "trip"')) as asked:
        replay = replay_of(asked, ["trip"])

    assert () == replay.sides
    assert [(), ()] == [step.changes for step in replay.steps]


def test_a_pair_of_states_can_be_replayed() -> None:
    """Everything that concerns both, from the first event on."""
    with given(VISIT, BEFORE) as asked:
        replay = replay_of(asked, ["japan", "cambodia"])

    assert ["earlier", "visit", "visit/call"] == [step.account.id for step in replay.steps]


def test_what_is_about_a_visit_is_replayed_with_it() -> None:
    """Remarks before it, and an analysis after it."""
    texts = (
        event("remarks", "remarks", 'about = "visit"\nwhen = "2024-07-01"'),
        event("reading", "publication", 'about = "visit"\nsource = "article"\nby = "institute"\nwhen = "2024-07-10"'),
    )
    with given(VISIT, *texts) as asked:
        assert ["remarks", "visit", "visit/call", "reading"] == [
            step.account.id for step in replay_of(asked, ["visit"]).steps
        ]


def test_an_itinerary_lists_the_engagements_in_world_order() -> None:
    """With who was met and where; statements are none."""
    with given(VISIT, TALK, SAID) as asked:
        stops = itinerary(asked.world(asked.parts("visit")), "visit")

    assert [("visit/call", ("hun-manet",), ""), ("visit/talk", ("hun-manet",), "Here")] == [
        (stop.event, stop.met, stop.place) for stop in stops
    ]


def test_all_promises_are_listed_with_their_stages() -> None:
    """Whoever they are between."""
    with given(VISIT, LOAN, SIGNED) as asked:
        promises = commitments_of(asked, [], AFTER).commitments

    assert [("visit/loan", "signed")] == [(owed.key, owed.stage) for owed in promises]


def test_a_promise_not_yet_made_on_a_day_is_not_listed() -> None:
    """The world's clock counts what has certainly begun."""
    with given(VISIT, LOAN) as asked:
        assert () == commitments_of(asked, [], date(2024, 7, 5)).commitments


def test_an_audit_says_who_recorded_what_and_when() -> None:
    """Record, attestation, correction, withdrawal, oldest first; the evidence with its side."""
    attest = '[[attest]]\nid = "a"\nevent = "visit/call"\nsays = { place = "Here" }\nevidence = { source = "jp-readout", passage = "x" }\n'
    correct = '[[correct]]\nid = "c"\nentry = "visit/call"\nfield = "title"\nwas = "A call"\nnow = "The call"\nbecause = "A slip"\n'
    withdraw = '[[withdraw]]\nid = "w"\nentry = "visit/call"\nbecause = "Another visit"\n'
    with given(VISIT, attest, correct, withdraw) as asked:
        world = asked.world(["visit/call"])
        found = audit(world.accounts["visit/call"])

    assert ["record", "attest", "correct", "withdraw"] == [one.verb for one in found.recordings]
    assert [("visit/call", ("analyst",)), ("a", ("JP",))] == [(one.entry, one.side) for one in found.evidence]
    assert ("A call", "The call", "A slip") == (
        found.recordings[2].was,
        found.recordings[2].now,
        found.recordings[2].because,
    )
    assert found.withdrawn


def test_a_dossier_is_of_one_actor() -> None:
    """Offices, engagements, sayings, other events and promises."""
    office = event(
        "offices/m",
        "office",
        'person = "hun-manet"\noffice = "prime-minister-of-cambodia"\nchange = "assumed"\nwhen = "2023-08-22"\nby = []',
    )
    spoken = event("visit/answer", "statement", 'part_of = "visit/call"\nact = "says"\nby = "hun-manet"')
    owed = event("visit/owed", "commitment", 'part_of = "visit"\nby = "hun-manet"\nto = "japan"')
    with given(VISIT, SAID, spoken, owed, office) as asked:
        found = dossier_of(asked, "hun-manet", AFTER)

    assert ["offices/m"] == [tenure.event for tenure in found.offices]
    assert ["visit/call"] == [account.id for account in found.engagements]
    assert ["visit/answer"] == [account.id for account in found.sayings]
    assert ["visit/said"] == [account.id for account in found.others]
    assert ["visit/owed"] == [promise.key for promise in found.promises]


def test_the_dossier_of_a_state_covers_all_who_act_for_it() -> None:
    """What its people said, also those who were found to act for it later."""
    spoken = event("visit/answer", "statement", 'part_of = "visit/call"\nact = "says"\nby = "institute"')
    actor = '[[correct]]\nid = "c"\nentry = "institute"\nfield = "of"\nnow = "japan"\nbecause = "Looked up"\n'
    with given(VISIT, spoken, actor) as asked:
        found = dossier_of(asked, "JP", AFTER)

    assert ("kamikawa", "institute") == found.acting
    assert ["visit", "visit/call"] == [account.id for account in found.engagements]
    assert ["visit/answer"] == [account.id for account in found.sayings]


def test_entries_are_found_by_words() -> None:
    """All words, also by their beginnings; by nothing, nothing."""
    with given(VISIT, TALK) as asked:
        assert ["visit/call"] == [
            recorded.entry.id
            for recorded in search_of(asked, "cal", 5).entries
            if recorded.entry.what == "courtesy-call"
        ]
        assert () == search_of(asked, '"', 5).entries
        assert () == search_of(asked, "call nowhere", 5).entries


@pytest.mark.parametrize(("word", "found"), [("visit/call", "visit/call"), ("#1", "japan"), ("jp", "japan")])
def test_an_entry_is_named_by_id_position_or_code(word: str, found: str) -> None:
    """A state's ISO code is accepted wherever its id is."""
    with given(VISIT) as asked:
        assert found == entry_named(asked, word).id


@pytest.mark.parametrize("word", ["nothing", "#999", "#0", "#²", "#99999999999999999999999"])
def test_an_entry_that_is_not_there_is_reported(word: str) -> None:
    """With a way to find it."""
    with given(VISIT) as asked, pytest.raises(Misused, match="there is no entry"):
        entry_named(asked, word)


def test_what_was_recorded_later_was_not_known() -> None:
    """And the answer says so."""
    with given(VISIT, TALK, known=12) as asked, pytest.raises(Misused, match="was recorded as #15, after #12"):
        entry_named(asked, "visit/talk")


def test_what_is_no_state_or_event_is_reported() -> None:
    """With what is meant, or what there is."""
    with given(VISIT) as asked:
        with pytest.raises(Misused, match="there is no party `XX`"):
            party_named(asked, "XX")
        with pytest.raises(Misused, match="is not an event"):
            event_named(asked, "japan")
        assert "japan" == party_named(asked, "japan")


def test_sources_and_citations_are_listed() -> None:
    """Each source, and the entries that cite it."""
    with given(VISIT, TALK) as asked:
        assert ["jp-readout", "kh-readout", "article"] == [one.source.id for one in sources_of(asked).sources]
        assert ["visit", "visit/call", "visit/talk"] == [entry.id for entry in asked.citing("article")]


def test_a_withdrawn_event_keeps_its_place_in_a_replay_and_changes_nothing() -> None:
    """Later steps keep their numbers, and what stood between the two states is shown without it."""
    withdraw = '[[withdraw]]\nid = "w"\nentry = "visit/call"\nbecause = "It was another visit"\n'
    with given(VISIT, withdraw) as asked:
        replay = replay_of(asked, ["visit"])
        (call,) = (step for step in replay.steps if step.account.id == "visit/call")

        assert call.account.withdrawn is not None
        assert () == call.changes
        assert ["visit/call"] == [one.id for one in comparison_of(asked, "visit").withdrawn]
        assert ["visit/call"] == [one.id for one in relationship_of(asked, "japan", "cambodia", AFTER).withdrawn]


def correct(entry: str, field: str, now: str, was: str = "") -> str:
    """A correction of one field."""
    previous = f"was = {was}\n" if was else ""
    return f'[[correct]]\nid = "{entry}@{field.replace(".", "-").replace("_", "-")}"\nentry = "{entry}"\nfield = "{field}"\n{previous}now = {now}\nbecause = "Looked up"\n'


def test_what_a_correction_made_part_of_a_visit_is_replayed_with_it() -> None:
    """And what it took out of it is not; each is found whatever it was recorded as."""
    lone = event("lone", "meeting", 'to = "hun-manet"')
    inside = correct("lone", "part_of", '["visit"]')
    outside = (
        '[[correct]]\nid = "out"\nentry = "visit/call"\nfield = "part_of.0"\nwas = "visit"\nbecause = "Looked up"\n'
    )
    with given(VISIT, lone, inside, outside) as asked:
        before = Snapshot(asked.log, asked.known - 2)

        assert ["visit", "lone"] == [step.account.id for step in replay_of(asked, ["visit"]).steps]
        assert ["visit", "visit/call"] == [step.account.id for step in replay_of(before, ["visit"]).steps]


def test_a_narrower_whole_that_is_attested_takes_the_event_in() -> None:
    """Said of the visit by one, of the call by another: it stands in the call."""
    said = event("visit/said", "statement", 'part_of = "visit"\nact = "says"')
    attest = '[[attest]]\nid = "a"\nevent = "visit/said"\nsays = { part_of = "visit/call" }\nevidence = { source = "jp-readout", passage = "x" }\n'
    other = attest.replace('"a"', '"b"').replace('"visit/call"', '"elsewhere"')
    with given(VISIT, said, attest) as asked:
        replay = replay_of(asked, ["visit"])

        assert ("visit/call", "visit") == replay.world.ancestors("visit/said")
        assert [0, 1, 2] == [step.depth for step in replay.steps]
    with given(VISIT, event("elsewhere", "meeting"), said, attest, other) as asked:
        assert ("visit",) == asked.world(["visit/said"]).ancestors("visit/said")


def test_what_is_only_attested_to_be_part_of_a_visit_is_replayed_with_it() -> None:
    """It was recorded by itself."""
    attest = '[[attest]]\nid = "a"\nevent = "lone"\nsays = { part_of = "visit/call" }\nevidence = { source = "jp-readout", passage = "x" }\n'
    gone = '[[withdraw]]\nid = "w"\nentry = "a"\nbecause = "x"\n'
    with given(VISIT, event("lone", "statement", 'act = "says"'), attest, gone) as asked:
        before = Snapshot(asked.log, asked.known - 1)

        assert ["visit", "visit/call", "lone"] == [step.account.id for step in replay_of(before, ["visit"]).steps]
        assert ["visit", "visit/call"] == [step.account.id for step in replay_of(asked, ["visit"]).steps]


def test_what_corrections_made_of_participants_sources_and_stages_is_found() -> None:
    """By the dossier, the comparison, the promises and the citations."""
    owed = event("visit/owed", "commitment", 'part_of = "visit"\nby = "japan"\nto = "cambodia"')
    go = event("go", "signing", 'document = "notes"\nto = "hun-manet"')
    stage = correct("go", "advances", '[{ commitment = "visit/owed", stage = "signed" }]')
    with given(
        VISIT,
        owed,
        go,
        stage,
        correct("visit/call", "to.0.who", '"institute"', '"hun-manet"'),
        correct("visit/call", "evidence.0.source", '"jp-readout"', '"article"'),
        correct("article", "covers.0", '"visit/call"', '"visit"'),
    ) as asked:
        assert ["visit/call"] == [account.id for account in dossier_of(asked, "institute", AFTER).engagements]
        assert ["announced", "signed"] == [
            reached.stage for reached in commitments_of(asked, [], AFTER).commitments[0].stages
        ]
        assert ["visit/call"] == [entry.id for entry in asked.citing("jp-readout")]
        assert {"visit": "unknown", "visit/call": "not-retold", "visit/owed": "unknown"} == {
            row.id: row.sides["KH"] for row in comparison_of(asked, "visit").rows
        }


def test_a_withdrawn_event_accounts_for_no_sentence() -> None:
    """What cites a source is what is in force."""
    withdraw = '[[withdraw]]\nid = "w"\nentry = "visit/call"\nbecause = "It was another visit"\n'
    with given(VISIT, withdraw) as asked:
        assert ["visit"] == [entry.id for entry in asked.citing("article")]


def test_a_stage_reported_by_one_state_alone_is_that_of_the_promise_between_two() -> None:
    """Delivery is not denied because the other state takes no part in the event that reports it."""
    owed = event("visit/owed", "commitment", 'part_of = "visit"\nby = "japan"\nto = "cambodia"')
    done = event("done", "progress", 'advances = { commitment = "visit/owed", stage = "delivered" }')
    with given(VISIT, owed, done) as asked:
        (promise,) = relationship_of(asked, "japan", "cambodia", AFTER).commitments

        assert ("delivered", False) == (promise.stage, promise.open)
        assert "done" in [step.account.id for step in replay_of(asked, ["japan", "cambodia"]).steps]
        assert () == relationship_of(asked, "japan", "ukraine", AFTER).commitments


def test_a_side_that_only_dates_an_event_does_not_say_it() -> None:
    """Evidence for its time or place alone is no word on the point."""
    said = event(
        "visit/said",
        "statement",
        'part_of = "visit/call"\nact = "says"\nevidence = [{ source = "article", via = "kh-readout", passage = "a" }, { source = "jp-readout", passage = "b", for = ["when"] }]',
    )
    with given(VISIT, said) as asked:
        (row,) = (row for row in comparison_of(asked, "visit").rows if row.id == "visit/said")

    assert {"KH": "says", "JP": "silent"} == row.sides


def test_a_circle_of_what_is_attested_gives_every_event_of_it_the_same_states() -> None:
    """Whatever was asked first: a log grown file by file and a fresh one find the same."""
    texts = (
        event("m", "meeting", 'by = "ukraine"'),
        event("n", "meeting", 'part_of = "visit/call"'),
        '[[attest]]\nid = "a"\nevent = "m"\nsays = { part_of = "n" }\nevidence = { source = "jp-readout", passage = "x" }\n',
        '[[attest]]\nid = "b"\nevent = "visit/call"\nsays = { part_of = "m" }\nevidence = { source = "jp-readout", passage = "x" }\n',
        event("said", "statement", 'act = "says"\npart_of = "n"'),
    )
    with given(VISIT, *texts) as grown, given(VISIT + "".join(texts[:2] + texts[4:] + texts[2:4])) as fresh:
        pairs = [
            {one.entry.id for one in asked.log.concerning("japan", "ukraine", known=asked.known)}
            for asked in (grown, fresh)
        ]
        world = fresh.world(["said", "m"])

        assert pairs[0] == pairs[1]
        assert {"said", "n", "m", "visit/call"} <= pairs[0]
        assert world.parties("said") == fresh.world(["m", "said"]).parties("said")


def test_what_is_in_force_after_a_withdrawal_is_found_under_its_states() -> None:
    """A removal that was withdrawn, and was built upon."""
    out = '[[correct]]\nid = "out"\nentry = "m"\nfield = "to.0"\nwas = { who = "hun-manet" }\nbecause = "x"\n'
    back = '[[withdraw]]\nid = "w"\nentry = "out"\nbecause = "x"\n'
    two = '[[correct]]\nid = "two"\nentry = "m"\nfield = "to.1"\nnow = "institute"\nbecause = "x"\n'
    three = '[[correct]]\nid = "three"\nentry = "m"\nfield = "to.2"\nnow = "ukraine"\nbecause = "x"\n'
    with given(VISIT, event("m", "meeting", 'to = "hun-manet"'), out, back, two, three) as asked:
        assert ["m"] == [one.entry.id for one in asked.log.concerning("japan", "ukraine", known=asked.known)]


def test_world_order_goes_through_events_of_others() -> None:
    """What came after a meeting with a third state came after what that followed."""
    level = 'concerns = ["japan", "cambodia"]\nlevel = '
    first = event("s1", "status", f'when = "2024-07"\n{level}"First"')
    between = event("m", "meeting", 'when = "2024"\nafter = "s1"\nby = "ukraine"')
    last = event("s2", "status", f'when = "2024"\nafter = "m"\n{level}"Last"')
    with given(VISIT, first, between, last) as asked:
        steps = [step.account.id for step in replay_of(asked, ["japan", "cambodia"]).steps]

        assert steps.index("s1") < steps.index("s2")
        assert "m" not in steps
        assert ["Last"] == [one.level for one in relationship_of(asked, "japan", "cambodia", AFTER).status]


def test_a_state_has_the_code_that_it_has_now() -> None:
    """A corrected code counts, and that of a withdrawn state is free."""
    code = '[[correct]]\nid = "c"\nentry = "ukraine"\nfield = "code"\nwas = "UA"\nnow = "XK"\nbecause = "x"\n'
    gone = '[[withdraw]]\nid = "w"\nentry = "ukraine"\nbecause = "x"\n'
    anew = '[[actor]]\nid = "ukraine-anew"\nkind = "state"\nname = "Ukraine"\ncode = "XK"\n'
    with given(VISIT, code) as asked:
        assert "ukraine" == party_named(asked, "XK")
    with given(VISIT, code, gone, anew) as asked:
        assert "ukraine-anew" == party_named(asked, "XK")


def test_who_acts_for_a_state_owes_for_it() -> None:
    """A promise made on its behalf stands between the two."""
    owed = event(
        "visit/owed",
        "commitment",
        'part_of = "visit"\nby = { who = "institute", on_behalf_of = "japan" }\nto = "cambodia"',
    )
    with given(VISIT, owed) as asked:
        assert ["visit/owed"] == [one.key for one in relationship_of(asked, "japan", "cambodia", AFTER).commitments]

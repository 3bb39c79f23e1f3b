"""What diplomacy does, as a user would record it: parties, plans, documents, relations, correspondence, protocol."""

from datetime import date

import pytest

from records import TERM, VISIT, event, given, office
from telling import ON, between, text
from timeline.answers.brief import brief_of
from timeline.answers.changes import changes_in
from timeline.answers.commitments import commitments_of
from timeline.answers.compare import comparison_of
from timeline.answers.dossier import dossier_of
from timeline.answers.entry import EntryAnswer, EventAnswer, audit_of, entry_of
from timeline.answers.known import period_typed
from timeline.answers.meetings import meetings_of
from timeline.answers.replay import replay_of
from timeline.answers.snapshot import Snapshot
from timeline.answers.sources import sources_of
from timeline.answers.visits import visits_of
from timeline.problems import Misused
from timeline.projections.documents import Instrument
from timeline.projections.offices import terms
from timeline.views import write as render
from timeline.views.page import Page

UNIONS = """
[[actor]]
id = "european-union"
kind = "international-organisation"
name = "European Union"
code = "EU"
[[actor]]
id = "asean"
kind = "international-organisation"
name = "ASEAN"
[[actor]]
id = "authority"
kind = "entity"
name = "An authority"
[[actor]]
id = "high-representative"
kind = "office"
name = "High Representative"
of = "european-union"
[[actor]]
id = "vice-president"
kind = "office"
name = "Vice-President of the Commission"
of = "commission"
[[actor]]
id = "commission"
kind = "organisation"
name = "European Commission"
of = "european-union"
[[actor]]
id = "envoy"
kind = "person"
name = "Ana Envoy"
of = "european-union"
[[actor]]
id = "secretary"
kind = "person"
name = "Sok Secretary"
of = "asean"
[[source]]
id = "eu-readout"
title = "A readout of the EU"
kind = "readout"
side = "EU"
read = "full"
covers = "meeting"
[[source]]
id = "asean-readout"
title = "A readout of ASEAN"
kind = "readout"
side = "asean"
read = "full"
covers = "meeting"
"""
TERMS = office("hr", "envoy", "assumed", "2020", "high-representative") + office(
    "vp", "envoy", "assumed", "2020", "vice-president"
)
MEETING = event(
    "meeting",
    "meeting",
    'by = { who = "envoy", as = ["high-representative", "vice-president"] }\nto = "secretary"\n'
    'evidence = [{ source = "eu-readout", passage = "a" }, { source = "asean-readout", passage = "a" }]',
) + event(
    "meeting/aid",
    "statement",
    'by = "envoy"\nact = "pledges"\ntitle = "to help"\npart_of = "meeting"\nwhen = -\n'
    'evidence = { source = "eu-readout", passage = "b" }',
)


# --- parties ------------------------------------------------------------------------------


def test_organisations_are_sides_with_readouts_of_their_own() -> None:
    """By their codes, or by their ids without one."""
    with given(VISIT, UNIONS + TERMS + MEETING) as asked:
        compared = comparison_of(asked, "meeting")
        rows = {row.id: row.sides for row in compared.rows}

        assert ("asean", "EU") == compared.sides
        assert {"EU": "says", "asean": "says"} == rows["meeting"]
        assert {"EU": "says", "asean": "silent"} == rows["meeting/aid"]
        assert "Ana Envoy pledged to help" in text(compared, whole=True)


@pytest.mark.parametrize(("one", "other"), [("EU", "asean"), ("European Union", "ASEAN"), ("eu", "asean")])
def test_any_two_parties_have_a_relationship(one: str, other: str) -> None:
    """By code, name or id."""
    with given(VISIT, UNIONS + TERMS + MEETING) as asked:
        answer = between(asked, one, other)

        assert ("EU", "asean") == answer.states
        assert 1 == answer.contacts


def test_an_office_of_an_organisation_is_held_for_its_party() -> None:
    """And somebody may hold several at once; each is told."""
    with given(VISIT, UNIONS + TERMS + MEETING) as asked:
        (met,) = meetings_of(asked, ["EU", "asean"]).meetings
        found = dossier_of(asked, "european-union", ON)

        assert ("high-representative", "vice-president") == met.people[0].offices
        assert ["envoy", "envoy"] == [tenure.who for tenure in found.offices]
        assert "Ana Envoy (High Representative, Vice-President of the Commission)" in text(meetings_of(asked, ["EU"]))


def test_an_unrecognised_authority_is_a_party_to_an_agreement() -> None:
    """Being a party says nothing of recognition."""
    agreement = """
[[document]]
id = "doha"
title = "An agreement for peace"
form = "agreement"
parties = ["japan", "authority"]
""" + event("doha/signed", "document-action", 'document = "doha"\naction = "signed"\nby = ["japan", "authority"]')
    with given(VISIT, UNIONS + TERMS + MEETING, agreement) as asked:
        answer = between(asked, "JP", "authority")

        assert ["An agreement for peace"] == [held.title for held in answer.instruments]
        assert () == answer.relations
        assert ["doha/signed"] == [account.id for account in dossier_of(asked, "authority", ON).signed]


def test_a_party_that_nobody_knows_is_refused_with_those_that_there_are() -> None:
    """A person is none."""
    with (
        given(VISIT, UNIONS + TERMS + MEETING) as asked,
        pytest.raises(Misused, match="there is no party `secretary`") as raised,
    ):
        between(asked, "EU", "secretary")
    assert "`asean`" in raised.value.hint or "asean" in raised.value.hint


# --- offices ------------------------------------------------------------------------------


def test_whoever_acted_in_an_office_and_then_holds_it_begins_a_new_term() -> None:
    """The capacity is told with the office."""
    acting = office("acted", "iwaya", "assumed", "2024-08-01").replace("evidence", 'capacity = "acting"\nevidence')
    with given(VISIT, _OFFICE_OF_TWO, TERM, acting, office("took-2", "iwaya", "assumed", "2024-10-01")) as asked:
        found = dossier_of(asked, "iwaya", ON)

        assert ["acting", "substantive"] == [tenure.capacity for tenure in found.offices]
        assert "Iwaya Takeshi took office as acting Foreign Minister of Japan" in text(found)


_OFFICE_OF_TWO = """
[[actor]]
id = "foreign-minister-of-japan"
kind = "office"
name = "Foreign Minister of Japan"
of = "japan"
holders = "one"
[[actor]]
id = "iwaya"
kind = "person"
name = "Iwaya Takeshi"
of = "japan"
"""


def test_terms_in_an_office_are_counted_by_capacity() -> None:
    """Acting in it, then holding it, are two."""
    acting = office("acted", "iwaya", "assumed", "2024-08-01").replace("evidence", 'capacity = "acting"\nevidence')
    with given(VISIT, _OFFICE_OF_TWO, acting, office("took-2", "iwaya", "assumed", "2024-10-01")) as asked:
        found = terms(asked.world(["acted", "took-2"]).order)

        assert [("acting", "2024-08-01", "2024-10-01"), ("substantive", "2024-10-01", "")] == [
            (term.capacity, term.since, term.until) for term in found
        ]


def test_the_steps_of_a_head_of_mission_are_one_term() -> None:
    """Agrément precedes it; it begins on arrival, whatever is presented later."""
    steps = "".join(
        office(name, "iwaya", name, when)
        for name, when in (
            ("agrement", "2024-01-01"), ("arrived", "2024-03-01"), ("credentials-presented", "2024-03-20"),
            ("departed", "2024-12-01"),
        )
    )  # fmt: skip
    met = event("seen", "meeting", 'by = { who = "iwaya", as = "foreign-minister-of-japan" }\nto = "hun-manet"')
    with given(VISIT, _OFFICE_OF_TWO, steps, met) as asked:
        told = text(dossier_of(asked, "iwaya", ON))

        assert "Iwaya Takeshi received agrément as Foreign Minister of Japan" in told
        assert "Iwaya Takeshi presented credentials as Foreign Minister of Japan" in told
        assert "Iwaya Takeshi departed as Foreign Minister of Japan" in told


# --- plans --------------------------------------------------------------------------------

PLAN = event(
    "plan",
    "scheduled",
    'title = "Visit of the minister"\nto = "cambodia"\nengagement = "visit"\nwhen = "2024-01-17"\n'
    'due = "2024-02-05/2024-02-06"',
)
POSTPONED = event(
    "plan/postponed",
    "schedule-change",
    'scheduled = "plan"\nstage = "postponed"\nwhen = "2024-02-03"\ndue_said = "when the conditions are right"\n'
    'because = "A balloon"',
)
HELD = event(
    "plan/held", "schedule-change", 'scheduled = "plan"\nstage = "held"\nwhen = "2024-07-05"\nfulfilled_by = "visit"'
)
CANCELLED = event("plan/off", "schedule-change", 'scheduled = "plan"\nstage = "cancelled"\nwhen = "2024-03-01"')


def test_what_is_planned_is_listed_apart_and_is_no_engagement() -> None:
    """With what became of it by the day."""
    with given(VISIT, PLAN, POSTPONED) as asked:
        before, after = (between(asked, "JP", "KH", day) for day in (date(2024, 1, 20), date(2024, 3, 1)))

        assert ["2024-02-05/2024-02-06", ""] == [plan.due for answer in (before, after) for plan in answer.scheduled]
        assert ["planned", "postponed"] == [plan.stage for answer in (before, after) for plan in answer.scheduled]
        assert (0, ()) == (after.contacts, after.under_way)
        assert (
            "Visit of the minister; planned 17 January 2024 for 5–6 February 2024, postponed 3 February 2024 to when "
            "the conditions are right (reason given: A balloon)"
        ) in text(after)


def test_a_visit_that_was_postponed_and_then_held_is_one_story() -> None:
    """In its replay, its page, the list of visits, and in the relationship."""
    with given(VISIT, PLAN + POSTPONED, HELD) as asked:
        steps = replay_of(asked, ["visit"]).steps
        (visit,) = visits_of(asked, ["JP", "KH"]).visits
        shown = entry_of(asked, "visit", ON)

        assert ["plan", "plan/postponed", "visit"] == [step.account.id for step in steps][:3]
        assert ["before", "before", "during"] == [step.section for step in steps][:3]
        assert visit.plan is not None
        assert ["planned", "postponed", "held"] == [turn.stage for turn in visit.plan.turns]
        assert isinstance(shown, EventAnswer)
        assert ["visit"] == [plan.fulfilled_by for plan in shown.plans]
        assert "held 5–6 July 2024" in text(visits_of(asked))
        assert () == between(asked, "JP", "KH").scheduled
        assert "plan: postponed → held" not in text(replay_of(asked, ["visit"]))
        assert "Visit of the minister: postponed → held 5–6 July 2024" in " ".join(
            text(replay_of(asked, ["visit"])).split()
        )


@pytest.mark.parametrize("id", ["plan", "plan/postponed"])
def test_a_plan_and_its_changes_lead_to_the_whole_story(id: str) -> None:
    """Whichever is asked for."""
    with given(VISIT, PLAN + POSTPONED, HELD) as asked:
        shown = entry_of(asked, id, ON)

        assert isinstance(shown, EventAnswer)
        assert [3] == [len(plan.turns) for plan in shown.plans]


def test_a_visit_that_was_cancelled_is_not_under_way() -> None:
    """It stays in the list of visits, as one that was not held."""
    with given(VISIT, PLAN, CANCELLED) as asked:
        answer, listed = between(asked, "JP", "KH", date(2024, 3, 2)), visits_of(asked)

        assert ((), ()) == (answer.scheduled, answer.under_way)
        assert ["cancelled"] == [plan.stage for plan in listed.planned]
        assert "Planned, not held" in text(listed)


def test_sides_may_give_other_reasons_for_a_change_of_plans() -> None:
    """Both are told, and neither is a recorder's note."""
    other = (
        '[[attest]]\nid = "plan/postponed@kh"\nevent = "plan/postponed"\nsays = { because = "A quarrel" }\n'
        'evidence = { source = "jp-readout" }\n'
    )
    with given(VISIT, PLAN + POSTPONED, other) as asked:
        (plan,) = between(asked, "JP", "KH").scheduled

        assert ("A balloon", "A quarrel") == plan.turns[-1].reasons
        assert "note" not in text(entry_of(asked, "plan/postponed", ON))


def test_a_brief_says_what_is_planned() -> None:
    """Before what is due."""
    with given(VISIT, PLAN, POSTPONED) as asked:
        told = text(brief_of(asked, ["JP", "KH"], date(2024, 3, 1)))

        assert "when the conditions are right: Visit of the minister; planned 17 January 2024, postponed" in told


# --- documents ----------------------------------------------------------------------------

TREATY = """
[[document]]
id = "treaty"
title = "Treaty on jurisdiction"
form = "treaty"
parties = ["japan", "cambodia"]
[[document]]
id = "protocol"
title = "A protocol"
form = "treaty"
"""


def acts(*wanted: tuple[str, str, str]) -> str:
    """Events of the treaty: what, when, and further fields."""
    return "".join(
        event(
            f"treaty/{action}-{when}",
            "document-action",
            f'document = "treaty"\naction = "{action}"\nwhen = "{when}"\n{more}',
        )
        for action, when, more in wanted
    )


def instruments(asked: Snapshot, on: date) -> dict[str, str]:
    """What each document of JP and KH is, by its title."""
    return {held.title: held.standing for held in between(asked, "JP", "KH", on).instruments}


LIFE = acts(
    ("signed", "1909-03-10", 'by = ["japan", "cambodia"]'),
    ("in-force", "1909-07-09", "by = -"),
    ("terminated", "1926-03-30", "by = -"),
)


@pytest.mark.parametrize(
    ("on", "standing"),
    [(date(1909, 4, 1), ""), (date(1920, 1, 1), "in force"), (date(1930, 1, 1), "ended")],
)
def test_a_document_stands_from_day_to_day(on: date, standing: str) -> None:
    """Signed is not in force; what has ended is told so."""
    with given(VISIT, TREATY, LIFE) as asked:
        assert {"Treaty on jurisdiction": standing} == instruments(asked, on)


def test_a_document_is_shown_with_its_texts_and_all_that_was_done_with_it() -> None:
    """By the day; each act with the event that says so. Of an act, the others are shown too."""
    text_of = '[[source]]\nid = "english"\ntitle = "The text"\nkind = "text"\nside = "JP"\nread = "full"\ndocument = "treaty"\nlanguage = "English"\nauthentic = true\n'
    with given(VISIT, TREATY, text_of, LIFE) as asked:
        whole, early = (entry_of(asked, "treaty", on) for on in (ON, date(1909, 4, 1)))
        act = entry_of(asked, "treaty/signed-1909-03-10", ON)

        assert isinstance(whole, EntryAnswer)
        assert [("english", True)] == [(version.source, version.authentic) for version in whole.versions]
        assert "“The text”, text, not dated; in English, authentic english" in text(whole)
        for told in (text(whole), text(act)):
            assert "terminated 30 March 1926 treaty/terminated-1926-03-30 #20 analyst ended on 1 January 2026" in told
        assert "terminated" not in text(early)
        assert "What was done with it" not in text(entry_of(asked, "protocol", ON))


def test_a_document_that_has_ended_is_told_after_those_that_stand() -> None:
    """With its days; and being in force is no promise."""
    later = event("notes", "signing", 'when = "1910-01-01"\nto = "cambodia"\ndocument = "notes"\ntitle = "On trade"')
    with given(VISIT, TREATY, LIFE, later) as asked:
        answer = between(asked, "JP", "KH", date(1930, 1, 1))

        assert ["On trade", "Treaty on jurisdiction"] == [held.title for held in answer.instruments]
        assert () == answer.commitments
        assert "entered into force 9 July 1909, terminated 30 March 1926; ended" in text(answer)


def test_a_signing_of_the_older_form_stands_for_its_document() -> None:
    """What becomes of it names the signing."""
    signed = event(
        "gb-th-1909", "signing", 'when = "1909-03-10"\nto = "cambodia"\ndocument = "treaty"\ntitle = "On trade"'
    )
    ended = event("ended", "document-action", 'document = "gb-th-1909"\naction = "terminated"\nwhen = "1926"\nby = -')
    with given(VISIT, signed, ended) as asked:
        assert {"On trade": ""} == instruments(asked, date(1920, 1, 1))
        assert {"On trade": "ended"} == instruments(asked, date(1930, 1, 1))


def test_a_document_may_be_in_force_before_it_is_signed_and_signed_in_two_places() -> None:
    """Each act is an event of its own."""
    told = acts(
        ("provisionally-applied", "1975-01-13", "by = -"),
        ("signed", "1975-12-08", 'by = "japan"\nplace = "Tokyo"'),
        ("signed", "1975-12-10", 'by = "cambodia"\nplace = "Phnom Penh"'),
    )
    with given(VISIT, TREATY, told) as asked:
        (held,) = between(asked, "JP", "KH").instruments

        assert ["provisionally-applied", "signed", "signed"] == [act.action for act in held.acts]
        assert "provisionally applied" == held.standing


def test_a_denunciation_counts_from_the_day_on_which_it_has_effect() -> None:
    """Not from the day of the notice."""
    told = LIFE.split('[[event]]\nid = "treaty/terminated')[0] + acts(
        ("denounced", "1925-01-01", 'by = "japan"\neffective = "1926-01-01"')
    )
    with given(VISIT, TREATY, told) as asked:
        assert {"Treaty on jurisdiction": "in force"} == instruments(asked, date(1925, 6, 1))
        assert {"Treaty on jurisdiction": "ended"} == instruments(asked, date(1926, 6, 1))


def test_sources_that_give_other_days_of_effect_conflict() -> None:
    """The effect is from either."""
    told = acts(("in-force", "1909-07-09", 'by = -\neffective = "1909-07-09"'))
    other = (
        '[[attest]]\nid = "other"\nevent = "treaty/in-force-1909-07-09"\nsays = { effective = "1909-08-01" }\n'
        'evidence = { source = "jp-readout" }\n'
    )
    with given(VISIT, TREATY, told, other) as asked:
        answer = between(asked, "JP", "KH")

        assert ["effective"] == [held.conflict.field for held in answer.conflicts]
        assert "from when" in text(answer)


def test_money_of_a_document_is_counted_as_that_of_a_signing() -> None:
    """With what it advances."""
    loan = event("loan", "commitment", 'by = "japan"\nto = "cambodia"\nwhen = "1909-01-01"')
    told = acts(
        (
            "signed",
            "1909-03-10",
            (
                'by = ["japan", "cambodia"]\nmoney = { amount = "5 million", currency = "JPY" }\n'
                'advances = { commitment = "loan", stage = "notes-exchanged" }'
            ),
        )
    )
    with given(VISIT, TREATY, loan, told) as asked:
        answer = between(asked, "JP", "KH")

        assert [("JPY", 5_000_000)] == [(total.currency, total.minor_units) for total in answer.totals]
        assert ["notes-exchanged"] == [owed.stage for owed in answer.commitments]


# --- relations, correspondence, protocol --------------------------------------------------


def test_recognition_and_relations_are_acts_of_somebody() -> None:
    """Latest first; with who says so."""
    told = event("r1", "relations", 'by = "japan"\nto = "cambodia"\nrelation = "recognised"\nwhen = "1953"') + event(
        "r2", "relations", 'by = "cambodia"\nto = "japan"\nrelation = "severed"\nwhen = "1963"'
    )
    with given(VISIT, told) as asked:
        assert ["severed", "recognised"] == [held.relation for held in between(asked, "JP", "KH").relations]


def test_a_person_that_relations_are_about_is_named() -> None:
    """Whom a state no longer receives."""
    told = event("r", "relations", 'by = "japan"\nto = "cambodia"\nrelation = "persona-non-grata"\nperson = "iwaya"')
    with given(VISIT, _OFFICE_OF_TWO, told) as asked:
        assert "Iwaya Takeshi" in text(entry_of(asked, "r", ON))


def test_where_a_source_comes_from_is_told_with_names() -> None:
    """Of the source, among all of them, and in the audit of what cites it."""
    source = (
        '[[source]]\nid = "note"\ntitle = "A note"\nkind = "readout"\nside = "JP"\nread = "full"\nissuer = "iwaya"\n'
        'translation_of = "jp-readout"\ntranslation = "provisional"\nsupersedes = ["article"]\n'
        'searched = [{ where = "a register", terms = ["Kamikawa"], on = "2024-07-08", found = "nothing" }]\n'
        '[[source]]\nid = "treaty-text"\ntitle = "The text"\nkind = "text"\nside = "JP"\nread = "full"\n'
        'document = "pact"\nauthentic = true\n[[document]]\nid = "pact"\ntitle = "The pact"\nform = "treaty"\n'
    )
    met = event("m", "meeting", 'to = "hun-manet"\nevidence = [{ source = "note" }, { source = "treaty-text" }]')
    with given(VISIT, _OFFICE_OF_TWO, source, met) as asked:
        page = Page(width=80, colour=False)
        render(page, sources_of(asked), whole=True)
        shown = text(entry_of(asked, "note", ON)) + text(entry_of(asked, "treaty-text", ON))

        for told in (shown, " ".join(page.text().split()), text(audit_of(asked, "m", ON))):
            assert "issued by Iwaya Takeshi" in told
            assert "a provisional translation" in told
            assert "supersedes article" in told
            assert "searched a register for “Kamikawa” on 8 July 2024: nothing" in told
            assert "text of The pact, an authentic text" in told


def test_a_letter_is_correspondence_and_no_contact() -> None:
    """The last one is told."""
    letters = event("l1", "communication", 'by = "kamikawa"\nto = "hun-manet"\nform = "letter"\nwhen = "2024-01-01"')
    letters += event(
        "l2", "communication",
        'by = "japan"\nto = "cambodia"\nform = "note-verbale"\nwhen = "2024-02-01"\nsent = "2024-02-01"\nreceived = "2024-02-09"',
    )  # fmt: skip
    with given(VISIT, letters) as asked:
        answer = between(asked, "JP", "KH", date(2024, 3, 1))

        assert 0 == answer.contacts
        assert ["note-verbale"] == [held.form for held in answer.last_correspondence]


def test_a_mediator_is_there_and_is_no_contact() -> None:
    """Members of a delegation need no registration."""
    others = (
        'others = [{ who = "ukraine", role = "mediator" }, '
        '{ name = "Ana Abe", function = "adviser", for = "JP", role = "member" }]'
    )
    with given(VISIT, event("t", "talks", f'to = "hun-manet"\n{others}')) as asked:
        assert 0 == between(asked, "JP", "UA").contacts
        assert "Ukraine (mediator), Ana Abe (adviser, member for Japan)" in text(entry_of(asked, "t", ON))


def test_a_meeting_on_the_margins_does_not_concern_the_members_of_the_conference() -> None:
    """It is no part of it."""
    told = event("un", "conference", 'by = ["japan", "ukraine"]') + event(
        "aside", "pull-aside", 'to = "hun-manet"\non_margins_of = "un"'
    )
    with given(VISIT, told) as asked:
        assert frozenset({"japan", "cambodia"}) == asked.world(["aside"]).parties("aside")
        assert "on the margins of" in text(entry_of(asked, "aside", ON))


def test_protocol_is_kept_by_side_and_never_conflicts() -> None:
    """One held talks, the other met; one calls it candid."""
    met = event(
        "m", "meeting", 'to = "hun-manet"\nform_said = "held talks"\nrank = "official"\ndescribed_as = "candid"'
    )
    other = (
        '[[attest]]\nid = "m@kh"\nevent = "m"\nsays = { form_said = "met", rank = "working", described_as = "cordial" }\n'
        'evidence = { source = "jp-readout" }\n'
    )
    with given(VISIT, met, other) as asked:
        answer = between(asked, "JP", "KH")

        assert () == answer.conflicts
        shown = text(entry_of(asked, "m", ON))
        assert "called “held talks” (analyst), “met” (JP) rank official (analyst), working (JP)" in shown
        assert "described as “candid” (analyst), “cordial” (JP)" in shown


def test_sides_may_disagree_on_who_asked_for_a_call() -> None:
    """That is a conflict."""
    call = event("c", "phone-call", 'to = "hun-manet"\ninitiated_by = "japan"')
    other = (
        '[[attest]]\nid = "c@kh"\nevent = "c"\nsays = { initiated_by = "cambodia" }\n'
        'evidence = { source = "jp-readout" }\n'
    )
    with given(VISIT, call, other) as asked:
        assert ["initiated_by"] == [held.conflict.field for held in between(asked, "JP", "KH").conflicts]


# --- obligors, several parties ------------------------------------------------------------


def test_what_the_second_text_alone_says_of_a_call_is_told() -> None:
    """In the words of the event, beside its source, and as data."""
    met = event("m", "phone-call", 'to = "hun-manet"\npart_of_day = "evening"')
    other = (
        '[[attest]]\nid = "m@jp"\nevent = "m"\nevidence = { source = "jp-readout" }\n'
        'says = { part_of_day = "evening", zone = "Asia/Tokyo", initiated_by = "cambodia", described_as = "candid" }\n'
    )
    with given(VISIT, met, other) as asked:
        answer = entry_of(asked, "m", ON)
        told = text(answer)

        assert "initiated by Cambodia (JP)" in told
        assert "time in the evening (Asia/Tokyo) " in told
        assert "says in the evening (Asia/Tokyo), initiated by Cambodia, described as “candid”" in told
        assert isinstance(answer, EventAnswer)
        said = {item.entry: item.says for item in answer.audit.evidence}
        assert ("cambodia",) == tuple(said["m@jp"]["initiated_by"])  # type: ignore[arg-type]  # plain data
        assert {} == said["m"]


def test_what_a_firm_owes_is_not_owed_by_its_state() -> None:
    """Where it concerns both it is listed apart; what a ministry owes is its state's."""
    firm = '[[actor]]\nid = "firm"\nkind = "organisation"\nname = "A firm"\n'
    told = event("a", "commitment", 'by = "firm"\nto = "cambodia"\nconcerns = "japan"\ntold_by = "kamikawa"')
    with given(VISIT, firm, told) as asked:
        answer = between(asked, "JP", "KH")

        assert ((), ()) == (answer.commitments, answer.to_others)
        assert ["a"] == [owed.key for owed in answer.of_others]
        assert "Commitments of others that concern both" in text(answer)


@pytest.mark.parametrize("to", ["to = -", 'to = "cambodia"', 'to = ["japan", "cambodia"]'])
def test_what_both_owe_is_owed_to_each_other(to: str) -> None:
    """Whether or not the parties are repeated."""
    with given(VISIT, event("both", "commitment", f'by = ["japan", "cambodia"]\n{to}')) as asked:
        assert ["both"] == [owed.key for owed in between(asked, "JP", "KH").commitments]
        told = text(commitments_of(asked, [], ON), whole=True)
        assert (to != 'to = "cambodia"') is ("owed by Japan and Cambodia to each other" in told)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ('title = "A bridge"', "commitment of Japan and Cambodia: A bridge"),
        ('title = "A bridge"\nfirmness = "pledged"', "commitment of Japan and Cambodia: A bridge"),
        ('title = "A bridge"\nfirmness = "intends"', "intention of Japan and Cambodia: A bridge"),
        ('title = "A bridge"\nfirmness = "will-consider"', "to be considered by Japan and Cambodia: A bridge"),
        ('title = "A bridge of Japan and Cambodia"', "A bridge of Japan and Cambodia"),
    ],
)
def test_a_comparison_says_whose_a_commitment_is_and_how_firm(more: str, told: str) -> None:
    """Unless its title names them."""
    owed = event("owed", "commitment", f'by = ["japan", "cambodia"]\npart_of = "visit"\nwhen = -\n{more}')
    with given(VISIT, owed) as asked:
        assert told in text(comparison_of(asked, "visit"), whole=True)


HEDGED = [
    ("intends", "a vote in parliament", "an intention; on condition: a vote in parliament", "no word since"),
    ("will-consider", "", "to be considered", "no word since"),
    ("pledged", "a vote in parliament", "on condition: a vote in parliament", "no word of delivery"),
]


@pytest.mark.parametrize(("firmness", "condition", "hedge", "word"), HEDGED)
def test_a_commitment_is_told_as_firmly_as_it_was_made(firmness: str, condition: str, hedge: str, word: str) -> None:
    """In every answer: an intention is no promise, and what has a condition has it."""
    fields = f'by = "japan"\nto = "cambodia"\ntitle = "A bridge"\npart_of = "visit"\nwhen = -\nfirmness = "{firmness}"'
    owed = event("owed", "commitment", f'{fields}\ncondition = "{condition}"' if condition else fields)
    with given(VISIT, owed) as asked:
        listed = commitments_of(asked, [], ON)
        answers = [
            text(answer)
            for answer in (
                listed, between(asked, "JP", "KH"), dossier_of(asked, "JP", ON), replay_of(asked, ["visit"]),
                brief_of(asked, ["visit"], ON),
            )
        ]  # fmt: skip

        assert [(firmness, condition)] == [(one.firmness, one.condition) for one in listed.commitments]
        assert [] == [answer for answer in answers if hedge not in answer or word not in answer.lower()]
        assert hedge in text(listed, table=True)


def test_sources_that_are_not_equally_firm_are_in_conflict_and_none_is_chosen() -> None:
    """Both are shown."""
    owed = event("owed", "commitment", 'by = "japan"\nto = "cambodia"\nfirmness = "pledged"')
    other = '[[attest]]\nid = "owed@kh"\nevent = "owed"\nsays = { firmness = "intends" }\nevidence = { source = "kh-readout" }\n'
    with given(VISIT, owed + other) as asked:
        told = text(commitments_of(asked, [], ON))

        assert [""] == [one.firmness for one in commitments_of(asked, [], ON).commitments]
        assert "a pledge (analyst) versus an intention (KH)" in told


def test_a_short_comparison_is_shown_whole_and_of_a_long_one_the_points_of_one_side_are_counted() -> None:
    """What one side alone says is what a comparison is read for."""
    points = [
        event(
            f"point-{n}", "statement", f'by = "kamikawa"\nact = "says"\ntitle = "that {n}"\npart_of = "visit"\nwhen = -'
        )
        for n in range(30)
    ]
    with given(VISIT, *points[:5]) as asked:
        assert "further points" not in text(comparison_of(asked, "visit"))
        assert "Kamikawa Yoko said that 4" in text(comparison_of(asked, "visit"))
    with given(VISIT, *points) as asked:
        assert "further points" in text(comparison_of(asked, "visit"))
        assert "further points" not in text(comparison_of(asked, "visit"), whole=True)


def test_talks_of_which_nobody_is_named_are_listed_and_are_no_contact() -> None:
    """The list of meetings says so."""
    talks = event("talks", "talks", 'by = "japan"\nto = "cambodia"\nwhen = "2025"')
    with given(VISIT, talks) as asked:
        listed = text(meetings_of(asked, ["JP", "KH"]))

        assert "Japan with Cambodia (no person is named: not counted as contact)" in listed
        assert 1 == listed.count("no person is named")
        assert "A call, 5 or 6 July 2024" in text(between(asked, "JP", "KH")).partition("Documents")[0]


# --- where and when -----------------------------------------------------------------------


def test_a_point_of_one_of_several_meetings_is_part_of_the_visit() -> None:
    """It is at one of them, and nobody says at which; an attestation may."""
    told = event("visit/dinner", "dinner", 'part_of = "visit"\nto = "hun-manet"') + event(
        "point",
        "statement",
        'part_of_one_of = ["visit/call", "visit/dinner"]\nact = "says"\ntitle = "that it is so"\nwhen = -',
    )
    narrower = (
        '[[attest]]\nid = "point@kh"\nevent = "point"\nsays = { part_of = "visit/dinner" }\n'
        'evidence = { source = "jp-readout" }\n'
    )
    with given(VISIT, told, narrower) as asked:
        first, later = (Snapshot(asked.log, asked.known - back).world(["point"]).accounts["point"] for back in (1, 0))

        assert (("visit",), ("visit/dinner",)) == (first.part_of, later.part_of)
        assert "point" in asked.parts("visit")
        assert () == between(asked, "JP", "KH").conflicts
        assert "at one of" not in text(entry_of(asked, "point", ON))
        assert "at one of" in text(entry_of(Snapshot(asked.log, asked.known - 1), "point", ON))


@pytest.mark.parametrize(
    ("part", "start", "fits"),
    [("morning", "09:00", True), ("morning", "13:00", False), ("night", "02:00", True), ("evening", "18:30", True)],
)
def test_an_hour_within_a_part_of_the_day_refines_it(part: str, start: str, *, fits: bool) -> None:
    """One outside of it conflicts."""
    met = event("m", "meeting", f'to = "hun-manet"\npart_of_day = "{part}"')
    other = f'[[attest]]\nid = "m@kh"\nevent = "m"\nsays = {{ start = "{start}" }}\nevidence = {{ source = "jp-readout" }}\n'
    with given(VISIT, met, other) as asked:
        account = asked.world(["m"]).accounts["m"]

        assert fits is (account.conflict("start") is None)
        assert (start if fits else "") == account.clock.start
        assert fits is ("versus" not in text(entry_of(asked, "m", ON)))


def test_parts_of_the_day_are_compared_across_zones() -> None:
    """The evening in Tokyo is the morning in New York."""
    met = event("m", "phone-call", 'to = "hun-manet"\npart_of_day = "evening"\nzone = "Asia/Tokyo"')
    other = (
        '[[attest]]\nid = "m@kh"\nevent = "m"\nsays = { when = "2024-07-06", start = "06:00", zone = "America/New_York" }\n'
        'evidence = { source = "jp-readout" }\n'
    )
    with given(VISIT, met, other) as asked:
        assert None is asked.world(["m"]).accounts["m"].conflict("start")


def test_a_part_of_the_day_orders_what_has_no_hour() -> None:
    """The evening comes after the morning, and after ten o'clock."""
    told = (
        event("e", "meeting", 'part_of = "visit"\nto = "hun-manet"\npart_of_day = "evening"')
        + event("t", "meeting", 'part_of = "visit"\nto = "hun-manet"\nstart = "10:00"')
        + event("m", "meeting", 'part_of = "visit"\nto = "hun-manet"\npart_of_day = "morning"')
    )
    with given(VISIT, told) as asked:
        order = [step.account.id for step in replay_of(asked, ["visit"]).steps]

        assert ["m", "t", "e"] == [id for id in order if id in {"e", "t", "m"}]
        assert "in the evening" in text(entry_of(asked, "e", ON))


def test_a_day_in_another_calendar_is_kept_as_stated() -> None:
    """Beside its day."""
    met = event("m", "meeting", 'to = "hun-manet"\nwhen_said = "令和6年7月6日"\ncalendar = "japanese"')
    with given(VISIT, met) as asked:
        assert "“令和6年7月6日” (Japanese calendar)" in text(entry_of(asked, "m", ON))


def test_a_part_of_the_day_is_seen_on_other_clocks() -> None:
    """The morning in New York is the evening in Tokyo, and not its noon."""
    met = event("m", "phone-call", 'to = "hun-manet"\nstart = "{start}"\nzone = "Asia/Tokyo"')
    other = (
        '[[attest]]\nid = "m@kh"\nevent = "m"\nevidence = { source = "jp-readout" }\n'
        'says = { when = "2024-07-06", part_of_day = "morning", zone = "America/New_York" }\n'
    )
    for start, conflict in (("20:00", False), ("12:00", True)):
        with given(VISIT, met.replace("{start}", start), other) as asked:
            assert conflict is (asked.world(["m"]).accounts["m"].conflict("start") is not None)


# --- many sides ---------------------------------------------------------------------------


def test_whom_a_joint_text_speaks_to_is_no_side_of_it() -> None:
    """Nor to whom it promises something: they took no part, and no text of theirs covers it."""
    said = 'by = ["japan", "cambodia"]\nto = "ukraine"\npart_of = "talks"\n'
    told = event("talks", "talks", 'by = ["japan", "cambodia"]') + event("talks/aid", "commitment", said)
    told += event("talks/call", "statement", f'{said}act = "urges"\ntitle = "to talk"')
    with given(VISIT, told) as asked:
        assert ("JP", "KH") == tuple(sorted(comparison_of(asked, "talks").sides))


def test_a_heading_after_an_act_of_two_words_is_read_as_words() -> None:
    """It is no id."""
    told = event("m", "meeting", 'to = "hun-manet"') + event(
        "m/s", "statement", 'part_of = "m"\nby = ["japan", "cambodia"]\nact = "expresses-concern"\ntitle = "Mines"'
    )
    with given(VISIT, told) as asked:
        assert "Japan and Cambodia express concern: Mines" in text(entry_of(asked, "m/s", ON))


REPLACED = """
[[source]]
id = "first"
title = "The first readout"
kind = "readout"
side = "JP"
read = "full"
covers = "visit"
[[source]]
id = "second"
title = "The second readout"
kind = "readout"
side = "JP"
read = "full"
covers = "visit"
supersedes = "first"
"""


def test_what_only_a_text_that_was_replaced_says_is_marked() -> None:
    """Readouts are edited silently: the side said it, and says it no more."""
    points = "".join(
        event(
            f"point-{n}",
            "statement",
            f'act = "says"\ntitle = "that {n}"\npart_of = "visit"\nwhen = -\nevidence = [{cited}]',
        )
        for n, cited in enumerate(('{ source = "first" }', '{ source = "first" }, { source = "second" }'))
    )
    with given(VISIT, REPLACED, points) as asked:
        rows = {row.id: row.replaced for row in comparison_of(asked, "visit").rows}
        compared, brief = text(comparison_of(asked, "visit"), whole=True), text(brief_of(asked, ["visit"], ON))

        assert {"point-0": ("JP",), "point-1": ()} == {id: rows[id] for id in ("point-0", "point-1")}
        assert "said that 0 (JP: only in a text that was replaced)" in compared
        assert "said that 1 #" in compared
        assert "“The first readout”, readout, not dated; read in full; replaced by “The second readout”" in brief
        assert "superseded by second" in text(entry_of(asked, "first", ON))


@pytest.mark.parametrize(("number", "expected"), [("2", 0), ("10", 2), ("9", 1)])
def test_points_of_one_text_stand_in_the_order_of_its_paragraphs(number: str, expected: int) -> None:
    """As they were recorded in another; also in commitments."""
    owed = "".join(
        event(
            f"p-{n}",
            "commitment",
            f'by = "japan"\nto = "cambodia"\npart_of = "visit"\nwhen = -\nevidence = {{ source = "jp-readout", paragraph = "{n}" }}',
        )
        for n in ("2", "10", "9")
    )
    with given(VISIT, owed) as asked:
        compared = [row.paragraphs for row in comparison_of(asked, "visit").rows if row.paragraphs]

        assert (number,) == compared[expected]
        assert f"p-{number}" == commitments_of(asked, [], ON).commitments[expected].key
        assert f"p-{number}" == commitments_of(asked, ["JP", "KH"], ON).commitments[expected].key


@pytest.mark.parametrize("number", ["2²", "9" * 50, "3(a)", "٣", "IV"])
def test_a_paragraph_may_be_numbered_as_its_text_numbers_it(number: str) -> None:
    """Each is compared as it is; a long number is no other than a short one."""
    owed = event(
        "p",
        "commitment",
        f'by = "japan"\npart_of = "visit"\nwhen = -\nevidence = {{ source = "jp-readout", paragraph = "{number}" }}',
    )
    with given(VISIT, owed) as asked:
        assert [(number,)] == [row.paragraphs for row in comparison_of(asked, "visit").rows if row.paragraphs]


def test_the_points_of_two_texts_of_one_day_are_not_mixed() -> None:
    """Each text has paragraphs of its own."""
    owed = "".join(
        event(
            f"p-{n}",
            "commitment",
            f'by = "japan"\nto = "cambodia"\npart_of = "visit"\nwhen = -\nevidence = {{ source = "{source}", paragraph = "{n}" }}',
        )
        for n, source in (("6", "jp-readout"), ("5", "jp-readout"), ("2", "kh-readout"), ("1", "kh-readout"))
    )
    with given(VISIT, owed) as asked:
        assert ["p-5", "p-6", "p-1", "p-2"] == [one.key for one in commitments_of(asked, [], ON).commitments]


def test_what_was_searched_for_and_who_reviewed_is_shown_with_an_event() -> None:
    """Finding nothing is knowledge too."""
    found = event(
        "found", "remarks",
        'searched = [{ where = "mofa.go.jp", terms = ["Kamikawa"], on = "2025-01-03", found = "nothing" }]\nreviewed_by = "A reader"',
    )  # fmt: skip
    with given(VISIT, found) as asked:
        for answer in (entry_of(asked, "found", ON), audit_of(asked, "found", ON)):
            assert "searched mofa.go.jp for “Kamikawa” on 3 January 2025: nothing" in text(answer)
            assert "reviewed by A reader" in text(answer)


@pytest.mark.parametrize(
    ("title", "told"), [("the summit", "looked forward to the summit"), ("that it helps", "hoped that it helps")]
)
def test_a_hope_is_for_something_or_that_it_comes(title: str, told: str) -> None:
    """Two sentences of English."""
    said = event("s", "statement", f'act = "hopes"\ntitle = "{title}"')
    with given(VISIT, said) as asked:
        assert f"Kamikawa Yoko {told}" in text(entry_of(asked, "s", ON))


@pytest.mark.parametrize(
    ("name", "code", "told"),
    [
        ("United States", "US", "According to the United States, "), ("Viet Nam", "VN", "According to Viet Nam, "),
        ("Russian Federation", "RU", "According to the Russian Federation, "),
        ("European Union", "", "According to the European Union, "),
        ("ASEAN", "", "According to ASEAN, "), ("World Bank", "", "According to the World Bank, "),
        ("Democratic Republic of the Congo", "CD", "According to the Democratic Republic of the Congo, "),
        ("Lao People's Democratic Republic", "LA", "According to the Lao People's Democratic Republic, "),
        ("Federated States of Micronesia", "FM", "According to the Federated States of Micronesia, "),
        ("Solomon Islands", "SB", "According to the Solomon Islands, "), ("Malta", "MT", "According to Malta, "),
    ],
)  # fmt: skip
def test_a_party_is_named_in_a_sentence_as_english_does(name: str, code: str, told: str) -> None:
    """With its article, at the beginning too."""
    kind = 'kind = "state"' if code else 'kind = "international-organisation"'
    party = f'[[actor]]\nid = "a-party"\n{kind}\nname = "{name}"\n' + (f'code = "{code}"\n' if code else "")
    side = code or "a-party"
    source = f'[[source]]\nid = "own"\ntitle = "T"\nkind = "readout"\nside = "{side}"\nread = "full"\n'
    said = event(
        "s", "statement", 'act = "agrees"\nby = ["a-party", "japan"]\ntitle = "to meet"\nevidence = { source = "own" }'
    )
    alone = event(
        "t",
        "statement",
        'act = "says"\nby = "a-party"\nto = "a-party"\ntitle = "that it is so"\nevidence = { source = "own" }',
    )
    with given(VISIT, party + source + said + alone) as asked:
        subject = told.removeprefix("According to ").removesuffix(", ")

        assert f"{told}the two sides agreed to meet" in text(entry_of(asked, "s", ON))
        assert f"{subject[0].upper()}{subject[1:]} said" in text(entry_of(asked, "t", ON))


def test_a_document_that_nobody_signed_is_not_called_signed() -> None:
    """A joint statement is issued."""
    told = (
        '[[document]]\nid = "joint"\ntitle = "A joint text"\nform = "joint-statement"\nparties = ["japan", "cambodia"]\n'
        + event("issued", "document-action", 'document = "joint"\naction = "issued"\nby = -')
    )
    with given(VISIT, told) as asked:
        told = text(brief_of(asked, ["JP", "KH"], ON))

        assert "One document is on record" in told
        assert "signed" not in told.partition("Positions")[0]


def test_three_sides_are_compared_in_80_columns() -> None:
    """A column of signs for each; who took no part has none."""
    sources = "".join(
        f'[[source]]\nid = "{code.lower()}-text"\ntitle = "T"\nkind = "readout"\nside = "{code}"\nread = "full"\ncovers = "summit"\n'
        for code in ("JP", "KH", "UA")
    )
    told = event("summit", "conference", 'by = ["japan", "cambodia", "ukraine"]') + "".join(
        event(
            f"summit/{name}",
            "statement",
            f'by = {by}\nact = "agrees"\ntitle = "that {name} matters"\npart_of = "summit"\nwhen = -\nevidence = [{evidence}]',
        )
        for name, by, evidence in (
            (
                "trade",
                '["japan", "cambodia", "ukraine"]',
                ", ".join(f'{{ source = "{c}-text" }}' for c in ("jp", "kh", "ua")),
            ),
            ("aid", '["japan", "cambodia", "ukraine"]', '{ source = "jp-text" }, { source = "kh-text" }'),
            ("war", '["ukraine"]', '{ source = "ua-text" }'),
        )
    )
    with given(VISIT, sources + told) as asked:
        compared = comparison_of(asked, "summit")
        rows = {row.id: row for row in compared.rows}
        page = Page(width=80, colour=False)
        render(page, compared, whole=True)

        assert ("JP", "KH", "UA") == compared.sides
        assert {"summit/trade": "=", "summit/aid": "+", "summit/war": "◦"} == {
            id: row.sign for id, row in rows.items() if id != "summit"
        }
        assert {"JP": "says", "KH": "says", "UA": "silent"} == rows["summit/aid"].sides
        assert all(len(line) <= 80 for line in page.text().splitlines())
        assert "◦   ○  ○  ●" in page.text()
        assert ["summit/war"] == [row.id for row in comparison_of(asked, "summit", only="UA").rows]
        assert ["summit/aid"] == [row.id for row in comparison_of(asked, "summit", only="several").rows]
        assert "According to Japan and Cambodia, the sides agreed that aid matters" in text(compared, whole=True)


def test_an_instrument_of_no_day_is_described_as_of_its_last_act() -> None:
    """As a projection has it."""
    with given(VISIT, TREATY, LIFE) as asked:
        held = between(asked, "JP", "KH").instruments[0]

        assert isinstance(held, Instrument)
        assert ["japan", "cambodia"] == list(held.acts[0].by)
        assert ("analyst",) == held.acts[0].sides


# --- names by period ----------------------------------------------------------------------

BURMA = """
[[actor]]
id = "myanmar"
kind = "state"
name = "Myanmar"
code = "MM"
called = [{ name = "Burma", code = "BU", when = "../1989-06-18" }]
"""


@pytest.mark.parametrize(("on", "name"), [(date(1980, 1, 1), "Burma"), (date(2010, 1, 1), "Myanmar")])
def test_an_answer_uses_the_names_of_its_day(on: date, name: str) -> None:
    """And a former code is understood."""
    with given(VISIT, BURMA) as asked:
        assert f"Japan and {name} on" in text(between(asked, "JP", "BU", on))
        assert text(dossier_of(asked, "MM", on)).startswith(f"{name}, state")


def test_each_of_several_periods_has_the_names_of_its_own() -> None:
    """Asked together, and shown afterwards."""
    said = "".join(
        event(
            f"s{year}",
            "statement",
            f'act = "affirms"\nwhen = "{year}"\nby = "myanmar"\nto = "japan"\ntitle = "that"\ntopics = "roads"',
        )
        for year in (1980, 2000)
    )
    with given(VISIT, BURMA, said) as asked:
        periods = [period_typed(year, year) for year in ("1980", "2000")]
        shown = [text(answer) for answer in tuple(changes_in(asked, "JP", "MM", periods))]

    assert ["Burma affirmed" in shown[0], "Myanmar affirmed" in shown[1]] == [True, True], shown
    assert [("Burma" in told, "Myanmar" in told) for told in shown] == [(True, False), (False, True)], shown

"""What answers must not hide: who signed, what is still to come, who was only there, what was planned."""

from datetime import date

import pytest

from records import OFFICE, VISIT, event, given, office
from telling import ON, between, text
from timeline.answers.brief import brief_of
from timeline.answers.commitments import commitments_of
from timeline.answers.dossier import dossier_of
from timeline.answers.meetings import meetings_of

CONVENTION = """
[[document]]
id = "convention"
title = "A convention"
form = "treaty"
parties = ["japan"]
[[document]]
id = "protocol"
title = "Its protocol"
form = "treaty"
"""


def act(action: str, when: str, more: str) -> str:
    """An event of the convention."""
    fields = f'document = "convention"\naction = "{action}"\nwhen = "{when}"\ntitle = "It"\n{more}'
    return event(f"{action}-{when}", "document-action", fields)


def test_a_document_says_who_signed_it_and_for_whom() -> None:
    """In two places; what amended it is named; all together needs no names."""
    told = (
        act("signed", "2010-06-14", 'by = { who = "kamikawa", on_behalf_of = "japan" }')
        + act("signed", "2010-06-15", 'by = "cambodia"')
        + act("amended", "2013", 'by = -\ninstrument = "protocol"')
    )
    together = act("signed", "2010-06-14", 'by = ["japan", "cambodia"]')
    parties = CONVENTION.replace('parties = ["japan"]', 'parties = ["japan", "cambodia"]')
    with given(VISIT, parties, told) as asked:
        state, brief = text(between(asked, "JP", "KH")), text(brief_of(asked, ["JP", "KH"], ON))

        assert "signed 14 June 2010 by Kamikawa Yoko for Japan, signed 15 June 2010 by Cambodia" in state
        assert "amended 2013 by Its protocol" in state
        assert "Signed by Cambodia 15 June 2010" in brief
    with given(VISIT, parties, together) as asked:
        assert "treaty: A convention (14 June 2010)" in text(between(asked, "JP", "KH"))


@pytest.mark.parametrize("parties", ['parties = ["japan"]\n', ""])
def test_a_convention_is_of_both_as_soon_as_the_second_joins_it(parties: str) -> None:
    """With all that was done with it before; not earlier."""
    told = (
        act("ratified", "2000", 'by = "japan"')
        + act("in-force", "2001", "by = -")
        + act("acceded", "2010-05-01", 'by = "cambodia"\nconcerns = ["japan"]')
        + act("objected", "2011", 'by = "japan"')
    )
    with given(VISIT, CONVENTION.replace('parties = ["japan"]\n', parties), told) as asked:
        held, early = between(asked, "JP", "KH"), between(asked, "JP", "KH", date(2005, 1, 1))

        assert ["ratified", "in-force", "acceded", "objected"] == [one.action for one in held.instruments[0].acts]
        assert "in force" == held.instruments[0].standing
        assert () == early.instruments


def test_what_a_third_party_does_with_a_convention_changes_nothing_between_two() -> None:
    """Its denunciation ends nothing for them, nor is it told."""
    told = act("ratified", "2000", 'by = "japan"') + act("denounced", "2001", 'by = "ukraine"')
    told += act("in-force", "2002", "by = -") + act("acceded", "2010-05-01", 'by = "cambodia"')
    told += act("denounced", "2011", 'by = "ukraine"')
    with given(VISIT, CONVENTION, told) as asked:
        (held,) = between(asked, "JP", "KH").instruments

        assert (["ratified", "in-force", "acceded"], "in force") == ([one.action for one in held.acts], held.standing)


BOATS = event(
    "boats", "commitment", 'by = "japan"\nto = "cambodia"\ntitle = "Boats"\nquantity = { count = 5, unit = "boats" }'
)


@pytest.mark.parametrize(
    ("counts", "is_open", "told"),
    [([2], True, "2 of 5 boats; no word of the rest"), ([2, 3], False, "Kept: Boats"), ([None], False, "Kept: Boats")],
)
def test_what_is_handed_over_in_part_is_not_kept(counts: list[int | None], is_open: bool, told: str) -> None:  # noqa: FBT001 - a row of a table
    """The rest is still owed; a stage that says nothing of how many is of all."""
    stages = [
        event(
            f"handed-{n}", "progress",
            f'when = "2024-0{n + 8}"\nadvances = {{ commitment = "boats", stage = "handed-over"'
            + (f', quantity = {{ count = {count}, unit = "boats" }}' if count else "") + " }",
        )
        for n, count in enumerate(counts)
    ]  # fmt: skip
    with given(VISIT, BOATS, *stages) as asked:
        listed, brief = commitments_of(asked, ["JP", "KH"], ON, only_open=True), text(brief_of(asked, ["JP", "KH"], ON))

        assert is_open is bool(listed.commitments)
        assert told in (text(listed) if is_open else brief)
        assert ("Partly kept: Boats" in brief) is is_open


def test_of_about_so_many_nobody_knows_the_rest() -> None:
    """A handover of 98 keeps a promise of about 100."""
    about = BOATS.replace("count = 5", "count = 100, approximate = true")
    handed = event(
        "handed", "progress", 'when = "2024-08"\nadvances = { commitment = "boats", stage = "handed-over", quantity = { count = 98, unit = "boats" } }'
    )  # fmt: skip
    with given(VISIT, about, handed) as asked:
        assert () == commitments_of(asked, ["JP", "KH"], ON, only_open=True).commitments


def test_whoever_is_designate_holds_no_office_yet_and_whoever_acts_is_said_to() -> None:
    """By the record, and where a source gives the office."""
    terms = (
        OFFICE
        + office("named", "iwaya", "assumed", "2024-07", "foreign-minister-of-japan")[:-1]
        + 'capacity = "designate"\n'
        + office("acts", "kamikawa", "assumed", "2024-07", "foreign-minister-of-japan")[:-1]
        + 'capacity = "acting"\n'
    )
    met = event("met", "meeting", 'when = "2024-08"\nby = ["kamikawa", "iwaya"]\nto = "hun-manet"')
    stated = event(
        "stated",
        "meeting",
        'when = "2024-08"\nby = { who = "iwaya", as = "foreign-minister-of-japan" }\nto = "hun-manet"',
    )
    with given(VISIT, terms, met, stated) as asked:
        told = text(meetings_of(asked, ["JP", "KH"]))

        assert "Kamikawa Yoko (by the record, acting Foreign Minister of Japan), Iwaya Takeshi with" in told
        assert "Iwaya Takeshi (Foreign Minister of Japan, designate) with" in told
        assert "Iwaya Takeshi was designated Foreign Minister of Japan" in text(dossier_of(asked, "iwaya", ON))
        assert "took office as acting Foreign Minister of Japan" in text(dossier_of(asked, "kamikawa", ON))


PLAN = event(
    "plan",
    "scheduled",
    'engagement = "visit"\ntitle = "A later visit"\nto = "cambodia"\nwhen = "2024-07-08"\ndue = "2024-09"',
)


def change(stage: str, when: str, more: str = "") -> str:
    """What became of the plan."""
    return event(
        f"plan/{stage}", "schedule-change", f'scheduled = "plan"\nstage = "{stage}"\nby = -\nwhen = "{when}"\n{more}'
    )


def test_a_brief_tells_what_became_of_plans() -> None:
    """Of one that was cancelled, each side's reason; of one whose day has passed, that there is no word."""
    because = '[[attest]]\nid = "plan/cancelled@kh"\nevent = "plan/cancelled"\nsays = { because = "rain" }\nevidence = { source = "kh-readout" }\n'
    cancelled = change("postponed", "2024-08", 'due_said = "to a later time"\nbecause = "elections"') + change(
        "cancelled", "2024-09-01", 'because = "a storm"'
    )
    with given(VISIT, PLAN, cancelled, because) as asked:
        of_both, itself = (text(brief_of(asked, words, ON)) for words in (["JP", "KH"], ["plan"]))
        state = text(between(asked, "JP", "KH"))

        for told in (of_both, itself):
            assert "Cancelled: A later visit" in told
            assert "postponed August 2024 to a later time (reason given: elections)" in told
            assert "(reasons given: a storm (analyst); rain (KH))" in told
        assert "held or cancelled (timeline show ID): plan" in state
    with given(VISIT, PLAN) as asked:
        assert "No word whether it was held: A later visit" in text(brief_of(asked, ["JP", "KH"], ON))
        assert "no word whether it was held" in text(between(asked, "JP", "KH"))
        assert "What is due next" not in text(brief_of(asked, ["JP", "KH"], ON))
        assert "What is due next" in text(brief_of(asked, ["JP", "KH"], date(2024, 7, 20)))
        assert "no word" not in text(between(asked, "JP", "KH", date(2024, 7, 20)))


def test_a_visit_and_its_plan_are_one_story_in_its_brief() -> None:
    """That it was postponed is not left to the sources."""
    held = event("later", "visit", 'to = "cambodia"\nwhen = "2024-10"\ntitle = "The later visit"')
    told = change("postponed", "2024-08", 'due = "2024-10"') + change("held", "2024-10", 'fulfilled_by = "later"')
    with given(VISIT, PLAN, held, told) as asked:
        brief = text(brief_of(asked, ["later"], ON))

        assert "How it was planned 2 Held: A later visit" in brief
        assert "postponed August 2024 to October 2024" in brief


def test_a_brief_tells_relations_and_letters_whoever_reports_them() -> None:
    """They are no points of one side."""
    severed = event(
        "severed", "relations",
        'relation = "severed"\nby = "cambodia"\nto = "japan"\nevidence = [{ source = "jp-readout" }, { source = "kh-readout" }]',
    )  # fmt: skip
    letter = event(
        "letter",
        "communication",
        'form = "letter"\nby = "japan"\nto = "cambodia"\nevidence = { source = "jp-readout" }',
    )
    with given(VISIT, severed, letter) as asked:
        brief = text(brief_of(asked, ["JP", "KH"], ON))

        assert "Relations and correspondence" in brief
        assert "The relations severed. [JP, KH]" in brief
        assert "The communication letter. [JP]" in brief
        assert "alone reports" not in brief


def test_the_brief_of_a_call_tells_what_both_sides_report() -> None:
    """A visit has more of that than a page."""
    both = 'evidence = [{ source = "jp-readout" }, { source = "kh-readout" }]'
    call = event("call", "phone-call", f'to = "hun-manet"\n{both}')
    said = event("said", "statement", f'part_of = "call"\nwhen = -\nact = "welcomes"\ntitle = "the road"\n{both}')
    with given(VISIT, call + said) as asked:
        assert "What both sides report 2 6 July 2024: Kamikawa Yoko welcomed the road. [JP, KH]" in text(
            brief_of(asked, ["call"], ON)
        )


def test_a_conference_of_states_is_no_meeting_of_each_two() -> None:
    """A brief counts those at which people of each, or of one with the other itself, met."""
    assembly = event("assembly", "conference", 'by = ["japan", "cambodia", "ukraine"]')
    with given(VISIT, assembly) as asked:
        assert ["visit/call"] == [met.event for met in brief_of(asked, ["JP", "KH"], ON).meetings]


THERE = event(
    "talks",
    "talks",
    'to = "hun-manet"\nothers = [{ who = "ukraine", role = "mediator" }]\non_margins_of = ["assembly"]',
) + event("assembly", "conference", 'by = ["japan", "cambodia", "ukraine"]\ntitle = "The Assembly"')


def test_who_was_there_beside_the_principals_is_told() -> None:
    """With what they were there, and on the margins of what it was."""
    with given(VISIT, THERE) as asked:
        beside = "lso there: Ukraine (mediator); on the margins of The Assembly"
        dossier = text(dossier_of(asked, "UA", ON))

        assert beside in text(meetings_of(asked, ["JP", "KH"]))
        assert beside in text(brief_of(asked, ["JP", "KH"], ON))
        assert (
            "There as host, mediator, witness or the like (1) 6 July 2024 The talks talks; Ukraine (mediator)"
            in dossier
        )
        assert "What others said" not in dossier


def test_a_dossier_parts_what_an_actor_did_from_what_others_did_to_it() -> None:
    """A letter is of its writer, and to its reader; what one owes is among its commitments alone."""
    letter = event("letter", "communication", 'form = "letter"\nby = "japan"\nto = "cambodia"')
    with given(VISIT, letter, BOATS) as asked:
        writer, reader = dossier_of(asked, "JP", ON), dossier_of(asked, "KH", ON)

        assert (["letter"], []) == ([a.id for a in writer.acts], [a.id for a in writer.others])
        assert ([], ["letter", "boats"]) == ([a.id for a in reader.acts], [a.id for a in reader.others])

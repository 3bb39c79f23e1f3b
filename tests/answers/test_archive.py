"""What has a place in an archive, and where."""

from datetime import date

from records import VISIT, event, given
from timeline.answers.archive import (
    accounts_of,
    actor_pages,
    contents_of,
    document_pages,
    engagement_pages,
    pair_page,
    source_pages,
)

ON = date(2026, 1, 1)
TRIP = event("trip", "visit", 'concerns = ["japan", "cambodia", "ukraine"]\nwhen = "2024-07-01/2024-07-09"')
INSIDE = event("leg", "visit", 'part_of = "trip"\nto = "cambodia"') + event(
    "leg/talk", "meeting", 'part_of = "leg"\nto = "hun-manet"'
)
ALONE = event("alone", "meeting", 'to = "hun-manet"\nwhen = "2023"')


def test_an_event_has_its_place_in_the_narrowest_visit() -> None:
    """What belongs to none has it in its year; an attestation where its event has."""
    attest = '[[attest]]\nid = "leg/talk@kh"\nevent = "leg/talk"\nevidence = { source = "kh-readout" }\n'
    with given(VISIT, TRIP, INSIDE, ALONE, attest) as asked:
        contents = contents_of(asked, ON)
        others = [account.id for account in accounts_of(asked, contents.years["events.2023"])]

    assert {
        "trip": "trip.visit",
        "leg": "leg.visit",
        "leg/talk": "leg.visit",
        "visit/call": "visit.visit",
        "alone": "events.2023",
        "leg/talk@kh": "leg.visit",
    } == {id: contents.pages[id] for id in ("trip", "leg", "leg/talk", "visit/call", "alone", "leg/talk@kh")}
    assert ["alone"] == others


def test_two_states_are_a_pair_unless_they_met_among_many() -> None:
    """Three are still few."""
    many = event("congress", "conference", 'concerns = ["japan", "cambodia", "ukraine", "laos"]')
    laos = '[[actor]]\nid = "laos"\nkind = "state"\nname = "Laos"\ncode = "LA"\n'
    with given(VISIT, laos, many) as asked:
        assert (("cambodia", "japan"),) == contents_of(asked, ON).pairs
    with given(VISIT, TRIP) as asked:
        assert 3 == len(contents_of(asked, ON).pairs)


def test_what_is_withdrawn_and_what_is_an_office_has_no_page() -> None:
    """Offices are told of with those who hold them."""
    gone = '[[withdraw]]\nid = "w"\nentry = "jp-readout"\nbecause = "Forged."\n'
    with given(VISIT, gone) as asked:
        contents = contents_of(asked, ON)
        sources = [page.source.id for page in source_pages(asked)]
        actors = [dossier.actor.id for dossier in actor_pages(asked, ON)]

    assert ["kh-readout", "article"] == sources
    assert "prime-minister-of-cambodia" not in actors
    assert {"jp-readout", "prime-minister-of-cambodia"}.isdisjoint(contents.pages)
    assert {"kamikawa", "article"} <= contents.pages.keys()


def test_the_page_of_two_states_has_what_each_year_changed() -> None:
    """The latest first; a year without a change is left out."""
    with given(VISIT, ALONE) as asked:
        page = pair_page(asked, "cambodia", "japan", ON)

    assert ("cambodia.japan", [2024, 2023]) == (page.id, [year.period.first.year for year in page.years])
    assert ["alone"] == [account.id for account in page.years[1].engagements]
    assert 3 == len(page.whole.engagements)


def test_the_page_of_a_journey_to_several_states_has_no_readouts() -> None:
    """That of a visit has."""
    with given(VISIT, TRIP, INSIDE) as asked:
        pages = {page.event: page for page in engagement_pages(asked, ON)}

    assert None is pages["trip"].comparison
    assert pages["visit"].comparison is not None


CALL = event("call", "phone-call", 'to = "hun-manet"') + event(
    "call/thanks", "statement", 'part_of = "call"\nwhen = -\nact = "thanks"\ntitle = "its help"'
)
BARE = event("bare", "phone-call", 'to = "hun-manet"') + event(
    "call/about", "statement", 'part_of = "call"\nabout = "bare"\nwhen = -\nact = "notes"\ntitle = "it"'
)
ISSUED = """
[[document]]
id = "statement"
title = "A joint statement"
form = "joint-statement"
parties = ["japan", "cambodia"]
""" + event("issued", "document-action", 'document = "statement"\naction = "issued"\nby = -') + event(
    "point", "statement", 'part_of = "issued"\nwhen = -\nact = "agrees"\nby = ["japan", "cambodia"]\ntitle = "to meet"'
)  # fmt: skip


def test_an_engagement_with_points_and_a_document_have_pages_and_one_alone_stands_in_its_year() -> None:
    """As visits have; what belongs to a visit stands on its page."""
    gone = '[[document]]\nid = "gone"\ntitle = "T"\nform = "treaty"\n[[withdraw]]\nid = "gone@w"\nentry = "gone"\nbecause = "A slip"\n'
    with given(VISIT, CALL, BARE, ISSUED, gone) as asked:
        contents, pages = contents_of(asked, ON), {page.event: page for page in engagement_pages(asked, ON)}
        documents = list(document_pages(asked, ON))

    assert {"visit": "visit.visit", "call": "call.engagement", "issued": "issued.engagement"} == {
        id: page.id for id, page in pages.items()
    }
    assert pages["issued"].comparison is not None
    assert ("call.engagement", "issued.engagement") == (contents.pages["call/thanks"], contents.pages["point"])
    assert {"events.2024": ("bare",)} == contents.years
    assert "statement" == contents.pages["statement"]
    assert [["issued"]] == [[act.event for act in held.acts] for answer in documents for held in answer.life]

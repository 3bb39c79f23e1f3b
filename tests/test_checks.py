"""What the checks let pass: the hard cases that are right. What they refuse is in `refusals/`."""

from collections.abc import Iterator
from datetime import date

import pytest

from records import VISIT, event, given
from timeline.answers.compare import comparison_of
from timeline.answers.relationship import relationship_of
from timeline.answers.snapshot import Snapshot
from timeline.eventlog.read import LogReader
from timeline.problems import Refused

OFFICE = event(
    "offices/m",
    "office",
    'person = "hun-manet"\noffice = "prime-minister-of-cambodia"\nchange = "assumed"\nwhen = "[..2024-07-05]"',
)
LEFT = event(
    "offices/left",
    "office",
    'person = "hun-manet"\noffice = "prime-minister-of-cambodia"\nchange = "left"\nwhen = "2023"',
)
AGAIN = event(
    "offices/again",
    "office",
    'person = "hun-manet"\noffice = "prime-minister-of-cambodia"\nchange = "assumed"\nwhen = "2024-01"',
)
AS = '{ who = "hun-manet", as = "prime-minister-of-cambodia" }'


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([OFFICE, event("a", "meeting", f"to = {AS}")], id="in office by then"),
        pytest.param([OFFICE, LEFT, AGAIN, event("a", "meeting", f"to = {AS}")], id="in office again"),
        pytest.param(
            [
                OFFICE,
                event("b", "meeting"),
                event(
                    "a",
                    "statement",
                    f'part_of = ["visit/call", "b"]\nwhen = -\nact = "says"\nto = {AS}',
                ),
            ],
            id="in office at a time that is not known",
        ),
        pytest.param(
            [event("a", "meeting", 'when = "[2024-07-01..2024-07-05]"\npart_of = "visit"')],
            id="perhaps within its visit",
        ),
        pytest.param([event("a", "meeting", 'when = "2024-07-05"\nafter = "visit/call"')], id="perhaps after it"),
        pytest.param(
            [
                event("a", "meeting", 'after = "visit/call"'),
                '[[withdraw]]\nid = "w"\nentry = "a"\nbecause = "x"\n',
                event("b", "meeting", 'after = "visit/call"'),
            ],
            id="beside a withdrawn event",
        ),
        pytest.param(
            [
                event("one", "meeting"),
                event("two", "meeting", 'after = "one"'),
                '[[withdraw]]\nid = "w"\nentry = "one"\nbecause = "x"\n',
                event("three", "meeting", 'after = "two"'),
            ],
            id="after what is after a withdrawn event",
        ),
        pytest.param(
            [
                event("said", "statement", 'part_of = ["visit", "visit/call"]\nact = "recalls"'),
                event("told", "meeting", 'told_in = "said"\nwhen = "2023"'),
            ],
            id="told, and no part of it",
        ),
        pytest.param(
            [
                '[[source]]\nid = "joint"\ntitle = "A joint text"\nkind = "statement"\nside = ["JP", "KH"]\nread = "no"\n'
            ],
            id="a joint text of two states",
        ),
        pytest.param(
            ['[[topic]]\nid = "wide"\nname = "Wide"\n[[topic]]\nid = "narrow"\nname = "Narrow"\nunder = "wide"\n'],
            id="a topic under another",
        ),
        pytest.param(
            [event("a", "meeting", 'evidence = []\ninferred = true\nbecause = "It follows"')],
            id="an inference with its reason",
        ),
        pytest.param(
            [
                '[[attest]]\nid = "a"\nevent = "visit"\nsays = { place = "Here" }\nfits = "place"\nagainst = "visit/call"\nbecause = "They cannot both be"\nevidence = { source = "article", passage = "x", for = "place" }\n'
            ],
            id="a declared conflict with its reason",
        ),
    ],
)
def test_what_is_right_is_let_pass(texts: list[str]) -> None:
    """Only what is certainly wrong is refused."""
    with given(VISIT, *texts) as asked:
        assert asked.known > 14


def correct(name: str, was: str, now: str) -> str:
    """A correction of the title of the call."""
    return f'[[correct]]\nid = "{name}"\nentry = "visit/call"\nfield = "title"\nwas = "{was}"\nnow = "{now}"\nbecause = "A slip"\n'


def test_a_correction_starts_from_the_value_in_force() -> None:
    """After another correction from its value; after that was withdrawn, from the value before."""
    withdraw = '[[withdraw]]\nid = "w"\nentry = "two"\nbecause = "A guess"\n'
    with given(
        VISIT, correct("one", "A call", "B"), correct("two", "B", "C"), withdraw, correct("three", "B", "D")
    ) as asked:
        entry = asked.entry("visit/call")

    assert "D" == getattr(entry, "title", "")


def test_what_is_withdrawn_is_not_in_force_and_stays_named() -> None:
    """A withdrawn source answers for no side; what rests on it is shown, with its side as it was."""
    withdraw = '[[withdraw]]\nid = "w"\nentry = "jp-readout"\nbecause = "Another visit"\n'
    said = event(
        "visit/said",
        "statement",
        'part_of = "visit/call"\nact = "says"\nevidence = { source = "jp-readout", passage = "x" }',
    )
    with given(
        VISIT, said, event("visit/more", "statement", 'part_of = "visit/call"\nact = "says"'), withdraw
    ) as asked:
        world = asked.world(["visit/said", "visit/more"])
        rests = {name: list(account.rests_on) for name, account in world.accounts.items()}
        cells = {row.id: row.sides for row in comparison_of(asked, "visit").rows}

        assert ["jp-readout"] == list(asked.withdrawn)
        assert ("JP",) == world.accounts["visit/said"].sides
        assert {"visit/said": ["jp-readout"], "visit/more": [], "visit/call": [], "visit": []} == rests
        assert ("says", "unknown") == (cells["visit/said"]["JP"], cells["visit/more"]["JP"])


def test_contact_with_a_withdrawn_person_stays_contact() -> None:
    """What refers to a withdrawn entry stays, and is shown as resting on it."""
    withdraw = '[[withdraw]]\nid = "w"\nentry = "hun-manet"\nbecause = "Registered twice"\n'
    with given(VISIT, withdraw) as asked:
        standing = relationship_of(asked, "japan", "cambodia", date(2024, 8, 1))

        assert "visit/call" == standing.last_contact[0].event
        assert ["hun-manet"] == list(standing.last_contact[0].account.rests_on)


def test_a_correction_may_mend_what_rests_on_a_withdrawn_entry() -> None:
    """Only what a correction makes wrong is held against it."""
    withdraw = '[[withdraw]]\nid = "w"\nentry = "hun-manet"\nbecause = "Registered twice"\n'
    with given(VISIT, withdraw, correct("one", "A call", "B")) as asked:
        assert "B" == getattr(asked.entry("visit/call"), "title", "")


def test_a_withdrawn_correction_leaves_what_others_made_since() -> None:
    """One that nothing later starts from can go."""
    place = '[[correct]]\nid = "two"\nentry = "visit/call"\nfield = "place"\nnow = "Here"\nbecause = "A slip"\n'
    withdraw = '[[withdraw]]\nid = "w"\nentry = "one"\nbecause = "A guess"\n'
    back = '[[withdraw]]\nid = "v"\nentry = "w"\nbecause = "It was right"\n'
    with given(VISIT, correct("one", "A call", "B"), place, withdraw, back) as asked:
        before = Snapshot(asked.log, asked.known - 1).entry("visit/call")
        after = asked.entry("visit/call")

    assert ("A call", "Here") == (getattr(before, "title", ""), getattr(before, "place", ""))
    assert ("B", "Here") == (getattr(after, "title", ""), getattr(after, "place", ""))


def test_what_comes_back_must_still_agree_with_the_rest() -> None:
    """A meeting with somebody in office, brought back when the office is known to have begun later."""
    meeting = event("one", "meeting", f"to = {AS}")
    gone = '[[withdraw]]\nid = "w"\nentry = "one"\nbecause = "x"\n'
    later = '[[correct]]\nid = "c"\nentry = "offices/m"\nfield = "when"\nwas = "[..2024-07-05]"\nnow = "2024-07-20"\nbecause = "x"\n'
    back = '[[withdraw]]\nid = "v"\nentry = "w"\nbecause = "x"\n'

    with given(VISIT, OFFICE, meeting, gone, later):
        pass
    with pytest.raises(Refused, match="was not"), given(VISIT, OFFICE, meeting, gone, later, back):
        pass


def test_what_rests_on_a_withdrawn_entry_can_go_and_come_back() -> None:
    """It rests on it as before."""
    person = '[[withdraw]]\nid = "p"\nentry = "hun-manet"\nbecause = "x"\n'
    gone = '[[withdraw]]\nid = "w"\nentry = "visit/call"\nbecause = "x"\n'
    back = '[[withdraw]]\nid = "v"\nentry = "w"\nbecause = "x"\n'
    with given(VISIT, person, gone, back) as asked:
        assert {"hun-manet", "w"} == set(asked.withdrawn)


def test_a_chain_is_followed_however_little_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was followed is only kept to be quick."""
    monkeypatch.setattr("timeline.checks.sequence._FOLLOWED", 1)
    chain = event("x", "meeting", 'when = "2024-03-01"') + event("y", "meeting", 'when = "2024"\nafter = "x"')

    with (
        pytest.raises(Refused, match="cannot be after"),
        given(VISIT, chain, event("z", "meeting", 'when = "2024-01"\nafter = "y"')),
    ):
        pass


def test_thousands_that_build_on_each_other_are_checked_in_good_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chain of events, and of corrections of one: each entry is looked up a few times, whatever the length."""
    plain, count = LogReader._rows, 0

    def counted(self: LogReader, *arguments: str) -> Iterator[tuple[object, ...]]:
        nonlocal count
        count += 1
        return plain(self, *arguments)

    monkeypatch.setattr(LogReader, "_rows", counted)
    looked: list[int] = []
    for length in (100, 200):
        before = count
        chain = "".join(
            event(f"chain/{n}", "meeting", f'after = "chain/{n + 1}"' if n < length else "") for n in range(length + 1)
        )
        many = "".join(correct(f"c{n}", f"T{n - 1}" if n else "A call", f"T{n}") for n in range(length))
        attests = "".join(
            f'[[attest]]\nid = "a{n}"\nevent = "visit/call"\nsays = {{ to = ["hun-manet", "institute"] }}\nevidence = {{ source = "article", passage = "x" }}\n'
            for n in range(length)
        )
        with given(VISIT, chain, attests, many):
            looked.append(count - before)

    assert looked[1] < 2.2 * looked[0]


def test_who_acts_on_behalf_of_another_involves_that_state() -> None:
    """A participant may stand for somebody else."""
    text = event("visit/said", "meeting", 'part_of = "visit"\nby = { who = "institute", on_behalf_of = "ukraine" }')
    with given(VISIT, text) as asked:
        assert {"japan", "cambodia", "ukraine"} == asked.world(["visit/said"]).parties("visit/said")
        assert ["visit/said"] == [
            recorded.entry.id for recorded in asked.log.concerning("ukraine", "japan", known=asked.known)
        ]


def test_what_is_attested_or_corrected_is_found_under_its_new_states() -> None:
    """An event, its parts, and what a corrected actor took part in."""
    part = event("visit/call/said", "statement", 'part_of = "visit/call"\nact = "says"')
    attest = '[[attest]]\nid = "a"\nevent = "visit/call"\nsays = { to = ["hun-manet", "ukraine"] }\nevidence = { source = "jp-readout", passage = "x" }\n'
    actor = '[[correct]]\nid = "c"\nentry = "institute"\nfield = "of"\nnow = "ukraine"\nbecause = "Looked up"\n'
    talk = event("talk", "meeting", 'to = "institute"')
    again = '[[correct]]\nid = "d"\nentry = "a"\nfield = "says.place"\nnow = "Here"\nbecause = "Looked up"\n[[withdraw]]\nid = "e"\nentry = "d"\nbecause = "x"\n'
    with given(VISIT, part, attest, again, talk, actor) as asked:
        found = {recorded.entry.id for recorded in asked.log.concerning("japan", "ukraine", known=asked.known)}

    assert {"visit/call", "visit/call/said", "talk"} == found


def test_corrections_that_build_on_each_other_are_found_under_the_last_state() -> None:
    """An event whose participants were set one after the other."""
    first = '[[correct]]\nid = "c1"\nentry = "talk"\nfield = "to.1"\nnow = "hun-manet"\nbecause = "Left out"\n'
    then = '[[correct]]\nid = "c2"\nentry = "talk"\nfield = "to.2"\nnow = "ukraine"\nbecause = "Left out"\n'
    with given(VISIT, event("talk", "meeting", 'to = "institute"'), first, then) as asked:
        assert ["talk"] == [one.entry.id for one in asked.log.concerning("japan", "ukraine", known=asked.known)]


def test_what_a_withdrawal_brings_back_is_found_again() -> None:
    """The correction of an actor, withdrawn and brought back."""
    correct = '[[correct]]\nid = "c1"\nentry = "institute"\nfield = "of"\nnow = "ukraine"\nbecause = "Looked up"\n'
    gone = '[[withdraw]]\nid = "w1"\nentry = "c1"\nbecause = "A guess"\n'
    back = '[[withdraw]]\nid = "w2"\nentry = "w1"\nbecause = "It was right"\n'
    with given(VISIT, correct, gone, event("talk", "meeting", 'to = "institute"'), back) as asked:
        assert ["talk"] == [one.entry.id for one in asked.log.concerning("japan", "ukraine", known=asked.known)]


def test_a_correction_of_a_withdrawn_attestation_changes_nothing() -> None:
    """It goes with what it corrected."""
    attest = '[[attest]]\nid = "a"\nevent = "visit/call"\nsays = { place = "Here" }\nevidence = { source = "jp-readout", passage = "x" }\n'
    more = '[[correct]]\nid = "c"\nentry = "a"\nfield = "says.place"\nwas = "Here"\nnow = "There"\nbecause = "A slip"\n'
    withdraw = '[[withdraw]]\nid = "w"\nentry = "a"\nbecause = "x"\n'
    with given(VISIT, attest, more, withdraw) as asked:
        account = asked.world(["visit/call"]).accounts["visit/call"]

    assert ((), ()) == (account.attestations, account.corrections)
    assert ["a", "c", "w"] == [recorded.entry.id for recorded in account.others]

"""What the checks must not refuse: it looks odd, and happens."""

import pytest

from records import VISIT, event, given


def plan(more: str) -> str:
    """An engagement that was planned."""
    return event("plan", "scheduled", f'engagement = "meeting"\nwhen = "2024-07-01"\n{more}')


def held(when: str, by: str) -> str:
    """That it was held, as an engagement of its own."""
    meeting = event("held", "meeting", f'when = "{when}"\nto = "hun-manet"\n{by}')
    change = 'scheduled = "plan"\nstage = "held"\nby = -\nfulfilled_by = "held"'
    return meeting + event("plan/held", "schedule-change", f'{change}\nwhen = "{when}"')


def act(action: str, when: str, by: str = 'by = "japan"') -> str:
    """What was done with a treaty."""
    return event(
        f"treaty/{action}-{when}", "document-action", f'document = "treaty"\naction = "{action}"\nwhen = "{when}"\n{by}'
    )


TREATY = '[[document]]\nid = "treaty"\ntitle = "T"\nform = "treaty"\nparties = ["japan", "cambodia"]\n'
CASES = {
    "a plan that was held on the day on which it was made": plan('to = "cambodia"') + held("2024-07-01", 'by = "kamikawa"'),
    "a plan that an envoy of another held on behalf of one": plan('to = "cambodia"')
    + '[[actor]]\nid = "envoy"\nkind = "person"\nname = "E"\nof = "ukraine"\n'
    + held("2024-07-02", 'by = { who = "envoy", on_behalf_of = "japan" }'),
    "a plan of a ministry that its minister held": plan('by = "bureau"\nto = "cambodia"')
    + '[[actor]]\nid = "bureau"\nkind = "organisation"\nname = "B"\nof = "japan"\n'
    + '[[actor]]\nid = "head"\nkind = "person"\nname = "H"\nof = "bureau"\n'
    + held("2024-07-02", 'by = "head"'),
    "a plan that somebody held of whom no party is known": plan('to = "cambodia"')
    + '[[actor]]\nid = "somebody"\nkind = "person"\nname = "S"\n'
    + held("2024-07-02", 'by = "somebody"'),
    "a letter of an association to a minister of the same state": '[[actor]]\nid = "club"\nkind = "organisation"\nname = "C"\nof = "japan"\n'
    + event("letter", "communication", 'form = "letter"\nby = "club"\nto = "kamikawa"'),
    "a plan of three that two of them held": plan('by = ["japan", "ukraine"]\nto = "cambodia"') + held("2024-07-02", 'by = "kamikawa"'),
    "a plan that was cancelled, and made anew as another": plan('to = "cambodia"')
    + event("plan/off", "schedule-change", 'scheduled = "plan"\nstage = "cancelled"\nby = -\nwhen = "2024-07-02"')
    + event("plan-2", "scheduled", 'engagement = "meeting"\nto = "cambodia"\nwhen = "2024-07-03"'),
    "a treaty that one signs after the other has left it": TREATY
    + act("signed", "2000") + act("denounced", "2005") + act("signed", "2010", 'by = "cambodia"'),
    "a treaty that is in force before it is signed": TREATY + act("in-force", "2001", "by = -") + act("signed", "2002"),
    "a letter that arrives on the day on which it is sent": event(
        "letter", "communication", 'form = "letter"\nby = "japan"\nto = "cambodia"\nsent = "2024-07-06"\nreceived = "2024-07-06"'
    ),
    "a letter of one minister to another of the same name": event(
        "letter", "communication", 'form = "letter"\nby = ["kamikawa", "japan"]\nto = ["hun-manet", "cambodia"]'
    ),
    "relations that two establish together": event("r", "relations", 'relation = "established"\nby = ["japan", "cambodia"]'),
    "a diplomat who is told to leave, of no country that is named": event(
        "png", "relations", 'relation = "persona-non-grata"\nby = "cambodia"\nperson = "kamikawa"'
    ),
    "a commitment of both to each other": event("c", "commitment", 'by = ["japan", "cambodia"]\nto = ["japan", "cambodia"]'),
    "a stage that was reached before the commitment was told of": event("c", "commitment", 'by = "japan"\nto = "cambodia"')
    + event("s", "progress", 'when = "2024-07-01"\nadvances = { commitment = "c", stage = "under-way" }'),
    "a meeting on the margins of a conference that begins the day after": event(
        "assembly", "conference", 'by = ["japan", "cambodia"]\nwhen = "2024-07-07/2024-07-09"'
    ) + event("aside", "meeting", 'to = "hun-manet"\non_margins_of = ["assembly"]'),
    "a name that ends on the day on which the next begins": '[[actor]]\nid = "land"\nkind = "state"\nname = "Land"\ncode = "FR"\n'
    'called = [{ name = "Old", when = "1990/2000-01-01" }, { name = "Older", when = "1980/1990" }]\n',
    "a text that replaces two, one of which replaced the other": "".join(
        f'[[source]]\nid = "{id}"\ntitle = "T"\nkind = "readout"\nside = "JP"\nread = "full"\n{more}\n'
        for id, more in (("a", ""), ("b", 'supersedes = "a"'), ("c", 'supersedes = ["a", "b"]'))
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_what_looks_odd_and_happens_is_accepted(case: str) -> None:
    """Sources may say so, and nothing in it contradicts itself."""
    with given(VISIT, CASES[case]) as asked:
        assert asked.known > 13

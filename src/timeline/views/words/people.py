"""People and sides in English: who takes part in which office, who says something, and which side reports it."""

import re
from collections.abc import Iterable

from timeline.entries import Other, Participant
from timeline.projections.citation import Citation
from timeline.projections.meetings import Present
from timeline.projections.names import Names
from timeline.projections.world import Account
from timeline.values import VOICES


def participant_text(participant: Participant, names: Names) -> str:
    """`Kamikawa Yoko (Foreign Minister of Japan)`."""
    office = f" ({', '.join(map(names.actor, participant.offices))})" if participant.offices else ""
    behalf = f" on behalf of {spoken(participant.on_behalf_of, names)}" if participant.on_behalf_of else ""
    return names.actor(participant.who) + office + behalf


def others_text(others: Iterable[Other], names: Names) -> str:
    """Those who were there beside the principals: `Qatar (mediator), Ana Abe (adviser, member for JP)`."""
    return ", ".join(_other_text(other, names) for other in others)


def _other_text(other: Other, names: Names) -> str:
    what = ", ".join(filter(None, (other.function, other.role)))
    what += f" for {spoken_side(other.for_, names)}" if other.for_ else ""
    return f"{names.actor(other.who) if other.who else other.name} ({what})"


def participants_text(participants: Iterable[Participant], names: Names) -> str:
    """Participants with their offices, joined by commas."""
    return ", ".join(participant_text(participant, names) for participant in participants)


def present_text(present: Present, names: Names) -> str:
    """Somebody who took part: `Sok Chenda Sophea (Deputy Prime Minister, Foreign Minister of Cambodia)`.

    An office that no source of the meeting states is one by the record of offices.
    """
    by_record = "" if present.stated else "by the record, "
    held = [office_text(id, capacity, names) for id, capacity in present.held.items()]
    offices = f" ({by_record}{', '.join(held)})" if held else ""
    behalf = f" on behalf of {spoken(present.on_behalf_of, names)}" if present.on_behalf_of else ""
    return names.actor(present.who) + offices + behalf


def office_text(id: str, capacity: str, names: Names) -> str:
    """`acting Foreign Minister of Georgia`; `Foreign Minister of Georgia, designate`."""
    if capacity == "designate":
        return f"{names.actor(id)}, designate"
    return names.actor(id) if capacity == "substantive" else f"{capacity.replace('-', ' ')} {names.actor(id)}"


def office_holder_text(participant: Participant, account: Account) -> str:
    """A participant with the office in which they take part, from the event or what it is part of."""
    events = (whole.event for whole in account.wholes)
    same = (
        other for event in events for other in (*event.by, *event.to) if other.who == participant.who and other.offices
    )
    return participant_text(participant if participant.offices else next(same, participant), account.names)


def plural(act: str) -> str:
    """The act of several: `agree`, `discuss`."""
    return act.removesuffix("es") if act.endswith("sses") else act.removesuffix("s")


_ARTICLE = re.compile(
    r"^(?:United|State of|Isle of|Holy See|Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros|Congo)\b"
    r"|\b(?:Republic|Federation|Federated|Kingdom|Emirates?|States|Union|Territor(?:y|ies))\b"
    r"|(?<!the South Sandwich) Islands$"
)
"""The names of states and territories that English says with an article."""
_BODIES = frozenset({"ministry", "international-organisation"})
"""The kinds of actor whose names have one, unless they are acronyms."""
"""The names of parties that English says with an article."""


def spoken(id: str, names: Names) -> str:
    """The name of an actor within a sentence: `the United States`, `the Ministry of Finance`, `Japan`."""
    name, actor = names.actor(id), names.actors.get(id)
    if actor is None or name.startswith("The "):
        return name
    if actor.kind in _BODIES:
        return f"the {name}" if " " in name else name
    return f"the {name}" if actor.is_party and _ARTICLE.search(name) else name


def possessive(name: str) -> str:
    """`Japan's`, `the United States'`."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def according_to(sides: Iterable[str], names: Names) -> str:
    """`According to Japan, `; empty for no side."""
    reporting = [spoken_side(side, names) for side in sides]
    return f"According to {' and '.join(reporting)}, " if reporting else ""


def spoken_side(side: str, names: Names) -> str:
    """Who a side is, within a sentence: `the United States`, `the press`."""
    party = names.of_code(side)
    return spoken(party, names) if party else names.side(side)


def side_text(sides: Iterable[str]) -> str:
    """`JP+KH+analyst`: states first, each once; `?` for a source that is not registered."""
    return "+".join(sorted(dict.fromkeys(sides), key=lambda side: (side in VOICES, side))) or "?"


_LETTERS = {"press": "P", "analyst": "A"}


def mark_text(citations: Iterable[Citation]) -> str:
    """Whose word it is, as a brief marks it: `JP, KH*, A, P`.

    A party in a text of its own; with a star where another text retells it; P for the press, A for an analyst.
    """
    own, retold, voices = set[str](), set[str](), set[str]()
    for citation in citations:
        for side in citation.side:
            if side in VOICES:
                voices.add(_LETTERS[side])
            else:
                (retold if citation.evidence.via else own).add(side)
    return ", ".join([*sorted(own | {f"{side}*" for side in retold - own}), *sorted(voices)])


def in_own_voice(sides: Iterable[str]) -> bool:
    """Whether no state says so, only press or analysts."""
    return set(sides) <= set(VOICES)

"""Actors, offices, engagements and sources as FollowTheMoney entities, for Aleph: one JSON object a line.

Lost: statements, commitments and their stages, conflicts, passages, and which side says what. A time that is not firm
stands in a description, in words. The first entity is a note of the basis.
Source: followthemoney.tech, the model of version 4.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from timeline.answers.facts import Fact, FactsAnswer
from timeline.entries import Actor, Engagement, OfficeChange, Source
from timeline.entries.fields import BEGINNING, ENDING
from timeline.projections.meetings import others_of
from timeline.projections.names import Names
from timeline.projections.stated import place_of
from timeline.projections.world import Account
from timeline.text import shown
from timeline.views.data.tables import Row, basis_note, firm, firm_bounds
from timeline.views.words.event import kind_words
from timeline.views.words.time import when_text

_SCHEMATA = {
    "state": "PublicBody",
    "ministry": "PublicBody",
    "organisation": "Organization",
    "international-organisation": "Organization",
    "entity": "Organization",
    "person": "Person",
    "office": "Position",
}
Entity = dict[str, object]


def write(stream: TextIO, facts: Iterable[FactsAnswer], basis: Row) -> None:
    """Write the entities as they come."""
    note = {"name": ["Basis of this export"], "description": [basis_note(basis)]}
    stream.write(_line({"id": "timeline-.basis", "schema": "Note", "properties": note}))
    for part in facts:
        stream.writelines(_line(entity) for entity in _entities(part))


def _line(entity: Entity) -> str:
    return json.dumps(entity, ensure_ascii=False) + "\n"


def _entities(part: FactsAnswer) -> Iterator[Entity]:
    for found in part.registered:
        if found.withdrawn:
            continue
        if isinstance(found.entry, Actor):
            yield _actor(found.entry, part.names)
        elif isinstance(found.entry, Source):
            yield _source(found.entry)
    for fact in part.events:
        if fact.counted and isinstance(fact.account.event, Engagement):
            yield _engagement(fact)
        elif fact.counted and isinstance(fact.account.event, OfficeChange):
            yield _occupancy(fact)


def _entity(id: str, schema: str, **properties: Iterable[str | None]) -> Entity:
    """An entity; empty properties are left out, and texts are shown safely."""
    filled = {name: [shown(value) for value in values if value] for name, values in properties.items()}
    kept = {name: values for name, values in filled.items() if values}
    return {"id": f"timeline-{id}", "schema": schema, "properties": kept}


def _actor(actor: Actor, names: Names) -> Entity:
    schema = _SCHEMATA[actor.kind]
    state = names.actors.get(actor.of)
    code = actor.code.lower() or (state.code.lower() if state else "")
    more = {"wikidataId": [actor.wikidata]} if schema != "Position" else {}
    return _entity(actor.id, schema, name=[actor.name], alias=actor.names, country=[code], **more)


def _source(source: Source) -> Entity:
    return _entity(
        source.id, "Document", title=[source.title], publisher=[source.publisher], sourceUrl=[source.url],
        date=[firm(source.date)],
        description=[f"Side: {', '.join(source.side)}; read: {source.read}"],
    )  # fmt: skip


def _engagement(fact: Fact) -> Entity:
    account, event = fact.account, fact.account.event
    return _entity(
        event.id, "Event", name=[event.title], location=[place_of(account)], **_times(account, event.text),
        involved=dict.fromkeys(f"timeline-{who}" for who in _involved(fact)), keywords=[event.what],
        proof=dict.fromkeys(f"timeline-{citation.evidence.source}" for citation in account.vouching),
    )  # fmt: skip


def _involved(fact: Fact) -> Iterator[str]:
    """Who took part, and who was there beside them, as far as they are registered."""
    yield from (one.who for one in fact.people)
    yield from (other.who for other in others_of(fact.account) if other.who)


def _times(account: Account, text: str) -> dict[str, list[str | None]]:
    """When an event was, as far as a field holds it; else in words."""
    time = account.time
    if time.lasted and not time.marks:
        first, last = firm_bounds(time)
        return {"startDate": [first], "endDate": [last], "description": [text]}
    note = None if firm(time.text) else f"When: {when_text(time)}"
    return {"date": [firm(time.text)], "description": [text, note]}


_CHANGES = {"assumed": "Taken"}


def _occupancy(fact: Fact) -> Entity:
    event = fact.account.event
    assert isinstance(event, OfficeChange), "only changes of office were chosen"
    time = fact.account.time
    bound = {**dict.fromkeys(BEGINNING, "startDate"), **dict.fromkeys(ENDING, "endDate")}.get(event.change, "date")
    change = _CHANGES.get(event.change) or kind_words(event.change).capitalize()
    note = None if firm(time.text) else f"{change}: {when_text(time)}"
    status = [event.capacity or None]
    return _entity(
        event.id, "Occupancy", holder=[f"timeline-{event.person}"], post=[f"timeline-{event.office}"],
        **{bound: [firm(time.text)]}, description=[note], status=status,
    )  # fmt: skip

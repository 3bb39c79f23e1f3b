"""Actors, offices, engagements and sources as FollowTheMoney entities, for Aleph: one JSON object a line.

Lost: statements, commitments and their stages, conflicts, passages, and which side says what. An uncertain time has
its first and its last day. The first entity is a note of the basis.
Source: followthemoney.tech, the model of version 4.
"""

import json
from collections.abc import Iterable, Iterator
from typing import TextIO

from timeline.answers.facts import Fact, FactsAnswer
from timeline.entries import Actor, Engagement, OfficeChange, Source
from timeline.projections.names import Names
from timeline.projections.stated import place_of
from timeline.text import shown
from timeline.values import parse_when
from timeline.views.data.tables import Row, basis_note, day

_SCHEMATA = {
    "state": "PublicBody",
    "ministry": "PublicBody",
    "organisation": "Organization",
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
    date = parse_when(source.date).span if source.date else None
    return _entity(
        source.id, "Document", title=[source.title], publisher=[source.publisher], sourceUrl=[source.url],
        date=[day(date.first) if date else None],
        description=[f"Side: {', '.join(source.side)}; read: {source.read}"],
    )  # fmt: skip


def _engagement(fact: Fact) -> Entity:
    account, event = fact.account, fact.account.event
    time = account.time
    return _entity(
        event.id, "Event", name=[event.title], description=[event.text], location=[place_of(account)], startDate=[
            day(time.start_earliest)], endDate=[day(time.end_latest)],
        involved=[f"timeline-{one.who}" for one in fact.people], keywords=[event.what],
        proof=dict.fromkeys(f"timeline-{citation.evidence.source}" for citation in account.citations),
    )  # fmt: skip


def _occupancy(fact: Fact) -> Entity:
    event = fact.account.event
    assert isinstance(event, OfficeChange), "only changes of office were chosen"
    time = fact.account.time
    bound = (
        {"startDate": [day(time.start_latest)]} if event.change == "assumed" else {"endDate": [day(time.start_latest)]}
    )
    return _entity(
        event.id, "Occupancy", holder=[f"timeline-{event.person}"], post=[f"timeline-{event.office}"], **bound
    )

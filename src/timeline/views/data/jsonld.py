"""Events, evidence and provenance as JSON-LD, with the words of schema.org, PROV and Web Annotation.

Lost: corrections, silences, values in conflict, commitments and their stages, and the order of events of one day.
Days are those that are firm; a time as it is recorded, in EDTF, is in `temporalCoverage`.
A passage is a range of two text quotes: from its first words to its last.
Source: schema.org; W3C PROV-O; W3C Web Annotation Data Model; JSON-LD 1.1.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from timeline.answers.facts import Fact, FactsAnswer
from timeline.entries import Actor, Document, DocumentAction, Engagement, Other, Passage, Source
from timeline.projections.citation import Citation
from timeline.projections.meetings import others_of
from timeline.projections.stated import place_of
from timeline.text import shown
from timeline.views.data.tables import Row, basis_note, firm, firm_bounds

_CONTEXT = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "t": "urn:timeline:",
    "startDate": {"@type": "xsd:date"},
    "endDate": {"@type": "xsd:date"},
}
_TYPES = {
    "state": "Country", "ministry": "GovernmentOrganization", "organisation": "Organization", "person": "Person",
    "office": "Role", "international-organisation": "Organization", "entity": "Organization",
}  # fmt: skip


def write(stream: TextIO, facts: Iterable[FactsAnswer], basis: Row) -> None:
    """Write one graph, node by node."""
    stream.write(f'{{"@context": {json.dumps(_CONTEXT)},\n"@graph": [\n')
    dataset = {"@id": "t:.basis", "@type": "Dataset", "name": "Timeline", "description": basis_note(basis)}
    stream.write(json.dumps(dataset, ensure_ascii=False))
    for part in facts:
        stream.writelines(",\n" + json.dumps(node, ensure_ascii=False) for node in _nodes(part))
    stream.write("\n]}\n")


def _nodes(part: FactsAnswer) -> Iterator[dict[str, Any]]:
    for found in part.registered:
        if found.withdrawn:
            continue
        match found.entry:
            case Actor() as actor:
                yield _actor(actor)
            case Source() as source:
                yield _source(source)
            case Document() as document:
                yield _document(document)
            case _:
                pass
    for fact in part.events:
        if fact.counted:
            yield _event(fact)


def _node(id: str, type_: str, **fields: object) -> dict[str, Any]:
    """A node; empty fields are left out."""
    return {"@id": f"t:{id}", "@type": type_} | {name: value for name, value in fields.items() if value}


def _ref(id: str) -> dict[str, str]:
    return {"@id": f"t:{id}"}


def _actor(actor: Actor) -> dict[str, Any]:
    same = f"http://www.wikidata.org/entity/{actor.wikidata}" if actor.wikidata else ""
    return _node(
        actor.id, _TYPES[actor.kind], name=shown(actor.name), alternateName=list(map(shown, actor.names)),
        sameAs={"@id": same} if same else None, memberOf=_ref(actor.of) if actor.of else None,
    )  # fmt: skip


def _source(source: Source) -> dict[str, Any]:
    return _node(
        source.id, "CreativeWork", name=shown(source.title), publisher=shown(source.publisher),
        datePublished=firm(source.date), url={"@id": _iri(source.url)} if source.url else None, genre=source.kind,
        inLanguage=shown(source.language), isBasedOn=list(map(_ref, source.retells)),
    )  # fmt: skip


def _document(document: Document) -> dict[str, Any]:
    return _node(
        document.id, "CreativeWork", name=shown(document.title), alternateName=shown(document.form_said),
        genre=document.form.replace("-", " "), contributor=list(map(_ref, document.parties)),
    )  # fmt: skip


def _iri(address: str) -> str:
    """An address without the signs that no IRI has, which would end it for whoever writes it out. Source: RFC 3987."""
    return "".join(f"%{ord(sign):02X}" if sign in '<>"{}|^`\\' else sign for sign in address)


def _event(fact: Fact) -> dict[str, Any]:
    """An engagement as an Event, anything else as an Action; each with its sources, and where these say so."""
    account, event = fact.account, fact.account.event
    first, last = firm_bounds(account.time)
    node = _node(
        event.id, "Event" if isinstance(event, Engagement) else "Action", name=shown(event.title),
        description=shown(event.text), startDate=first, endDate=last, temporalCoverage=account.time.text,
        location=shown(place_of(account)), additionalType=event.what, about=list(map(_ref, event.topics)),
        superEvent=[_ref(id) for value in account.values("part_of") for id in value],
    )  # fmt: skip
    node |= {"object": _ref(event.document)} if isinstance(event, DocumentAction) else {}
    node |= _people(fact)
    sources = dict.fromkeys(citation.evidence.source for citation in account.vouching)
    node["prov:wasDerivedFrom"] = list(map(_ref, sources))
    node["prov:generatedAtTime"] = {"@type": "xsd:dateTime", "@value": account.original.recorded_at}
    node["prov:wasAttributedTo"] = shown(account.original.recorded_by)
    node["subjectOf"] = [_annotation(event.id, citation) for citation in account.vouching]
    return {name: value for name, value in node.items() if value}


def _role(other: Other) -> dict[str, Any]:
    """Somebody who was there beside the principals, and as what."""
    who = _ref(other.who) if other.who else {"@type": "Person", "name": shown(other.name)}
    return {"@type": "Role", "roleName": other.role, "contributor": who}


def _people(fact: Fact) -> dict[str, Any]:
    """Who met, and who was there beside them; or who did it, and to whom."""
    if isinstance(fact.account.event, Engagement):
        beside = list(map(_role, others_of(fact.account)))
        return {"attendee": [_ref(one.who) for one in fact.people], "contributor": beside}
    agents = {participant.who for participant in fact.account.event.by}
    sides: dict[str, list[dict[str, str]]] = {"agent": [], "participant": []}
    for one in fact.people:
        sides["agent" if one.who in agents else "participant"].append(_ref(one.who))
    return sides


def _annotation(event: str, citation: Citation) -> dict[str, Any]:
    """That a source says so, in which passages as far as these are recorded, and for which sides."""
    item = citation.evidence
    return {
        "@type": "oa:Annotation",
        "oa:hasBody": _ref(event),
        "oa:hasTarget": [
            {"oa:hasSource": _ref(item.source)} | ({"oa:hasSelector": _selector(passage)} if passage else {})
            for passage in item.passages or (None,)
        ],
        "spokenByCharacter": list(citation.side),
    }


def _selector(passage: Passage) -> dict[str, Any]:
    start = {"@type": "oa:TextQuoteSelector", "oa:exact": shown(passage.start)}
    if not passage.end:
        return start
    end = {"@type": "oa:TextQuoteSelector", "oa:exact": shown(passage.end)}
    return {"@type": "oa:RangeSelector", "oa:hasStartSelector": start, "oa:hasEndSelector": end}

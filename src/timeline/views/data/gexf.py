"""Who met whom as a network in GEXF, for Gephi: actors, and an edge for each pair, with the days on which they met.

Lost: everything but the meetings; of these, the hour, the place and who says so. An edge has a spell for each meeting,
from the first day on which it may have begun to the last on which it may have ended.
Source: gexf.net, GEXF 1.3.
"""

from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from timeline.answers.facts import FactsAnswer
from timeline.projections.meetings import is_meeting
from timeline.text import shown
from timeline.views.data.tables import Row, basis_note, day, encounters

Spell = tuple[str | None, str | None]


def write(stream: TextIO, facts: Iterable[FactsAnswer], basis: Row) -> None:
    """Write the network. It has as many edges as pairs of people, however often they met."""
    nodes, edges = dict[str, tuple[str, str, str]](), dict[tuple[str, str], list[Spell]]()
    for part in facts:
        _gather(part, nodes, edges)
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<gexf xmlns="http://gexf.net/1.3" version="1.3">\n')
    stream.write("<meta><creator>Timeline</creator>\n")
    stream.write(f"<description>{_text(f'Who met whom. {basis_note(basis)}')}</description></meta>\n")
    stream.write(
        '<graph defaultedgetype="undirected" mode="dynamic" timeformat="date" timerepresentation="interval">\n'
    )
    stream.write('<attributes class="node"><attribute id="kind" title="kind" type="string"/>')
    stream.write('<attribute id="party" title="party" type="string"/></attributes>\n<nodes>\n')
    stream.writelines(_node(id, *nodes[id]) for id in sorted(nodes))
    stream.write("</nodes>\n<edges>\n")
    stream.writelines(_edges(edges))
    stream.write("</edges>\n</graph>\n</gexf>\n")


def _gather(
    part: FactsAnswer, nodes: dict[str, tuple[str, str, str]], edges: dict[tuple[str, str], list[Spell]]
) -> None:
    for fact in part.events:
        account = fact.account
        if not fact.counted or not is_meeting(account):
            continue
        spell = day(account.time.start_earliest), day(account.time.end_latest)
        for one, other in encounters(fact):
            edges.setdefault((min(one.who, other.who), max(one.who, other.who)), []).append(spell)
            for present in (one, other):
                actor = part.names.actors.get(present.who)
                kind = actor.kind if actor else ""
                nodes[present.who] = (part.names.actor(present.who), kind, part.names.actor(present.party))


def _node(id: str, name: str, kind: str, party: str) -> str:
    values = f'<attvalue for="kind" value={_quoted(kind)}/><attvalue for="party" value={_quoted(party)}/>'
    return f"<node id={_quoted(id)} label={_quoted(name)}><attvalues>{values}</attvalues></node>\n"


def _edges(edges: dict[tuple[str, str], list[Spell]]) -> Iterator[str]:
    for number, ((one, other), spells) in enumerate(sorted(edges.items(), key=lambda edge: edge[0])):
        inside = "".join(f"<spell{_bound('start', first)}{_bound('end', last)}/>" for first, last in spells)
        ends = f"source={_quoted(one)} target={_quoted(other)}"
        yield f'<edge id="{number}" {ends} weight="{len(spells)}"><spells>{inside}</spells></edge>\n'


def _bound(name: str, value: str | None) -> str:
    return f' {name}="{value}"' if value else ""


def _text(text: str) -> str:
    return escape(shown(text))


def _quoted(text: str) -> str:
    return quoteattr(shown(text))

"""The facts as tables: what CSV, Parquet and SQLite share. Each table and each column says what it holds.

Values are those that stand at the basis: corrections are applied, nothing is converted, and no conflict is decided.
"""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from importlib.resources import files
from itertools import combinations
from typing import Literal, NamedTuple

from timeline.answers.compare import ComparisonAnswer
from timeline.answers.facts import Fact, FactsAnswer
from timeline.entries import (
    Actor,
    Attestation,
    Called,
    Correction,
    Document,
    Entry,
    Event,
    Money,
    Quantity,
    Signing,
    Source,
    Topic,
)
from timeline.projections.citation import Citation
from timeline.projections.meetings import Present, is_meeting
from timeline.projections.stated import minutes_of, place_of
from timeline.projections.world import Account
from timeline.values import OPEN_AFTER, OPEN_BEFORE, When, parse_amount, parse_when
from timeline.views.data.details import details
from timeline.views.words.evidence import plain_text

Kind = Literal["text", "integer", "boolean", "date"]
Row = tuple[object, ...]


class Column(NamedTuple):
    """A column of a table."""

    name: str
    kind: Kind
    meaning: str


class FactTable(NamedTuple):
    """A table: what a row is, its key, its columns, and the rows that a part of the record gives."""

    name: str
    meaning: str
    key: tuple[str, ...]
    """The columns that no two rows share; empty when rows may be alike."""
    columns: tuple[Column, ...]
    rows: Callable[[FactsAnswer], Iterable[Row]]


# --- values ---------------------------------------------------------------------------


def day(ordinal: int) -> str | None:
    """A day in ISO 8601; None for one that is open."""
    return date.fromordinal(ordinal).isoformat() if OPEN_BEFORE < ordinal < OPEN_AFTER else None


def firm(text: str) -> str | None:
    """A time in EDTF that is a day, a month or a year; None for one that is uncertain, open, or lasted."""
    return text if text.replace("-", "").isdigit() else None


def firm_bounds(when: When) -> tuple[str | None, str | None]:
    """The day on which something began, and the one on which it ended, as far as these are certain."""
    certain = when.lasted or when.certain_day is not None
    first = day(when.start_latest) if when.start_earliest == when.start_latest else None
    last = day(when.end_latest) if when.end_earliest == when.end_latest else None
    return (first, last) if certain and not when.marks else (None, None)


def basis_note(basis: Row) -> str:
    """What an export rests on, in a sentence: for formats without a place for it."""
    position, root, on, _ = basis
    return f"Timeline, basis #{position} root {root} on {on}."


def _days(text: str) -> tuple[str | None, str | None]:
    """The first and the last day of a time in EDTF."""
    if not text:
        return None, None
    span = parse_when(text).span
    return day(span.first), day(span.last)


def _joined(items: Iterable[str]) -> str:
    return "; ".join(items)


# --- the tables -----------------------------------------------------------------------


def _actors(facts: FactsAnswer) -> Iterator[Row]:
    for found in facts.registered:
        if isinstance(actor := found.entry, Actor):
            yield (
                actor.id, found.position, actor.kind, actor.name, _joined(actor.names), actor.of or None,
                actor.code or None, actor.wikidata or None, _joined(map(_called, actor.called)), found.withdrawn,
            )  # fmt: skip


def _called(called: Called) -> str:
    """A former name: `Burma (BU), ../1989`."""
    name = f"{called.name} ({called.code})" if called.name and called.code else called.name or called.code
    return f"{name}, {called.when}"


def _topics(facts: FactsAnswer) -> Iterator[Row]:
    for found in facts.registered:
        if isinstance(topic := found.entry, Topic):
            yield topic.id, found.position, topic.name, topic.under or None, found.withdrawn


def _sources(facts: FactsAnswer) -> Iterator[Row]:
    for found in facts.registered:
        if isinstance(source := found.entry, Source):
            yield (
                source.id, found.position, source.title, source.kind, _joined(source.side), source.read,
                source.publisher or None, source.date or None, *_days(source.date), source.url or None,
                source.archive or None, source.language or None, source.sha256 or None, _joined(source.retells),
                source.issuer or None, _joined(source.supersedes), source.document or None,
                source.translation_of or None,
                found.withdrawn,
            )  # fmt: skip


def _events(facts: FactsAnswer) -> Iterator[Row]:
    for fact in facts.events:
        account, event = fact.account, fact.account.event
        time, (start, zone) = account.time, account.clock
        due: str = getattr(event, "due", "")
        yield (
            event.id, account.position, event.what, event.title, event.text or None, time.text or None,
            day(time.start_earliest), day(time.start_latest), day(time.end_latest), start or None, zone or None,
            minutes_of(account) or None, place_of(account) or None, getattr(event, "act", None),
            getattr(event, "document", None), getattr(event, "level", None), _detail(event),
            account.part_of_day or None, event.when_said or None, event.calendar, event.form_said or None,
            getattr(event, "rank", None), due or None, *_days(due),
            _joined(account.sides), event.inferred, fact.counted, account.withdrawn is not None,
            account.original.recorded_at, account.original.recorded_by,
        )  # fmt: skip


def _detail(event: Event) -> str | None:
    """What an event did, in the word of the record: the change, the stage, the action, the form of a letter."""
    names = ("form", "engagement", "stage", "action", "relation", "change")
    return next((str(value) for name in names if (value := getattr(event, name, None))), None)


def _participants(facts: FactsAnswer) -> Iterator[Row]:
    for fact in facts.events:
        event = fact.account.event
        said = {participant.who for participant in event.by}
        for one in fact.people:
            role = "by" if one.who in said else "to"
            yield (
                event.id, one.who, role, one.party or None, _joined(one.offices), one.stated, one.on_behalf_of or None,
                _joined(one.capacities),
            )  # fmt: skip


def _links(facts: FactsAnswer) -> Iterator[Row]:
    for fact in facts.events:
        account = fact.account
        wholes = dict.fromkeys(id for value in account.values("part_of") for id in value)
        relations = {"part_of": wholes, "about": account.event.about, "after": account.event.after,
                     "told_in": account.event.told_in, "part_of_one_of": account.event.part_of_one_of}  # fmt: skip
        named = ("on_margins_of", "scheduled", "fulfilled_by", "document", "instrument")
        relations |= {name: _ids(account.event, name) for name in named}
        for relation, targets in relations.items():
            for target in targets:
                yield account.id, relation, target
        for advance in account.event.advances:
            yield account.id, f"advances to {advance.stage}", advance.commitment


def _ids(event: Event, name: str) -> tuple[str, ...]:
    """The ids in a field of an event; the kind of document that an older signing has is none."""
    value = () if isinstance(event, Signing) else getattr(event, name, ())
    return value if isinstance(value, tuple) else (value,) if value else ()


def _others(facts: FactsAnswer) -> Iterator[Row]:
    for fact in facts.events:
        for value in fact.account.said("others"):
            for other in value.value if isinstance(value.value, tuple) else ():
                yield (
                    fact.account.id, other.who or None, other.name or None, other.role, other.function or None,
                    other.for_ or None, _joined(value.sides),
                )  # fmt: skip


def _documents(facts: FactsAnswer) -> Iterator[Row]:
    for found in facts.registered:
        if isinstance(document := found.entry, Document):
            yield (
                document.id, found.position, document.title, document.form, document.form_said or None,
                _joined(document.parties), found.withdrawn,
            )  # fmt: skip


def _document_acts(facts: FactsAnswer) -> Iterator[Row]:
    for held in facts.documents:
        for number, act in enumerate(held.acts, 1):
            yield (
                held.key, number, act.action, _joined(act.by), act.event, act.when or None, *_days(act.when),
                act.effective or None, held.standing or None,
            )  # fmt: skip


def _plans(facts: FactsAnswer) -> Iterator[Row]:
    for plan in facts.plans:
        for number, turn in enumerate(plan.turns, 1):
            yield (
                plan.key, number, plan.title, plan.engagement, turn.stage, turn.event, turn.when or None,
                *_days(turn.when), turn.due or None, *_days(turn.due), turn.due_said or None, _joined(turn.reasons),
                turn.fulfilled_by or None,
            )  # fmt: skip


def _event_topics(facts: FactsAnswer) -> Iterator[Row]:
    return ((fact.account.id, topic) for fact in facts.events for topic in fact.account.event.topics)


def _event_states(facts: FactsAnswer) -> Iterator[Row]:
    return ((fact.account.id, state) for fact in facts.events for state in sorted(fact.account.parties))


def _evidence(facts: FactsAnswer) -> Iterator[Row]:
    for fact in facts.events:
        for citation in fact.account.citations:
            yield from _passages(fact.account, citation)


def _passages(account: Account, citation: Citation) -> Iterator[Row]:
    """A row for each passage; one without any for what cites none."""
    item, entry = citation.evidence, citation.entry
    says = entry.says if isinstance(entry, Attestation) else None
    fields = item.for_ or tuple(name for name in says.__struct_fields__ if getattr(says, name)) if says else item.for_
    for passage in item.passages or (None,):
        words = (passage.start, passage.end or None) if passage else (None, None)
        yield (
            account.id, citation.position, item.source, _joined(item.via), _joined(citation.side), *words,
            _bearing(entry), _joined(fields), account.id != entry.id, item.paragraph or None,
        )  # fmt: skip


def _bearing(entry: Entry) -> str:
    """What evidence does for its event: an inference is none, and a contradiction speaks against it."""
    if getattr(entry, "against", ()):
        return "contradicts"
    return "inferred" if getattr(entry, "inferred", False) else "supports"


def _amounts(facts: FactsAnswer) -> Iterator[Row]:
    for fact in facts.events:
        for value in fact.account.said("money"):
            if isinstance(money := value.value, Money):
                units = parse_amount(money.amount).minor_units(money.currency)
                yield (
                    fact.account.id, money.currency, money.amount, units if abs(units) < _MOST_UNITS else None,
                    money.approximate, money.at_most, _joined(value.sides), _joined(value.sources),
                )  # fmt: skip


_MOST_UNITS = 2**63
"""What a column of whole numbers holds."""


def _commitments(facts: FactsAnswer) -> Iterator[Row]:
    for owed in facts.commitments:
        yield (
            owed.key, owed.title, _joined(owed.by), _joined(owed.to), _joined(owed.told_by), owed.stage, owed.open,
            bool(owed.overdue), owed.due or None, *_days(owed.due), owed.due_said or None, owed.later,
            owed.firmness or None, owed.condition or None, *_counted(owed.quantities),
        )  # fmt: skip


def _counted(quantities: tuple[Quantity, ...]) -> tuple[int | None, str | None]:
    """How many of what, where the sources that say so agree."""
    return (quantities[0].count, quantities[0].unit) if len(quantities) == 1 else (None, None)


def _stages(facts: FactsAnswer) -> Iterator[Row]:
    for owed in facts.commitments:
        for number, reached in enumerate(owed.stages, 1):
            yield (
                owed.key, number, reached.stage, reached.event, reached.when or None, *_days(reached.when),
                *_counted(reached.quantities),
            )  # fmt: skip


def _conflicts(facts: FactsAnswer) -> Iterator[Row]:
    for dispute in facts.disputes:
        conflict = dispute.conflict
        name = f"{dispute.event} {conflict.field or f'declared by #{conflict.values[-1].positions[0]}'}"
        for place, value in enumerate(conflict.values):
            yield (
                name, dispute.event, conflict.field or None, dispute.kind, plain_text(_plain(value.value)),
                place in conflict.odd, _joined(value.sides), _joined(value.sources), conflict.because or None,
            )  # fmt: skip


def _plain(value: object) -> object:
    import msgspec  # noqa: PLC0415 - values of entries alone need it

    return msgspec.to_builtins(value)


def _amendments(facts: FactsAnswer) -> Iterator[Row]:
    for found in facts.amended:
        entry = found.entry
        changed = (entry.field, plain_text(entry.was), plain_text(entry.now)) if isinstance(entry, Correction) else ()
        yield (
            entry.id, found.position, "correct" if changed else "withdraw", found.target, *(changed or (None,) * 3),
            entry.because or None, found.in_force, entry.recorded_at, entry.recorded_by,
        )  # fmt: skip


def _encounters(facts: FactsAnswer) -> Iterator[Row]:
    for fact in facts.events:
        if fact.counted and is_meeting(fact.account):
            for one, other in encounters(fact):
                yield fact.account.id, one.who, other.who


def encounters(fact: Fact) -> Iterator[tuple[Present, Present]]:
    """Each pair of people of two parties at an event, or of one with another party itself. Source: RULES.md, 11."""
    pairs = ((one, other) for one, other in combinations(fact.people, 2) if not one.party or one.party != other.party)
    return ((one, other) for one, other in pairs if not (one.who == one.party and other.who == other.party))


_ROWS: dict[str, Callable[[FactsAnswer], Iterable[Row]]] = {
    "actors": _actors,
    "topics": _topics,
    "sources": _sources,
    "events": _events,
    "participants": _participants,
    "links": _links,
    "event_topics": _event_topics,
    "event_states": _event_states,
    "evidence": _evidence,
    "amounts": _amounts,
    "commitments": _commitments,
    "stages": _stages,
    "others": _others,
    "documents": _documents,
    "document_acts": _document_acts,
    "plans": _plans,
    "conflicts": _conflicts,
    "amendments": _amendments,
    "details": details,
    "encounters": _encounters,
}


def _described(name: str, rows: Callable[[FactsAnswer], Iterable[Row]] = lambda _: ()) -> FactTable:
    """A table as `tables.toml` describes it."""
    described = _DESCRIPTIONS[name]
    columns = tuple(_column(line) for line in described["columns"].strip().splitlines())
    return FactTable(name, described["meaning"], tuple(described.get("key", ())), columns, rows)


def _column(line: str) -> Column:
    head, _, meaning = line.partition(": ")
    name, _, kind = head.partition(" ")
    return Column(name, kind or "text", meaning)  # type: ignore[arg-type]  # a test compares them with Kind


_DESCRIPTIONS = tomllib.loads(files("timeline.views.data").joinpath("tables.toml").read_text(encoding="utf-8"))
TABLES = tuple(_described(name, rows) for name, rows in _ROWS.items())
"""The tables, in the order in which they are written."""
READOUTS = _described("readouts")
"""A table of its own: its rows are those of comparisons."""
BASIS = _described("basis")
"""What all tables rest on: one row."""


def readout_rows(comparison: ComparisonAnswer) -> Iterator[Row]:
    """The rows of READOUTS that a comparison gives."""
    for row in comparison.rows:
        for side, cell in row.sides.items():
            yield comparison.visit, row.id, side, cell, _joined(row.disputed)

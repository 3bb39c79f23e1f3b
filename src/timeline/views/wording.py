"""How values are said in English: dates, money, people, evidence, changes.

Pure, and the same words for the plain output and for the screen.
"""

from collections.abc import Iterable
from datetime import date
from typing import assert_never

import msgspec

from timeline.entries import (
    Announcement,
    AnyEvent,
    Conference,
    CourtesyCall,
    Dialogue,
    Dinner,
    Event,
    Evidence,
    Meeting,
    Money,
    OfficeChange,
    Participant,
    Passage,
    PhoneCall,
    Progress,
    Publication,
    Quantity,
    Remarks,
    Says,
    Signing,
    SiteVisit,
    Source,
    Statement,
    Status,
    Terms,
    Visit,
)
from timeline.entries import Commitment as CommitmentEvent
from timeline.projections.relationship import (
    Change,
    Contact,
    Disagreement,
    Held,
    Initiative,
    Instrument,
    Level,
    Mechanism,
    Owed,
    Position,
    Touched,
)
from timeline.projections.values_said import Conflict, Minutes, ValueSaid
from timeline.projections.world import Account, World
from timeline.values import OPEN_AFTER, OPEN_BEFORE, VOICES, When, parse_amount, parse_when, spanning
from timeline.views.amounts import many, money_text, moneys_text, quantities_text, quantity_text, terms_text

_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905 - reads better than twelve quoted words
_WHOLE_YEAR = (1, 1, 12, 31)


def day_text(day: date) -> str:
    """`6 July 2024`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def when_text(when: When | str) -> str:
    """A time in words: `5–6 July 2024`, `5 or 6 July 2024`, `on or before 5 July 2024`."""
    if isinstance(when, str):
        if not when:
            return "time not said"
        when = parse_when(when)
    mark = "".join({"?": " (uncertain)", "~": " (about)"}[mark] for mark in when.marks)
    return _bounds_text(when) + mark


def _bounds_text(when: When) -> str:
    if when.members:
        return _set_text([_bounds_text(one) for one in when.pieces])
    first, last = when.span
    if first == OPEN_BEFORE and last == OPEN_AFTER:
        return "time not known"
    if when.lasted and OPEN_BEFORE in when.bounds:
        return f"until {_end_text(when)}" + (", beginning not known" if when.start_latest != OPEN_BEFORE else "")
    if when.lasted and OPEN_AFTER in when.bounds:
        # An open end has not come; an end that nobody tells may have.
        return f"from {_start_text(when)}" + (" onwards" if when.end_earliest == OPEN_AFTER else ", end not known")
    if first == OPEN_BEFORE:
        return f"on or before {day_text(date.fromordinal(last))}"
    if last == OPEN_AFTER:
        return f"on or after {day_text(date.fromordinal(first))}"
    start, end = date.fromordinal(first), date.fromordinal(last)
    if first == last:
        return day_text(start)
    if when.lasted and (when.start_earliest, when.end_earliest) != (when.start_latest, when.end_latest):
        first_text, last_text = _start_text(when), _end_text(when)
        dash = " – " if " " in first_text + last_text else "–"
        return f"{first_text}{dash}{last_text}"
    return _period_text(start, end) or _span_text(start, end, lasted=when.lasted)


def _start_text(when: When) -> str:
    return _bounds_text(spanning(when.start_earliest, when.start_latest))


def _end_text(when: When) -> str:
    return _bounds_text(spanning(when.end_earliest, when.end_latest))


def _set_text(members: list[str]) -> str:
    """`5 or 8 July 2024`: the members of a set; what all of them end with is said once."""
    tails = {one.partition(" ")[2] for one in members}
    if len(tails) == 1 and "" not in tails and all(one.partition(" ")[0].isdigit() for one in members):
        members = [*(one.partition(" ")[0] for one in members[:-1]), members[-1]]
    return f"{', '.join(members[:-1])} or {members[-1]}"


def _period_text(start: date, end: date) -> str:
    """A whole month or whole years, by name."""
    if (start.month, start.day, end.month, end.day) == _WHOLE_YEAR:
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    follows = date.fromordinal(end.toordinal() + 1)
    if start.day == 1 and follows.day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{_MONTHS[start.month - 1]} {start.year}"
    return ""


def _span_text(start: date, end: date, *, lasted: bool) -> str:
    between = "–" if lasted else " or " if end.toordinal() - start.toordinal() == 1 else " to "
    head = "" if lasted or between == " or " else "some time from "
    if (start.year, start.month) == (end.year, end.month):
        return f"{head}{start.day}{between}{day_text(end)}"
    spaced = " – " if lasted else between
    return f"{head}{day_text(start)}{spaced}{day_text(end)}"


def clock_text(account: Account, world: World) -> str:
    """`09:00, about 90 min`; values that sources give differently are in conflict: `19:00 against 17:00`."""
    start, zone = world.clock(account)
    starts = [(start, zone)] if start else _values(account, world, "start")
    said = " against ".join(clock_words(*one) for one in starts if isinstance(one, tuple))
    if start:
        # The same instant on the clocks of another zone.
        told = (one.value for one in world.said(account, "start") if one.zone and one.value != (start, zone))
        said += "".join(f", told as {clock_words(*one)}" for one in told if isinstance(one, tuple))
    minutes = list(dict.fromkeys(_minutes(one) for one in _values(account, world, "minutes")))
    about = [one for one in minutes if one.startswith("about ")]
    # Who says about ninety and who says ninety say the same.
    minutes = [one for one in minutes if f"about {one}" not in about]
    return ", ".join(filter(None, (said, " against ".join(minutes))))


def _minutes(value: object) -> str:
    minutes, approximate = value if isinstance(value, Minutes) else (value, False)
    return f"{'about ' if approximate else ''}{minutes} min"


def clock_words(start: str, zone: str) -> str:
    """`09:00 (Asia/Phnom_Penh)`."""
    return f"{start} ({zone})" if zone else start


def place_text(account: Account, world: World) -> str:
    """Where it was; places that sources give differently are in conflict."""
    return " against ".join(map(str, _values(account, world, "place")))


def _values(account: Account, world: World, field: str) -> list[object]:
    """The values of a field that sources give; that of the event itself when it is inferred."""
    said = [one.value for one in world.said(account, field)]
    own = getattr(account.event, field)
    return said or ([own] if own else [])


# --- who ------------------------------------------------------------------------------


def name_of(actor: str, world: World) -> str:
    """The name of an actor; its id when it is not registered."""
    found = world.actors.get(actor)
    return found.name if found else actor


def names_of(actors: Iterable[str], world: World) -> str:
    """Names, joined by commas."""
    return ", ".join(name_of(actor, world) for actor in actors)


def participant_text(participant: Participant, world: World) -> str:
    """`Kamikawa Yoko (Foreign Minister of Japan)`."""
    told = name_of(participant.who, world)
    office = f" ({name_of(participant.as_, world)})" if participant.as_ else ""
    behalf = f" on behalf of {name_of(participant.on_behalf_of, world)}" if participant.on_behalf_of else ""
    return told + office + behalf


def participants_text(participants: Iterable[Participant], world: World) -> str:
    """Participants with their offices, joined by commas."""
    return ", ".join(participant_text(participant, world) for participant in participants)


def topic_name(topic: str, world: World) -> str:
    """The name of a topic; its id when it is not registered."""
    found = world.topics.get(topic)
    return found.name if found else topic


# --- events ---------------------------------------------------------------------------


def kind_text(event: Event) -> str:
    """What kind of event it is: `courtesy call`, or the act of a statement."""
    return event.act if isinstance(event, Statement) else event.what.replace("-", " ")


def headline(event: Event, world: World) -> str:
    """An event in one line: a statement with its speakers and act, else its title.

    A joint act that one side alone reports is told as that side's report.
    """
    if isinstance(event, Statement):
        told = f"{said_by((one.who for one in event.by), event.act, world)}: {event.title}"
        account = world.accounts.get(event.id)
        return according_to(world.reported_by(account), world) + told if account else told
    return event.title


def according_to(sides: Iterable[str], world: World) -> str:
    """`According to Japan, `; empty for no side."""
    states = {actor.code: actor.name for actor in world.actors.values() if actor.kind == "state"}
    voices = {"press": "the press", "analyst": "an analyst"}
    names = [states.get(side) or voices.get(side, side) for side in sides]
    return f"According to {' and '.join(names)}, " if names else ""


def said_by(who: Iterable[str], act: str, world: World) -> str:
    """`Hun Manet thanks`, `Japan and Cambodia agree`."""
    names = [name_of(actor, world) for actor in who]
    return f"{' and '.join(names)} {_plural(act) if len(names) > 1 else act}"


def _plural(act: str) -> str:
    return act.removesuffix("es") if act.endswith("sses") else act.removesuffix("s")


def details(event: AnyEvent, world: World) -> list[tuple[str, str]]:  # noqa: C901 - a case for each kind
    """What a kind of event has beyond what all have: names and words."""
    match event:
        case Visit() | Meeting() | CourtesyCall() | Dinner() | SiteVisit() | PhoneCall() | Conference():
            return []
        case Remarks() | Progress():
            return []
        case Signing():
            money = money_text(event.money) if event.money else ""
            return [("document", event.document), ("money", money), ("terms", terms_text(event.terms))]
        case Announcement():
            return [("form", event.form), ("due", _due(event.due, event.due_said))]
        case Statement():
            return [("act", event.act)]
        case CommitmentEvent():
            money = money_text(event.money) if event.money else ""
            told = [("told by", names_of(event.told_by, world)), ("due", _due(event.due, event.due_said))]
            return [*told, ("quantity", quantity_text(event.quantity)), ("money", money)]
        case Status():
            return [("level", event.level)]
        case Dialogue():
            return [("dialogue", event.name)]
        case OfficeChange():
            return [
                ("person", name_of(event.person, world)),
                ("office", name_of(event.office, world)),
                ("change", event.change),
            ]
        case Publication():
            return [("source", event.source)]
        case _:
            assert_never(event)


def _due(due: str, said: str) -> str:
    told = when_text(due) if due else ""
    return f"{told} (“{said}”)" if told and said else told or said


# --- who says so ----------------------------------------------------------------------


def source_name(source: str, world: World) -> str:
    """The title of a source; its id when it is not registered."""
    found = world.sources.get(source)
    return found.title if found else source


def source_label(source: Source) -> str:
    """`CCRS, commentary, 10 July 2024`."""
    return ", ".join(
        filter(None, (source.publisher or source.title, source.kind, when_text(source.date) if source.date else ""))
    )


def evidence_text(item: Evidence, world: World, *, brief: bool = False) -> str:
    """Who says so: `CCRS, commentary, 10 July 2024, retelling Readout of …`; briefly, `CCRS, …`."""
    source = world.sources.get(item.source)
    told = item.source
    if source:
        # A publisher has many texts: one of which no passage is held is told by its id.
        name = source.publisher or source.title
        told = (name if item.passages else f"{name} ({source.id})") if brief else source_label(source)
    return ", retelling ".join((told, *(source_name(via, world) for via in item.via)))


def only_text(item: Evidence) -> str:
    """` (for when)`, when an evidence item vouches for some fields alone."""
    return f" (for {', '.join(item.for_)})" if item.for_ else ""


def passages_text(item: Evidence) -> str:
    """The passages, first and last words: `«she then visited … (CMAC)»`."""
    return " ".join(map(passage_text, item.passages))


def passage_text(passage: Passage) -> str:
    """`«she then visited … (CMAC)»`."""
    return f"«{passage.start}{f' … {passage.end}' if passage.end else ''}»"


def link_text(item: Evidence, world: World) -> str:
    """The address of a source with its passages as a text fragment; empty when it has no address or no passage.

    Source: WICG, Text Fragments: `#:~:text=start,end`, several joined by `&`.
    """
    from urllib.parse import quote  # noqa: PLC0415 - only who shows an entry whole needs it

    source = world.sources.get(item.source)
    if source is None or not source.url or not item.passages:
        return ""

    def spelled(words: str) -> str:
        # A dash, a comma and an ampersand are signs of the fragment itself.
        return quote(words, safe="").replace("-", "%2D")

    told = (",".join(map(spelled, filter(None, (one.start, one.end)))) for one in item.passages)
    mark = "" if "#" in source.url else "#"
    return f"{source.url}{mark}:~:{'&'.join(f'text={one}' for one in told)}"


def side_text(sides: Iterable[str]) -> str:
    """`KH`, `JP`, `analyst`; `?` for a source that is not registered."""
    return "+".join(sides) or "?"


def in_own_voice(sides: Iterable[str]) -> bool:
    """Whether no state says so, only press or analysts."""
    return set(sides) <= set(VOICES)


def value_text(said: ValueSaid, world: World, field: str = "") -> str:
    """A value that sources give of a *field*, in words."""
    match said.value:
        case Money() as money:
            return money_text(money)
        case Quantity() as quantity:
            return quantity_text(quantity)
        case Minutes(minutes, approximate):
            return f"{'about ' if approximate else ''}{minutes} min"
        case Terms() as terms:
            return terms_text(terms)
        case Says() as says:
            return ", ".join(f"{name} {plain_text(value)}" for name, value in msgspec.to_builtins(says).items())
        case (str() as clock, str() as zone) if field == "start":
            return clock_words(clock, zone)
        case tuple() as items:
            return ", ".join(named_text(item, world) for item in items if item)
        case str() as when if field in {"when", "due"}:
            return when_text(when) + (f" ({said.zone})" if said.zone else "")
        case other:
            return str(other)


def named_text(item: object, world: World) -> str:
    """A participant, or what an id names, by its title or name."""
    if isinstance(item, Participant):
        return participant_text(item, world)
    if item in world.accounts:
        return world.accounts[str(item)].event.title
    return topic_name(str(item), world)


def declared_text(conflict: Conflict) -> str:
    """Who speaks against an entry, and the reason that the recorder gives for holding so."""
    mine = conflict.values[-1]
    return f"contradicted by {side_text(mine.sides)} ({', '.join(mine.sources)}); recorder's note: {conflict.because}"


def field_text(field: str) -> str:
    """A field in words: `part_of` is what it is part of."""
    names = {"part_of": "whole", "start": "hour", "when": "time", "minutes": "length", "to": "addressee", "by": "actor"}
    return names.get(field, field.replace("_", " "))


def plain_text(value: object) -> str:
    """Plain data of an entry in words: `none`, `one, two`, `who hun-manet`."""
    match value:
        case None:
            return "none"
        case list() | tuple():
            return ", ".join(map(plain_text, value))
        case dict():
            return ", ".join(f"{key} {plain_text(item)}" for key, item in value.items())
        case _:
            return str(value)


# --- what stands, and what moved ------------------------------------------------------

SECTION_NAMES = {
    "status": "status",
    "last_contact": "last contact",
    "instruments": "document",
    "commitments": "promise",
    "dialogues": "dialogue",
    "initiatives": "initiative",
    "positions": "position",
    "to_others": "promise to others",
    "conflicts": "conflict",
    "topics": "topic",
}
"""What one thing in a section of the relationship is called."""


def held_text(held: Held, world: World) -> str:
    """A thing that stands between two states, in one line."""
    match held:
        case Level():
            return f"{held.level} ({when_text(held.when)})"
        case Contact():
            return f"{held.title}, {when_text(held.when)}"
        case Instrument():
            money = moneys_text(held.money)
            return "; ".join(filter(None, (f"{held.document}: {held.title}", money, terms_text(held.terms))))
        case Owed():
            return owed_text(held)
        case Mechanism():
            return held.name
        case Initiative():
            return held.title + (f", {many(held.parts, 'part')}" if held.parts else "")
        case Position():
            return _position_text(held, world)
        case Touched():
            return topic_name(held.topic, world) + (f" ({held.times} events)" if held.times > 1 else "")
        case Disagreement():
            return _held_disagreement_text(held, world)
        case _:
            raise AssertionError(f"no words for {held!r}")


def _held_disagreement_text(held: Disagreement, world: World) -> str:
    if held.conflict.because:
        return f"{held.title}: {declared_text(held.conflict)}"
    groups = alike([held.conflict.values[place] for place in held.conflict.odd])
    values = " against ".join(group_text(group, held.conflict.field, world) for group in groups)
    return f"{disagreement_text(held.conflict.field, held.title)}: {values}"


def disagreement_text(field: str, title: str) -> str:
    """`Sources disagree on the amount of “Loan for …”`."""
    return f"Sources disagree on {_DISAGREED.get(field, f'the {field} of {{}}').format(f'“{title}”')}"


_DISAGREED = {
    "when": "when {} was",
    "start": "the hour of {}",
    "minutes": "how long {} took",
    "place": "where {} was",
    "by": "who is behind {}",
    "to": "to whom {} was addressed",
    "part_of": "which meeting {} belongs to",
    "act": "how {} was said",
    "document": "what kind of document {} is",
    "money": "the amount of {}",
    "money, at its stages": "the amount of {}, at its stages",
    "quantity": "the number in {}",
    "due": "when {} is due",
    "due_said": "in which words {} is due",
}
"""What a field is, of an event by its title."""


def alike(said: Iterable[ValueSaid]) -> list[list[ValueSaid]]:
    """Values that say the same, whether or not they say “about” or “up to”, together."""
    groups: dict[object, list[ValueSaid]] = {}
    for one in said:
        groups.setdefault(_key(one), []).append(one)
    return list(groups.values())


def _key(said: ValueSaid) -> object:
    match said.value:
        case Money(amount=amount, currency=currency):
            return currency, parse_amount(amount).value
        case Minutes(minutes, _):
            return minutes
        case Quantity(count=count, unit=unit):
            return count, unit
        case _:
            return said.same


def group_text(group: list[ValueSaid], field: str, world: World) -> str:
    """`USD 59.6 million (analyst+KH, 3 sources, 1 of them “about”)`: values that say the same, and who says so."""
    sides = dict.fromkeys(side for one in group for side in one.sides)
    count = len(dict.fromkeys(source for one in group for source in one.sources))
    about = sum(len(one.sources) for one in group if getattr(one.value, "approximate", False))
    told = [side_text(sides), many(count, "source")] if count > 1 else [side_text(sides)]
    told += [f"{about} of them “about”"] if 0 < about < count else []
    exact = min(group, key=lambda one: bool(getattr(one.value, "approximate", False)))
    return f"{value_text(exact, world, field)} ({', '.join(told)})"


def owed_text(owed: Owed) -> str:
    """A promise with its stage: `scholarships; about USD 2.7 million; signed`."""
    told = (
        owed.title,
        moneys_text(owed.money),
        quantities_text(owed.quantities),
        f"due {when_text(owed.due)}" if owed.due else "",
        _reached_text(owed),
    )
    return "; ".join(filter(None, told))


def _reached_text(owed: Owed) -> str:
    """`announced 6 July 2024, signed 10 December 2024`: the stages, each with its day."""
    return ", ".join(f"{one.stage} {when_text(one.when)}" for one in owed.stages)


def outlook_text(owed: Owed, on: date, later: int = 0) -> str:
    """What is to be said of a promise that is not kept on a day; empty of one that is.

    later: how many of its stages came after that day.
    """
    if not owed.is_open:
        return ""
    if later:
        return f"{many(later, 'later stage')} recorded"
    return overdue_text(owed, on) or "no word of delivery"


def _position_text(held: Position, world: World) -> str:
    """A position with the offices of those who take it, and who reports it."""
    account = world.accounts.get(held.event)
    if account is None:
        return f"{said_by(held.who, held.act, world)}: {held.title}"
    who = [office_holder_text(one, account, world) for one in account.event.by]
    act = _plural(held.act) if len(who) > 1 else held.act
    return f"{according_to(world.reported_by(account), world)}{' and '.join(who)} {act}: {held.title}"


def office_holder_text(participant: Participant, account: Account, world: World) -> str:
    """A participant with the office in which he takes part, as the event or what it is part of tells."""
    above = [world.accounts[name].event for name in world.ancestors(account.id) if name in world.accounts]
    same = (one for event in above for one in (*event.by, *event.to) if one.who == participant.who and one.as_)
    return participant_text(participant if participant.as_ else next(same, participant), world)


def overdue_text(owed: Owed, on: date) -> str:
    """`the due date has passed, and there is no word of delivery`; empty when it has not."""
    return "the due date has passed, and there is no word of delivery" if owed.overdue(on) else ""


def change_text(change: Change, world: World) -> str:
    """What moved, in words; the earlier value stays in sight."""
    after, before = change.after, change.before
    if after is None:
        assert before is not None, "a change has two sides, one of them empty at most"
        return held_text(before, world)
    if isinstance(after, Owed) and isinstance(before, Owed) and after.stage != before.stage:
        return f"{after.title}: {before.stage} → {after.stage}"
    told = held_text(after, world)
    if isinstance(after, Contact) and isinstance(before, Contact):
        return f"{told} (before: {before.title})"
    return told

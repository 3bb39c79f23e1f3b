"""What people type: an id, a position, a code or a name, and the entry that they mean by it.

An unknown word is refused, with the nearest known one.
"""

from contextlib import suppress

from timeline.answers.snapshot import Snapshot
from timeline.entries import Actor, Entry, Event, Recorded, Source, Visit
from timeline.problems import Misused, Unknown, meant, nearest
from timeline.values import whole_number

_NAMED = 5
"""Actors, or visits, that a hint names."""


def entry_named(snapshot: Snapshot, word: str, *, event: bool = False) -> Entry:
    """The entry that *word* names: an id, a position such as `87` or `#87`, a state's code, an actor's name.

    event: whether an event is wanted, so that a hint names one.
    Raises Misused when there is none, or it was recorded later than the known position.
    """
    # To a shell `#133` is a comment: a number alone is a position too, where it is no id.
    position = whole_number(word.removeprefix("#"))
    found = None if word.startswith("#") else snapshot.log.find(word)
    found = snapshot.log.at(position) if found is None and position is not None else found
    found = found or _called_so(snapshot, word)
    if found is None:
        hint = _near_hint(snapshot, word, event=event)
        if position is not None:
            hint = f"the log ends at #{snapshot.latest.known}"
        raise Unknown(f"there is no entry `{word}`", hint=hint)
    if found.position > snapshot.known:
        raise Misused(
            f"`{word}` was recorded as #{found.position}, after #{snapshot.known}",
            hint="use a later --known",
        )
    return snapshot.entry(found.entry.id) or found.entry


def _near_hint(snapshot: Snapshot, word: str, *, event: bool) -> str:
    """The id that may have been meant; else where ids are found."""
    near = snapshot.log.near(word.lower(), "visit" if event else "")
    if event:
        found = snapshot.log.named(near, known=snapshot.latest.known)
        near = [id for id in near if id in found and isinstance(found[id].entry, Event)]
        return meant(word.lower(), tuple(near)) or _visits_hint(snapshot)
    return meant(word.lower(), tuple(near)) or "`timeline search` finds ids by words"


def _visits_hint(snapshot: Snapshot) -> str:
    named = ", ".join(visit.id for visit in visits(snapshot)[:_NAMED])
    return f"name a visit: {named}" if named else "there is no visit"


def _called_so(snapshot: Snapshot, word: str) -> Recorded | None:
    """The actor with a code or a name. Raises Misused when several have the name."""
    if word.upper() in (parties := _parties(snapshot)):
        return snapshot.log.find(parties[word.upper()])
    called = _called(snapshot, word)
    if len(called) > 1:
        raise Misused(f"`{word}` names several actors", hint=f"choose from: {', '.join(actor.id for actor in called)}")
    return snapshot.log.find(called[0].id) if called else None


def _parties(snapshot: Snapshot) -> dict[str, str]:
    """The ids of parties by their codes, as they were known; then those of which nobody knew yet."""
    return snapshot.latest.parties | snapshot.parties


def _called(snapshot: Snapshot, word: str) -> list[Actor]:
    """The actors with a name, in any of its spellings, capitals or not; as known, else as they were named later."""
    for known in dict.fromkeys((snapshot, snapshot.latest)):
        called = [a for a in _actors(known) if word.casefold() in {name.casefold() for name in (a.name, *a.names)}]
        if called:
            return called
    return []


def _actors(snapshot: Snapshot) -> list[Actor]:
    """The actors as they are named, withdrawn ones among them."""
    return [recorded.entry for recorded in snapshot.of_kind("actor") if isinstance(recorded.entry, Actor)]


def actor_named(snapshot: Snapshot, word: str) -> Actor:
    """The actor that *word* names: an id, a code, a name or words of one. Raises Misused when none, or several."""
    with suppress(Misused):
        entry = entry_named(snapshot, word)
        if isinstance(entry, Actor):
            return entry
    from timeline.text.folding import folded  # noqa: PLC0415 - only what is named by words needs it

    sought, actors = set(folded(word).split()), _actors(snapshot)
    found = [
        actor for actor in actors if any(sought <= set(folded(name).split()) for name in (actor.name, *actor.names))
    ]
    if len(found) == 1:
        return found[0]
    if found:
        hint = f"choose from: {', '.join(actor.id for actor in found[:_NAMED])}"
        raise Misused(f"`{word}` names several actors", hint=hint)
    words = {part: actor for actor in actors for name in (actor.name, *actor.names) for part in folded(name).split()}
    near = nearest(folded(word), words)
    hint = f"did you mean {words[near].name}?" if near else "`timeline log --kind actor` lists the actors"
    raise Unknown(f"there is no actor `{word}`", hint=hint)


def party_named(snapshot: Snapshot, word: str) -> str:
    """The id of the party that *word* names: its id, its code or its name. Raises Misused."""
    parties = _parties(snapshot)
    if word.upper() in parties:
        return parties[word.upper()]
    if word in parties.values():
        return word
    named = [actor.id for actor in _called(snapshot, word) if actor.is_party]
    if len(named) == 1:
        return named[0]
    known = tuple(parties)
    listed = f"the parties are {', '.join(sorted(known))}" if known else "nothing is recorded yet"
    raise Unknown(
        f"there is no party `{word}`",
        hint=meant(word.upper(), known) or meant(word, known) or listed,
    )


def two_parties_named(snapshot: Snapshot, first: str, second: str) -> tuple[str, str]:
    """The ids of the two parties that words name. Raises Misused, for one and the same too."""
    one, other = party_named(snapshot, first), party_named(snapshot, second)
    if one == other:
        raise Misused("a relationship has two parties", hint="name two different ones")
    return one, other


def source_named(snapshot: Snapshot, word: str) -> Source:
    """The source that *word* names. Raises Misused when there is none."""
    found = entry_named(snapshot, word)
    if not isinstance(found, Source):
        raise Misused(f"`{word}` is not a source", hint="`timeline sources` lists the sources")
    return found


def event_named(snapshot: Snapshot, word: str, *, or_states: bool = False) -> str:
    """The id of the visit, or other event with parts, that *word* names. Raises Misused.

    or_states: two parties could be named instead.
    """
    entry = entry_named(snapshot, word, event=True)
    if isinstance(entry, Event):
        return entry.id
    hint = _visits_hint(snapshot)
    if or_states and isinstance(entry, Actor) and entry.is_party:
        raise Misused(f"`{word}` is one party", hint=f"name two parties, or {hint.removeprefix('name ')}")
    raise Misused(f"`{word}` is not an event", hint=hint)


def visits(snapshot: Snapshot) -> tuple[Visit, ...]:
    """The visits that have parts and are not withdrawn, in recorded order."""
    entries = [recorded.entry for recorded in snapshot.log.of_kind("visit", known=snapshot.known)]
    found = [entry for entry in entries if isinstance(entry, Visit) and entry.id not in snapshot.withdrawn]
    ids = frozenset(visit.id for visit in found)
    whole = {
        id
        for recorded in snapshot.naming(ids, "part_of", "part_of_one_of")
        for id in wholes_said(recorded.entry)
        if _counts(recorded.entry, snapshot)
    }
    return tuple(visit for visit in found if visit.id in whole)


def wholes_said(entry: Entry) -> tuple[str, ...]:
    """What an entry says that its event is part of, or may be."""
    says = getattr(entry, "says", entry)
    wholes: tuple[str, ...] = (*getattr(says, "part_of", ()), *getattr(says, "part_of_one_of", ()))
    return wholes


def _counts(entry: Entry, snapshot: Snapshot) -> bool:
    return isinstance(entry, Event) or entry.id not in snapshot.withdrawn


def only_visit(snapshot: Snapshot) -> str:
    """The visit that is part of no other, if there is just one. Raises Misused."""
    there = visits(snapshot)
    within = {id for visit in there for id in visit.part_of}
    ids = [visit.id for visit in there if visit.id not in within]
    if len(ids) != 1:
        raise Misused(
            "there are several visits" if ids else "there is no visit",
            hint=f"choose from: {', '.join(ids)}" if ids else "",
        )
    return ids[0]

"""Which commitments are there: between two states, of one state, of a visit, or all?"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import date

from msgspec.structs import replace

from timeline.answers.answer import Answer
from timeline.answers.names import entry_named, party_named
from timeline.answers.relationship import relationship_of
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Commitment, Event
from timeline.problems import Misused, Unknown
from timeline.projections.commitments import Owed, as_of, commitments, in_text_order, later_stages
from timeline.projections.owing import OWED
from timeline.projections.plain import Hidden
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import Account, World
from timeline.values import OPEN_AFTER, When, parse_when

_MOST = 2


class CommitmentsAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """Commitments as they stood on a day, oldest first."""

    ROWS = "commitments"

    title: Hidden[str] = ""
    """The title of the event, or the names of the states, in question; empty for all commitments."""
    on: Hidden[date]
    states: Hidden[tuple[str, ...]] = Table()
    """The ISO codes of the two states in question; empty when there are not two."""
    commitments: Table[Owed]
    """Of two states, what one owes the other."""
    to_others: Table[Owed] = Table()
    """What either of two states owes to others, or to nobody in particular; empty for other questions."""
    of_others: Table[Owed] = Table()
    """What others owe, where it concerns both of two parties; empty for other questions."""
    possible: Table[Account]
    """The events that may have begun by the day, though that is not certain; they are not counted."""
    withdrawn: Table[WithdrawnEvent]
    later_stages: int
    """How many stages of the commitments came after the day."""
    later: Hidden[tuple[Account, ...]]
    """The events that brought these."""
    newest: Hidden[When | None]
    """The latest day of an event or a source that reports the commitments."""


def commitments_of(snapshot: Snapshot, words: Sequence[str], on: date, *, only_open: bool = False) -> CommitmentsAnswer:
    """The commitments of what *words* name: two states, one, a commitment, a visit or other event; of all for none.

    Raises Misused.
    """
    if len(words) > _MOST:
        raise Misused("commitments takes two states at most", hint="timeline commitments JP KH")
    event = _event(snapshot, words)
    if event is not None:
        return replace(_of_event(snapshot, event, on, only_open=only_open), title=event.title)
    states = [_state(snapshot, word) for word in words]
    if len(words) == _MOST:
        return _of_states(snapshot, words, on, only_open=only_open)
    ids = [recorded.entry.id for recorded in snapshot.log.of_kind("commitment", known=snapshot.known)]
    world = snapshot.world([*ids, *snapshot.advancing(ids)]).named_on(on)
    found = (
        owed
        for owed in commitments(world.counted(on))
        if world.names.parties_of((*owed.by, *owed.to)).issuperset(states)
    )
    bearing = [account for account in world.everything if _bears(account) and account.between(states)]
    answer = _answer(snapshot, world, tuple(found), bearing, on, only_open=only_open)
    return replace(answer, title=snapshot.world([], actors=states).names.all(states))


def promise(snapshot: Snapshot, commitment: str, on: date) -> CommitmentsAnswer:
    """One commitment with the stages that it reached by a day; empty before it was made."""
    return _of_names(snapshot, [commitment], [commitment], on, only_open=False)


def _state(snapshot: Snapshot, word: str) -> str:
    """The state that the only word names. Raises Misused, for a word that names no event either."""
    try:
        return party_named(snapshot, word)
    except Misused as misused:
        raise Unknown(f"there is no party, visit or commitment `{word}`", hint=misused.hint) from misused


def _event(snapshot: Snapshot, words: Sequence[str]) -> Event | None:
    """The commitment, visit or other event that the only word names; None when it names none."""
    with suppress(Misused):
        entry = entry_named(snapshot, words[0]) if len(words) == 1 else None
        return entry if isinstance(entry, Event) else None
    return None


def _of_event(snapshot: Snapshot, event: Event, on: date, *, only_open: bool) -> CommitmentsAnswer:
    if isinstance(event, Commitment):
        return _of_names(snapshot, [event.id], [event.id], on, only_open=only_open)
    parts = snapshot.parts(event.id)
    return _of_names(snapshot, snapshot.commitments_among(parts), parts, on, only_open=only_open)


def _of_names(
    snapshot: Snapshot, ids: Sequence[str], within: Collection[str], on: date, *, only_open: bool
) -> CommitmentsAnswer:
    """The answer about some commitments, made *within* some events."""
    world = snapshot.world([*ids, *snapshot.advancing(ids)]).named_on(on)
    found = tuple(owed for owed in commitments(world.counted(on)) if owed.key in ids)
    bearing = [account for account in world.everything if _bears(account) and _is_of(account, within)]
    return _answer(snapshot, world, found, bearing, on, only_open=only_open)


def _is_of(account: Account, ids: Collection[str]) -> bool:
    return account.id in ids or any(advance.commitment in ids for advance in account.event.advances)


def _bears(account: Account) -> bool:
    """Whether an event makes or advances a commitment."""
    return isinstance(account.event, Commitment) or bool(account.event.advances)


def _answer(
    snapshot: Snapshot, world: World, found: tuple[Owed, ...], bearing: Iterable[Account], on: date, *, only_open: bool
) -> CommitmentsAnswer:
    bearing = tuple(bearing)
    chosen = tuple(owed for owed in in_text_order(as_of(found, world, on)) if owed.open or not only_open)
    later = later_stages((owed.key for owed in chosen), world, on)
    return CommitmentsAnswer(
        basis=snapshot.basis(on),
        names=world.names,
        on=on,
        commitments=Table(chosen),
        possible=Table(account for account in world.possible(on) if account in bearing),
        withdrawn=Table(withdrawn_events(bearing)),
        later_stages=len(later),
        later=later,
        newest=newest(chosen),
    )


def _of_states(snapshot: Snapshot, states: Sequence[str], on: date, *, only_open: bool) -> CommitmentsAnswer:
    of_both = relationship_of(snapshot, states[0], states[1], on)
    sections = {
        name: Table(owed for owed in in_text_order(getattr(of_both, name)[::-1]) if owed.open or not only_open)
        for name in OWED
    }
    chosen = tuple(owed for section in sections.values() for owed in section)
    keys = {owed.key for owed in chosen}
    later = tuple(
        account for account in of_both.later if any(advance.commitment in keys for advance in account.event.advances)
    )
    return CommitmentsAnswer(
        basis=of_both.basis,
        names=of_both.names,
        title=of_both.title,
        on=on,
        states=of_both.states,
        **sections,
        possible=Table(account for account in of_both.possible if _bears(account)),
        withdrawn=Table(withdrawn for withdrawn in of_both.withdrawn if _bears(withdrawn.account)),
        later_stages=len(later),
        later=later,
        newest=newest(chosen),
    )


def newest(owing: Sequence[Owed]) -> When | None:
    """The latest day of an event that made or advanced a commitment, or of a source that reports one."""
    if not owing:
        return None
    sources = owing[0].account.names.sources.values()
    days = [reached.account.time for owed in owing for reached in owed.stages]
    days += [parse_when(source.date) for source in sources if source.date]
    return max((when for when in days if when.end_latest < OPEN_AFTER), key=lambda when: when.end_latest, default=None)

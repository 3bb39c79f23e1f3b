"""What must a minister know of a visit, or of two states over a period?"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from timeline.answers.answer import Answer
from timeline.answers.commitments import newest
from timeline.answers.known import Period
from timeline.answers.meetings import world_of_meetings
from timeline.answers.names import event_named, two_parties_named
from timeline.answers.replay import two_states
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Announcement, Commitment, Communication, Relations, Statement, Visit
from timeline.problems import Misused
from timeline.projections.brief import OneSided, Taken, one_sided, positions_taken
from timeline.projections.commitments import Owed, as_of, commitments, later_stages
from timeline.projections.disputes import AT_STAGES, Dispute, disputes
from timeline.projections.documents import Instrument, instruments
from timeline.projections.meetings import Met, meetings
from timeline.projections.offices import Holder, Term, holders, terms
from timeline.projections.plain import Hidden
from timeline.projections.plans import Planned, plans
from timeline.projections.readouts import Reading, reading
from timeline.projections.two_visits import of_visit
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import Account, World
from timeline.values import When

_TWO = 2


class BriefAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """What is handed to a minister: of a visit, or of two states over a period, as of a day."""

    title: str
    """The title of the visit, or the names of the two states."""
    visit: str
    """The id of the visit; empty for two states."""
    states: tuple[str, ...]
    """The ids of the two states; empty when a visit is not between two."""
    account: Hidden[Account | None]
    """The visit."""
    period: Hidden[Period]
    on: Hidden[date]
    visits: Table[Account]
    """The visits between the two states in the period, in world order; of a visit, itself."""
    recorded_until: str
    """When the latest entry was recorded that is known: an instant in UTC; empty before the first."""
    latest: Hidden[When | None]
    """The latest day of an event or a source that reports the commitments."""
    documents: Table[Instrument]
    """What was signed, issued or adopted, in world order, with what became of it by the day."""
    commitments: Table[Owed]
    """What was promised, in world order, as it stood on the day; of a period, also what moved in it."""
    due: Table[Owed]
    """Those of the commitments that are open and due on the day or later, the next first."""
    scheduled: Table[Planned]
    """The engagements that are planned for the day or later, or for no day that is named, in world order."""
    other_plans: Table[Planned]
    """Other plans: of the engagement itself; of two parties, what was cancelled, or passed without word."""
    relations: Table[Account]
    """What one did to its relations with the other, and what they wrote to each other, in world order."""
    both: Table[Account]
    """What both parties say was said at an engagement other than a visit, in world order."""
    plans: Table[Account]
    """The initiatives, packages and plans that were announced, in world order."""
    differences: Table[Dispute]
    """Where a value in one party's account conflicts with a value in the other's."""
    disputed: Table[Dispute]
    """The other disagreements: with the press or an analyst, or among the texts of one side."""
    one_side: Table[OneSided]
    """What one party alone reports, weightiest first."""
    positions: Table[Taken]
    """The positions that were taken; those that changed first."""
    agreed: Table[Account]
    """The statements in which both parties agree or affirm something together, in world order."""
    meetings: Table[Met]
    """Who met whom, in world order."""
    offices: Table[Holder]
    """Who holds the offices of those who met on the day, as far as is recorded; the latest holder of each first."""
    read: Reading
    """How much was read of the sources that are recorded to cover the events."""
    possible: Table[Account]
    """The events that may have happened by the day, though that is not certain; they are not counted."""
    later_stages: int
    """How many stages of the commitments came after the day."""
    withdrawn: Table[WithdrawnEvent]


class _Subject(Struct, frozen=True):
    """What a brief is about."""

    title: str
    states: tuple[str, ...]
    world: World
    chosen: tuple[Account, ...]
    """Its events by the day, in the order in which people follow them."""
    visit: Account | None = None
    period: Period = Period()


def brief_of(snapshot: Snapshot, words: Sequence[str], on: date, period: Period | None = None) -> BriefAnswer:
    """The brief of the visit that *words* name, or of two states over a period. Raises Misused."""
    if len(words) == _TWO:
        return _answer(snapshot, _of_states(snapshot, words, on, period or Period()), on)
    if len(words) != 1:
        hint = "for a period of two states: --from 2024 --to 2024; `timeline visits` lists the visits"
        raise Misused("brief takes one visit, or two states", hint=hint)
    if period and not period.is_open:
        raise Misused("--from and --to limit a brief of two states", hint="leave them out for a visit")
    return _answer(snapshot, _of_visit(snapshot, words[0], on), on)


def _of_visit(snapshot: Snapshot, word: str, on: date) -> _Subject:
    id = event_named(snapshot, word, or_states=True)
    parts = snapshot.parts(id)
    states = two_states(snapshot.world([id]).accounts[id])
    promises = snapshot.commitments_among(parts)
    around = snapshot.concerning(*states) if states else {}
    world = world_of_meetings(snapshot, parts | snapshot.advancing(promises) | around, successors=True).named_on(on)
    visit = world.accounts[id]
    chosen = of_visit((account for account in world.counted(on) if account.id in parts), visit)
    return _Subject(visit.event.title, states, world, chosen, visit)


def _of_states(snapshot: Snapshot, words: Sequence[str], on: date, period: Period) -> _Subject:
    pair = two_parties_named(snapshot, *words)
    world = world_of_meetings(snapshot, snapshot.concerning(*pair), actors=pair, successors=True).named_on(on)
    title = " and ".join(map(world.names.actor, pair))
    between = (account for account in world.counted(min(on, period.last)) if account.between(pair))
    return _Subject(title, pair, world, tuple(a for a in between if period.holds(a.time)), period=period)


def _answer(snapshot: Snapshot, subject: _Subject, on: date) -> BriefAnswer:
    world, chosen = subject.world, subject.chosen
    ids = {account.id for account in chosen}
    counted, known = world.counted(on), terms(world.counted(on))
    promises = as_of(_promises(subject, counted), world, on)
    at_once = _at_once(chosen, counted, world)
    differences = [dispute for dispute in at_once if len(dispute.conflict.parties) > 1]
    sources = snapshot.covering(ids)
    parties = [{state, *_acting(world, state)} for state in subject.states]
    met = [one for one in meetings(chosen, parties, known) if not parties or one.account.is_contact(subject.states)]
    planned = [replace(plan, on=on) for plan in plans(counted) if _is_plan_of(plan, subject)]
    return BriefAnswer(
        basis=snapshot.basis(on),
        names=world.names,
        title=subject.title,
        visit=subject.visit.id if subject.visit else "",
        states=subject.states,
        account=subject.visit,
        period=subject.period,
        on=on,
        visits=Table(a for a in chosen if isinstance(a.event, Visit)),
        recorded_until=_recorded_until(snapshot),
        latest=newest(promises),
        documents=Table(_documents(chosen, counted)),
        commitments=Table(promises),
        due=Table(_due(promises)),
        scheduled=Table(plan for plan in planned if plan.open and not plan.past_due),
        other_plans=Table(plan for plan in planned if _is_past(plan, subject)),
        relations=Table(a for a in chosen if isinstance(a.event, Relations | Communication)),
        both=Table(_said_by_both(subject)),
        plans=Table(a for a in chosen if isinstance(a.event, Announcement) and a.event.form != "part"),
        differences=Table(differences),
        disputed=Table(dispute for dispute in at_once if dispute not in differences),
        one_side=Table(one_sided((a for a in chosen if a is not subject.visit), subject.states, sources)),
        positions=Table(positions_taken(counted, ids, subject.states)),
        agreed=Table(a for a in chosen if _is_agreed(a, subject.states)),
        meetings=Table(met),
        offices=Table(_offices(met, known, counted, on)),
        read=reading(sources),
        possible=Table(a for a in world.possible(on) if _belongs(a, subject)),
        later_stages=len(later_stages((owed.key for owed in promises), world, on)),
        withdrawn=Table(withdrawn_events(a for a in world.everything if a.withdrawn and _belongs(a, subject))),
    )


def _at_once(chosen: Sequence[Account], counted: Sequence[Account], world: World) -> list[Dispute]:
    """What sources conflict on, of what had begun.

    Amounts that moved from one stage to the next are no difference of the two sides: they stand with the commitment.
    """
    begun = {account.position for account in counted}
    found = (dispute for dispute in disputes(chosen, counted) if dispute.conflict.field != AT_STAGES)
    return [dispute for dispute in found if _is_of_begun(dispute, world, begun)]


def _is_of_begun(dispute: Dispute, world: World, begun: Collection[int]) -> bool:
    """Whether what a declared contradiction is about had begun: it may be of other events than its own."""
    if not dispute.conflict.because:
        return True
    positions = {position for value in dispute.conflict.values for position in value.positions}
    return all(account.position in begun for account in world.everything if account.position in positions)


def _promises(subject: _Subject, counted: Collection[Account]) -> tuple[Owed, ...]:
    """What was promised in the chosen events; over a period, also what they advance."""
    moved = {advance.commitment for account in subject.chosen for advance in account.event.advances}
    keys = {account.id for account in subject.chosen if isinstance(account.event, Commitment)}
    keys |= set() if subject.visit else moved
    return tuple(owed for owed in commitments(counted) if owed.key in keys)


def _belongs(account: Account, subject: _Subject) -> bool:
    """Whether an event that is not counted would be among those of the brief."""
    if subject.visit:
        return subject.visit.id in (account.id, *account.ancestors, *account.event.about)
    return account.between(subject.states) and subject.period.holds(account.time)


def _acting(world: World, state: str) -> set[str]:
    return {id for id in world.names.actors if id != state and world.names.party_of(id) == state}


def _is_plan_of(plan: Planned, subject: _Subject) -> bool:
    """Whether a plan is that of the engagement, or between the two."""
    if subject.visit is None or (plan.open and plan.account.between(subject.states)):
        return plan.account.between(subject.states)
    return subject.visit.id in {plan.key, plan.fulfilled_by} or subject.visit.id in plan.account.event.part_of


def _is_past(plan: Planned, subject: _Subject) -> bool:
    """Whether a plan is no more what is due: of two parties, what was held is told as the engagement that it became."""
    if subject.visit is not None:
        return subject.visit.id in {plan.key, plan.fulfilled_by}
    return plan.stage == "cancelled" or bool(plan.past_due)


def _said_by_both(subject: _Subject) -> Iterator[Account]:
    """What both parties say was said; of a visit or a period, that is more than a page can tell."""
    if subject.visit is None or isinstance(subject.visit.event, Visit) or len(subject.states) != _TWO:
        return
    codes = set(map(subject.world.names.code, subject.states))
    for account in subject.chosen:
        if isinstance(account.event, Statement) and codes <= set(account.sides):
            yield account


def _documents(chosen: Iterable[Account], counted: Iterable[Account]) -> list[Instrument]:
    """The documents that some events are about, with what became of them by the day."""
    keys = {held.key for held in instruments(chosen)}
    return [held for held in instruments(counted) if held.key in keys]


def _due(promises: Sequence[Owed]) -> list[Owed]:
    """What is still to come, the next first."""
    open_ones = [owed for owed in promises if owed.due and owed.open and not owed.overdue]
    return sorted(open_ones, key=lambda owed: owed.due_by)


def _is_agreed(account: Account, states: Sequence[str]) -> bool:
    event = account.event
    if not isinstance(event, Statement) or len(states) != _TWO:
        return False
    speaking = account.names.parties_of(participant.who for participant in event.by)
    return event.act in {"agrees", "affirms"} and speaking.issuperset(states)


def _offices(met: Sequence[Met], known: Sequence[Term], counted: Iterable[Account], on: date) -> list[Holder]:
    offices = dict.fromkeys(office for one in met for present in one.people for office in present.offices)
    named = {(p.who, office): a for a in counted for p in a.participants() for office in p.offices}
    return [Holder(term, named.get((term.who, office))) for office in offices for term in holders(known, office, on)]


def _recorded_until(snapshot: Snapshot) -> str:
    last = snapshot.log.at(snapshot.known) if snapshot.known else None
    return last.entry.recorded_at if last else ""

"""What does the record hold, page by page, for a reader who has no terminal?

A page at a time: each is an answer, or a few, that can be used when the next is asked for.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from msgspec import Struct

from timeline.answers.brief import BriefAnswer, brief_of
from timeline.answers.changes import ChangesAnswer, changes_in
from timeline.answers.commitments import CommitmentsAnswer, commitments_of
from timeline.answers.compare import ComparisonAnswer, comparison_of
from timeline.answers.coverage import CitationsAnswer, citations_of
from timeline.answers.dossier import DossierAnswer, dossier_of
from timeline.answers.entry import EntryAnswer, entry_of
from timeline.answers.facts import Registered, facts_of
from timeline.answers.known import Period
from timeline.answers.listing import BATCH
from timeline.answers.relationship import RelationshipAnswer, relationship_of
from timeline.answers.replay import ReplayAnswer, replay_of
from timeline.answers.snapshot import Snapshot
from timeline.answers.visits import visits_of
from timeline.entries import EVENT_TYPES, Actor, Document, DocumentAction, Engagement, Event, Recorded, Source
from timeline.entries.links import links
from timeline.problems import Misused
from timeline.projections.world import Account
from timeline.values import OPEN_AFTER, OPEN_BEFORE, parse_when

_FEW = 3
"""An event of more states is a conference of many: it makes no pair of each two."""


class EngagementPage(Struct, frozen=True, eq=False):
    """A visit, or another engagement or document that has points: step by step, all readouts, its commitments."""

    event: str
    """Its id."""
    id: str
    """The id of the page."""
    brief: BriefAnswer
    replay: ReplayAnswer
    comparison: ComparisonAnswer | None
    """None when it is not between two parties or more."""
    commitments: CommitmentsAnswer


class PairPage(Struct, frozen=True, eq=False):
    """Two states: their relationship, and what each year changed."""

    id: str
    """The ids of the two, joined."""
    relationship: RelationshipAnswer
    years: tuple[ChangesAnswer, ...]
    """The latest first."""
    whole: ChangesAnswer
    """All years together."""


class SourcePage(Struct, frozen=True, eq=False):
    """A source, and what is cited from it."""

    source: Source
    citations: CitationsAnswer


def engagement_pages(snapshot: Snapshot, on: date) -> Iterator[EngagementPage]:
    """The visits, in world order; then the other engagements, and the documents, that have points."""
    homes = _homes(snapshot)
    for id, page in (*((id, f"{id}{VISIT}") for id in _visits(snapshot)), *_others(snapshot, homes).items()):
        replay = replay_of(snapshot, [id])
        try:
            comparison = comparison_of(snapshot, id)
        except Misused:
            # A journey to several states has no two sides.
            comparison = None
        yield EngagementPage(
            id, page, brief_of(snapshot, [id], on), replay, comparison, commitments_of(snapshot, [id], on)
        )


def _visits(snapshot: Snapshot) -> list[str]:
    """The ids of the visits in force, in world order."""
    return [row.id for row in visits_of(snapshot).visits]


def _homes(snapshot: Snapshot) -> dict[str, str]:
    """The page of the narrowest visit that an event belongs to, by the id of the event."""
    homes = dict[str, str]()
    parts = {visit: snapshot.parts(visit) for visit in _visits(snapshot)}
    for visit in sorted(parts, key=lambda visit: len(parts[visit])):
        for event in parts[visit]:
            homes.setdefault(event, f"{visit}{VISIT}")
    return homes


def _others(snapshot: Snapshot, homes: Mapping[str, str]) -> dict[str, str]:
    """The pages of what has points, belongs to no visit and is part of nothing: by id, in the order of their days."""
    kinds = [kind for kind, cls in EVENT_TYPES.items() if issubclass(cls, Engagement | DocumentAction)]
    found = [recorded for kind in kinds for recorded in snapshot.of_kind(kind)]
    whole = [
        recorded.entry.id
        for recorded in sorted(found, key=_day_of)
        if isinstance(recorded.entry, Event) and not recorded.entry.part_of and recorded.entry.id not in homes
    ]
    naming = (one.entry for one in snapshot.naming(whole, "part_of") if one.entry.id not in snapshot.withdrawn)
    parts = {link.target for entry in naming for link in links(entry) if link.relation == "part_of"}
    return {id: f"{id}{ENGAGEMENT}" for id in whole if id in parts and id not in snapshot.withdrawn}


def _day_of(recorded: Recorded) -> tuple[int, int]:
    """By which an event had begun as it was recorded, then its position."""
    when = getattr(recorded.entry, "when", "")
    return parse_when(when).start_latest if when else OPEN_AFTER, recorded.position


VISIT, ENGAGEMENT = ".visit", ".engagement"
"""What the ids of pages of visits, and of other engagements and documents, end with."""


class Contents(Struct, frozen=True, eq=False):
    """What has a place in an archive, and where."""

    pages: dict[str, str]
    """The page on which an entry has its place: of an event, an attestation, or what is registered, by its id."""
    years: dict[str, tuple[str, ...]]
    """The events that belong to no such page, by their own: the year in which they began."""
    pairs: tuple[tuple[str, str], ...]
    """The ids of each two states that an event concerns, which is not one of many states."""


def contents_of(snapshot: Snapshot, on: date) -> Contents:
    """What an archive will hold.

    An event has its place in the narrowest visit that it belongs to, else in another engagement, else in its year.
    """
    homes, pages, pairs = _homes(snapshot), dict[str, str](), set[tuple[str, str]]()
    for id, page in _others(snapshot, homes).items():
        for event in snapshot.parts(id):
            homes.setdefault(event, page)
    years = dict[str, list[str]]()
    for part in facts_of(snapshot, on):
        pages |= {found.entry.id: found.entry.id for found in part.registered if _has_page(found)}
        for fact in part.events:
            account = fact.account
            page = homes.get(account.id) or _year_page(account)
            if account.id not in homes:
                years.setdefault(page, []).append(account.id)
            pages |= dict.fromkeys((account.id, *(one.attestation.id for one in account.attestations)), page)
            states = sorted(account.parties)
            if fact.counted and len(states) <= _FEW:
                pairs.update(combinations(states, 2))
    return Contents(pages, {page: tuple(ids) for page, ids in sorted(years.items())}, tuple(sorted(pairs)))


def _year_page(account: Account) -> str:
    """The page of the year in which an event had certainly begun."""
    began = account.time.start_latest
    return f"events.{date.fromordinal(began).year:04}" if OPEN_BEFORE < began < OPEN_AFTER else "events.undated"


def _has_page(found: Registered) -> bool:
    entry = found.entry
    is_shown = isinstance(entry, Source | Document) or (isinstance(entry, Actor) and entry.kind != "office")
    return is_shown and not found.withdrawn


def pair_page(snapshot: Snapshot, one: str, other: str, on: date) -> PairPage:
    """The page of two states. Raises Misused."""
    (whole,) = changes_in(snapshot, one, other, [Period(last=on)])
    days = [account.time.start_latest for account in whole.engagements]
    days += [change.after.account.time.start_latest for change in whole.changes if change.after]
    years = sorted({date.fromordinal(day).year for day in days if 0 < day <= on.toordinal()}, reverse=True)
    periods = (Period(date(year, 1, 1), min(date(year, 12, 31), on)) for year in years)
    return PairPage(
        f"{one}.{other}",
        relationship_of(snapshot, one, other, on),
        tuple(changes_in(snapshot, one, other, periods)),
        whole,
    )


def actor_pages(snapshot: Snapshot, on: date) -> Iterator[DossierAnswer]:
    """The dossiers of the actors in force, offices left out: these are in the dossiers of their holders."""
    for recorded in snapshot.of_kind("actor"):
        entry = recorded.entry
        if isinstance(entry, Actor) and entry.kind != "office" and entry.id not in snapshot.withdrawn:
            yield dossier_of(snapshot, entry.id, on)


def document_pages(snapshot: Snapshot, on: date) -> Iterator[EntryAnswer]:
    """The documents in force that are registered, with what was done with each."""
    for recorded in snapshot.of_kind("document"):
        if recorded.entry.id not in snapshot.withdrawn:
            answer = entry_of(snapshot, recorded.entry.id, on)
            assert isinstance(answer, EntryAnswer), "a document is no event"
            yield answer


def source_pages(snapshot: Snapshot) -> Iterator[SourcePage]:
    """The sources in force."""
    for recorded in snapshot.of_kind("source"):
        if isinstance(recorded.entry, Source) and recorded.entry.id not in snapshot.withdrawn:
            yield SourcePage(recorded.entry, citations_of(snapshot, recorded.entry.id))


def accounts_of(snapshot: Snapshot, ids: Sequence[str]) -> Iterator[Account]:
    """Some events, a few hundred at a time, in their order."""
    for first in range(0, len(ids), BATCH):
        chosen = ids[first : first + BATCH]
        world = snapshot.world(chosen)
        yield from (world.accounts[id] for id in chosen)

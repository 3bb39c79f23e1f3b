"""All disagreements of a visit, of two states or of a log: values, declared contradictions, points of one side alone.

Source: RULES.md, 18.
"""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Literal

from msgspec import Struct

from timeline.events import Commitment, Money
from timeline.projections.conflicts import as_it_is_told, conflicts
from timeline.projections.readouts import Row
from timeline.projections.totals import fit
from timeline.projections.values_said import Conflict, ValueSaid, conflict_of
from timeline.projections.world import Account, World

AT_STAGES = "money, at its stages"
"""The field of a conflict between amounts that are told at several stages of one promise."""

Kind = Literal["values", "declared", "one-sided"]


class Dispute(Struct, frozen=True):
    """One disagreement, wherever it was found."""

    kind: Kind
    event: str
    position: int
    what: str
    title: str
    conflict: Conflict
    sides: dict[str, str]
    """What each side has of a point of one side alone; empty for other kinds."""


def disputes(accounts: Iterable[Account], world: World, rows: Iterable[Row]) -> tuple[Dispute, ...]:
    """All disagreements about *accounts* (in world order), and the points of *rows* that one side tells alone."""
    accounts = tuple(accounts)
    found = [one for account in accounts for one in _of_event(account, world)]
    found += [one for account in accounts for one in _of_stages(account, world)]
    # A contradiction of several events is told once, at that which it was attested of.
    declared_once = {one.conflict.values[-1].positions: one for one in reversed(found) if one.kind == "declared"}
    found = [one for one in found if one.kind != "declared"] + list(declared_once.values())
    return (*found, *(_one_sided(row, world) for row in rows if row.sign in "◂▸" and len(row.sides) > 1))


def _of_event(account: Account, world: World) -> Iterator[Dispute]:
    for one in conflicts(account, world):
        yield _dispute("declared" if one.because else "values", account, one)


def _of_stages(account: Account, world: World) -> Iterator[Dispute]:
    """The amounts that are told at the stages of a promise, where they do not all fit."""
    if not isinstance(account.event, Commitment):
        return
    stages = [one for one in world.order if any(a.commitment == account.id for a in one.event.advances)]
    said = _once(value for one in (account, *stages) for value in world.said(one, "money"))
    found = conflict_of(AT_STAGES, said, lambda one, other: fit(_money((one, other)))) if stages else None
    if found:
        yield _dispute("values", account, found)


def _money(said: Iterable[ValueSaid]) -> list[Money]:
    return [one.value for one in said if isinstance(one.value, Money)]


def _once(said: Iterable[ValueSaid]) -> tuple[ValueSaid, ...]:
    """Values told at several stages, each once with all who say so."""
    found: dict[object, ValueSaid] = {}
    for one in said:
        old = found.get(one.value)
        found[one.value] = old.joined(one) if old else one
    return tuple(found.values())


def _one_sided(row: Row, world: World) -> Dispute:
    account = world.accounts[row.id]
    return _dispute("one-sided", account, Conflict("", (as_it_is_told(account, world),), ()), row.sides)


def _dispute(
    kind: Kind, account: Account, conflict: Conflict, sides: Mapping[str, str] = MappingProxyType({})
) -> Dispute:
    event = account.event
    return Dispute(kind, account.id, account.position, event.what, event.title, conflict, dict(sides))

"""All disagreements of a visit, of two states or of a log: values, and declared contradictions.

Source: RULES.md, 18.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from timeline.entries import Commitment, Money
from timeline.projections.conflicts import conflicts
from timeline.projections.plain import Flat, Hidden
from timeline.projections.totals import fit, stages_differ
from timeline.projections.values_said import Conflict, ValueSaid, conflict_of
from timeline.projections.world import Account

AT_STAGES = "money, at its stages"
"""The field of a conflict between amounts that are told at several stages of one promise."""

Kind = Literal["values", "declared"]


class Dispute(Struct, frozen=True):
    """One disagreement, wherever it was found."""

    account: Hidden[Account]
    kind: Kind
    event: str
    position: int
    what: str
    title: str
    conflict: Flat[Conflict]


def disputes(accounts: Iterable[Account], told: Iterable[Account]) -> tuple[Dispute, ...]:
    """All disagreements about *accounts* (in world order), as what is *told* by a day has them."""
    accounts = tuple(accounts)
    stages: dict[str, list[Account]] = {}
    for one in told:
        for name in dict.fromkeys(advance.commitment for advance in one.event.advances):
            stages.setdefault(name, []).append(one)
    found = [one for account in accounts for one in _of_event(account)]
    found += [one for account in accounts for one in _of_stages(account, stages.get(account.id, ()))]
    # A contradiction of several events is told once, at that which it was attested of.
    declared_once = {one.conflict.values[-1].positions: one for one in reversed(found) if one.kind == "declared"}
    return (*(one for one in found if one.kind != "declared"), *declared_once.values())


def _of_event(account: Account) -> Iterator[Dispute]:
    for one in conflicts(account):
        yield _dispute("declared" if one.because else "values", account, one)


def _of_stages(account: Account, stages: Iterable[Account]) -> Iterator[Dispute]:
    """The amounts that are told at the stages of a promise, where they do not all fit."""
    if not isinstance(account.event, Commitment):
        return
    told_at = [one.said("money") for one in (account, *stages)]
    said = _once(value for values in told_at for value in values)
    differ = stages_differ([_money(values) for values in told_at])
    found = conflict_of(AT_STAGES, said, lambda one, other: fit(_money((one, other)))) if differ else None
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


def _dispute(kind: Kind, account: Account, conflict: Conflict) -> Dispute:
    event = account.event
    return Dispute(account, kind, account.id, account.position, event.what, event.title, conflict)

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
"""The field name of a conflict between the amounts stated at several stages of one commitment."""

Kind = Literal["values", "declared"]


class Dispute(Struct, frozen=True):
    """One disagreement, wherever it was found."""

    account: Hidden[Account]
    kind: Kind
    """Values that cannot both be true, or a contradiction that the recorder declares."""
    event: str
    position: int
    what: str
    title: str
    conflict: Flat[Conflict]


def disputes(accounts: Iterable[Account], counted: Iterable[Account]) -> tuple[Dispute, ...]:
    """All disagreements about *accounts* (in world order).

    counted: the events to take amounts at later stages from.
    """
    accounts = tuple(accounts)
    stages: dict[str, list[Account]] = {}
    for account in counted:
        for id in dict.fromkeys(advance.commitment for advance in account.event.advances):
            stages.setdefault(id, []).append(account)
    found = [dispute for account in accounts for dispute in _of_event(account)]
    found += [dispute for account in accounts for dispute in _of_stages(account, stages.get(account.id, ()))]
    # A contradiction of several events is listed once, under the event that it was attested of.
    declared_once = {
        dispute.conflict.values[-1].positions: dispute for dispute in reversed(found) if dispute.kind == "declared"
    }
    return (*(dispute for dispute in found if dispute.kind != "declared"), *declared_once.values())


def _of_event(account: Account) -> Iterator[Dispute]:
    for conflict in conflicts(account):
        yield _dispute("declared" if conflict.because else "values", account, conflict)


def _of_stages(account: Account, stages: Iterable[Account]) -> Iterator[Dispute]:
    """The conflict among the amounts stated at the stages of a commitment, if they do not all fit."""
    if not isinstance(account.event, Commitment):
        return
    by_stage = [stage.said("money") for stage in (account, *stages)]
    said = _once(value for values in by_stage for value in values)
    differ = stages_differ([_money(values) for values in by_stage])
    found = conflict_of(AT_STAGES, said, lambda one, other: fit(_money((one, other)))) if differ else None
    if found:
        yield _dispute("values", account, found)


def _money(said: Iterable[ValueSaid]) -> list[Money]:
    return [value.value for value in said if isinstance(value.value, Money)]


def _once(said: Iterable[ValueSaid]) -> tuple[ValueSaid, ...]:
    """Values stated at several stages, each once, with all its sources."""
    found: dict[object, ValueSaid] = {}
    for value in said:
        old = found.get(value.value)
        found[value.value] = old.joined(value) if old else value
    return tuple(found.values())


def _dispute(kind: Kind, account: Account, conflict: Conflict) -> Dispute:
    event = account.event
    return Dispute(account, kind, account.id, account.position, event.what, event.title, conflict)

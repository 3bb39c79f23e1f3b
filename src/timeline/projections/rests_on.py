"""What rests on one source: the events and values that stand or fall with it."""

from collections.abc import Iterable

from msgspec import Struct

from timeline.entries import Evidence
from timeline.projections.gathered import vouches
from timeline.projections.values_said import FIELDS, ValueSaid
from timeline.projections.world import Account


class Sole(Struct, frozen=True):
    """A value of an event that one source alone gives."""

    account: Account
    field: str
    said: ValueSaid


class Resting(Struct, frozen=True):
    """What cites a source, by whether anything else says the same."""

    alone: tuple[Account, ...]
    """The events that nothing else tells of."""
    values: tuple[Sole, ...]
    """Of events that others tell too: the values that only this source gives."""
    shared: tuple[Account, ...]
    """The events that others tell too."""


_GIVEN = tuple(field for field in (*FIELDS, "advances") if field not in {"topics", "act"})
"""The fields that sources give: topics and acts are how we file what they say."""


def resting(source: str, accounts: Iterable[Account]) -> Resting:
    """What of *accounts*, which cite *source* or a text that retells it, rests on it."""
    alone, values, shared = list[Account](), list[Sole](), list[Account]()
    for account in accounts:
        items = [citation.evidence for citation in account.citations if vouches(citation.entry)]
        if items and all(_is_of(item, source) for item in items):
            alone.append(account)
        else:
            shared.append(account)
            values += [
                Sole(account, field, said)
                for field in _GIVEN
                for said in account.said(field)
                if said.sources and all(source in named.split(" via ") for named in said.sources)
            ]
    return Resting(tuple(alone), tuple(values), tuple(shared))


def _is_of(item: Evidence, source: str) -> bool:
    return source in (item.source, *item.via)

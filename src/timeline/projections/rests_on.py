"""What only one source supports: events, and values of events that other sources report too."""

from collections.abc import Iterable

from msgspec import Struct

from timeline.entries import Evidence
from timeline.projections.gathered import vouches
from timeline.projections.values_said import FIELDS, ValueSaid
from timeline.projections.world import Account


class Sole(Struct, frozen=True):
    """A value of an event that only one source gives."""

    account: Account
    field: str
    said: ValueSaid


class Resting(Struct, frozen=True):
    """The events that cite a source, by whether another source says the same."""

    alone: tuple[Account, ...]
    """The events that no other source reports."""
    values: tuple[Sole, ...]
    """The values that only this source gives, of events that others report too."""
    shared: tuple[Account, ...]
    """The events that others report too."""


_GIVEN = tuple(field for field in (*FIELDS, "advances") if field not in {"topics", "act"})
"""The fields that sources give. Topics and acts are not among them: they are how the record files what sources say."""


def resting(source: str, accounts: Iterable[Account]) -> Resting:
    """What only *source* supports in *accounts*, which all cite it or a text that retells it."""
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

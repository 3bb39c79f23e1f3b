"""Answers as plain data for `--json`: stable, documented names, nothing left out.

The fields are those of the Structs behind the answers; events and evidence are told here.
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from timeline.answers.snapshot import Basis
from timeline.entries import Attestation, Correction, Entry, Event, Recorded, Withdrawal, evidence_of, verb
from timeline.projections.relationship import SECTIONS, Held, Relationship
from timeline.projections.world import Account, World
from timeline.text import escaped

Data = dict[str, Any]

_TARGETS = {Attestation: "event", Correction: "entry", Withdrawal: "entry"}


def json_text(data: object) -> str:
    """*data* as one line of JSON, safe on a terminal."""
    return escaped(msgspec.json.encode(data).decode()) + "\n"


def evidence_data(entry: Entry, world: World) -> list[Data]:
    """The evidence of an entry: `{source, via, side, passage: {start, end}}`, one for each passage.

    An item without a passage has the passage null.
    """
    found = []
    for item in evidence_of(entry):
        told: Data = {"source": item.source, "via": list(item.via), "side": list(world.side(item))}
        if item.for_:
            told["for"] = list(item.for_)
        passages: list[Data | None] = [{"start": one.start, "end": one.end} for one in item.passages]
        found += [told | {"passage": passage} for passage in passages or [None]]
    return found


def entry_data(recorded: Recorded, world: World) -> Data:
    """One entry: position, entry (its verb), id, recorded_at, recorded_by, payload, evidence.

    What an attestation, correction or withdrawal is about is its `target`.
    """
    entry: Entry = recorded.entry
    payload = msgspec.to_builtins(entry)
    target = _TARGETS.get(type(entry))
    head = {
        "position": recorded.position,
        "entry": verb(entry),
        "id": entry.id,
        "recorded_at": entry.recorded_at,
        "recorded_by": entry.recorded_by,
    }
    if target:
        head["target"] = payload.pop(target)
    if not isinstance(entry, Event):
        payload.pop("what")
    rest = {key: value for key, value in payload.items() if key not in head}
    return head | rest | {"evidence": evidence_data(entry, world)}


def event_data(account: Account, world: World) -> Data:
    """An event as it stands: its fields, its time as all sources tell it, its evidence.

    rests_on: what it refers to that is withdrawn, with the withdrawals; corrections: by id.
    """
    told = entry_data(Recorded(account.position, account.event), world)  # type: ignore[arg-type]  # every Event is one of the union
    told["time"] = world.time(account.id).text
    told["states"] = sorted(world.states(account.id))
    told["evidence"] = [item for _, entry in _speaking(account) for item in evidence_data(entry, world)]
    told["withdrawn"] = account.withdrawn is not None
    return told | marks_data([account], world)


def _speaking(account: Account) -> list[tuple[int, Entry]]:
    return [(account.position, account.event), *((one.position, one.attestation) for one in account.attestations)]


def held_data(held: Held, world: World) -> Data:
    """A thing that stands between two states, with the evidence of the event that set it."""
    told: Data = msgspec.to_builtins(held)
    stage = getattr(held, "stage", None)
    if stage:
        told["stage"] = stage
    account = world.accounts.get(held.event)
    told["evidence"] = (
        [item for _, entry in _speaking(account) for item in evidence_data(entry, world)] if account else []
    )
    return told | marks_data(
        [world.accounts[name] for name in dict.fromkeys((held.key, held.event)) if name in world.accounts], world
    )


def marks_data(accounts: Iterable[Account], world: World) -> Data:
    """What became of events: `rests_on`, what they refer to that is withdrawn, with the withdrawals; `corrections`."""
    accounts = tuple(accounts)
    return {
        "rests_on": {n: gone.withdrawal.id for one in accounts for n, gone in world.rests_on(one).items()},
        "corrections": [correction.id for one in accounts for _, correction in one.corrections],
    }


def relationship_data(state: Relationship, world: World) -> Data:
    """The sections of a relationship, each a list, latest first."""
    return {section: [held_data(held, world) for held in getattr(state, section)] for section in SECTIONS}


def basis_data(basis: Basis) -> Data:
    """What the answer rests on."""
    data: Data = msgspec.to_builtins(basis)
    return data

"""Where sources disagree about an event: values that cannot both be true, and contradictions that somebody declared.

All are kept with who says so; none is decided. Source: RULES.md, 18.
"""

from collections.abc import Iterator

from timeline.entries import Attestation
from timeline.projections.values_said import FIELDS, Conflict, ValueSaid, named
from timeline.projections.world import Account, Attested, World, vouches
from timeline.values import VOICES


def conflicts(account: Account, world: World) -> tuple[Conflict, ...]:
    """The conflicts of an event: fields with incompatible values, and declared contradictions of it."""
    if not account.attestations and not account.contradicted:
        return ()
    found = (world.conflict(account, field) for field in FIELDS)
    return (*(one for one in found if one is not None), *declared(account, world))


def declared(account: Account, world: World) -> Iterator[Conflict]:
    """What somebody declared to contradict an event, or what is attested of it."""
    for attested in (*account.attestations, *account.contradicted):
        if attested.attestation.against:
            yield _declared(account, attested, world)


def _declared(account: Account, attested: Attested, world: World) -> Conflict:
    attestation = attested.attestation
    mine = _said(attested.position, attestation.because, attestation, world)
    theirs = [said for name in attestation.against for said in _contradicted(name, world)]
    others = {side for said in theirs for side in said.sides}
    odd = [side for side in mine.sides if others - {side}]
    # A side is at odds about what it speaks of; of what it does not mention it says nothing.
    odd += [side for side in world.sides(account) if side in others and set(mine.sides) - {side}]
    values = (*theirs, mine)
    voices = tuple(side for side in mine.sides if side in VOICES) if others - set(VOICES) else ()
    return Conflict(
        "", values, tuple(dict.fromkeys(odd)), tuple(range(len(values))), attestation.because, disputed=voices
    )


def _contradicted(name: str, world: World) -> Iterator[ValueSaid]:
    """What an entry says that is contradicted: an event by its title, an attestation by its values."""
    if name in world.accounts:
        account = world.accounts[name]
        yield as_it_is_told(account, world)
    for account in world.accounts.values():
        for attested in account.attestations:
            if attested.attestation.id == name:
                yield _said(attested.position, attested.attestation.says, attested.attestation, world)


def as_it_is_told(account: Account, world: World) -> ValueSaid:
    """An event by its title, with who tells it."""
    sources = dict.fromkeys(named(item) for _, entry, item in account.tellings() if vouches(entry))
    return ValueSaid(account.event.title, world.sides(account), (account.position,), tuple(sources))


def _said(position: int, value: object, told: Attestation, world: World) -> ValueSaid:
    sides = tuple(dict.fromkeys(side for item in told.evidence for side in world.side(item)))
    return ValueSaid(value, sides, (position,), tuple(dict.fromkeys(map(named, told.evidence))))

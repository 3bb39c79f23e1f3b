"""Where sources disagree about an event: values that cannot both be true, and contradictions that somebody declared.

All are kept with who says so; none is decided. Source: RULES.md, 18.
"""

from collections.abc import Iterator

from timeline.projections.gathered import Attested, vouches
from timeline.projections.values_said import FIELDS, Conflict, ValueSaid, named
from timeline.projections.world import Account, World
from timeline.values import VOICES


def conflicts(account: Account) -> tuple[Conflict, ...]:
    """The conflicts of an event: fields with incompatible values, and declared contradictions of it."""
    if not account.attestations and not account.contradicted:
        return ()
    found = (account.conflict(field) for field in FIELDS)
    return (*(conflict for conflict in found if conflict is not None), *declared(account))


def declared(account: Account) -> Iterator[Conflict]:
    """The contradictions that somebody declared of an event or of its attestations."""
    for attested in (*account.attestations, *account.contradicted):
        if attested.attestation.against:
            yield _declared(account, attested)


def _declared(account: Account, attested: Attested) -> Conflict:
    attestation = attested.attestation
    mine = _said(attested, attestation.because, account.world)
    theirs = [said for id in attestation.against for said in _contradicted(id, account.world)]
    others = {side for said in theirs for side in said.sides}
    odd = [side for side in mine.sides if others - {side}]
    # A side is at odds about what it speaks of; of what it does not mention it says nothing.
    odd += [side for side in account.sides if side in others and set(mine.sides) - {side}]
    values = (*theirs, mine)
    voices = tuple(side for side in mine.sides if side in VOICES) if others - set(VOICES) else ()
    return Conflict(
        "", values, tuple(dict.fromkeys(odd)), tuple(range(len(values))), attestation.because, disputed=voices
    )


def _contradicted(id: str, world: World) -> Iterator[ValueSaid]:
    """What an entry says that is contradicted: an event by its title, an attestation by its values."""
    if id in world.accounts:
        yield as_reported(world.accounts[id])
    if id in world.attested:
        attested = world.attested[id]
        yield _said(attested, attested.attestation.says, world)


def as_reported(account: Account) -> ValueSaid:
    """An event by its title, with the sources that report it."""
    sources = dict.fromkeys(named(citation.evidence) for citation in account.citations if vouches(citation.entry))
    return ValueSaid(account.event.title, account.sides, (account.position,), tuple(sources))


def _said(attested: Attested, value: object, world: World) -> ValueSaid:
    evidence = attested.attestation.evidence
    sides = tuple(dict.fromkeys(side for item in evidence for side in world.side(item)))
    return ValueSaid(value, sides, (attested.position,), tuple(dict.fromkeys(map(named, evidence))))

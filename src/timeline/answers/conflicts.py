"""Where do sources disagree?"""

from collections.abc import Collection, Sequence
from datetime import date

from timeline.answers.answer import Answer
from timeline.answers.names import event_named, party_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.problems import Misused
from timeline.projections.disputes import Dispute, Kind, disputes
from timeline.projections.plain import Hidden
from timeline.projections.world import World

_TWO_STATES = 2
KINDS: tuple[Kind, ...] = ("values", "declared")


class ConflictsAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The disagreements about some events, or all: values, and declared contradictions."""

    ROWS = "conflicts"

    conflicts: Table[Dispute]
    kinds: Hidden[tuple[Kind, ...]]
    """The kinds that were asked for."""


def conflicts_of(
    snapshot: Snapshot, words: Sequence[str], on: date | None = None, *, kinds: Sequence[Kind] = KINDS
) -> ConflictsAnswer:
    """The disagreements about what *words* name: a visit or event, or two states; all disagreements without words.

    on: leave out what had not begun by that day. Raises Misused.
    """
    if len(words) > _TWO_STATES:
        raise Misused("conflicts takes one event, or two states", hint="timeline conflicts JP KH")
    if len(words) == _TWO_STATES:
        one, other = (party_named(snapshot, word) for word in words)
        world = snapshot.world(snapshot.concerning(one, other))
        chosen = {account.id for account in world.accounts.values() if account.between({one, other})}
        return _answer(snapshot, world, chosen, on, kinds)
    ids = snapshot.parts(event_named(snapshot, words[0], or_states=True)) if words else _disputable(snapshot)
    world = snapshot.world(ids | snapshot.advancing(snapshot.commitments_among(ids)))
    return _answer(snapshot, world, ids, on, kinds)


def _answer(
    snapshot: Snapshot, world: World, chosen: Collection[str], on: date | None, kinds: Sequence[Kind]
) -> ConflictsAnswer:
    counted = world.counted(on) if on else world.order
    found = disputes((account for account in counted if account.id in chosen), counted)
    return ConflictsAnswer(
        basis=snapshot.basis(on),
        names=world.names,
        conflicts=Table(dispute for dispute in found if dispute.kind in kinds),
        kinds=tuple(kind for kind in KINDS if kind in kinds),
    )


def _disputable(snapshot: Snapshot) -> dict[str, None]:
    """The ids of the events that have attestations, and of the commitments."""
    ids = dict.fromkeys(snapshot.log.attested(known=snapshot.known))
    return ids | {recorded.entry.id: None for recorded in snapshot.log.of_kind("commitment", known=snapshot.known)}

"""Plans: engagements that were scheduled, and what became of each: postponed, cancelled, held. Source: RULES.md, 24."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from timeline.entries import ScheduleChange, Scheduled
from timeline.projections.held import Held
from timeline.projections.plain import Hidden
from timeline.projections.values_said import folded_when
from timeline.projections.world import Account
from timeline.values import parse_when


class Turn(Struct, frozen=True):
    """One turn of a plan: that it was made, or what became of it."""

    DERIVED: ClassVar[tuple[str, ...]] = ("sides",)

    account: Hidden[Account]
    stage: str
    """`planned`, `postponed`, `cancelled` or `held`; of stages that conflict, the one that was recorded first."""
    event: str
    """The id of the event that says so."""
    when: str
    """When it was planned or changed, in EDTF; for `held`, when it was held."""
    due: str = ""
    """When the engagement is to be from here on, in EDTF; empty when no day is named."""
    due_said: str = ""
    """The words of the source for it."""
    reasons: tuple[str, ...] = ()
    """The reasons that sources give."""
    reasons_by: tuple[tuple[str, ...], ...] = ()
    """The sides that give each of them."""
    fulfilled_by: str = ""
    """The id of the engagement that was held."""

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that report it."""
        return self.account.sides


class Planned(Held, frozen=True, kw_only=True):
    """An engagement that was planned, with what became of it."""

    DERIVED: ClassVar[tuple[str, ...]] = ("stage", "due", "open", "past_due", *Held.DERIVED)

    title: str
    engagement: str
    """The kind of engagement, such as `visit`."""
    by: tuple[str, ...]
    """The ids of those who plan it."""
    to: tuple[str, ...] = ()
    """The ids of those whom it is to."""
    turns: tuple[Turn, ...]
    """What became of it, in world order; first that it was planned."""
    on: Hidden[date | None] = None
    """The day as of which it is described; None until an answer sets one."""

    @property
    def past_due(self) -> bool | None:
        """Whether its day has passed, and nobody reports what became of it; None when no day is set."""
        if self.on is None:
            return None
        return bool(self.due) and parse_when(self.due).end_latest < self.on.toordinal()

    @property
    def stage(self) -> str:
        """What became of it last."""
        return self.turns[-1].stage

    @property
    def due(self) -> str:
        """When it is to be, in EDTF, as was said last; empty when no day stands."""
        return self.turns[-1].due if self.open else ""

    @property
    def open(self) -> bool:
        """Whether it is neither held nor cancelled."""
        return self.stage not in {"held", "cancelled"}

    @property
    def fulfilled_by(self) -> str:
        """The id of the engagement that was held; empty for none."""
        return next((turn.fulfilled_by for turn in reversed(self.turns) if turn.fulfilled_by), "")


def planned(account: Account, event: Scheduled) -> Planned:
    """The plan that an event makes."""
    turn = Turn(account, "planned", account.id, account.time.text, due_of(account), event.due_said)
    return Planned(
        account=account, key=account.id, event=account.id, when=account.time.text, title=event.title,
        engagement=event.engagement, by=tuple(participant.who for participant in event.by),
        to=tuple(participant.who for participant in event.to), turns=(turn,),
    )  # fmt: skip


def turned(plan: Planned, account: Account, event: ScheduleChange) -> Planned:
    """A plan after one more turn."""
    held = account.world.accounts.get(event.fulfilled_by)
    reasons = [] if event.inferred else [(str(value.value), value.sides) for value in account.said("because")]
    turn = Turn(
        account, event.stage, account.id, (held or account).time.text, due_of(account), event.due_said,
        tuple(reason for reason, _ in reasons), tuple(sides for _, sides in reasons), event.fulfilled_by,
    )  # fmt: skip
    return replace(plan, account=account, event=account.id, turns=(*plan.turns, turn))


def due_of(account: Account) -> str:
    """When something is due, as all sources together state it, in EDTF; empty when none does."""
    folded = folded_when(account.said("due"))
    return folded.text if folded else getattr(account.event, "due", "")


def plans(accounts: Iterable[Account]) -> tuple[Planned, ...]:
    """The plans that *accounts*, in world order, make, with what became of each; in that order."""
    found: dict[str, Planned] = {}
    for account in accounts:
        match account.event:
            case Scheduled() as event:
                found[account.id] = planned(account, event)
            case ScheduleChange() as event if event.scheduled in found:
                found[event.scheduled] = turned(found[event.scheduled], account, event)
            case _:
                pass
    return tuple(found.values())

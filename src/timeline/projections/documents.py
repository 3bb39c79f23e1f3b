"""Documents: what parties did with each, and whether it stands. Source: RULES.md, 21 and 25.

A document is registered; an older signing stands for the document that it signs. Being in force is no promise.
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from timeline.entries import DocumentAction, Money, Signing, Terms
from timeline.projections.commitments import amounts_said
from timeline.projections.held import Held
from timeline.projections.plain import Hidden
from timeline.projections.values_said import folded_when
from timeline.projections.world import Account
from timeline.values import parse_when

_STANDING = {
    "in-force": "in force",
    "provisionally-applied": "provisionally applied",
    "suspended": "suspended",
    "expired": "ended",
    "terminated": "ended",
    "superseded": "ended",
    "denounced": "ended",
}
"""What an action makes of a document, from the day on which it has effect; the others change nothing of that."""


class DocumentAct(Struct, frozen=True):
    """What a party did with a document, or what became of it."""

    DERIVED: ClassVar[tuple[str, ...]] = ("sides",)

    account: Hidden[Account]
    action: str
    """Such as `signed`, `ratified` or `in-force`."""
    by: tuple[str, ...]
    """The ids of those who did it; empty for a fact of the document."""
    event: str
    """The id of the event."""
    when: str
    """When it happened, in EDTF."""
    effective: str = ""
    """From when it has effect, in EDTF; empty when that is when it happened, or no source says."""

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that report it."""
        return self.account.sides

    def counts_on(self, day: date) -> bool:
        """Whether it certainly has effect on a day."""
        return parse_when(self.effective).begun_by(day) if self.effective else self.account.time.begun_by(day)


class Instrument(Held, frozen=True, kw_only=True):
    """A document that was signed, issued or adopted, with what became of it."""

    DERIVED: ClassVar[tuple[str, ...]] = (*Held.DERIVED, "standing")

    title: str
    document: str
    """What kind of document it is, in the words of the source."""
    money: tuple[Money, ...] = ()
    """The amount as each source gives it; different amounts are equivalent, or a conflict."""
    in_conflict: bool = False
    """Whether sources give incompatible amounts."""
    terms: Terms | None = None
    """The terms of a loan or grant; None without any."""
    commitments: tuple[str, ...] = ()
    """The ids of the commitments that it advances."""
    acts: tuple[DocumentAct, ...] = ()
    """What was done with it, and what became of it, in world order."""
    about: tuple[str, ...] = ()
    """The ids of other events that are about it."""
    on: Hidden[date | None] = None
    """The day as of which it is described; None for the day of its last act."""

    @property
    def standing(self) -> str:
        """`in force`, `provisionally applied`, `suspended` or `ended`; empty when no source says any of these."""
        found = ""
        for act in self.acts:
            if act.action in _STANDING and (self.on is None or act.counts_on(self.on)):
                found = _STANDING[act.action]
        return found


def signed(account: Account, event: Signing) -> Instrument:
    """The document that a signing signs, and stands for."""
    by = tuple(participant.who for participant in (*event.by, *event.to))
    return Instrument(
        account=account, key=account.id, event=account.id, when=account.time.text, title=event.title,
        document=event.document, money=amounts_said(account), in_conflict=account.conflict("money") is not None,
        terms=event.terms, commitments=tuple(advance.commitment for advance in event.advances),
        acts=(DocumentAct(account, "signed", by, account.id, account.time.text),),
    )  # fmt: skip


def acted(before: Instrument | None, account: Account, event: DocumentAction) -> Instrument:
    """A document after one more act; *before* it was None when this is the first that is recorded."""
    registered = account.names.documents.get(event.document)
    folded = folded_when(account.said("effective"))
    by = tuple(participant.who for participant in event.by)
    act = DocumentAct(
        account, event.action, by, account.id, account.time.text, folded.text if folded else event.effective
    )
    old = before or Instrument(
        account=account, key=event.document, event=account.id, when=account.time.text,
        title=account.names.document(event.document), document=registered.form.replace("-", " ") if registered else "",
    )  # fmt: skip
    money = amounts_said(account)
    return replace(
        old, account=account, event=account.id, acts=(*old.acts, act), money=money or old.money,
        in_conflict=account.conflict("money") is not None if money else old.in_conflict, terms=event.terms or old.terms,
        commitments=tuple(dict.fromkeys((*old.commitments, *(advance.commitment for advance in event.advances)))),
    )  # fmt: skip


def instruments(accounts: Iterable[Account]) -> tuple[Instrument, ...]:
    """The documents that *accounts*, in world order, are about, with what became of each; in the order of the first."""
    found: dict[str, Instrument] = {}
    for account in accounts:
        match account.event:
            case Signing() as event:
                found[account.id] = signed(account, event)
            case DocumentAction(document=document) as event:
                found[document] = acted(found.get(document), account, event)
            case _:
                pass
    return tuple(found.values())


def standing_first(documents: Iterable[Instrument], on: date, accounts: Iterable[Account]) -> list[Instrument]:
    """Documents as of a day, with what *accounts* are about each; those that have ended last."""
    about: dict[str, list[str]] = {}
    for account in accounts:
        for id in account.event.about:
            about.setdefault(id, []).append(account.id)
    as_of = [replace(document, on=on, about=tuple(about.get(document.key, ()))) for document in documents]
    return sorted(as_of, key=lambda document: document.standing == "ended")

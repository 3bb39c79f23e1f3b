"""The order in which people follow a visit: before, by the clock, at a time that nobody states, afterwards."""

from collections.abc import Collection, Sequence
from typing import Literal, NamedTuple

from timeline.entries import Visit
from timeline.projections.world import Account

Section = Literal["before", "during", "undated", "afterwards", ""]
"""Before a visit; during it; at a time within it that nobody states; after it. Empty where no visit is replayed."""
_SECTIONS: tuple[Section, ...] = ("before", "during", "undated", "afterwards", "")


class Placed(NamedTuple):
    """An event, and the section of a visit that it is shown in."""

    account: Account
    section: Section


class _Block(NamedTuple):
    """An engagement, or another event, with all that is part of it."""

    section: Section
    day: int
    """The day (an ordinal) on which it certainly happened; 0 when no day is certain."""
    loose: bool
    """Whether no source gives its hour on that day, or what it came after or before."""
    accounts: list[Account]


def arranged(accounts: Sequence[Account], visit: Account) -> list[Placed]:
    """Events of a *visit*, given in world order, as people follow it. Source: RULES.md, 6.

    What came before; the timed sequence, on each day what has no hour after what has one; what has no time of its own
    within the visit; what came afterwards.
    """
    ids = {account.id for account in accounts}
    followed = {id for account in accounts for id in account.event.after}
    blocks: dict[str, _Block] = {}
    for account in accounts:
        head = _head(account, ids)
        if head.id not in blocks:
            linked = head.id in followed or not ids.isdisjoint(head.event.after)
            blocks[head.id] = _block(head, visit, linked=linked)
        blocks[head.id].accounts.append(account)
    found = []
    for section in _SECTIONS:
        chosen = [block for block in blocks.values() if block.section == section]
        found += [Placed(account, section) for block in _by_the_clock(chosen) for account in block.accounts]
    return found


def _head(account: Account, ids: Collection[str]) -> Account:
    """The outermost event that an event is shown under; a visit is shown by itself."""
    blocks = [whole for whole in account.wholes if whole.id in ids and not isinstance(whole.event, Visit)]
    return account if isinstance(account.event, Visit) or not blocks else blocks[-1]


def _block(head: Account, visit: Account, *, linked: bool) -> _Block:
    day = head.time.certain_day
    loose = day is not None and not linked and not _has_hour(head) and not isinstance(head.event, Visit)
    return _Block(_section(head, visit, linked=linked), day.toordinal() if day else 0, loose, [])


def _has_hour(account: Account) -> bool:
    """Whether a source gives its hour, or the part of the day."""
    return bool(account.clock.start or account.part_of_day)


def _section(head: Account, visit: Account, *, linked: bool) -> Section:
    """The section of an event, by its time within the visit that it is part of, else within the replayed one."""
    within = next((account for account in head.wholes if isinstance(account.event, Visit)), visit)
    time, whole = head.time, within.time
    if head is visit or head.id in visit.ancestors:
        return "during"
    if time.start_earliest > whole.end_latest:
        return "afterwards"
    if time.end_latest < whole.start_earliest or head.id in within.event.after:
        return "before"
    narrower = whole.start_earliest < time.start_earliest or time.end_latest < whole.end_latest
    inside = whole.start_earliest <= time.start_earliest and time.end_latest <= whole.end_latest
    stated = (narrower and inside) or linked or _has_hour(head) or isinstance(head.event, Visit)
    return "during" if stated else "undated"


def _by_the_clock(blocks: Sequence[_Block]) -> list[_Block]:
    """Blocks in world order, what has no hour on a day after what has one on it."""
    last = {block.day: number for number, block in enumerate(blocks) if not block.loose}
    # A loose block before the last one of its day that has an hour moves behind that, in its turn.
    places = [
        (last[block.day], 1) if block.loose and number < last.get(block.day, -1) else (number, 0)
        for number, block in enumerate(blocks)
    ]
    return [block for _, block in sorted(zip(places, blocks, strict=True), key=lambda pair: pair[0])]

"""Where sources disagree: every value with who says so."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from timeline.exporters.evidence import write_conflict
from timeline.exporters.page import Page, Span
from timeline.exporters.plain_data import Data
from timeline.exporters.wording import field_text
from timeline.projections.disputes import AT_STAGES, Dispute
from timeline.projections.world import World

KINDS = {
    "values": "Values that cannot both be true",
    "declared": "Contradictions that were declared",
    "one-sided": "Points that only one of two sides is known to tell",
}
_STAGES = "Amounts that are not the same at all stages of a promise"


def write_conflicts(page: Page, found: Sequence[Dispute], world: World, kinds: Iterable[str]) -> None:
    """The disagreements, kind by kind; of values, those between the stages of a promise apart."""
    for kind in kinds:
        chosen = [one for one in found if one.kind == kind]
        stages = [one for one in chosen if one.conflict.field == AT_STAGES]
        _group(page, KINDS[kind], [one for one in chosen if one not in stages], world)
        if stages:
            _group(page, _STAGES, stages, world)


def _group(page: Page, title: str, found: Sequence[Dispute], world: World) -> None:
    others = Counter(cell for one in found for cell in one.sides.values() if cell != "says")
    told = ": " + ", ".join(f"{count} {cell}" for cell, count in others.items()) if others else ""
    page.heading(f"{title} ({len(found)}{told})")
    if not found:
        page.line(Span("none", "faint"), indent=2)
    # What the other side has of a point decides what the point is worth, so these stand together.
    for one in sorted(found, key=lambda one: sorted(one.sides.values())):
        _dispute(page, one, world)


def _dispute(page: Page, one: Dispute, world: World) -> None:
    mark = Span(f"  #{one.position}", "faint")
    if one.kind == "one-sided":
        (said,) = one.conflict.values
        cells = ", ".join(f"{side} {cell}" for side, cell in one.sides.items())
        page.line(f"{one.title}", mark, Span(f"  {cells}", "faint"), indent=2, hang=2)
        page.line(Span(", ".join(said.sources), "faint"), indent=6, hang=2)
        return
    field = f"{field_text(one.conflict.field)} of " if one.kind == "values" else ""
    page.line(field, Span(one.title, "strong"), mark, indent=2, hang=2)
    write_conflict(page, one.conflict, world, indent=4, field=False)


def conflicts_data(found: Iterable[Dispute]) -> Data:
    """`{conflicts: [{kind, event, position, what, title, field, values, at_odds, odd, because, sides}]}`.

    kind: values, declared, one-sided; values: `[{value, sides, positions, sources, fits}]`, as said; odd: the places
    of those that do not fit all others; because: of a declared one; sides: what each side has of a point of one alone.
    """
    told = []
    for one in found:
        data: Data = msgspec.to_builtins(one)
        told.append({key: value for key, value in data.items() if key != "conflict"} | data["conflict"])
    return {"conflicts": told}

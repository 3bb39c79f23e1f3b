"""Where sources disagree: every value with who says so."""

from collections.abc import Iterable, Sequence

import msgspec

from timeline.exporters.evidence import write_conflict
from timeline.exporters.page import Page, Span
from timeline.exporters.plain_data import Data
from timeline.projections.disputes import Dispute
from timeline.projections.world import World

KINDS = {
    "values": "Values that cannot both be true",
    "declared": "Contradictions that no machine sees, as they were declared",
    "one-sided": "Points that one of two sides tells alone",
}


def write_conflicts(page: Page, found: Sequence[Dispute], world: World, kinds: Iterable[str]) -> None:
    """The disagreements, kind by kind."""
    for kind in kinds:
        chosen = [one for one in found if one.kind == kind]
        page.heading(f"{KINDS[kind]} ({len(chosen)})")
        if not chosen:
            page.line(Span("none", "faint"), indent=2)
        for one in chosen:
            _dispute(page, one, world)


def _dispute(page: Page, one: Dispute, world: World) -> None:
    field = f"{one.conflict.field} of " if one.conflict.field else ""
    mark = Span(f"  #{one.position}", "faint")
    if one.kind == "one-sided":
        (said,) = one.conflict.values
        cells = ", ".join(f"{side} {cell}" for side, cell in one.sides.items())
        page.line(f"{one.title}", mark, Span(f"  {cells}", "faint"), indent=2, hang=2)
        page.line(Span(", ".join(said.sources), "faint"), indent=6, hang=2)
        return
    page.line(field, Span(one.title, "strong"), mark, indent=2, hang=2)
    write_conflict(page, one.conflict, world, indent=4, field=False)


def conflicts_data(found: Iterable[Dispute]) -> Data:
    """`{conflicts: [{kind, event, position, what, title, field, values, at_odds, because, sides}]}`.

    kind: values, declared, one-sided; values: `[{value, sides, positions, sources, fits}]`, as said; because: of a
    declared one; sides: what each side has of a point of one side alone.
    """
    told = []
    for one in found:
        data: Data = msgspec.to_builtins(one)
        told.append({key: value for key, value in data.items() if key != "conflict"} | data["conflict"])
    return {"conflicts": told}

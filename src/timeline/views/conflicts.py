"""Where sources disagree: every value with who says so."""

from collections.abc import Iterable, Sequence

import msgspec

from timeline.projections.disputes import AT_STAGES, Dispute
from timeline.projections.world import World
from timeline.views.evidence import write_conflict
from timeline.views.page import Page, Span
from timeline.views.plain_data import Data
from timeline.views.wording import disagreement_text

KINDS = {
    "values": "Values that cannot both be true",
    "declared": "Contradictions that were declared",
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
    page.heading(f"{title} ({len(found)})")
    if not found:
        page.line(Span("none", "faint"), indent=2)
    for one in found:
        mark = Span(f"  #{one.position}", "faint")
        told = one.title if one.kind == "declared" else disagreement_text(one.conflict.field, one.title)
        page.line(told, mark, indent=2, hang=2)
        write_conflict(page, one.conflict, world, indent=4, field=False)


def conflicts_data(found: Iterable[Dispute]) -> Data:
    """`{conflicts: [{kind, event, position, what, title, field, values, at_odds, odd, because, parties, disputed}]}`.

    kind: values, declared; values: `[{value, sides, positions, sources, fits, zone, local}]`, as said, and a time of
    another zone as the event's own zone has it; odd: the places of those that do not fit all others; because: of a
    declared one; parties: those that differ from another party; disputed: the press or analysts who tell it otherwise.
    """
    told = []
    for one in found:
        data: Data = msgspec.to_builtins(one)
        told.append({key: value for key, value in data.items() if key != "conflict"} | data["conflict"])
    return {"conflicts": told}

"""Where sources disagree: every value with who says so."""

from collections.abc import Sequence

from timeline.answers.conflicts import ConflictsAnswer
from timeline.projections.disputes import AT_STAGES, Dispute
from timeline.views.evidence import write_conflict
from timeline.views.page import Page, Span
from timeline.views.words.change import disagreement_text

_TITLES = {
    "values": "Values that cannot both be true",
    "declared": "Declared contradictions",
}
_STAGES = "Amounts that differ between the stages of a commitment"


def write(page: Page, answer: ConflictsAnswer) -> None:
    """The disagreements, kind by kind; of values, those between the stages of a promise apart."""
    for kind in answer.kinds:
        chosen = [one for one in answer.conflicts if one.kind == kind]
        stages = [one for one in chosen if one.conflict.field == AT_STAGES]
        _group(page, _TITLES[kind], [one for one in chosen if one not in stages])
        if stages:
            _group(page, _STAGES, stages)


def _group(page: Page, title: str, found: Sequence[Dispute]) -> None:
    page.heading(f"{title} ({len(found)})")
    if not found:
        page.line(Span("none", "faint"), indent=2)
    for one in found:
        mark = Span(f"  #{one.position}", "faint")
        told = one.title if one.kind == "declared" else disagreement_text(one.conflict.field, one.title)
        page.line(told, mark, indent=2, hang=2)
        write_conflict(page, one.conflict, one.account.names, indent=4, field=False)

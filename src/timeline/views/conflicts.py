"""Where sources disagree: every value with its sources."""

from collections.abc import Sequence

from timeline.answers.conflicts import ConflictsAnswer
from timeline.projections.disputes import AT_STAGES, Dispute
from timeline.views.evidence import write_conflict
from timeline.views.folding import first, write_more
from timeline.views.page import Page, Span
from timeline.views.words.change import disagreement_text

_TITLES = {
    "values": "Values that cannot both be true",
    "declared": "Contradictions noted by the recorder",
}
_STAGES = "Amounts that differ between the stages of a commitment"


def write(page: Page, answer: ConflictsAnswer, *, whole: bool = False) -> None:
    """The disagreements, kind by kind; those between the stages of a commitment are listed separately."""
    for kind in answer.kinds:
        chosen = [dispute for dispute in answer.conflicts if dispute.kind == kind]
        stages = [dispute for dispute in chosen if dispute.conflict.field == AT_STAGES]
        _group(page, _TITLES[kind], [dispute for dispute in chosen if dispute not in stages], whole=whole)
        if stages:
            _group(page, _STAGES, stages, whole=whole)


def _group(page: Page, title: str, found: Sequence[Dispute], *, whole: bool) -> None:
    page.heading(f"{title} ({len(found)})")
    if not found:
        page.line(Span("none", "faint"), indent=2)
    shown = first(found, whole=whole)
    for dispute in shown:
        mark = Span(f"  #{dispute.position}", "faint")
        text = dispute.title if dispute.kind == "declared" else disagreement_text(dispute.conflict.field, dispute.title)
        page.line(text, mark, indent=2, hang=2)
        write_conflict(page, dispute.conflict, dispute.account.names, indent=4, field=False)
    write_more(page, len(found) - len(shown))

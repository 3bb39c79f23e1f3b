"""What became of an event since it was recorded: corrected, withdrawn, or resting on a withdrawn entry.

Nothing is left out silently: the earlier value and the withdrawn event are still shown.
"""

from collections.abc import Iterator, Sequence

from timeline.entries import Correction
from timeline.entries.corrections import Withdrawn
from timeline.projections.withdrawn import WithdrawnEvent
from timeline.projections.world import Account
from timeline.views.page import Page, Span, cut
from timeline.views.words.event import headline, kind_text
from timeline.views.words.evidence import plain_text


def withdrawn_text(withdrawn: Withdrawn) -> str:
    """`withdrawn by #181: It was another visit`."""
    return f"withdrawn by #{withdrawn.position}: {withdrawn.withdrawal.because}"


def correction_text(correction: Correction) -> str:
    """`when: 2024-07-05 → 2024-07-06; The day was looked up`."""
    was, now = plain_text(correction.was), plain_text(correction.now)
    return f"{correction.field}: {was} → {now}; {correction.because}"


_WORDING = frozenset({"title", "text", "because", "name", "names"})
"""Fields that are in our own words: their correction is a note of the recorder, and changes no fact."""


def marks(account: Account) -> Iterator[tuple[str, str]]:
    """What a reader must know of an event besides what it says: a label, and words."""
    if account.withdrawn:
        yield "withdrawn", f"by #{account.withdrawn.position}: {account.withdrawn.withdrawal.because}"
    for id, withdrawn in account.rests_on.items():
        yield "refers to", f"{id}, {withdrawn_text(withdrawn)}"
    for position, correction in account.corrections:
        if not _is_wording(correction):
            of = f"{correction.entry}, " if correction.entry != account.id else ""
            yield f"corrected by #{position}", of + correction_text(correction)


def _worded(correction: Correction) -> str:
    """What a correction of our own words changed: the note, the title."""
    field = correction.field.removeprefix("says.").partition(".")[0]
    return f"the {'note' if field == 'text' else 'reason' if field == 'because' else field}"


def _is_wording(correction: Correction) -> bool:
    return correction.field.removeprefix("says.").partition(".")[0] in _WORDING


def note(account: Account) -> str:
    """The recorder's note on an event: which of its words were reworded; empty when none were."""
    reworded = [(position, correction) for position, correction in account.corrections if _is_wording(correction)]
    return ", ".join(f"#{position} changed the wording of {_worded(correction)}" for position, correction in reworded)


def write_marks(page: Page, account: Account, *, indent: int) -> None:
    """A line a mark; the recorder's note last, in one line."""
    for label, words in marks(account):
        page.line(Span(f"{label}  ", "warn"), words, indent=indent, hang=4)
    if text := note(account):
        page.line(Span(cut(f"recorder's note: {text}", page.width - indent), "faint"), indent=indent)


def short_marks(account: Account) -> str:
    """The marks of an event in a few words: `reworded in #182, refers to what #180 withdrew`."""
    parts = [
        f"{'reworded' if _is_wording(correction) else 'corrected'} in #{position}"
        for position, correction in account.corrections
    ]
    parts += [f"refers to {id}, withdrawn by #{withdrawn.position}" for id, withdrawn in account.rests_on.items()]
    return ", ".join(parts)


def write_withdrawn(page: Page, withdrawn: Sequence[WithdrawnEvent]) -> None:
    """The withdrawn events, which are in none of the other lists."""
    if not withdrawn:
        return
    page.heading(f"Withdrawn, not counted ({len(withdrawn)})")
    for event in withdrawn:
        account = event.account
        assert account.withdrawn is not None, "only what was withdrawn is listed"
        page.line(
            Span(f"#{account.position}  ", "faint"), f"{kind_text(account.event)}  {headline(account)}  ",
            Span(withdrawn_text(account.withdrawn), "warn"), indent=2, hang=4,
        )  # fmt: skip

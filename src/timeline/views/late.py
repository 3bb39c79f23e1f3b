"""What was recorded long after it happened."""

from timeline.answers.late import LateAnswer
from timeline.views.folding import MANY, first, write_more
from timeline.views.page import Page, Span
from timeline.views.words.event import headline
from timeline.views.words.history import done
from timeline.views.words.money import many
from timeline.views.words.time import when_text


def write(page: Page, answer: LateAnswer, *, whole: bool = False) -> None:
    """A line an entry: how many days late, its position, what and when it was."""
    shown = first(answer.late, whole=whole, most=MANY)
    for late in shown:
        page.line(
            f"{late.days:>6} days  {done(late.entry):<12}  ", Span(f"#{late.position:<5} ", "faint"),
            f"{headline(late.account)} ({when_text(late.account.time)})", hang=31,
        )  # fmt: skip
    write_more(page, len(answer.late) - len(shown))
    count = many(len(answer.late), "entry", "entries")
    page.line(f"{count} recorded more than {answer.over_days} days late, and after the first file about the same visit")

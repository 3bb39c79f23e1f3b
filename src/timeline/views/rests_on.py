"""What rests on one source."""

from timeline.answers.rests_on import RestingAnswer
from timeline.views.folding import MANY, first, write_more
from timeline.views.page import Page, Span
from timeline.views.words.event import headline
from timeline.views.words.evidence import field_text, value_text
from timeline.views.words.money import many


def write(page: Page, answer: RestingAnswer, *, whole: bool = False) -> None:
    """The events that only this source supports, the values that only it gives, and how many others report too."""
    page.line(Span(answer.title, "strong"))
    page.heading(f"Supported only by this source ({len(answer.alone)})")
    alone = first(answer.alone, whole=whole, most=MANY)
    for event in alone:
        page.line(Span(f"#{event.position:<5}", "faint"), headline(event.account), indent=2, hang=8)
    write_more(page, len(answer.alone) - len(alone))
    page.heading(f"Values given only by this source ({len(answer.values)})")
    values = first(answer.values, whole=whole, most=MANY)
    for value in values:
        text = f"{field_text(value.field)} {value_text(value.said, answer.names, value.field)}"
        page.line(
            Span(f"#{value.account.position:<5}", "faint"), f"{text}  ",
            Span(headline(value.account), "faint"), indent=2, hang=8,
        )  # fmt: skip
    write_more(page, len(answer.values) - len(values))
    page.blank()
    count = len(answer.shared)
    page.line(f"{many(count, 'more event')} {'is' if count == 1 else 'are'} supported by this source and by others")

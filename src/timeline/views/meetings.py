"""Meetings: when and where, and who met whom in which office."""

from itertools import groupby

from timeline.answers.meetings import MeetingsAnswer
from timeline.projections.meetings import Met, Present
from timeline.projections.names import Names
from timeline.views.folding import MANY, last, write_more
from timeline.views.marks import short_marks, write_withdrawn
from timeline.views.page import Page, Span
from timeline.views.words.people import others_text, present_text, side_text, spoken
from timeline.views.words.time import period_text, when_text


def write(page: Page, answer: MeetingsAnswer, *, whole: bool = False) -> None:
    """The meetings, two lines each."""
    who = " and ".join(spoken(id, answer.names) for id in answer.who)
    count = f" ({len(answer.meetings)})" if answer.meetings else ""
    calls = " and calls" if any(met.what == "phone-call" for met in answer.meetings) else ""
    page.line(Span(f"Meetings{calls} of {who}{period_text(*answer.period)}{count}", "strong"))
    page.faint("each ends with its entry and the sides that report it; visits: timeline visits")
    page.blank()
    if not answer.meetings:
        page.line("none recorded", indent=2)
    shown = last(answer.meetings, whole=whole, most=MANY)
    write_more(page, len(answer.meetings) - len(shown), what="earlier")
    for met in shown:
        marks = f", {text}" if (text := short_marks(met.account)) else ""
        where = f", {met.place}" if met.place and met.place not in met.title else ""
        page.line(
            f"{_when_text(met)}  {met.title}{where}",
            Span(f"  #{met.position} {side_text(met.sides)}{marks}", "faint"), indent=2, hang=2,
        )  # fmt: skip
        unnamed = all(present.who == present.party for present in met.people)
        remark = Span(" (no person is named: not counted as contact)" if unnamed else "", "faint")
        page.line(people_text(met.people, answer.names), remark, indent=4, hang=2)
        if text := beside_text(met, answer.names):
            page.line(text, indent=4, hang=2)
    write_withdrawn(page, answer.withdrawn)


def _when_text(met: Met) -> str:
    return ", ".join(filter(None, (when_text(met.when), met.start)))


def beside_text(met: Met, names: Names) -> str:
    """`also there: Qatar (mediator); on the margins of the General Assembly`; empty for neither."""
    margins = ", ".join(names.titles.get(id, id) for id in met.on_margins_of)
    others = others_text(met.others, names)
    parts = (f"also there: {others}" if others else "", f"on the margins of {margins}" if margins else "")
    return "; ".join(filter(None, parts))


def people_text(people: tuple[Present, ...], names: Names) -> str:
    """`Kamikawa Yoko (Foreign Minister of Japan) with Hun Manet (Prime Minister of Cambodia)`."""
    parties = list(dict.fromkeys(present.party for present in people))
    ordered = sorted(people, key=lambda present: parties.index(present.party))
    groups = [list(group) for _, group in groupby(ordered, key=lambda present: present.party)]
    return " with ".join(", ".join(present_text(present, names) for present in group) for group in groups)

"""Two visits compared: topics, commitments and wording that both have, or one alone."""

from itertools import groupby

from timeline.answers.two_visits import TwoVisitsAnswer, VisitRead
from timeline.projections.names import Names
from timeline.projections.two_visits import CommitmentCompared, Compared, TopicCompared, WordingCompared
from timeline.projections.world import Account
from timeline.views.folding import first, write_more
from timeline.views.marks import write_withdrawn
from timeline.views.page import Page, Span
from timeline.views.words.change import owed_text
from timeline.views.words.event import headline
from timeline.views.words.money import many
from timeline.views.words.people import side_text
from timeline.views.words.time import when_text

_TITLES: dict[Compared, str] = {
    "kept": "at both",
    "added": "only at the second",
    "dropped": "only at the first",
}
_TOPICS, _EACH = 12, 2
"""The most topics of a kind that are listed, and the most statements of a party at a visit."""


def write(page: Page, answer: TwoVisitsAnswer, *, whole: bool = False) -> None:
    """The two visits, then what they have in common, and what one has alone."""
    for ordinal, visit in (("first  ", answer.first), ("second ", answer.second)):
        page.line(Span(ordinal, "faint"), Span(visit.title, "strong"), f", {when_text(visit.account.time)}", hang=7)
        page.line(Span(f"{visit.id}, {_read_text(visit)}", "faint"), indent=7)
    page.line(Span("what one visit has alone may have come up at the other, where no source reports it", "faint"))
    _topics(page, answer, whole=whole)
    _commitments(page, answer, whole=whole)
    _wording(page, answer, whole=whole)
    write_withdrawn(page, answer.withdrawn)


def _read_text(visit: VisitRead) -> str:
    if not visit.read.texts:
        return "no source is recorded to cover it"
    return f"{visit.read.full} of {many(visit.read.texts, 'source')} about it read in full"


def _topics(page: Page, answer: TwoVisitsAnswer, *, whole: bool) -> None:
    page.heading(f"Topics ({len(answer.topics)})")
    for change, group in groupby(answer.topics, key=lambda topic: topic.change):
        topics = list(group)
        shown = first(topics, whole=whole, most=_TOPICS)
        text = "; ".join(_topic_text(topic, answer.names) for topic in shown)
        page.line(Span(f"{_TITLES[change]} ({len(topics)})  ", "faint"), text, indent=2, hang=2)
        write_more(page, len(topics) - len(shown), indent=4)


def _topic_text(topic: TopicCompared, names: Names) -> str:
    return names.topic(topic.topic)


def _commitments(page: Page, answer: TwoVisitsAnswer, *, whole: bool) -> None:
    page.heading(f"Commitments, as they stood after both visits ({len(answer.commitments)})")
    if not answer.commitments:
        page.line(Span("none", "faint"), indent=2)
    titles: dict[Compared, str] = {
        "kept": "made before, taken up at the second",
        "added": "made at the second",
        "dropped": "made at the first; no record of the second takes them up",
    }
    for change, group in groupby(answer.commitments, key=lambda compared: compared.change):
        compared = list(group)
        page.line(Span(f"{titles[change]} ({len(compared)})", "faint"), indent=2)
        shown = first(compared, whole=whole)
        for one in shown:
            _commitment(page, one)
        write_more(page, len(compared) - len(shown), indent=4)


def _commitment(page: Page, compared: CommitmentCompared) -> None:
    owed = compared.commitment
    account = owed.stages[0].account
    mark = Span(f"  #{account.position} {side_text(account.sides)}", "faint")
    page.line(f"{account.names.all(owed.by)}: {owed_text(owed)}", mark, indent=4, hang=2)


def _wording(page: Page, answer: TwoVisitsAnswer, *, whole: bool) -> None:
    topics = [list(group) for _, group in groupby(answer.wording, key=lambda wording: wording.topic)]
    page.heading("Wording on the topics of both")
    if not topics:
        page.line(Span("no statement on a topic of both is recorded", "faint"), indent=2)
    shown = first(topics, whole=whole)
    for wordings in shown:
        page.line(Span(answer.names.topic(wordings[0].topic), "strong"), indent=2)
        for wording in wordings:
            _party(page, wording, answer.names, whole=whole)
    write_more(page, len(topics) - len(shown))


def _party(page: Page, wording: WordingCompared, names: Names, *, whole: bool) -> None:
    how = _TITLES[wording.change]
    if wording.change == "kept":
        how += ", with the same verbs" if wording.same_acts else ", with other verbs"
    page.line(f"{names.all(wording.parties)}: {how}", indent=4)
    for ordinal, accounts in zip(("first   ", "second  "), wording.at, strict=True):
        shown = first(accounts, whole=whole, most=_EACH)
        for account in shown:
            _statement(page, ordinal, account)
        write_more(page, len(accounts) - len(shown), indent=14)


def _statement(page: Page, ordinal: str, account: Account) -> None:
    mark = Span(f"  #{account.position} {side_text(account.sides)}", "faint")
    page.line(Span(ordinal, "faint"), headline(account), mark, indent=6, hang=8)

"""A line of a brief, from what it claims: a mark stands behind a claim, and names those who say all of it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from timeline.projections.citation import Citation
from timeline.projections.gathered import remark_of
from timeline.projections.support import dating, supporting
from timeline.projections.world import Account
from timeline.views.sheet import Line, Segment
from timeline.views.words.people import mark_text
from timeline.views.words.time import when_text


class Claim(NamedTuple):
    """What a line claims, and the evidence of those who say all of it."""

    text: str
    cited: tuple[Citation, ...] = ()
    before: str = ", "
    """What joins it to the claim before it."""


def line(claims: Sequence[Claim], *accounts: Account, lead: str = "") -> Line:
    """A line of one sentence, and the events that it is about."""
    return joined([sentence(claims)], claims, *accounts, lead=lead)


def joined(parts: Iterable[Iterable[Segment]], claims: Iterable[Claim], *accounts: Account, lead: str = "") -> Line:
    """A line of several sentences, with the claims that are in them, and the events that these are about."""
    head = [Segment(lead, lead=True)] if lead else []
    cited = tuple(dict.fromkeys(citation for claim in claims for citation in claim.cited))
    notes = tuple(dict.fromkeys(note for account in accounts for note in _notes(account)))
    return Line((*head, *(segment for part in parts for segment in part)), cited=cited, notes=notes)


def _notes(account: Account) -> Iterator[str]:
    """What the recorders remark on an event, and on what further sources say of it."""
    remarks = (remark_of(citation.entry) for citation in account.citations)
    return (text.rstrip(".") for text in (account.event.text, *remarks) if text)


def sentence(claims: Iterable[Claim]) -> tuple[Segment, ...]:
    """Claims after each other, those with the same mark as one: `Signed 10 December 2024 [JP], four boats [P].`."""
    found: list[Claim] = []
    marks: list[str] = []
    for claim in claims:
        mark = mark_text(claim.cited)
        if marks and marks[-1] == mark:
            found[-1] = found[-1]._replace(text=found[-1].text + claim.before + claim.text)
        else:
            found.append(claim)
            marks.append(mark)
    if len(found) == 1:
        stop = "" if found[0].text.endswith(".") else "."
        return (Segment(f"{found[0].text}{stop}", marks[0]),)
    ends = [*(claim.before.rstrip() for claim in found[1:]), "."]
    return tuple(Segment(claim.text, mark, after=end) for claim, mark, end in zip(found, marks, ends, strict=True))


def event_claims(account: Account, text: str) -> list[Claim]:
    """When an event was, and what it was."""
    return [Claim(when_text(account.time), dating(account)), Claim(text, supporting(account), ": ")]


def alone(account: Account) -> bool:
    """Whether not even the press or an analyst reports it beside one party."""
    return len(account.sides) == 1

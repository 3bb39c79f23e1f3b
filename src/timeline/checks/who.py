"""Who takes part, and in which office."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from timeline.checks.others import Finding, Others
from timeline.checks.times import time_of
from timeline.events import Event, OfficeChange, Progress, Recorded
from timeline.values import OPEN_AFTER, OPEN_BEFORE, When, parse_when


def somebody(event: Event, _log: Others) -> Iterator[Finding]:
    """A statement, promise or remark of nobody."""
    if not event.by:
        yield Finding((), "nobody", f"`{event.id}` does not say who", "say `by`")


def advances(event: Progress, _log: Others) -> Iterator[Finding]:
    """Progress of no promise."""
    if not event.advances:
        yield Finding((), "no-stage", f"`{event.id}` advances no commitment", "say `advances`")


def offices(event: Event, log: Others) -> Iterator[Finding]:
    """Somebody in an office that they certainly did not hold then. Source: RULES.md, 12."""
    time = time_of(event, log)
    for side in ("by", "to"):
        for index, participant in enumerate(getattr(event, side)):
            if participant.as_:
                wrong = _not_in_office(participant.who, participant.as_, time, log)
                if wrong:
                    yield Finding(
                        (side, index, "as"),
                        "not-in-office",
                        wrong,
                        "offices come from `office` events: record one, or correct this",
                    )


def _not_in_office(person: str, office: str, time: When | None, log: Others) -> str:
    terms = _terms(_changes(person, office, log))
    if not terms:
        return f"no `office` event says that `{person}` was `{office}`"
    if time is None or any(term.may_hold(time) for term in terms):
        return ""
    told = "; ".join(term.text for term in terms)
    return f"`{person}` was not `{office}` at {time.text}: {told}"


class Term(Struct, frozen=True):
    """A time in office, as far as its beginning and its end are told."""

    assumed: When | None
    left: When | None

    def may_hold(self, time: When) -> bool:
        """Whether something at a time may have been within the term, its first and last day among it."""
        begins = self.assumed.start_earliest if self.assumed else OPEN_BEFORE
        ends = self.left.end_latest if self.left else OPEN_AFTER
        return any(one.start_earliest <= ends and begins <= one.end_latest for one in time.pieces)

    @property
    def text(self) -> str:
        """`in office from 2013 to 2022-12-30`, `in office until 2022-12-30`."""
        begins = f" from {self.assumed.text}" if self.assumed else ""
        ends = f" {'to' if self.assumed else 'until'} {self.left.text}" if self.left else ""
        return f"in office{begins}{ends}"


def _terms(changes: list[tuple[When, str]]) -> list[Term]:
    """The terms that the changes of one person in one office make.

    A term without its end goes on to the next; an end without a beginning is that of a term that began before all told.
    """
    terms = list[Term]()
    for when, change in sorted(changes, key=lambda one: (one[0].order_key, one[1] == "assumed", one[0].end_latest)):
        if change == "assumed":
            terms.append(Term(when, None))
        elif terms and terms[-1].left is None:
            terms[-1] = Term(terms[-1].assumed, when)
        else:
            terms.append(Term(None, when))
    return terms


def _changes(person: str, office: str, log: Others) -> list[tuple[When, str]]:
    return [
        (parse_when(event.when), event.change)
        for event in (found.entry for found in _standing(log.referring(person, "person"), log))
        if isinstance(event, OfficeChange) and (event.person, event.office) == (person, office) and event.when
    ]


def tenure(event: OfficeChange, log: Others) -> Iterator[Finding]:
    """An office that was left before it was taken, where no earlier term explains it. Source: RULES.md, 12."""
    changes = _changes(event.person, event.office, log)
    assumed = [when for when, change in changes if change == "assumed"]
    for left in (when for when, change in changes if change == "left"):
        later = [when for when in assumed if when.start_earliest > left.end_latest]
        own = parse_when(event.when) if event.when else None
        if assumed and len(later) == len(assumed) and own in {left, *later}:
            first = min(later, key=lambda one: one.start_earliest)
            told = f"`{event.person}` left `{event.office}` ({left.text}) before taking it ({first.text})"
            yield Finding(("when",), "order", told, "correct one of the days, or record the earlier term")
            return


def _standing(found: Iterable[Recorded], log: Others) -> Iterator[Recorded]:
    names = (recorded.entry.id for recorded in found)
    return (now for name in names if not log.withdrawal(name) and (now := log.current(name)))

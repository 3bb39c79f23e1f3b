"""What plans and their changes must make sense of: in which order, by whom, and once. Source: RULES.md, 24."""

from collections.abc import Iterator

from timeline.checks.others import Finding, Others
from timeline.checks.times import time_of
from timeline.checks.who import parties_of
from timeline.entries import Event, ScheduleChange
from timeline.values import parse_when

_ENDED = {"held", "cancelled"}


def schedule_change(event: ScheduleChange, log: Others) -> Iterator[Finding]:
    """A plan that was held and nobody says as what, or as what it was not; that changed before it was made."""
    if event.stage == "held" and not event.fulfilled_by:
        hint = "add `fulfilled_by`: the id of the visit or meeting that was held"
        yield Finding(("stage",), "no-engagement", f"`{event.id}` does not say which engagement was held", hint)
    if event.fulfilled_by and event.stage != "held":
        message = f"only a plan that was held has `fulfilled_by`: this one was {event.stage}"
        yield Finding(("fulfilled_by",), "no-such-field", message, 'write stage = "held", or remove it')
    if event.due and event.stage != "postponed":
        message = f"only a plan that was postponed has a new day: this one was {event.stage}"
        yield Finding(("due",), "no-such-field", message, 'write stage = "postponed", or remove it')
    plan = log.event(event.scheduled)
    if plan and event.when and plan.when and parse_when(event.when).end_latest < parse_when(plan.when).start_earliest:
        message = f"it changed ({event.when}) before it was planned ({plan.when})"
        yield Finding(("when",), "order", message, "correct one of the times", plan.id)
    held = log.event(event.fulfilled_by) if event.fulfilled_by else None
    if plan and held:
        yield from _held(event, plan, held, log)
    yield from _over(event, log)


def _held(event: ScheduleChange, plan: Event, held: Event, log: Others) -> Iterator[Finding]:
    """An engagement that fulfils no plan: it was before it, or is of others."""
    at = ("fulfilled_by",)
    planned, time = parse_when(plan.when) if plan.when else None, time_of(held, log)
    if planned and time and time.end_latest < planned.start_earliest:
        message = f"`{held.id}` was ({time.text}) before it was planned ({plan.when})"
        yield Finding(at, "order", message, "name the engagement that was held, or correct one of the times", held.id)
    elif time and event.when and parse_when(event.when).end_latest < time.start_earliest:
        message = f"it is said to have been held ({event.when}) before `{held.id}` began ({time.text})"
        yield Finding(("when",), "order", message, "correct one of the times", held.id)
    ours, theirs = parties_of(plan, log), parties_of(held, log)
    if "" not in ours | theirs and len(ours & theirs) < min(len(ours), _SEVERAL):
        message = f"`{held.id}` is not an engagement of those who planned it: {', '.join(sorted(ours))}"
        yield Finding(at, "other-parties", message, "name the engagement that was held", held.id)


def _over(event: ScheduleChange, log: Others) -> Iterator[Finding]:
    """A change of a plan after it was held or cancelled, whichever of the two was recorded first."""
    own = log.find(event.id)
    for position, other in log.in_force(event.scheduled, "scheduled"):
        if not isinstance(other, ScheduleChange) or other.id == event.id or not {event.stage, other.stage} & _ENDED:
            continue
        both = {event.stage, other.stage} <= _ENDED and own is not None and position < own.position
        if both or (other.stage in _ENDED and _is_before(other, event)):
            message = f"`{event.scheduled}` was {other.stage} by then"
        elif event.stage in _ENDED and _is_before(event, other):
            message = f"`{event.scheduled}` was {other.stage} after that"
        else:
            continue
        hint = "correct one of the two; a plan that is made anew is another `scheduled`"
        yield Finding(("stage",), "over", message, hint, other.id, cause=frozenset({event.id, other.id}))
        return


def _is_before(one: Event, other: Event) -> bool:
    """Whether one event was certainly before another."""
    return bool(one.when and other.when) and parse_when(one.when).end_latest < parse_when(other.when).start_earliest


_SEVERAL = 2

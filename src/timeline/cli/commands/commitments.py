"""`timeline commitments`: the promises, with their stages."""

import argparse
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date

from timeline.answers.snapshot import Questions
from timeline.cli.asking import add_log_options, add_on_option, day_of, questions
from timeline.cli.output import Output
from timeline.entries import Commitment, Event
from timeline.problems import Misused
from timeline.projections.commitments import later_stages
from timeline.projections.relationship import Owed
from timeline.projections.world import Account, World
from timeline.values import OPEN_AFTER, When, parse_when
from timeline.views.commitments import commitments_data, later_text, write_commitments
from timeline.views.marks import withdrawn_data, write_withdrawn
from timeline.views.page import Span
from timeline.views.plain_data import event_data
from timeline.views.state import write_events
from timeline.views.wording import when_text

DESCRIPTION = """List the promises between two states, those of and to one, those of a visit, or all of them: who owes
what to whom, due when, and each stage that it reached with its evidence; or tell of one alone. No entry
about delivery is "no word of delivery", never "not delivered". Stages after the day that is asked of are
counted, and left out."""
_MOST = 2
_TITLES = {"commitments": "Promises to each other", "to_others": "Promises to others"}
EXAMPLE = "timeline commitments JP KH --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "states", nargs="*", metavar="WHAT", help="two states, one, or the id of a promise or visit; all if left out"
    )
    parser.add_argument("--open", action="store_true", help="only those neither delivered nor lapsed")
    add_on_option(parser)
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List."""
    on = day_of(arguments)
    if len(arguments.states) > _MOST:
        raise Misused("commitments takes two states at most", hint="timeline commitments JP KH")
    with questions(arguments) as asked:
        lists, codes, world = _promises(asked, arguments.states, on)
        if arguments.open:
            lists = {name: tuple(owed for owed in promises if owed.is_open) for name, promises in lists.items()}
        withdrawn = [
            one for one in world.everything if one.withdrawn and _bears_on(one, arguments.states, asked, world)
        ]
        possible = [one for one in world.possible(on) if _bears_on(one, arguments.states, asked, world)]
        if arguments.json:
            told: dict[str, object] = {name: commitments_data(promises, world, on) for name, promises in lists.items()}
            told["possible"] = [event_data(account, world) for account in possible]
            told["withdrawn"] = withdrawn_data(withdrawn)
            told["later_stages"] = len(later_stages((owed.key for owed in _all(lists)), world, on))
            output.data(told, asked.basis(on))
            return 0
        page = output.page()
        for name, promises in lists.items():
            write_commitments(page, _TITLES[name] if codes else "Promises", promises, world, on, codes)
        write_events(page, "Possible by then, and not counted", possible, world)
        write_withdrawn(page, withdrawn, world)
        later = later_text(later_stages((owed.key for owed in _all(lists)), world, on), world)
        newest = _newest(_all(lists), world)
        if later or newest:
            page.blank()
        if later:
            page.line(Span(later, "warn"))
        elif newest:
            page.faint(f"the newest that is told of these is of {when_text(newest)}; nothing later is recorded")
        output.write(page, asked.basis(on))
    return 0


def _all(lists: Mapping[str, Iterable[Owed]]) -> Iterator[Owed]:
    return (owed for promises in lists.values() for owed in promises)


def _newest(promises: Iterable[Owed], world: World) -> When | None:
    """The latest day of an event that made or advanced a promise, or of a source that tells of one."""
    told = [world.time(reached.event) for owed in promises for reached in owed.stages]
    told += [parse_when(source.date) for source in world.sources.values() if source.date] if told else []
    return max((one for one in told if one.end_latest < OPEN_AFTER), key=lambda one: one.end_latest, default=None)


def _bears_on(account: Account, words: list[str], asked: Questions, world: World) -> bool:
    """Whether an event makes or advances a promise of what is asked of."""
    event = account.event
    if not isinstance(event, Commitment) and not event.advances:
        return False
    made_at = _event(words, asked)
    if made_at:
        names = {made_at} if isinstance(asked.entry(made_at), Commitment) else asked.parts(made_at)
        return account.id in names or any(advance.commitment in names for advance in event.advances)
    return world.between(account.id, {asked.state(word) for word in words})


def _event(words: list[str], asked: Questions) -> str:
    """The id of the promise, visit or other event that the only word names; empty when it names none."""
    with suppress(Misused):
        entry = asked.named(words[0]) if len(words) == 1 else None
        return entry.id if isinstance(entry, Event) else ""
    return ""


def _promises(
    asked: Questions, words: list[str], on: date
) -> tuple[dict[str, tuple[Owed, ...]], tuple[str, ...], World]:
    """The promises in their lists, oldest first, the codes of the two states, and the world."""
    made_at = _event(words, asked)
    if made_at:
        one_alone = isinstance(asked.entry(made_at), Commitment)
        found, world = asked.promise(made_at, on) if one_alone else asked.promises_of(made_at, on)
        return {"commitments": found}, (), world
    if len(words) < _MOST:
        found, world = asked.all_commitments(on)
        own = {asked.state(one) for one in words}
        found = tuple(owed for owed in found if own <= world.states_of((*owed.by, *owed.to)))
        return {"commitments": found}, (), world
    one, other = map(asked.state, words)
    standing, world = asked.standing(one, other, on)
    lists = {"commitments": standing.state.commitments[::-1], "to_others": standing.state.to_others[::-1]}
    return lists, (asked.code(one), asked.code(other)), world

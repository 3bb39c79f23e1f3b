"""`timeline commitments`: the promises, with their stages."""

import argparse
from collections.abc import Iterable
from datetime import date

from timeline.cli.asking import add_log_options, add_on_option, day_of, questions
from timeline.cli.output import Output
from timeline.events import Commitment
from timeline.exporters.commitments import commitments_data, write_commitments
from timeline.exporters.marks import withdrawn_data, write_withdrawn
from timeline.exporters.plain_data import event_data
from timeline.exporters.state import write_events
from timeline.exporters.wording import when_text
from timeline.problems import Misused
from timeline.projections.relationship import Owed
from timeline.projections.world import Account, World
from timeline.queries import Questions
from timeline.values import OPEN_AFTER, When, parse_when

DESCRIPTION = """List the promises between two states, those of and to one, or all of them: who owes what to
whom, due when, and each stage that it reached with its evidence; or tell of one alone. No entry about delivery is
"no word of delivery", never "not delivered"."""
_MOST = 2
_TITLES = {"commitments": "Promises to each other", "to_others": "Promises to others"}
EXAMPLE = "timeline commitments JP KH --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "states", nargs="*", metavar="STATE", help="two states, or one, or the id of one promise; all if left out"
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
            output.data(told, asked.basis(on))
            return 0
        page = output.page()
        for name, promises in lists.items():
            write_commitments(page, _TITLES[name] if codes else "Promises", promises, world, on, codes)
        write_events(page, "Possible by then, and not counted", possible, world)
        write_withdrawn(page, withdrawn, world)
        newest = _newest(lists.values(), world)
        if newest:
            page.blank()
            page.faint(
                f"the newest that is told of these is of {when_text(newest)}; what came after, nobody tells here"
            )
        output.write(page, asked.basis(on))
    return 0


def _newest(lists: Iterable[Iterable[Owed]], world: World) -> When | None:
    """The latest day of an event that made or advanced a promise, or of a source that tells of one."""
    promises = (owed for promises in lists for owed in promises)
    told = [world.time(reached.event) for owed in promises for reached in owed.stages]
    told += [parse_when(source.date) for source in world.sources.values() if source.date] if told else []
    return max((one for one in told if one.end_latest < OPEN_AFTER), key=lambda one: one.end_latest, default=None)


def _bears_on(account: Account, states: list[str], asked: Questions, world: World) -> bool:
    """Whether an event makes or advances a promise of the states that are asked of."""
    event = account.event
    if not isinstance(event, Commitment) and not event.advances:
        return False
    if _is_promise(states, asked):
        return account.id in states or any(advance.commitment in states for advance in event.advances)
    return world.between(account.id, {asked.state(word) for word in states})


def _is_promise(words: list[str], asked: Questions) -> bool:
    """Whether the only word is the id of a promise, and not a state."""
    return len(words) == 1 and isinstance(asked.entry(words[0]), Commitment)


def _promises(
    asked: Questions, states: list[str], on: date
) -> tuple[dict[str, tuple[Owed, ...]], tuple[str, ...], World]:
    """The promises in their lists, oldest first, the codes of the two states, and the world."""
    if _is_promise(states, asked):
        found, world = asked.promise(states[0], on)
        return {"commitments": found}, (), world
    if len(states) < _MOST:
        found, world = asked.all_commitments(on)
        own = {asked.state(one) for one in states}
        found = tuple(owed for owed in found if own <= world.states_of((*owed.by, *owed.to)))
        return {"commitments": found}, (), world
    one, other = map(asked.state, states)
    standing, world = asked.standing(one, other, on)
    lists = {"commitments": standing.state.commitments[::-1], "to_others": standing.state.to_others[::-1]}
    return lists, (asked.code(one), asked.code(other)), world

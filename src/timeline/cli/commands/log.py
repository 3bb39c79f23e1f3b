"""`timeline log`: the entries in the order in which they were recorded."""

import argparse
from collections.abc import Iterable, Iterator
from itertools import islice

from timeline.answers.snapshot import Questions
from timeline.cli.asking import add_log_options, add_range_option, count, known_position, range_of, reader
from timeline.cli.output import Output
from timeline.entries import EVENT_TYPES, VERBS, Recorded, Source, evidence_of, verb
from timeline.eventlog.read import LogReader
from timeline.problems import Misused, meant
from timeline.projections.world import World
from timeline.views.entries import write_log
from timeline.views.plain_data import entry_data, json_text

DESCRIPTION = """List the entries in the order in which they were recorded, oldest first. With --json each
is one object a line: position, entry, id, recorded_at, recorded_by, its own fields, and
evidence, a list of {source, via, side, passage: {start, end}}. Of an event its day and whose word it is are told,
where sources differ, too."""
EXAMPLE = "timeline log --kind event --last 20"

_BATCH = 500


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "--kind",
        metavar="KIND",
        help="only these: event, attest, correct, withdraw, actor, source, topic, or a kind of event",
    )
    parser.add_argument(
        "--since", metavar="TIME", help="only what was recorded after: a position, a day, an instant or a checkpoint"
    )
    parser.add_argument("--last", metavar="N", type=count, help="only the last N entries")
    add_range_option(parser)
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List."""
    if arguments.kind not in {None, *VERBS, *EVENT_TYPES}:
        kinds = (*VERBS, *EVENT_TYPES)
        raise Misused(
            f"there is no kind {arguments.kind}", hint=meant(arguments.kind, kinds) or f"one of {', '.join(kinds)}"
        )
    with reader(arguments) as log:
        known = known_position(arguments.known, log)
        first = known_position(arguments.since, log, "--since") + 1 if arguments.since else 1
        first = max(known - arguments.last + 1, first) if arguments.last else first
        asked, within = Questions(log, known), range_of(arguments)
        of_kind = (
            one for one in log.recorded(first, known) if arguments.kind in {None, verb(one.entry), one.entry.what}
        )
        found = asked.dated(of_kind, within)
        for batch in iter(lambda: list(islice(found, _BATCH)), []):
            write_batch(batch, log, asked, arguments.json, output)
        if not arguments.json:
            output.write(output.page(), asked.basis())
    return 0


def write_batch(batch: list[Recorded], log: LogReader, asked: Questions, as_json: bool, output: Output) -> None:  # noqa: FBT001 - passed on from the option
    """Write a batch of entries, with what is needed to name their actors and sides."""
    world = _world(batch, log, asked)
    if as_json:
        output.text("".join(json_text(entry_data(recorded, world)) for recorded in batch))
        return
    page = output.page()
    write_log(page, batch, world, asked.gone)
    output.write(page)


def _world(batch: Iterable[Recorded], log: LogReader, asked: Questions) -> World:
    world = asked.world(recorded.entry.id for recorded in batch)
    sources = dict(world.sources)
    for name in _sources(batch):
        if name not in sources:
            found = log.in_force(name, known=asked.known)
            if found is not None and isinstance(found.entry, Source):
                sources[name] = found.entry
    return World(world.accounts.values(), actors=world.actors, sources=sources, topics=world.topics)


def _sources(batch: Iterable[Recorded]) -> Iterator[str]:
    for recorded in batch:
        for item in evidence_of(recorded.entry):
            yield from (item.source, *item.via)

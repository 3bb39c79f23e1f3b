"""`timeline replay`: a visit, the whole of two states, or record files that are not recorded yet."""

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeline import clock
from timeline.answers.compare import comparison_of
from timeline.answers.replay import replay_of
from timeline.answers.snapshot import Snapshot
from timeline.answers.visits import VisitsAnswer, visits_of
from timeline.cli.asked import DONE, write_answer
from timeline.cli.asking import add_all_option, add_evidence_option, add_log_options, snapshot
from timeline.cli.output import Output
from timeline.entries import Event, Visit
from timeline.problems import Misused
from timeline.recordfile.once import Files, Once
from timeline.recordfile.paths import SUFFIXES
from timeline.values import whole_number

DESCRIPTION = """Replay a visit step by step: what happened, who says so, and what it changed between
the two states. WHAT is a visit, two states (JP KH), or record files (names that end in .toml or
.jsonl). Record files are shown as if they were recorded in the record (--record, else ./events, else
the shipped record); nothing is written. On a terminal the replay opens as a screen; elsewhere, or with
--plain, it is printed."""
EXAMPLE = "timeline replay jp-kh-2024-07"

_TWO_STATES = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "what", nargs="*", metavar="WHAT", help="a visit, two states, or record files (default: choose a visit)"
    )
    parser.add_argument("--recorded", action="store_true", help="list the steps in the order of their recording")
    parser.add_argument("--plain", action="store_true", help="print the replay even on a terminal")
    add_all_option(parser, "show every step in full, also those without a time of their own")
    add_evidence_option(parser)
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Replay."""
    files = [Path(word) for word in arguments.what if word.endswith(SUFFIXES)]
    with _asked(arguments, files) as (asked, what):
        visits = None if what else visits_of(asked, replayable=True)
        words = _chosen(visits, arguments, output) if visits else what
        if not words:
            return DONE
        if not arguments.plain and not arguments.json and on_terminal():
            return _screen(asked, words, arguments)
        options = {"whole": arguments.whole or arguments.evidence, "evidence": arguments.evidence}
        write_answer(replay_of(asked, words, recorded=arguments.recorded), arguments, output, **options)
    return DONE


def on_terminal() -> bool:
    """Whether there is a screen to draw on, and keys to read."""
    return (
        all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))
        and os.environ.get("TERM", "dumb") != "dumb"
    )


def _chosen(offered: VisitsAnswer, arguments: argparse.Namespace, output: Output) -> list[str]:
    """The visit to replay where none is named: the only one, or the one chosen; nothing when they are listed."""
    visits = offered.visits
    if len(visits) == 1:
        return [visits[0].id]
    if not visits:
        raise Misused("there is no visit", hint="name two states: timeline replay JP KH")
    write_answer(offered, arguments, output)
    if arguments.json:
        return []
    output.flush()
    return [visits[_choose(len(visits), output)].id] if on_terminal() and not arguments.plain else []


def _choose(count: int, output: Output) -> int:
    """The index among *count* visits that the user types, from 0. Raises Misused for anything else."""
    output.note(f"which one, 1 to {count}? ")
    typed = sys.stdin.readline().strip()
    number = whole_number(typed or "1")
    if not number or number > count:
        raise Misused(
            f"{typed} is not a number from 1 to {count}",
            hint="type a number, or name the visit: timeline replay ID",
        )
    return number - 1


@contextmanager
def _asked(arguments: argparse.Namespace, files: list[Path]) -> Iterator[tuple[Snapshot, list[str]]]:
    if not files:
        with snapshot(arguments) as asked:
            yield asked, arguments.what
        return
    if len(files) != len(arguments.what):
        raise Misused("replay takes files or a visit, not both", hint="name only the files")
    if arguments.known or arguments.log:
        raise Misused("files are shown with the record as it is now", hint="leave --known and --log out")
    once = Files()
    with _previewed(arguments, files, once) as asked:
        yield asked, [_visit_of([once[path] for path in files], asked)]


@contextmanager
def _previewed(arguments: argparse.Namespace, files: list[Path], once: Files) -> Iterator[Snapshot]:
    # Imported here: only a preview needs the writing side.
    from timeline.record.append import preview  # noqa: PLC0415
    from timeline.record.shipped import shipped_record  # noqa: PLC0415

    record = arguments.record or (Path("events") if Path("events").is_dir() else shipped_record())
    recorded = {path.resolve() for path in once.under(record) if once[path].header.recorded_at}
    drafts = [path for path in files if path.resolve() not in recorded]
    with preview(record, drafts, now=clock.now(), files=once) as log, log.reading() as reader:
        yield Snapshot(reader, reader.head().size, drafts=len(drafts), counted=bool(drafts))


def _visit_of(files: list[Once], asked: Snapshot) -> str:
    """The visit in the files, or the visit that their events are part of. Raises Misused."""
    entries = [located.entry for file in files for located in file.read().entries]
    parents = [id for event in entries if isinstance(event, Event) for id in event.part_of]
    visits = [event.id for event in entries if isinstance(event, Visit) and event.id in parents]
    if visits:
        return max(visits, key=parents.count)
    about = [id for entry in entries if (id := getattr(entry, "event", "") or entry.id)]
    world = asked.world(about)
    for account in (world.accounts[id] for id in about if id in world.accounts):
        above = [whole.id for whole in account.wholes if isinstance(whole.event, Visit)]
        if above:
            return above[0]
    raise Misused("the files contain no visit, and no event within one", hint="`timeline show ID` shows an entry")


def _screen(asked: Snapshot, what: list[str], arguments: argparse.Namespace) -> int:
    from timeline.record.attached import attached_texts  # noqa: PLC0415 - only the screen and `show` need them
    from timeline.tui.app import run_screen  # noqa: PLC0415 - only the screen needs Textual
    from timeline.tui.store import Loaded  # noqa: PLC0415 - as above

    def load(recorded: bool) -> Loaded:  # noqa: FBT001 - the screen's one question
        replay = replay_of(asked, what, recorded=recorded)
        try:
            rows = comparison_of(asked, what[0]).every if len(what) < _TWO_STATES else ()
        except Misused:
            # A journey to several states has no two sides, and is replayed without them.
            rows = ()
        return Loaded(replay, {row.id: row for row in rows}, attached_texts(replay.names.sources))

    return run_screen(load, recorded=arguments.recorded)

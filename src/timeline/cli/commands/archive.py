"""`timeline archive`: the whole record as pages for readers who have no terminal."""

import argparse
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from timeline.answers.archive import actor_pages, contents_of, other_events, pair_page, source_pages, visit_pages
from timeline.answers.commitments import CommitmentsAnswer, commitments_of
from timeline.answers.conflicts import conflicts_of
from timeline.answers.facts import facts_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asked import DONE
from timeline.cli.asking import add_log_options, add_on_option, day_of, snapshot
from timeline.cli.commands.prove import proof_of
from timeline.cli.handed import with_progress
from timeline.cli.output import Output
from timeline.cli.proving import kept_checkpoints
from timeline.projections.world import Account
from timeline.proof.checkpoint import ORIGIN, Checkpoint, format_checkpoint, format_proof
from timeline.proof.note import format_note
from timeline.recordfile.whole_folder import writing_folder
from timeline.views.archive import About, archive_page
from timeline.views.archive.articles import (
    Article,
    actor_article,
    commitment_article,
    conflicts_article,
    others_article,
    pair_article,
    source_article,
    visit_article,
)
from timeline.views.archive.feeds import atom
from timeline.views.archive.items import Links, proof_name
from timeline.views.data import ical

DESCRIPTION = """Write the whole record as pages that open from a disk, a memory stick or any web server:
visits step by step with both readouts, pairs of states, actors, sources, commitments, conflicts,
search, a proof of each event, and feeds. The pages load nothing from elsewhere, and are read without
JavaScript. The folder is written whole or not at all; an earlier archive is replaced."""
EXAMPLE = "timeline archive site/"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder to write")
    add_on_option(parser)
    add_log_options(parser, json=False)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write the archive."""
    with snapshot(arguments) as asked, writing_folder(arguments.folder, "archive") as folder:
        on = day_of(arguments)
        about, contents, owing = _about(asked, on), contents_of(asked, on), commitments_of(asked, [], on)
        links = Links(contents, {f"{owed.key}.commitment" for owed in owing.commitments})
        articles = list(_articles(asked, on, links, owing))
        feeds = [("Latest (Atom)", "latest.atom"), ("Calendar", "calendar.ics")]
        (folder / "index.html").write_text(archive_page(about, articles, feeds), encoding="utf-8")
        _write_feeds(folder, asked, on, about)
        _write_proofs(folder / "proofs", asked, on, arguments, output)
    output.note(f"wrote {arguments.folder}\n")
    return DONE


def _about(asked: Snapshot, on: date) -> About:
    last = asked.log.at(asked.known) if asked.known else None
    recorded = last.entry.recorded_at if last else ""
    return About("A record of diplomatic engagements", asked.basis(on), recorded, asked.known)


def _articles(asked: Snapshot, on: date, links: Links, owing: CommitmentsAnswer) -> Iterator[Article]:
    """All articles."""
    yield from (visit_article(page, links) for page in visit_pages(asked, on))
    yield from (pair_article(pair_page(asked, one, other, on), links) for one, other in links.contents.pairs)
    yield from (actor_article(dossier, links) for dossier in actor_pages(asked, on))
    yield from (source_article(page, links) for page in source_pages(asked))
    yield from (commitment_article(owed, links) for owed in owing.commitments)
    yield conflicts_article(conflicts_of(asked, []), links)
    yield others_article(other_events(asked, on, links.contents), links)


def _events(asked: Snapshot, on: date) -> Iterator[Account]:
    return (fact.account for part in facts_of(asked, on) for fact in part.events if not fact.account.withdrawn)


def _write_feeds(folder: Path, asked: Snapshot, on: date, about: About) -> None:
    text = atom(about, _events(asked, on), lambda id: f"index.html#{id}")
    (folder / "latest.atom").write_text(text, encoding="utf-8")
    basis = (about.basis.position, about.basis.root, about.basis.on, about.recorded_until)
    with (folder / "calendar.ics").open("w", encoding="utf-8", newline="") as calendar:
        ical.write(calendar, facts_of(asked, on), basis)


def _write_proofs(folder: Path, asked: Snapshot, on: date, arguments: argparse.Namespace, output: Output) -> None:
    """The proof of each event, in the largest checkpoint that covers it, else in the log's own root."""
    folder.mkdir()
    note_for = _notes(asked, arguments)
    for part in with_progress(facts_of(asked, on), asked.known, output):
        for fact in part.events:
            size, note = note_for(fact.account.position)
            proof = proof_of(asked.log, fact.account.position, size, note)
            (folder / proof_name(fact.account.id)).write_text(format_proof(proof), encoding="utf-8")


def _notes(asked: Snapshot, arguments: argparse.Namespace) -> Callable[[int], tuple[int, str]]:
    """The size and the text of the checkpoint in which an entry is proved, by its position."""
    kept = [file for file in kept_checkpoints(arguments) if file.checkpoint.size <= asked.known]
    own = Checkpoint(ORIGIN, asked.known, asked.log.root_at(asked.known))
    largest = (kept[-1].checkpoint.size, format_note(kept[-1].note)) if kept else (0, "")

    def note_for(position: int) -> tuple[int, str]:
        return largest if position <= largest[0] else (asked.known, format_checkpoint(own))

    return note_for

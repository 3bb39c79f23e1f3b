"""`timeline archive`: the whole record as pages for readers who have no terminal."""

import argparse
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from timeline.answers.archive import (
    accounts_of,
    actor_pages,
    contents_of,
    document_pages,
    engagement_pages,
    pair_page,
    source_pages,
)
from timeline.answers.commitments import CommitmentsAnswer, commitments_of
from timeline.answers.conflicts import conflicts_of
from timeline.answers.facts import facts_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asked import DONE
from timeline.cli.asking import add_log_options, add_on_option, day_of, snapshot
from timeline.cli.commands.prove import proof_of
from timeline.cli.handed import entries_done, with_progress
from timeline.cli.output import Output
from timeline.cli.proving import kept_checkpoints
from timeline.projections.world import Account
from timeline.proof.checkpoint import ORIGIN, Checkpoint, format_checkpoint, format_proof
from timeline.proof.note import format_note
from timeline.recordfile.whole_folder import writing_folder
from timeline.views import archive
from timeline.views.archive.articles import (
    Article,
    actor_article,
    commitment_article,
    conflicts_article,
    document_article,
    engagement_article,
    pair_article,
    source_article,
    year_article,
)
from timeline.views.archive.feeds import atom
from timeline.views.archive.items import START, Links, file_name, proof_name
from timeline.views.data import ical
from timeline.views.html import Html

DESCRIPTION = """Write the whole record as pages that open from a disk, a memory stick or any web server:
visits and other engagements step by step with all readouts, pairs of states, actors, documents, sources,
commitments, conflicts, search, a proof of each event, and feeds. The pages load nothing from elsewhere, and
are read without JavaScript. A record of up to 10,000 entries is one file; of a larger one, each page is a
file, and a page that lists all events is searched for them. The folder is written whole or not at all; an
earlier archive is replaced."""
EXAMPLE = "timeline archive pages/"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="the folder to write")
    add_on_option(parser)
    add_log_options(parser, json=False, drafts=False)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write the archive."""
    with snapshot(arguments) as asked, writing_folder(arguments.folder, "archive") as folder:
        on = day_of(arguments)
        about, contents, owing = _about(asked, on), contents_of(asked, on), commitments_of(asked, [], on)
        links = Links(
            contents, {f"{owed.key}.commitment" for owed in owing.commitments}, single=asked.known <= archive.MOST
        )
        articles = with_progress(_articles(asked, on, links, owing), output, lambda count, _: f"{count:,} pages")
        if asked.known <= archive.MOST:
            (folder / "index.html").write_text(archive.whole(about, list(articles), links), encoding="utf-8")
        else:
            _write_files(folder, about, articles, links)
            section = archive.everything(_events(asked, on), links)
            _write_file(folder, about, archive.EVERYTHING, about.title, section, links)
        _write_feeds(folder, asked, on, about, links)
        _write_proofs(folder / "proofs", asked, on, arguments, output)
    output.note(f"wrote {arguments.folder}\n")
    return DONE


def _write_files(folder: Path, about: archive.About, articles: Iterable[Article], links: Links) -> None:
    """A file for each page, as they come; then the lists, and the first page."""
    named = []
    for article in articles:
        named.append(article.named)
        _write_file(folder, about, article.named.id, article.named.title, archive.article_section(article), links)
    for id, section in archive.lists(named, links).items():
        _write_file(folder, about, id, about.title, section, links)
    _write_file(folder, about, START, about.title, archive.home(about, named, links), links)


def _write_file(folder: Path, about: archive.About, id: str, title: str, section: Html, links: Links) -> None:
    text = archive.file_of(about, title, [section], links)
    (folder / f"{file_name(id)}.html").write_text(text, encoding="utf-8")


def _about(asked: Snapshot, on: date) -> archive.About:
    last = asked.log.at(asked.known) if asked.known else None
    recorded = last.entry.recorded_at if last else ""
    return archive.About("A record of diplomatic engagements", asked.basis(on), recorded, asked.known)


def _articles(asked: Snapshot, on: date, links: Links, owing: CommitmentsAnswer) -> Iterator[Article]:
    """All articles."""
    yield from (engagement_article(page, links) for page in engagement_pages(asked, on))
    yield from (pair_article(pair_page(asked, one, other, on), links) for one, other in links.contents.pairs)
    yield from (actor_article(dossier, links) for dossier in actor_pages(asked, on))
    yield from (document_article(answer, links) for answer in document_pages(asked, on))
    yield from (source_article(page, links) for page in source_pages(asked))
    yield from (commitment_article(owed, links) for owed in owing.commitments)
    yield conflicts_article(conflicts_of(asked, []), links)
    for page, ids in links.contents.years.items():
        yield year_article(page, accounts_of(asked, ids), links)


def _events(asked: Snapshot, on: date) -> Iterator[Account]:
    return (fact.account for part in facts_of(asked, on) for fact in part.events if not fact.account.withdrawn)


def _write_feeds(folder: Path, asked: Snapshot, on: date, about: archive.About, links: Links) -> None:
    text = atom(
        about, _events(asked, on), lambda id: f"{'' if asked.known > archive.MOST else 'index.html'}{links.address(id)}"
    )
    (folder / "latest.atom").write_text(text, encoding="utf-8")
    basis = (about.basis.position, about.basis.root, about.basis.on, about.recorded_until)
    with (folder / "calendar.ics").open("w", encoding="utf-8", newline="") as calendar:
        ical.write(calendar, facts_of(asked, on), basis)


def _write_proofs(folder: Path, asked: Snapshot, on: date, arguments: argparse.Namespace, output: Output) -> None:
    """The proof of each event, in the largest checkpoint that covers it, else in the log's own root."""
    folder.mkdir()
    note_for = _notes(asked, arguments)
    # Entries that follow each other share all but the smallest subtrees of their proofs.
    subtree = lru_cache(maxsize=_SHARED)(asked.log.subtree)
    for part in entries_done(facts_of(asked, on), asked.known, output):
        for fact in part.events:
            size, note = note_for(fact.account.position)
            proof = proof_of(asked.log, fact.account.position, size, note, subtree)
            (folder / proof_name(fact.account.id)).write_text(format_proof(proof), encoding="utf-8")


_SHARED = 256
"""The subtrees that are remembered: a few times as many as a proof has."""


def _notes(asked: Snapshot, arguments: argparse.Namespace) -> Callable[[int], tuple[int, str]]:
    """The size and the text of the checkpoint in which an entry is proved, by its position."""
    kept = [file for file in kept_checkpoints(arguments) if file.checkpoint.size <= asked.known]
    own = Checkpoint(ORIGIN, asked.known, asked.log.root_at(asked.known))
    largest = (kept[-1].checkpoint.size, format_note(kept[-1].note)) if kept else (0, "")

    def note_for(position: int) -> tuple[int, str]:
        return largest if position <= largest[0] else (asked.known, format_checkpoint(own))

    return note_for

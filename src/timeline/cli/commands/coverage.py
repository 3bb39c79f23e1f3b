"""`timeline coverage`: which sentences of a source are cited by which entries."""

import argparse
from pathlib import Path

from timeline.answers.snapshot import Questions
from timeline.cli.asking import add_log_options, questions
from timeline.cli.output import Output
from timeline.entries import Source, evidence_of
from timeline.recordfile.files import read_text
from timeline.views.coverage import citations_data, coverage_data, write_citations, write_coverage

DESCRIPTION = """Tell which passages of a source are cited by which entries. With the text of the source
(--text), tell of every sentence what cites it, or why it carries no fact, and of every
passage whether it is found once, within one sentence or two adjoining ones; what had to be
folded to find it is told. Headings are skipped, and listed. Exit code 1 when a sentence is
not accounted for, a passage not found, or no sentence found at all."""
EXAMPLE = "timeline coverage ccrs-2024-07-10 --text article.txt"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("source", metavar="SOURCE", help="the id of a source")
    parser.add_argument("--text", metavar="FILE", type=Path, help="the text of the source")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Tell."""
    with questions(arguments) as asked:
        source = asked.source(arguments.source)
        page = output.page()
        if arguments.text is None:
            bare, cited = _bare(asked, source), list(asked.passages(source, retold=True))
            if arguments.json:
                output.data(citations_data(source.id, cited, bare), asked.basis())
                return 0
            write_citations(page, source.title, cited, bare)
            output.write(page, asked.basis())
            return 0
        # Imported here: only who reads a text needs to know where sentences end.
        from timeline.projections.coverage import coverage  # noqa: PLC0415

        told = coverage(read_text(arguments.text), asked.passages(source), language=source.language)
        if arguments.json:
            output.data(coverage_data(source.id, told), asked.basis())
        else:
            write_coverage(page, source.title, told)
            output.write(page, asked.basis())
        return 0 if told.complete else 1


def _bare(asked: Questions, source: Source) -> list[str]:
    """The entries that cite a source, and no passage of it."""
    items = ((entry.id, item) for entry in asked.citing(source.id) for item in evidence_of(entry))
    return list(dict.fromkeys(n for n, item in items if source.id in (item.source, *item.via) and not item.passages))

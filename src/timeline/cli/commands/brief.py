"""`timeline brief`: what a minister must know of a visit, or of two states over a period."""

import argparse

from timeline.answers.brief import BriefAnswer, brief_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asked import DONE, write_answer
from timeline.cli.asking import add_log_options, add_on_option, add_period_options, day_of, period_of, snapshot
from timeline.cli.handed import add_output_option, hand_over
from timeline.cli.output import Output
from timeline.problems import Misused

DESCRIPTION = """Write a brief: one page, in the order in which a minister reads, each point with a mark
that says whose word it is; overleaf the sources with their passages, the limits and the recorder's
notes. WHAT is a visit, or two states, of which --from and --to choose a period. A brief tells what
became of each commitment by the day of --on. Print the HTML for a PDF."""
EXAMPLE = "timeline brief jp-kh-2024-07 --format html --output brief.html"

FORMATS = ("text", "md", "html", "docx")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("what", nargs="+", metavar="WHAT", help="a visit, or two states (JP KH)")
    add_period_options(parser, "of two states, only what happened")
    parser.add_argument("--desk", action="store_true", help="add due dates, agreed wording and open plans")
    parser.add_argument(
        "--format", choices=FORMATS, default="text", metavar="FORMAT", help="text, md, html or docx (default: text)"
    )
    add_output_option(parser)
    add_on_option(parser)
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write the brief."""
    if arguments.json and (arguments.format != "text" or arguments.output):
        raise Misused("--json is a format of its own", hint="leave out --format and --output")
    with snapshot(arguments) as asked:
        found = answer(asked, arguments)
    if arguments.format == "text" and not arguments.output:
        write_answer(found, arguments, output, desk=arguments.desk)
    else:
        hand_over(_formatted(found, arguments), arguments, output)
    return DONE


def answer(asked: Snapshot, arguments: argparse.Namespace) -> BriefAnswer:
    """The brief."""
    return brief_of(asked, arguments.what, day_of(arguments), period_of(arguments))


def _formatted(found: BriefAnswer, arguments: argparse.Namespace) -> str | bytes:
    """The brief in a format; a library is imported only for the one that needs it."""
    from timeline.views.brief import sheet_of  # noqa: PLC0415 - JSON needs no words

    sheet = sheet_of(found, desk=arguments.desk)
    match arguments.format:
        case "md":
            from timeline.views.formats.markdown import markdown  # noqa: PLC0415 - as above

            return markdown(sheet)
        case "html":
            from timeline.views.formats.html import html  # noqa: PLC0415 - as above

            return html(sheet)
        case "docx":
            from timeline.views.formats.docx import docx  # noqa: PLC0415 - as above

            return docx(sheet)
        case _:
            from timeline.views.page import Page  # noqa: PLC0415 - as above
            from timeline.views.sheet import write_sheet  # noqa: PLC0415 - as above

            write_sheet(page := Page(width=100, colour=False), sheet)
            return page.text()

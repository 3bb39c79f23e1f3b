"""`timeline sources`: the sources, and how much of each was read."""

import argparse

import msgspec

from timeline.cli.asking import add_log_options, questions
from timeline.cli.output import Output
from timeline.views.amounts import many
from timeline.views.marks import withdrawn_text
from timeline.views.page import Span
from timeline.views.sources import READ
from timeline.views.wording import side_text, when_text

DESCRIPTION = "List the sources: whose they are, how much of each was read, what they retell, how often they are cited."
EXAMPLE = "timeline sources"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List."""
    with questions(arguments) as asked:
        sources = [(source, sum(1 for _ in asked.citing(source.id))) for source in asked.sources()]
        if arguments.json:
            output.data(
                {
                    "sources": [
                        msgspec.to_builtins(source) | {"cited_by": count, "withdrawn": source.id in asked.gone}
                        for source, count in sources
                    ]
                },
                asked.basis(),
            )
            return 0
        page = output.page()
        for source, count in sources:
            page.blank()
            page.line(
                Span(source.id, "strong"),
                f"  {side_text(source.side)}  {READ[source.read]}  ",
                Span(f"cited by {many(count, 'entry', 'entries')}", "faint"),
            )
            if source.id in asked.gone:
                page.line(Span(withdrawn_text(asked.gone[source.id]), "warn"), indent=2, hang=2)
            date = when_text(source.date) if source.date else "date not said"
            page.line(", ".join(filter(None, (source.title, source.publisher, source.kind, date))), indent=2, hang=2)
            page.line(source.url or "unlocated: no address is known", indent=2)
            if source.retells:
                page.line(f"retells {', '.join(source.retells)}", indent=2, hang=2)
        output.write(page, asked.basis())
    return 0

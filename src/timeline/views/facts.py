"""A part of the record: how much it holds. The formats of `data/` write what it holds."""

from timeline.answers.facts import FactsAnswer
from timeline.views.page import Page


def write(page: Page, answer: FactsAnswer) -> None:
    """A line for each list."""
    page.line(f"facts up to #{answer.done}")
    lists = {
        "actors, sources and topics": answer.registered,
        "events": answer.events,
        "commitments": answer.commitments,
        "disagreements": answer.disputes,
        "corrections and withdrawals": answer.amended,
    }
    page.table([[str(len(items)), name] for name, items in lists.items()], indent=2)

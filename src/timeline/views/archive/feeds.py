"""What was recorded last, as an Atom feed. Source: RFC 4287."""

from collections.abc import Callable, Iterable
from xml.sax.saxutils import escape, quoteattr

from timeline.projections.world import Account
from timeline.text import shown
from timeline.views.archive import About
from timeline.views.words.event import headline
from timeline.views.words.people import side_text
from timeline.views.words.time import when_text

MOST = 100
"""The most events in a feed."""


def atom(about: About, accounts: Iterable[Account], address: Callable[[str], str]) -> str:
    """The events that were recorded last, the latest first.

    accounts: the events, the latest last; address: of an event in the archive, by its id.
    """
    latest = list(accounts)[-MOST:][::-1]
    entries = "".join(_entry(account, address(account.id)) for account in latest)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<title>{_text(about.title)}</title>\n<id>urn:timeline:{about.basis.root}</id>\n"
        f"<updated>{about.recorded_until}</updated>\n<author><name>Timeline</name></author>\n"
        f"<subtitle>basis #{about.basis.position} root {about.basis.root} on {about.basis.on}</subtitle>\n"
        f"{entries}</feed>\n"
    )


def _entry(account: Account, address: str) -> str:
    original = account.original
    text = f"{when_text(account.time)}. Reported by {side_text(account.sides)}. Entry #{account.position}."
    return (
        f"<entry><title>{_text(headline(account))}</title><id>urn:timeline:{account.id}</id>"
        f"<updated>{original.recorded_at}</updated><link href={quoteattr(address)}/>"
        f"<author><name>{_text(original.recorded_by)}</name></author><summary>{_text(text)}</summary></entry>\n"
    )


def _text(text: str) -> str:
    return escape(shown(text))

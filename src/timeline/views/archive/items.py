"""The pieces of an archive's pages: an event, who says so, what it changed; each with its links."""

from collections.abc import Collection, Iterable

from timeline.answers.archive import Contents
from timeline.entries import Attestation, Entry
from timeline.projections.citation import Citation
from timeline.projections.conflicts import conflicts
from timeline.projections.gathered import remark_of
from timeline.projections.relationship import Change
from timeline.projections.replay import Step
from timeline.projections.values_said import Conflict
from timeline.projections.world import Account
from timeline.views.html import Child, Html, element, joined, link
from timeline.views.marks import marks, note
from timeline.views.words.change import SECTION_NAMES, change_text
from timeline.views.words.event import facts, headline, kind_text
from timeline.views.words.evidence import (
    alike,
    declared_text,
    evidence_text,
    field_text,
    group_text,
    link_text,
    only_text,
    passages_text,
    says_text,
)
from timeline.views.words.people import side_text
from timeline.views.words.time import when_text


class Links:
    """Where entries are, and which of them have their place already."""

    def __init__(self, contents: Contents, commitments: Collection[str], *, single: bool) -> None:
        """The places of *contents*, and of the pages of some commitments.

        single: whether all pages are one file; else each is a file of its own.
        """
        self.contents, self.single, self._commitments = contents, single, frozenset(commitments)
        self._placed = set[str]()

    def page(self, page: str, anchor: str = "") -> str:
        """The address of a page, or of an anchor on it."""
        return f"#{anchor or page}" if self.single else f"{file_name(page)}.html#{anchor or page}"

    def address(self, id: str) -> str:
        """The address of an entry, or of the page of a commitment; empty for what has no place."""
        page = id if id in self._commitments else self.contents.pages.get(id, "")
        return self.page(page, id) if page else ""

    def to(self, id: str, text: Child) -> Html:
        """A link to an entry; its text alone where it has no place."""
        address = self.address(id)
        return element("a", text, href=address) if address else joined([text])

    def place(self, id: str, page: str) -> str:
        """The anchor of an event on a page, if that is its place and it has none yet; else empty."""
        if id in self._placed or self.contents.pages.get(id) != page:
            return ""
        self._placed.add(id)
        return id


START = "list.start"
"""The first page."""
_FILES = {START: "index", "index": "index~"}
"""The files that are not named after their page."""


def file_name(id: str) -> str:
    """The name of the file of a page. No id has a tilde or a dot: no two pages, of entries or ours, share a file."""
    return _FILES.get(id) or id.replace("/", "~")


def proof_name(id: str) -> str:
    """The name of the file with the proof of an event."""
    return f"{file_name(id)}.tlog-proof"


def listed(items: Iterable[Child], *, class_: str = "") -> Html:
    """A list; nothing for no items."""
    inside = [element("li", item) for item in items]
    return element("ul", *inside, class_=class_) if inside else Html("")


def section(title: str, *children: Child) -> Html:
    """A part of an article with its heading; nothing for a part without content."""
    content = joined(children)
    return element("section", element("h3", title), content) if content else Html("")


def event_line(account: Account, links: Links) -> Html:
    """An event in one line, linked to its place."""
    sides = element("span", f" [{side_text(account.sides)}]", class_="side")
    return joined([f"{when_text(account.time)}: ", links.to(account.id, headline(account)), sides])


def event_item(account: Account, links: Links, *, page: str, step: Step | None = None) -> Html:
    """An event in full: what, who, when; who says so; what it changed; what became of it; its proof.

    page: where it stands; step: that of a visit.
    """
    anchor = links.place(account.id, page)
    number, depth = (step.number, step.depth) if step else (0, 0)
    evidence = _evidence(account, links, anchored=bool(anchor))
    count = element("span", f"{number}", class_="number") if number else ""
    heading = element(
        "h4", count, " ", element("span", kind_text(account.event), class_="kind"), " ", headline(account)
    )
    details = [element("dt", "when"), element("dd", when_text(account.time))]
    for label, text in facts(account):
        details += [element("dt", label), element("dd", text)]
    topics = ", ".join(map(account.names.topic, account.event.topics))
    details += [element("dt", "topics"), element("dd", topics)] if topics else []
    return element(
        "article", heading, element("dl", *details), _marks(account), _conflicts(account),
        element("details", element("summary", f"who says so: {side_text(account.sides)}"), evidence),
        change_list(step.changes if step else ()), _end(account, links),
        id=anchor, class_=f"event depth{min(depth, 5)}", tabindex="-1", data_find="event",
    )  # fmt: skip


def _end(account: Account, links: Links) -> Html:
    """The position, the id, when it was recorded, and its proof."""
    original = account.original
    return element(
        "p", f"#{account.position} {account.id}, recorded {original.recorded_at} by {original.recorded_by} ",
        element("a", "link", href=links.address(account.id), aria_label=f"link to {account.event.title}"), " ",
        element("a", "proof", href=f"proofs/{proof_name(account.id)}", download=proof_name(account.id)), class_="end",
    )  # fmt: skip


def _marks(account: Account) -> Html:
    items: list[Child] = [[element("strong", label), f" {words}"] for label, words in marks(account)]
    text = note(account)
    return listed([*items, *([f"recorder's note: {text}"] if text else [])], class_="marks")


def _conflicts(account: Account) -> Html:
    return listed((conflict_text(conflict, account) for conflict in conflicts(account)), class_="conflicts")


def conflict_text(conflict: Conflict, account: Account) -> str:
    """Where sources disagree, in one line."""
    if conflict.because:
        return declared_text(conflict)
    groups = alike([conflict.values[place] for place in conflict.odd])
    values = " versus ".join(group_text(group, conflict.field, account.names) for group in groups)
    return f"sources disagree on {field_text(conflict.field)}: {values}"


def _evidence(account: Account, links: Links, *, anchored: bool) -> Html:
    """A line for each source; the first of an attestation is where the attestation has its place."""
    items, seen = [], set[str]()
    for citation in account.citations:
        id = citation.entry.id
        own = anchored and id != account.id and id not in seen
        seen.add(id)
        items.append(element("li", citation_item(citation, account, links), id=id if own else ""))
    return element("ul", *items, class_="evidence")


def citation_item(citation: Citation, account: Account, links: Links) -> Html:
    """One source: its side, what it adds, its passages, and where to read them."""
    item = citation.evidence
    words = passages_text(item) + only_text(item)
    address = link_text(citation) or (citation.source.url if citation.source else "")
    return joined(
        [
            element("strong", side_text(citation.side)), f" {_verb(citation.entry)} ", _added(citation.entry, account),
            element("q", words) if item.passages else "no passage recorded", " — ",
            links.to(item.source, evidence_text(citation)), *([" ", link("read", address)] if address else []),
            *([f" (recorder's note: {because})"] if (because := remark_of(citation.entry)) else []),
        ]
    )  # fmt: skip


def _verb(entry: Entry) -> str:
    return "contradicts" if getattr(entry, "against", ()) else "says"


def _added(entry: Entry, account: Account) -> str:
    """What an attestation gives values of."""
    text = says_text(entry.says, account.names) if isinstance(entry, Attestation) else ""
    return f"{text} " if text else ""


def change_list(changes: Iterable[Change]) -> Html:
    """What moved between the two states."""
    return listed(
        (
            [element("span", change.sign, class_="sign"), f" {SECTION_NAMES[change.section]}: {change_text(change)}"]
            for change in changes
            if change.section != "topics"
        ),
        class_="changes",
    )

"""A source's text: held against the record, and its passages lit in it."""

import re
from collections import Counter
from collections.abc import Collection

from msgspec import Struct

from timeline.events import Passage, Source
from timeline.exporters.page import Page, Span
from timeline.exporters.plain_data import Data
from timeline.exporters.wording import many, side_text, when_text
from timeline.projections.passages import Found, place
from timeline.projections.world import Account, World

_WORDS: dict[Found, str] = {
    "once": "found once",
    "folded": "found only after folding white space",
    "several": "its first words stand there several times",
    "absent": "not found",
}
READ = {"full": "read in full", "part": "read in part", "no": "not read itself"}
"""How much of a source was read."""
_AROUND = 60
"""Characters of the text that are shown before and after a passage."""


class Checked(Struct, frozen=True):
    """A text, held against what the record says of its source."""

    source: str
    recorded: str
    """The SHA-256 that the record keeps; empty when it keeps none."""
    digest: str
    """That of the text."""
    passages: tuple[tuple[str, Passage, Found], ...]
    """The entry that cites it, the passage, how it stands in the text."""

    @property
    def is_text(self) -> bool:
        """Whether it can be the text of the source, as far as the record tells."""
        return self.recorded in {"", self.digest}

    @property
    def is_whole(self) -> bool:
        """Whether it is the text, and every passage stands in it in one place."""
        return self.is_text and all(how in {"once", "folded"} for _, _, how in self.passages)


def write_provenance(page: Page, account: Account, world: World, held: Collection[str]) -> None:
    """Of each source behind an event: how much was read, where it is, who retrieved it; and what of it is not known."""
    named = dict.fromkeys(name for _, _, item in account.tellings() for name in (item.source, *item.via))
    page.heading("Sources")
    for name in named:
        source = world.sources.get(name)
        if source is not None:
            page.line(f"{name}  ", Span(provenance_text(source, held=name in held), "faint"), indent=2, hang=4)


def provenance_text(source: Source, *, held: bool) -> str:
    """`JP, read in part, of no known date, unlocated, …`: what the record knows of a source, and what it does not."""
    retrieved = " ".join(
        filter(None, (source.retrieved_at, f"by {source.retrieved_by}" if source.retrieved_by else ""))
    )
    return ", ".join(
        (
            side_text(source.side),
            READ[source.read],
            when_text(source.date) if source.date else "of no known date",
            source.url or "unlocated",
            f"archived at {source.archive}" if source.archive else "no archived copy is known",
            f"retrieved {retrieved}" if retrieved else "who retrieved it, and when, was not noted",
            f"SHA-256 {source.sha256}" if source.sha256 else "no hash of the text is kept",
            "its text is attached" if held else "its text is not attached",
        )
    )


def write_checked(page: Page, title: str, checked: Checked) -> None:
    """How each passage stands in the text; those found once are counted."""
    page.line(Span(title, "strong"))
    same = {"": "the record keeps no SHA-256 of it", checked.digest: "it is the text that the record names"}
    page.line(f"SHA-256 {checked.digest}", indent=2)
    page.line(
        same.get(checked.recorded, f"it is another text than the record names, {checked.recorded}"), indent=2, hang=2
    )
    counts = Counter(how for _, _, how in checked.passages)
    told = ", ".join(f"{counts[how]} {words}" for how, words in _WORDS.items() if counts[how])
    page.line(f"{many(len(checked.passages), 'passage')}: {told or 'none is cited'}", indent=2, hang=2)
    for entry, passage, how in checked.passages:
        if how != "once":
            end = f" … {passage.end}" if passage.end else ""
            page.line(
                Span(f"{_WORDS[how]}  ", "warn"), f"«{passage.start}{end}»  ", Span(entry, "faint"), indent=4, hang=4
            )


def checked_data(checked: Checked) -> Data:
    """`{source, sha256: {recorded, text, same}, passages: [{entry, start, end, found}]}`; same: null without one."""
    return {
        "source": checked.source,
        "sha256": {
            "recorded": checked.recorded,
            "text": checked.digest,
            "same": checked.is_text if checked.recorded else None,
        },
        "passages": [
            {"entry": entry, "start": passage.start, "end": passage.end, "found": how}
            for entry, passage, how in checked.passages
        ],
    }


def write_lit(page: Page, text: str, passage: Passage, *, indent: int) -> None:
    """A passage in its place in the text, lit; nothing when it does not stand there once."""
    found = place(text, passage)
    if found is None:
        page.line(Span("the text that is attached does not have it", "warn"), indent=indent)
        return
    before, passage_text, after = (
        re.sub(r"\s+", " ", part)
        for part in (
            text[max(found.start - _AROUND, 0) : found.start],
            text[found.start : found.end],
            text[found.end : found.end + _AROUND],
        )
    )
    page.line(
        Span(f"…{before}", "faint"), Span(passage_text, "strong"), Span(f"{after}…", "faint"), indent=indent, hang=2
    )

"""A source's text: held against the record, and its passages lit in it."""

import re
from collections.abc import Collection

from msgspec import Struct

from timeline.entries import Passage, Source
from timeline.projections.coverage import Cited
from timeline.projections.world import Account, World
from timeline.text.passages import FOLDS, find
from timeline.views.amounts import many
from timeline.views.page import Page, Span
from timeline.views.plain_data import Data
from timeline.views.wording import passage_text, side_text, when_text

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
    passages: tuple[Cited, ...]
    """Those that are cited of it, and how each stands in the text."""

    @property
    def is_text(self) -> bool:
        """Whether it can be the text of the source, as far as the record tells."""
        return self.recorded in {"", self.digest}

    @property
    def is_whole(self) -> bool:
        """Whether it is the text, and every passage stands in it in one place."""
        return self.is_text and not any(one.problem for one in self.passages)


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
    odd = [one for one in checked.passages if one.problem or one.located.folds]
    wrong = sum(bool(one.problem) for one in odd)
    counts = (
        (len(checked.passages) - len(odd), "found once"),
        (len(odd) - wrong, "found after folding"),
        (wrong, "wrong"),
    )
    told = ", ".join(f"{count} {words}" for count, words in counts if count)
    page.line(f"{many(len(checked.passages), 'passage')}: {told or 'none is cited'}", indent=2, hang=2)
    for one in odd:
        how = Span(f"{one.problem or folded_text(one.located.folds)}  ", "warn")
        page.line(how, f"{passage_text(one.passage)}  ", Span(one.entry, "faint"), indent=4, hang=4)


def folded_text(folds: Collection[str]) -> str:
    """`found only after folding white space and quotation marks`."""
    *others, last = (FOLDS[name] for name in folds)
    return f"found only after folding {', '.join(others)}{' and ' if others else ''}{last}"


def checked_data(checked: Checked) -> Data:
    """`{source, sha256: {recorded, text, same}, passages: [{entry, start, end, found, folds, problem}]}`.

    same: null without a recorded one; found: once, folded, several, inside-word, absent; folds: what had to be folded;
    problem: in words, empty when nothing is wrong.
    """
    return {
        "source": checked.source,
        "sha256": {
            "recorded": checked.recorded,
            "text": checked.digest,
            "same": checked.is_text if checked.recorded else None,
        },
        "passages": [
            {
                "entry": one.entry,
                "start": one.passage.start,
                "end": one.passage.end,
                "found": one.located.found,
                "folds": list(one.located.folds),
                "problem": one.problem,
            }
            for one in checked.passages
        ],
    }


def write_lit(page: Page, text: str, passage: Passage, *, indent: int) -> None:
    """A passage in its place in the text, lit; what is wrong with it when it does not stand there once."""
    found = find(text, passage.start, passage.end)
    if not found.ok:
        page.line(Span(f"in the text that is attached: {found.problem}", "warn"), indent=indent, hang=2)
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

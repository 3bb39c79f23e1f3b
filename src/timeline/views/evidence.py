"""Who says so: each evidence item with its side, what it adds or contradicts, its passages and its source."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType

from timeline.entries import Attestation, Entry, Evidence, Money, Says
from timeline.projections.values_said import Conflict, ValueSaid
from timeline.projections.world import Account, World
from timeline.values import VOICES
from timeline.views.amounts import money_text, quantity_text, terms_text
from timeline.views.page import Page, Piece, Span, Style
from timeline.views.wording import (
    alike,
    clock_words,
    declared_text,
    evidence_text,
    field_text,
    link_text,
    named_text,
    only_text,
    participants_text,
    passages_text,
    side_text,
    topic_name,
    value_text,
    when_text,
)


def side_style(sides: Iterable[str], codes: tuple[str, ...]) -> Style:
    """The colour of a side: the first of the two, the other, or neither."""
    sides = tuple(sides)
    if not codes or set(sides) <= set(VOICES):
        return "faint"
    return "one" if codes[0] in sides else "other"


def write_evidence(
    page: Page,
    account: Account,
    world: World,
    codes: tuple[str, ...],
    *,
    indent: int,
    whole: bool = False,
    links: bool = True,
    texts: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Who says so, a line each with its side first.

    whole: with all of the source, the entry that brought it and, unless *links* stand elsewhere, the link to the
    passage; texts: of sources, by id, in which the passages are shown.
    """
    for entry, told in groupby(account.tellings(), key=lambda telling: telling[1]):
        items = [(position, item) for position, _, item in told]
        together = len(items) > 1 and isinstance(entry, Attestation)
        if together:
            # What several texts are said to tell is not thereby said by each of them.
            lead = Span(f"these texts together {_verb(entry).removesuffix('s')}  ", "faint")
            page.line(lead, _added(entry, world), indent=indent, hang=4)
        for position, item in items:
            side = side_text(world.side(item)) + (": " if together else f" {_verb(entry)}  ")
            pieces = _item(item, world, added="" if together else _added(entry, world), at=position if whole else 0)
            lead = Span(side, side_style(world.side(item), codes))
            page.line(lead, *pieces, indent=indent + (2 if together else 0), hang=4)
            link = link_text(item, world) if whole and links else ""
            if link:
                page.line(Span(link, "faint"), indent=indent + 4)
            if item.passages and texts.get(item.source):
                from timeline.views.sources import write_lit  # noqa: PLC0415 - only who holds a text needs the finder

                for passage in item.passages:
                    write_lit(page, texts[item.source], passage, indent=indent + 4)
        because = getattr(entry, "because", "")
        if because:
            inferred = Span("inferred, " if _inferred(entry) else "", "warn")
            page.line(Span("recorder's note: ", "faint"), inferred, Span(because, "faint"), indent=indent + 4, hang=2)


def _item(item: Evidence, world: World, *, added: str, at: int) -> list[Piece]:
    """What a source adds, in its words, and which it is; *at* a position, when all of it is told."""
    gone = ", ".join(f"{name} withdrawn by #{one.position}" for name, one in world.gone(item).items())
    words = (passages_text(item) + only_text(item)).strip()
    return [
        *(f"{one}  " for one in (added, words) if one),
        Span(evidence_text(item, world, brief=not at) + (f"  #{at}" if at else ""), "faint"),
        Span("" if item.passages or not at else "  no passage is held", "faint"),
        Span(f"  {gone}" if gone else "", "warn"),
    ]


def _inferred(entry: Entry) -> bool:
    return bool(getattr(entry, "inferred", False))


def _verb(entry: Entry) -> str:
    if getattr(entry, "against", ()):
        return "contradicts"
    return "says (inferred)" if _inferred(entry) else "says"


def _added(entry: Entry, world: World) -> str:
    """What an attestation gives values of, in words; nothing for the event itself."""
    return says_text(entry.says, world) if isinstance(entry, Attestation) else ""


def says_text(says: Says, world: World) -> str:
    """The values that a source gives: `6 July 2024, 09:00 (Asia/Phnom_Penh), about 90 min, in Peace Palace`."""
    told = [
        when_text(says.when) if says.when else "",
        clock_words(says.start, says.zone),
        f"{'about ' if says.approximate else ''}{says.minutes} min" if says.minutes else "",
        f"at {says.place}" if says.place else "",
        f"by {participants_text(says.by, world)}" if says.by else "",
        f"to {participants_text(says.to, world)}" if says.to else "",
        f"part of {', '.join(named_text(one, world) for one in says.part_of)}" if says.part_of else "",
        ", ".join(topic_name(topic, world) for topic in says.topics),
        says.act or "",
        says.document,
        money_text(says.money) if says.money else "",
        terms_text(says.terms),
        quantity_text(says.quantity),
        f"due {when_text(says.due)}" if says.due else "",
        f"“{says.due_said}”" if says.due_said else "",
        says.level,
    ]
    return ", ".join(filter(None, told))


def _words(said: ValueSaid, world: World, field: str = "") -> str:
    return says_text(said.value, world) if isinstance(said.value, Says) else value_text(said, world, field)


def _why_not(group: list[ValueSaid], conflict: Conflict) -> str:
    """Why values are not among those that conflict: they fit, or are in a currency of their own."""
    odd = {one.value.currency for place in conflict.odd if isinstance((one := conflict.values[place]).value, Money)}
    mine = {one.value.currency for one in group if isinstance(one.value, Money)}
    told = f", not compared: those in conflict are in {' and '.join(sorted(odd))}"
    return told if odd and odd.isdisjoint(mine) else ", which fits"


def write_conflict(page: Page, conflict: Conflict, world: World, *, indent: int, field: bool = True) -> None:
    """The values of one conflict, a line each, with who says so; those that conflict begin with a dash.

    field: with what they are values of. A declared one is told by who speaks against what.
    """
    if conflict.because:
        page.line(Span(declared_text(conflict), "warn"), indent=indent, hang=4)
        told = (f"{_words(said, world)} ({side_text(said.sides)})" for said in conflict.values[:-1])
        page.line(Span(f"against: {'; '.join(told)}", "faint"), indent=indent + 2, hang=2)
        return
    label = f"{field_text(conflict.field)}: " if field else ""
    odd = {id(conflict.values[place]) for place in conflict.odd}
    for group in alike(conflict.values):
        at_odds = any(id(one) in odd for one in group)
        exact = min(group, key=lambda one: bool(getattr(one.value, "approximate", False)))
        about = [name for one in group if one is not exact and one.value != exact.value for name in one.sources]
        sources = dict.fromkeys(part for one in group for part in (side_text(one.sides), *one.sources))
        page.line(
            Span("– " if at_odds else "  ", "warn"),
            f"{label}{_words(exact, world, conflict.field)}{'' if at_odds else _why_not(group, conflict)}  ",
            Span(", ".join(sources), "faint"),
            Span(f"; “about” in {', '.join(about)}" if about else "", "faint"),
            indent=indent,
            hang=4,
        )

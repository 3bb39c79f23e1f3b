"""Who says so: each evidence item with its side, what it adds or contradicts, its passages and its source."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from types import MappingProxyType

from timeline.entries import Attestation, Entry, Money, Says
from timeline.projections.citation import Citation
from timeline.projections.gathered import remark_of
from timeline.projections.names import Names
from timeline.projections.values_said import Conflict, ValueSaid
from timeline.projections.world import Account
from timeline.values import VOICES
from timeline.views.page import Page, Piece, Span, Style
from timeline.views.words.evidence import (
    alike,
    declared_text,
    evidence_text,
    field_text,
    link_text,
    only_text,
    passages_text,
    says_text,
    value_text,
)  # fmt: skip
from timeline.views.words.people import side_text


def side_style(sides: Iterable[str], codes: tuple[str, ...]) -> Style:
    """The colour of a side: the first of the two, the other, or neither."""
    sides = tuple(sides)
    if not codes or set(sides) <= set(VOICES):
        return "faint"
    return "one" if codes[0] in sides else "other"


def write_evidence(
    page: Page,
    account: Account,
    codes: tuple[str, ...],
    *,
    indent: int,
    whole: bool = False,
    links: bool = True,
    texts: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Who says so, a line each with its side first.

    whole: with all of the source, the entry that brought it and, unless *links* are shown elsewhere, the link to the
    passage; texts: of sources, by id, in which the passages are shown.
    """
    for entry, group in groupby(account.citations, key=lambda citation: citation.entry):
        citations = list(group)
        together = len(citations) > 1 and isinstance(entry, Attestation)
        if together:
            # What several texts say together is not said by each of them.
            lead = Span(f"taken together, these texts {_verb(entry).removesuffix('s')}: ", "faint")
            page.line(lead, _added(entry, account.names), indent=indent, hang=4)
        for citation in citations:
            item, side = citation.evidence, side_text(citation.side) + (": " if together else f" {_verb(entry)}  ")
            added = "" if together else _added(entry, account.names)
            pieces = _item(citation, added=added, at=citation.position if whole else 0)
            lead = Span(side, side_style(citation.side, codes))
            page.line(lead, *pieces, indent=indent + (2 if together else 0), hang=4)
            link = link_text(citation) if whole and links else ""
            if link:
                page.line(Span(link, "faint"), indent=indent + 4)
            if item.passages and texts.get(item.source):
                from timeline.views.lit import write_lit  # noqa: PLC0415 - only who holds a text needs the finder

                for passage in item.passages:
                    write_lit(page, texts[item.source], passage, indent=indent + 4)
        because = remark_of(entry)
        if because:
            inferred = Span("inferred, " if _inferred(entry) else "", "warn")
            page.line(Span("recorder's note: ", "faint"), inferred, Span(because, "faint"), indent=indent + 4, hang=2)


def _item(citation: Citation, *, added: str, at: int) -> list[Piece]:
    """What a source adds, with its passage and its name; at: the position to show, 0 for none."""
    item = citation.evidence
    withdrawn_sources = ", ".join(
        f"{id} withdrawn by #{withdrawn.position}" for id, withdrawn in citation.withdrawn.items()
    )
    words = (passages_text(item) + only_text(item)).strip()
    return [
        *(f"{part}  " for part in (added, words) if part),
        Span(evidence_text(citation, brief=not at) + (f"  #{at}" if at else ""), "faint"),
        Span("" if item.passages or not at else "  no passage recorded", "faint"),
        Span(f"  {withdrawn_sources}" if withdrawn_sources else "", "warn"),
    ]


def _inferred(entry: Entry) -> bool:
    return bool(getattr(entry, "inferred", False))


def _verb(entry: Entry) -> str:
    if getattr(entry, "against", ()):
        return "contradicts"
    return "says (inferred)" if _inferred(entry) else "says"


def _added(entry: Entry, names: Names) -> str:
    """What an attestation gives values of, in words; nothing for the event itself."""
    return says_text(entry.says, names) if isinstance(entry, Attestation) else ""


def _words(said: ValueSaid, names: Names, field: str = "") -> str:
    return says_text(said.value, names) if isinstance(said.value, Says) else value_text(said, names, field)


def _why_not(group: list[ValueSaid], conflict: Conflict) -> str:
    """Why values are not among those that conflict: they fit, or are in a currency of their own."""
    odd = {value.value.currency for place in conflict.odd if isinstance((value := conflict.values[place]).value, Money)}
    mine = {value.value.currency for value in group if isinstance(value.value, Money)}
    text = f", another currency: not compared with the amounts in {' and '.join(sorted(odd))}"
    return text if odd and odd.isdisjoint(mine) else ", which agrees"


def write_conflict(page: Page, conflict: Conflict, names: Names, *, indent: int, field: bool = True) -> None:
    """The values of one conflict, a line each, with their sources; those that conflict begin with a dash.

    field: include the name of the field. A declared conflict is described by who contradicts what.
    """
    if conflict.because:
        page.line(Span(declared_text(conflict), "warn"), indent=indent, hang=4)
        values = (f"{_words(said, names)} ({side_text(said.sides)})" for said in conflict.values[:-1])
        page.line(Span(f"what is contradicted: {'; '.join(values)}", "faint"), indent=indent + 2, hang=2)
        return
    label = f"{field_text(conflict.field)}: " if field else ""
    odd = [conflict.values[place] for place in conflict.odd]
    for group in alike(conflict.values):
        at_odds = any(value is other for value in group for other in odd)
        exact = min(group, key=lambda value: bool(getattr(value.value, "approximate", False)))
        about = [id for value in group if value is not exact and value.value != exact.value for id in value.sources]
        sources = dict.fromkeys(f"{side_text(value.sides)}: {', '.join(value.sources)}" for value in group)
        page.line(
            Span("– " if at_odds else "  ", "warn"),
            f"{label}{_words(exact, names, conflict.field)}{'' if at_odds else _why_not(group, conflict)}  ",
            Span("; ".join(sources), "faint"),
            Span(f" (“about” in {', '.join(about)})" if about else "", "faint"),
            indent=indent,
            hang=4,
        )

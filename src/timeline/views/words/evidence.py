"""Who says so, in English: sources, passages, and the values that sources give."""

from collections.abc import Iterable

import msgspec

from timeline.entries import Evidence, Money, Participant, Passage, Quantity, Says, Search, Source, Terms
from timeline.projections.citation import Citation
from timeline.projections.names import Names
from timeline.projections.paragraphs import paragraphs_of
from timeline.projections.values_said import Conflict, Minutes, ValueSaid
from timeline.projections.world import Account
from timeline.values import parse_amount
from timeline.views.words.money import many, money_text, quantity_text, terms_text
from timeline.views.words.people import others_text, participant_text, participants_text, side_text
from timeline.views.words.time import clock_words, minutes_text, said_day_text, when_text


def source_label(source: Source) -> str:
    """`CCRS, commentary, 10 July 2024`."""
    return ", ".join(
        filter(
            None,
            (
                source.publisher or source.title,
                source.kind.replace("-", " "),
                when_text(source.date) if source.date else "",
            ),
        )
    )


def source_text(source: Source) -> str:
    """`Ministry of Foreign Affairs of Japan, “Signing of notes”, press release, 6 July 2024`."""
    date = when_text(source.date) if source.date else "not dated"
    return ", ".join(filter(None, (source.publisher, f"“{source.title}”", source.kind.replace("-", " "), date)))


def version_text(source: Source) -> str:
    """A text of a document: `“Treaty on trade”, text, 6 July 2024; in French, authentic`."""
    version = [f"in {source.language}" if source.language else "", "authentic" if source.authentic else ""]
    of = ", ".join(filter(None, version))
    return f"{source_text(source)}; {of}" if of else source_text(source)


ORIGIN = frozenset(
    {"issuer", "document", "authentic", "translation_of", "translation", "retells", "supersedes", "searched"}
)
"""The fields of a source that `origin_rows` tells."""


def origin_rows(source: Source, names: Names) -> list[tuple[str, str]]:
    """Where a text comes from, a label and words each: who issued it, what it is the text or a translation of.

    What it retells and replaces, and where more was looked for, among them.
    """
    document = f"{names.document(source.document)}, {'an authentic text' if source.authentic else 'a text'}"
    whose = {
        "official": "an official translation",
        "provisional": "a provisional translation",
        "ours": "the recorder's",
    }
    translated = ", ".join(filter(None, (names.source(source.translation_of), whose.get(source.translation or "", ""))))
    rows = [
        ("issued by", names.actor(source.issuer) if source.issuer else ""),
        ("text of", document if source.document else ""),
        ("translation of", translated if source.translation_of else whose.get(source.translation or "", "")),
        ("retells", ", ".join(source.retells)),
        ("supersedes", ", ".join(source.supersedes)),
        *(("searched", search_text(search)) for search in source.searched),
    ]
    return [(label, text) for label, text in rows if text]


def search_text(search: Search) -> str:
    """`mofa.go.jp for “Kamikawa Cambodia” on 3 January 2025: nothing`."""
    terms = ", ".join(f"“{term}”" for term in search.terms)
    return f"{search.where} for {terms} on {when_text(search.on)}: {search.found}"


def evidence_text(citation: Citation, *, brief: bool = False) -> str:
    """Who says so: `CCRS, commentary, 10 July 2024, retelling Readout of …`; briefly, `CCRS, …`."""
    item, source = citation.evidence, citation.source
    text = item.source
    if source:
        # A publisher has many texts: without a passage, a text is named by its id.
        name = source.publisher or source.title
        text = (name if item.passages else f"{name} ({source.id})") if brief else source_label(source)
    return ", retelling ".join((text, *map(citation.names.source, item.via)))


def only_text(item: Evidence) -> str:
    """` (for when)`, when an evidence item vouches for some fields alone."""
    return f" (for {', '.join(map(field_text, item.for_))})" if item.for_ else ""


def paragraph_text(account: Account) -> str:
    """The numbered paragraphs of the texts that report an event: `paragraph 12`; empty where none is noted."""
    named = [number if not number[0].isdigit() else f"paragraph {number}" for number in paragraphs_of(account)]
    return ", ".join(named)


def passages_text(item: Evidence) -> str:
    """The passages, first and last words: `«she then visited … (CMAC)»`."""
    return " ".join(map(passage_text, item.passages))


def passage_text(passage: Passage) -> str:
    """`«she then visited … (CMAC)»`."""
    return f"«{passage.start}{f' … {passage.end}' if passage.end else ''}»"


def link_text(citation: Citation) -> str:
    """The address of a source with its passages as a text fragment; empty when it has no address or no passage.

    Source: WICG, Text Fragments: `#:~:text=start,end`, several joined by `&`.
    """
    from urllib.parse import quote  # noqa: PLC0415 - only who shows an entry whole needs it

    item, source = citation.evidence, citation.source
    if source is None or not source.url or not item.passages:
        return ""

    def spelled(words: str) -> str:
        # A dash, a comma and an ampersand are signs of the fragment itself.
        return quote(words, safe="").replace("-", "%2D")

    fragments = (",".join(map(spelled, filter(None, (passage.start, passage.end)))) for passage in item.passages)
    mark = "" if "#" in source.url else "#"
    return f"{source.url}{mark}:~:{'&'.join(f'text={part}' for part in fragments)}"


def value_text(said: ValueSaid, names: Names, field: str = "") -> str:
    """A value that sources give of a *field*, in words."""
    match said.value:
        case Money() as money:
            return money_text(money)
        case Quantity() as quantity:
            return quantity_text(quantity)
        case Minutes(minutes, approximate):
            return minutes_text(minutes, approximate=approximate)
        case Terms() as terms:
            return terms_text(terms)
        case Says() as says:
            return ", ".join(f"{name} {plain_text(value)}" for name, value in msgspec.to_builtins(says).items())
        case (str() as clock, str() as zone) if field == "start":
            return clock_words(clock, zone)
        case tuple() as items:
            return ", ".join(named_text(item, names) for item in items if item)
        case str() as when if field in {"when", "due"}:
            return when_text(when) + (f" ({said.zone})" if said.zone else "")
        case other:
            return field_words(field, other, names)


def named_text(item: object, names: Names) -> str:
    """A participant, or what an id names, by its title or name."""
    if isinstance(item, Participant):
        return participant_text(item, names)
    id = str(item)
    return names.titles.get(id) or (names.actor(id) if id in names.actors else names.topic(id))


def declared_text(conflict: Conflict) -> str:
    """Who speaks against an entry, and the reason that the recorder gives for holding so."""
    mine = conflict.values[-1]
    return f"contradicted by {side_text(mine.sides)} ({', '.join(mine.sources)}); recorder's note: {conflict.because}"


def field_text(field: str) -> str:
    """A field in words: `part of`, `hour`."""
    names = {
        "part_of": "part of",
        "start": "hour",
        "when": "time",
        "minutes": "length",
        "to": "addressee",
        "by": "actor",
    }
    return names.get(field, field.replace("_", " "))


def plain_text(value: object) -> str:
    """Plain data of an entry in words: `none`, `one, two`, `who hun-manet`."""
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case list() | tuple():
            return ", ".join(map(plain_text, value))
        case dict():
            return ", ".join(f"{key} {plain_text(item)}" for key, item in value.items())
        case _:
            return str(value)


def alike(said: Iterable[ValueSaid]) -> list[list[ValueSaid]]:
    """Values that say the same, whether or not they say “about” or “up to”, together."""
    groups: dict[object, list[ValueSaid]] = {}
    for value in said:
        groups.setdefault(_key(value), []).append(value)
    return list(groups.values())


def _key(said: ValueSaid) -> object:
    match said.value:
        case Money(amount=amount, currency=currency):
            return currency, parse_amount(amount).value
        case Minutes(minutes, _):
            return minutes
        case Quantity(count=count, unit=unit):
            return count, unit
        case _:
            return said.same


def group_text(group: list[ValueSaid], field: str, names: Names) -> str:
    """`USD 59.6 million (analyst+KH, 3 sources, 1 of them “about”)`: equal values, and their sides."""
    sides = dict.fromkeys(side for value in group for side in value.sides)
    count = len(dict.fromkeys(source for value in group for source in value.sources))
    about = sum(len(value.sources) for value in group if getattr(value.value, "approximate", False))
    parts = [side_text(sides), many(count, "source")] if count > 1 else [side_text(sides)]
    parts += [f"{about} of them “about”"] if 0 < about < count else []
    exact = min(group, key=lambda value: bool(getattr(value.value, "approximate", False)))
    return f"{value_text(exact, names, field)} ({', '.join(parts)})"


def says_text(says: Says, names: Names) -> str:
    """The values that a source gives: `6 July 2024, 09:00 (Asia/Phnom_Penh), about 90 min, in Peace Palace`."""
    clock = says.start or says.part_of_day or ""
    parts = [
        " ".join(
            filter(
                None, (when_text(says.when) if says.when else "", f"({says.zone})" if says.zone and not clock else "")
            )
        ),
        clock_words(clock, says.zone) if clock else "",
        minutes_text(says.minutes, approximate=says.approximate) if says.minutes else "",
        "approximate" if says.approximate and not says.minutes else "",
        f"at {says.place}" if says.place else "",
        f"by {participants_text(says.by, names)}" if says.by else "",
        f"to {participants_text(says.to, names)}" if says.to else "",
        f"part of {', '.join(named_text(parent, names) for parent in says.part_of)}" if says.part_of else "",
        ", ".join(names.topic(topic) for topic in says.topics),
        (says.act or "").replace("-", " "),
        says.document,
        money_text(says.money) if says.money else "",
        terms_text(says.terms),
        quantity_text(says.quantity),
        f"due {when_text(says.due)}" if says.due else "",
        f"“{says.due_said}”" if says.due_said else "",
        says.level,
        *(
            f"{field_text(field)} {field_words(field, getattr(says, field), names)}"
            for field in _BY_NAME
            if getattr(says, field)
        ),
    ]
    return ", ".join(filter(None, parts))


_BY_NAME = (
    "initiated_by", "rank", "described_as", "form_said", "verb_said", "when_said", "others", "on_margins_of",
    "part_of_one_of", "firmness", "condition", "capacity", "stage", "because", "action", "effective", "relation",
    "through", "sent", "received",
)  # fmt: skip
"""The fields that `says_text` tells with their names."""


def field_words(field: str, value: object, names: Names) -> str:
    """A value of a field of protocol or diplomacy in words: names for ids, quotation marks for words of a source."""
    match value:
        case tuple() as items if field == "others":
            return others_text(items, names)
        case (str() as said, calendar) if field == "when_said":
            return said_day_text(said, str(calendar))
        case tuple() as items if field == "described_as":
            return ", ".join(f"“{item}”" for item in items)
        case tuple() as items:
            return ", ".join(named_text(item, names) for item in items)
        case str() as said if field in {"form_said", "verb_said", "when_said"}:
            return f"“{said}”"
        case str() as when if field in {"effective", "sent", "received"}:
            return when_text(when)
        case _:
            return str(value).replace("-", " ") if field not in {"because", "condition"} else str(value)

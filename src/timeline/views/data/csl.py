"""The sources as CSL-JSON, which Zotero and other reference managers read.

Lost: everything but the sources. The side that a source speaks for, how much of it was read, and the basis are in its
note.
Source: citation-style-language.org, CSL-JSON.
"""

import json
from collections.abc import Iterable
from typing import TextIO

from timeline.answers.facts import FactsAnswer
from timeline.entries import Source
from timeline.text import shown
from timeline.values import OPEN_AFTER, OPEN_BEFORE, parse_when
from timeline.views.data.tables import Row, basis_note, day

_TYPES = {
    "readout": "webpage", "press-release": "webpage", "statement": "webpage", "remarks": "speech",
    "article": "article-newspaper", "commentary": "article-magazine", "notes": "webpage", "text": "document",
}  # fmt: skip
_READ = {"full": "read in full", "part": "read in part", "no": "not read"}


def write(stream: TextIO, facts: Iterable[FactsAnswer], basis: Row) -> None:
    """Write an array of items, one for each source that is not withdrawn."""
    before = "[\n"
    for part in facts:
        for found in part.registered:
            if isinstance(found.entry, Source) and not found.withdrawn:
                stream.write(before + json.dumps(_item(found.entry, basis), ensure_ascii=False))
                before = ",\n"
    stream.write("[]\n" if before == "[\n" else "\n]\n")


def _item(source: Source, basis: Row) -> dict[str, object]:
    sides = ", ".join(source.side)
    fields: dict[str, object] = {
        "id": source.id,
        "type": _TYPES[source.kind],
        "title": shown(source.title),
        "publisher": shown(source.publisher),
        "container-title": shown(source.publisher) if _TYPES[source.kind].startswith("article") else "",
        "genre": source.kind.replace("-", " "),
        "issued": _date(source.date),
        "accessed": _date(source.retrieved_at),
        "URL": source.url,
        "archive_location": source.archive,
        "language": shown(source.language),
        "note": f"Side: {sides}; {_READ[source.read]}. {basis_note(basis)}",
    }
    return {name: value for name, value in fields.items() if value}


def _date(text: str) -> dict[str, object]:
    """A date of CSL: a day, a month, a year or a range of days; empty for none. What is uncertain is `circa`."""
    if not text:
        return {}
    when = parse_when(text)
    first, last = when.span
    if first <= OPEN_BEFORE or last >= OPEN_AFTER:
        return {"literal": text}
    if text.replace("-", "").isdigit():
        return {"date-parts": [[int(part) for part in text.split("-")]]}
    parts = [[int(part) for part in str(day(ordinal)).split("-")] for ordinal in dict.fromkeys((first, last))]
    return {"date-parts": parts, **({} if when.lasted else {"circa": True})}

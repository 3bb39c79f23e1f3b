"""Values that a record file states once: `[defaults]` for the whole file, `[[block]]` for the entries in it.

An entry's own value comes first, then that of its block, then that of the file. The log has whole entries.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from timeline.entries import EVENT_TYPES, VERBS, Attestation, Entry, Event
from timeline.entries.shapes import BAD, Leaf, Report
from timeline.entries.tables import table_of
from timeline.problems import KeyPath, meant
from timeline.recordfile.points import written_out

DEFAULTS, BLOCK = "defaults", "block"
IN_BLOCKS = ("event", "attest")
"""The kinds of entry that a block may have: others share nothing."""
OF_EVIDENCE = ("source", "via", "passage", "passages", "paragraph", "for")
"""Fields of an evidence item that an entry may have itself: of the source that is stated once, or of its own."""
OF_FILE = ("under", "source", "via", "paragraph")
"""Values that are no fields of entries: where ids that begin with `./` are, and whose evidence it is."""


_OWN = {"id", "evidence", "passage", "passages"}
"""What no two entries share."""


class Value(NamedTuple):
    """A value, and where it is in the file."""

    value: object
    at: KeyPath


class Item(NamedTuple):
    """A table of an entry with the values that it shares, and where it and these are in the file."""

    verb: str
    table: dict[str, Any]
    root: KeyPath
    origins: dict[KeyPath, KeyPath]
    """Where a value is that is not in the entry's own table, by its keys in the entry."""
    under: str
    """What its ids that begin with `./` are under; empty when the file does not say."""


def items(table: Mapping[str, Any], report: Report) -> Iterator[Item]:
    """The tables of all entries of a file: of each kind those at the top first, then those in blocks."""
    defaults = _shared(table.get(DEFAULTS, {}), (DEFAULTS,), report)
    blocks = table.get(BLOCK, [])
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        report((BLOCK,), "wrong-type", "begin a block with [[block]], in double brackets")
        blocks = []
    sharing = [(defaults, table, KeyPath())]
    for index, block in enumerate(blocks):
        own = {key: value for key, value in block.items() if key not in IN_BLOCKS}
        at: KeyPath = (BLOCK, index)
        if not block.keys() & {*IN_BLOCKS}:
            report(at, "empty-block", "the block has no entries", hint="put entries into it: [[block.event]]")
        sharing.append((defaults | _shared(own, at, report), block, at))
    _report_unused(sharing, report)
    for verb in VERBS:
        for shared, within, at in sharing:
            listed = within.get(verb, []) if not at or verb in IN_BLOCKS else []
            if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
                heading = ".".join(str(key) for key in (*at[:1], verb))
                report((*at, verb), "wrong-type", f"begin entries with [[{heading}]], in double brackets")
                continue
            for index, item in enumerate(listed):
                yield _item(verb, item, (*at, verb, index), shared, report)


def _shared(own: object, at: KeyPath, report: Report) -> dict[str, Value]:
    if not isinstance(own, dict):
        report(at, "wrong-type", "write [defaults], then a value a line")
        return {}
    found = {key: Value(value, (*at, key)) for key, value in own.items()}
    if "under" in found and Leaf("id", "").read(found["under"].value, found["under"].at, report) is BAD:
        del found["under"]
    return found


def _report_unused(sharing: list[tuple[dict[str, Value], Mapping[str, Any], KeyPath]], report: Report) -> None:
    """What is stated once and no entry of any kind has a field for."""
    kinds = (*VERBS.values(), *EVENT_TYPES.values())
    known = {*OF_FILE, "what", *(field for kind in kinds for field in table_of(kind).fields)} - {"id", "evidence"}
    stated = {value.at: key for shared, _, _ in sharing for key, value in shared.items() if key not in known}
    for at, key in stated.items():
        hint = (
            "each entry has its own"
            if key in _OWN
            else meant(key, tuple(known)) or "it may be `under`, `source`, `via`, `paragraph` or a field of the entries"
        )
        report(at, "unknown-field", f"no entry has a field `{key}` that can be stated once", hint=hint, of_key=True)


def _item(verb: str, own: Mapping[str, Any], root: KeyPath, shared: Mapping[str, Value], report: Report) -> Item:
    table, origins = dict(own), dict[KeyPath, KeyPath]()
    if verb == "event":
        written_out(table, origins, str(shared["what"].value) if "what" in shared else "", root, report)
    if verb == "event" and "what" not in table and "what" in shared:
        table["what"] = shared["what"].value
        origins["what",] = shared["what"].at
    kind = EVENT_TYPES.get(str(table.get("what"))) if verb == "event" else VERBS[verb]
    if kind is not None:
        for key in table_of(kind).fields:
            if key in shared and key not in table and key not in OF_FILE and _has_a_use(key, table, shared):
                table[key] = shared[key].value
                origins[key,] = shared[key].at
        if issubclass(kind, Event | Attestation):
            _share_evidence(kind, table, origins, shared)
    return Item(verb, table, root, origins, str(shared["under"].value) if "under" in shared else "")


def _has_a_use(key: str, table: Mapping[str, Any], shared: Mapping[str, Value]) -> bool:
    """Whether a shared value says something of an entry: a zone of one without a time does not."""
    needed = _NEEDED.get(key, key)
    return needed in table or needed in shared


_NEEDED = {"zone": "when", "calendar": "when_said"}
"""Fields that say something of another one alone."""


def _share_evidence(
    kind: type[Entry], table: dict[str, Any], origins: dict[KeyPath, KeyPath], shared: Mapping[str, Value]
) -> None:
    """Evidence of one source, stated once or in the entry: its passages stand in the entry itself."""
    fields = table_of(kind).fields
    if "source" not in shared and ("source" not in table or "source" in fields):
        return
    given = table.get("evidence")
    if given is None:
        own = {key: table.pop(key) for key in OF_EVIDENCE if key in table and key not in fields}
        origins.update({("evidence", 0, key): (key,) for key in own})
        if "passage" in own:
            # It is read as the only one of a list.
            origins["evidence", 0, "passages"] = ("passage",)
            origins["evidence", 0, "passages", 0] = ("passage",)
        given = [own] if own or not table.get("inferred") else []
        table["evidence"] = given
    listed = list(given) if isinstance(given, list) else [given]
    for index, item in enumerate(listed):
        if isinstance(item, dict) and "source" not in item:
            once = {key: shared[key] for key in ("source", "via", "paragraph") if key in shared and key not in item}
            listed[index] = {**{key: value.value for key, value in once.items()}, **item}
            origins.update({("evidence", index, key): value.at for key, value in once.items()})
    table["evidence"] = listed

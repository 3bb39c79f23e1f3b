"""Who says so, where, and of what: evidence, and the values that need it."""

from collections.abc import Iterable, Iterator
from functools import cache

from timeline.checks.others import Finding, Others
from timeline.entries import Attestation, Entry, Event, Money, Source, evidence_of
from timeline.entries.shapes import ListOf
from timeline.entries.tables import table_of
from timeline.problems import KeyPath, meant
from timeline.values import parse_amount


def needs_evidence(entry: Event | Attestation, _log: Others) -> Iterator[Finding]:
    """An event or attestation without evidence, or an inference without its reason."""
    if entry.inferred and not entry.because:
        yield Finding(("inferred",), "no-reason", "an inference needs a reason", "add `because`")
    if not entry.evidence and not entry.inferred:
        yield Finding(
            (),
            "no-evidence",
            f"`{entry.id}` has no evidence",
            "add the source and the passage that say so",
        )


def evidence(entry: Entry, _log: Others) -> Iterator[Finding]:
    """Evidence that retells itself, or is for a field that does not exist; a list with a duplicate."""
    fields = table_of(type(entry)).fields
    for index, item in enumerate(evidence_of(entry)):
        at: KeyPath = ("evidence", index)
        if item.source in item.via or len(set(item.via)) < len(item.via):
            yield Finding((*at, "via"), "via", "a source cannot retell itself", "name each source once, nearest first")
        for number, name in enumerate(item.for_):
            if name not in _vouchable(entry, fields):
                yield Finding(
                    (*at, "for", number),
                    "no-such-field",
                    f"`for` names a field that there is not: `{name}`",
                    meant(name, tuple(fields)),
                )
    yield from _repeated(entry)


def quoted(entry: Entry, log: Others) -> Iterator[Finding]:
    """What is quoted of a source was read in it; what only another text retells of it is `via`."""
    for index, item in enumerate(evidence_of(entry)):
        found = log.current(item.source)
        if item.passages and found and isinstance(found.entry, Source) and found.entry.read == "no":
            yield Finding(
                ("evidence", index, "source"),
                "not-read",
                f"a passage of `{item.source}` is cited, but the source was not read",
                f"set `read` in `{item.source}`; if only a text that retells it was read, cite that text, with `via`",
            )


def _vouchable(entry: Entry, fields: Iterable[str]) -> tuple[str, ...]:
    if isinstance(entry, Attestation):
        return tuple(table_of(type(entry.says)).fields)
    return tuple(fields)


def _repeated(entry: Entry) -> Iterator[Finding]:
    for name, attribute in _lists(type(entry)):
        value = getattr(entry, attribute)
        if len(value) > 1:
            seen = set[object]()
            for index, item in enumerate(value):
                if item in seen:
                    yield Finding((name, index), "repeated", f"`{name}` has the same item twice", "remove one")
                seen.add(item)


@cache
def _lists(kind: type[Entry]) -> tuple[tuple[str, str], ...]:
    """The fields of a type that hold several values: their names in files, and their attributes."""
    fields = table_of(kind).fields.items()
    return tuple((name, field.attribute) for name, field in fields if isinstance(field.shape, ListOf))


def money(entry: Entry, _log: Others) -> Iterator[Finding]:
    """An amount finer than its currency."""
    holder = entry.says if isinstance(entry, Attestation) else entry
    money = getattr(holder, "money", None)
    if isinstance(money, Money):
        at: KeyPath = ("says", "money", "amount") if isinstance(entry, Attestation) else ("money", "amount")
        amount = parse_amount(money.amount)
        if amount.minor_units(money.currency) == 0 or amount.finer_than_minor(money.currency):
            yield Finding(
                at,
                "bad-amount",
                f"{money.currency} {money.amount} is more precise than the smallest unit of the currency",
                "check the amount and the currency; separate thousands by commas: 1,500",
            )

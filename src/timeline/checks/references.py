"""What an entry refers to: that it is there, of the kind that the field needs, and not withdrawn."""

from collections.abc import Iterator

from timeline.checks.others import Finding, Others
from timeline.entries import (
    Actor,
    Commitment,
    Document,
    Engagement,
    Entry,
    Event,
    Scheduled,
    Signing,
    Source,
    Topic,
    Withdrawal,
    wholes_of,
)
from timeline.entries.links import Link, links
from timeline.problems import meant
from timeline.recordfile.registry import by_sign, named_so

DEEPEST = 12
"""How deep events may be nested: a visit, a meeting, a point, its parts, and some."""


_EXPECTED: dict[str, tuple[type[Entry] | tuple[type[Entry], ...], str]] = {
    "actor": (Actor, ""),
    "party": (Actor, ""),
    "principal": (Actor, ""),
    "person": (Actor, "person"),
    "office": (Actor, "office"),
    "source": (Source, ""),
    "topic": (Topic, ""),
    "event": (Event, ""),
    "engagement": (Engagement, ""),
    "scheduled": (Scheduled, ""),
    "document": ((Document, Signing), ""),
    "commitment": (Commitment, ""),
    "entry": (Entry, ""),
}


_LISTED = {
    **dict.fromkeys(("actor", "party", "principal", "person", "office"), "actor"), "source": "source",
    "topic": "topic", "commitment": "commitment", "document": "document", "scheduled": "scheduled",
}  # fmt: skip
"""The kind under which the log lists the target of a reference."""


_WORDS = {"principal": "party", "scheduled": "scheduled engagement"}
"""What a reference is to, in words."""
_HINTS = {
    "party": 'a party is an actor of kind "state", "international-organisation" or "entity"',
    "principal": 'name a party (a "state", an "international-organisation", an "entity") or an organisation',
    "document": "register a document, or name an older `signing`, which stands for its own",
}


def references(entry: Entry, log: Others) -> Iterator[Finding]:
    """What an entry refers to that is not there, is of another kind, or is withdrawn."""
    for link in links(entry):
        if link.target == entry.id:
            yield Finding(link.at, "itself", f"`{entry.id}` refers to itself", "remove the reference")
            continue
        target = log.find(link.target)
        if target is None:
            yield _unknown(link, log)
        elif not _is(target.entry, link.refers):
            yield Finding(
                link.at,
                f"unknown-{link.refers}",
                f"`{link.target}` is not {_with_article(_WORDS.get(link.refers, link.refers))}, but "
                + article(target.entry),
                _HINTS.get(link.refers, ""),
            )
        elif not isinstance(entry, Withdrawal) and log.withdrawal(link.target):
            yield Finding(link.at, "withdrawn", f"`{link.target}` is withdrawn", "refer to the entry that replaced it")


def _unknown(link: Link, log: Others) -> Finding:
    near = log.near(link.target, _LISTED.get(link.refers, ""))
    if link.refers in {"actor", "party", "principal"}:
        # A state that the record has may be near, and another one meant: Korea has two.
        near = (*near, *by_sign().values())
    hint = meant(link.target, near)
    if link.refers in {"actor", "party", "principal"} and link.target.upper() in log.parties():
        hint = f"did you mean `{log.parties()[link.target.upper()]}`?"
    elif link.refers in {"actor", "party", "principal"} and (found := named_so(link.target)):
        # Without a record of its own it would have been taken from the registry.
        hint = f"did you mean `{log.parties().get(found.sign, found.id)}`?"
    return Finding(
        link.at,
        f"unknown-{link.refers}",
        f"there is no {_WORDS.get(link.refers, link.refers)} `{link.target}`",
        hint or "record it first, or in this file",
        target=link.target,
    )


def nested(entry: Entry, log: Others) -> Iterator[Finding]:
    """An event that is nested too deep."""
    level = set(wholes_of(entry)) if isinstance(entry, Event) else set[str]()
    seen, depth = set(level), 1
    while level and depth <= DEEPEST:
        above = {id for event in map(log.event, level) if event for id in wholes_of(event)}
        level, depth = above - seen, depth + 1
        seen |= level
    if level:
        message = f"`{entry.id}` is nested deeper than {DEEPEST} events"
        yield Finding(("part_of", 0), "too-deep", message, "name a larger event in `part_of`")


def _is(entry: Entry, refers: str) -> bool:
    kind, of_actor = _EXPECTED[refers]
    if isinstance(entry, Actor) and refers in {"party", "principal"}:
        return entry.is_party or (refers == "principal" and entry.kind == "organisation")
    return isinstance(entry, kind) and (not of_actor or getattr(entry, "kind", "") == of_actor)


def kinds_of(entry: Entry) -> list[str]:
    """The kinds of reference that an entry can be the target of."""
    return [refers for refers in _EXPECTED if _is(entry, refers)]


def article(entry: Entry) -> str:
    """What an entry is, with its article: `a meeting`, `an office`."""
    return _with_article(entry.kind if isinstance(entry, Actor) else entry.what)


_NOUNS = {
    "scheduled": "plan", "schedule-change": "change of plans", "relations": "change of relations",
    "document-action": "act of a document", "progress": "report of progress", "remarks": "speech to the press",
}  # fmt: skip
"""The kinds of event that are no nouns that can be counted."""


def _with_article(kind: str) -> str:
    noun = _NOUNS.get(kind, kind)
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"

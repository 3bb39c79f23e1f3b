"""What an entry refers to: that it is there, of the kind that the field needs, and not withdrawn."""

from collections.abc import Iterator

from timeline.checks.others import Finding, Others
from timeline.entries import Actor, Commitment, Entry, Event, Source, Topic, Withdrawal
from timeline.entries.links import Link, links
from timeline.problems import meant

DEEPEST = 12
"""How deep events may be nested: a visit, a meeting, a point, its parts, and some."""


_EXPECTED: dict[str, tuple[type[Entry], str]] = {
    "actor": (Actor, ""),
    "state": (Actor, "state"),
    "person": (Actor, "person"),
    "office": (Actor, "office"),
    "source": (Source, ""),
    "topic": (Topic, ""),
    "event": (Event, ""),
    "commitment": (Commitment, ""),
    "entry": (Entry, ""),
}


_LISTED = {
    **dict.fromkeys(("actor", "state", "person", "office"), "actor"), "source": "source", "topic": "topic",
    "commitment": "commitment",
}  # fmt: skip
"""The kind under which the log lists the target of a reference."""


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
                f"`{link.target}` is not {_with_article(link.refers)}, but {article(target.entry)}",
            )
        elif not isinstance(entry, Withdrawal) and log.withdrawal(link.target):
            yield Finding(link.at, "withdrawn", f"`{link.target}` is withdrawn", "refer to the entry that replaced it")


def _unknown(link: Link, log: Others) -> Finding:
    hint = meant(link.target, log.near(link.target, _LISTED.get(link.refers, "")))
    if link.refers in {"actor", "state"} and link.target.upper() in log.states():
        hint = f"did you mean `{log.states()[link.target.upper()]}`?"
    return Finding(
        link.at,
        f"unknown-{link.refers}",
        f"there is no {link.refers} `{link.target}`",
        hint or "record it first, or in this file",
        target=link.target,
    )


def nested(entry: Entry, log: Others) -> Iterator[Finding]:
    """An event that is nested too deep."""
    level = set(entry.part_of) if isinstance(entry, Event) else set[str]()
    seen, depth = set(level), 1
    while level and depth <= DEEPEST:
        above = {id for event in map(log.event, level) if event for id in event.part_of}
        level, depth = above - seen, depth + 1
        seen |= level
    if level:
        message = f"`{entry.id}` is nested deeper than {DEEPEST} events"
        yield Finding(("part_of", 0), "too-deep", message, "name a larger event in `part_of`")


def _is(entry: Entry, refers: str) -> bool:
    kind, of_actor = _EXPECTED[refers]
    return isinstance(entry, kind) and (not of_actor or getattr(entry, "kind", "") == of_actor)


def article(entry: Entry) -> str:
    """What an entry is, with its article: `a meeting`, `an office`."""
    return _with_article(entry.kind if isinstance(entry, Actor) else entry.what)


def _with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
